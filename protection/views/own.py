"""My data: what a university holds about me, my copy of it, and the request to erase it.

These pages stand outside of the university's own addresses: whoever left has a right to them too. An affiliation, past
or present, opens them; each works in the scope of that university and shows the person's own rows only.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, policy
from core.files import sealed_response
from core.tenancy import tenant_scope
from core.views import ActView, RuledView
from members.actor import Actor
from members.middleware import at_university, rendered
from members.models import Person, University
from members.queries import UniversityAddress, actor_for, address_of
from protection import bundles, operations
from protection.models import Bundle, ErasureRequest
from protection.records import TITLES, records_of, words_of


class OfOwnData:
    """Opens the university's scope for one of its people, past or present; for a stranger there is no page."""

    rule = "see_own_data"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        self.person: Person = request.user  # type: ignore[assignment]
        self.at = _at(self.person, kwargs.pop("at"))
        with at_university(self.at, request) as stack:
            stack.enter_context(tenant_scope(university_id=self.at.id))
            insider = actor_for(self.person, university_id=self.at.id, on=clock.today())
            request.actor = insider or _former(self.person, self.at)  # type: ignore[attr-defined]
            if insider is not None:
                request.university = self.at  # type: ignore[attr-defined]
            return rendered(super().dispatch(request, *args, **kwargs))  # type: ignore[misc]

    def fetch(self) -> Any:
        """Whose data: the reader's own, whoever asks."""
        return ErasureRequest(person=self.person)

    @property
    def page_url(self) -> str:
        return reverse("my-data:show", kwargs={"at": self.at.slug})


def _at(person: Person, slug: str) -> UniversityAddress:
    found = address_of(slug)
    if found is None or not person.affiliations.filter(university_id=found.id).exists():
        raise Http404
    return found


def _former(person: Person, at: UniversityAddress) -> Actor:
    return Actor(person.pk, person.get_full_name(), at.id, (), language=person.language)


class Universities(RuledView):
    """Which universities hold something about me."""

    rule = "open_own_data"
    template = "protection/universities.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        person: Any = request.user
        mine = University.objects.filter(pk__in=person.affiliations.values("university_id")).order_by(
            "name_sl"
        )
        if len(mine) == 1:
            return HttpResponseRedirect(reverse("my-data:show", kwargs={"at": mine[0].slug}))
        rows = [{"name": one.name, "url": reverse("my-data:show", kwargs={"at": one.slug})} for one in mine]
        return self.page(rows=rows)


class MyData(OfOwnData, RuledView):
    """What the university holds about me, how long, my copies and my requests."""

    template = "protection/my_data.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        copies = list(Bundle.objects.filter(person=self.person))
        requests = ErasureRequest.objects.filter(person=self.person).prefetch_related("answers")
        slug = {"at": self.at.slug}
        return self.page(
            at=self.at,
            records=records_of(self.person),
            copies=[{"copy": copy, "url": self.copy_url(copy)} for copy in copies if copy.is_ready],
            is_being_made=any(copy.ready_at is None for copy in copies),
            requests=[{"request": one, "answers": answers_of(one)} for one in reversed(list(requests))],
            copy_url=reverse("my-data:ask_copy", kwargs=slug),
            is_waiting=any(one.decided_at is None for one in requests),
            desk_url=self.desk_url(),
            erasure_url=reverse("my-data:ask_erasure", kwargs=slug),
        )

    def desk_url(self) -> str:
        """The way to others' requests, for whoever answers them."""
        if not policy.can(self.actor, "see_erasure_requests", None):
            return ""
        return reverse("protection:desk", kwargs={"university": self.at.slug})

    def copy_url(self, copy: Bundle) -> str:
        return reverse("my-data:copy", kwargs={"at": self.at.slug, "bundle": copy.public_id})


def answers_of(request: ErasureRequest) -> list[dict[str, Any]]:
    """The answers to a request as title and words."""
    return [
        {
            "title": TITLES[answer.record.partition(":")[0]],
            "words": words_of(answer.verdict, answer.ground, answer.kept_until),
        }
        for answer in request.answers.all()  # type: ignore[attr-defined]
    ]


class OwnAct(OfOwnData, ActView):
    """An act of a person on their own data; it leads back to the page."""

    def where(self, result: Any) -> str:
        return self.page_url

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("My data"), self.page_url)]


class AskForCopy(OwnAct):
    """Order one's own copy."""

    step_up = True
    done = gettext_lazy("Your copy is being made. We write to you when it is ready.")

    def context(self) -> dict[str, Any]:
        return {
            "title": _("A copy of everything about you"),
            "lede": self.at.name,
            "verb": _("Make the copy"),
            "crumbs": self.crumbs(),
            "cancel_url": self.page_url,
            "effects": [
                _(
                    "You get a ZIP archive: a paper to read, a file for machines (JSON), and your files and papers."
                ),
                _("It holds what is about you, and nothing about others."),
                _("You can fetch it here for a week; then it is deleted."),
            ],
        }

    def act(self, form: forms.Form) -> Bundle:
        return operations.ask_for_copy(person=self.person, actor=self.actor)


class FetchCopy(OfOwnData, RuledView):
    """Download the archive, to nobody but its owner."""

    rule = "fetch_bundle"
    seen_by = "see_own_data"
    step_up = True

    def fetch(self) -> Bundle:
        bundle = Bundle.objects.filter(public_id=self.kwargs["bundle"], person=self.person).first()
        if bundle is None:
            raise Http404
        return bundle

    @cached_property
    def name(self) -> str:
        return f"popotnik-{self.at.slug}-{self.subject.public_id.hex[:8]}.zip"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        content = bundles.content_of(self.subject)
        return sealed_response(content, self.name, content_type="application/zip")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why you ask"),
        help_text=gettext_lazy("You need not say why; it helps whoever answers."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForErasure(OwnAct):
    """Ask that what is held about one be erased; the page says beforehand what the rules will say."""

    step_up = True
    form_class = ReasonForm
    template = "protection/ask_erasure.html"
    done = gettext_lazy("Your request was sent. You get the answer by letter within a month.")

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Ask for erasure"),
            "lede": self.at.name,
            "verb": _("Send the request"),
            "crumbs": self.crumbs(),
            "cancel_url": self.page_url,
            "records": records_of(self.person),
        }

    def act(self, form: forms.Form) -> ErasureRequest:
        return operations.ask_for_erasure(
            person=self.person, actor=self.actor, reason=form.cleaned_data["reason"]
        )
