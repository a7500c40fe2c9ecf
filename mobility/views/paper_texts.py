"""The texts that a member faculty prints on its papers: which there are, and the page that changes them."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.views import RuledView
from core.wording import day_and_year
from core.words import localized
from members.queries import MemberAddress
from mobility import editions, letterheads, signing_rules
from mobility.documents import letterhead, values_on
from mobility.enums import TextPlace
from mobility.forms.paper_texts import PaperTextsForm
from mobility.models import PaperText, SigningRules
from mobility.operations.paper_texts import change_text
from mobility.paper_texts import KINDS, TextKind, filled, in_force, newest
from mobility.views.base import OfMember, OfWriters


class TextList(OfWriters, RuledView):
    """Every kind of paper of the members that the reader writes for, and which texts it carries."""

    rule = "see_paper_texts"
    template = "mobility/paper_texts/list.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        texts = newest(row.id for row in self.members)
        heads = letterheads.newest(row.id for row in self.members)
        signing = signing_rules.of_members(row.id for row in self.members)
        files = editions.newest(row.id for row in self.members)
        return self.page(
            members=[
                {
                    "member": row,
                    "kinds": self.kinds(row, texts),
                    "letterhead_url": reverse("paper_texts:letterhead", args=[self.slug, row.slug]),
                    "letterhead": heads.get(row.id),
                    "signing_url": reverse("paper_texts:signing_rules", args=[self.slug, row.slug]),
                    "signing": signing.get(row.id, SigningRules()),
                    "editions_url": reverse("paper_texts:editions", args=[self.slug, row.slug]),
                    "editions": files.get(row.id),
                }
                for row in self.members
            ]
        )

    def kinds(
        self, member: MemberAddress, texts: dict[tuple[int, str, str], PaperText]
    ) -> list[dict[str, Any]]:
        return [
            {
                "label": kind.label,
                "url": reverse("paper_texts:change", args=[self.slug, member.slug, kind.code]),
                "places": [texts.get((member.id, kind.code, place)) for place in TextPlace.values],
            }
            for kind in KINDS.values()
        ]


class ChangeTexts(OfMember, RuledView):
    """The texts of one kind of paper; a preview shows them with made-up names, and keeps nothing."""

    rule = "change_paper_texts"
    template = "mobility/paper_texts/change.html"
    subject: PaperText

    def fetch(self) -> PaperText:
        if self.kwargs["kind"] not in KINDS:
            raise Http404
        member = self.member
        return PaperText(university_id=member.university_id, member_id=member.pk, kind=self.kwargs["kind"])

    @property
    def kind(self) -> TextKind:
        return KINDS[self.subject.kind]

    @cached_property
    def texts(self) -> dict[str, PaperText]:
        return in_force(self.member.pk, self.kind.code)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.text_page(PaperTextsForm(kind=self.kind, texts=self.texts))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = PaperTextsForm(request.POST, kind=self.kind, texts=self.texts)
        if not form.is_valid():
            return self.text_page(form, status=422)
        if "preview" in request.POST:
            return self.text_page(form, preview=self.preview(form))
        with transaction.atomic():
            changed = [
                change_text(
                    member=self.member,
                    kind=self.kind.code,
                    place=place,
                    words=form.words(place),
                    actor=self.actor,
                )
                for place in TextPlace
            ]
        if any(changed):
            messages.success(request, _("Saved. Papers that are printed from now on carry it."))
        else:
            messages.info(request, _("Nothing was changed."))
        return HttpResponseRedirect(reverse("paper_texts:list", args=[self.member.university.slug]))

    def preview(self, form: PaperTextsForm) -> list[dict[str, Any]]:
        """Each language as it will stand on the paper."""
        return [self.in_language(form, language) for language in ("sl", "en")]

    def in_language(self, form: PaperTextsForm, language: str) -> dict[str, Any]:
        with override(language):
            paper = letterhead(self.subject, reference="2026-0147", title=str(self.kind.label))
            today = day_and_year(paper["made_on"])
            made_up = {
                "call": _("Erasmus+ call for training"),
                "academic_year": "2026/27",
                "name": "Ana Novak",
                "host": "Universität Wien",
                "first_day": today,
                "last_day": today,
            }
            values = made_up | values_on(paper)
            return paper | {place.value: filled(form.words(place)[language], values) for place in TextPlace}

    def text_page(self, form: PaperTextsForm, *, status: int = 200, **more: Any) -> HttpResponseBase:
        slug = self.member.university.slug
        return self.page(
            status=status,
            form=form,
            title=str(self.kind.label),
            lede=localized(self.member, "name"),
            crumbs=[(_("Texts of papers"), reverse("paper_texts:list", args=[slug]))],
            names=[(f"{{{name}}}", words) for name, words in self.kind.names.items()],
            versions=PaperText.objects.filter(member=self.member, kind=self.kind.code)
            .select_related("changed_by")
            .order_by("-changed_at", "place")[:20],
            cancel_url=reverse("paper_texts:list", args=[slug]),
            **more,
        )
