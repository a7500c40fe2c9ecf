"""The university's distributions: the list, one of them with what would be, and the acts of the office."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import policy
from core.views import ActView, RuledView
from mobility.links import to_call
from mobility.views.base import CallActView
from selection.distributing import (
    Standing,
    candidates,
    common_order,
    computed,
    key_of,
    rest_of,
    sets_of_calls,
    shares_of,
    standings_of,
    tried,
    whole_of,
)
from selection.distribution_face import equals_words, facts_of, lines_of
from selection.engine.shares import COMMON_ORDER, Division, Way, Whole
from selection.forms_distribution import AllotForm, ChangeForm, OpenForm, TryForm
from selection.links import to_distribution
from selection.models import Distribution
from selection.operations import (
    allot_places,
    change_distribution,
    dissolve_distribution,
    hand_over_ranking,
    open_distribution,
)
from selection.views.board import crumbs_of as crumbs_of_call
from selection.words import shown

A_PAGE = 50
ACTS = (
    ("change_url", "distributions:change", "change_distribution"),
    ("allot_url", "distributions:allot", "allot_places"),
    ("move_url", "distributions:move", "move_left_over"),
    ("second_url", "distributions:second_call", "open_second_call"),
)


class OfUniversity:
    """Pages that stand below the university's address."""

    request: HttpRequest

    @property
    def list_url(self) -> str:
        return reverse("distributions:list", args=[self.request.university.slug])  # type: ignore[attr-defined]

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Distributions"), self.list_url)]


class OfDistribution(OfUniversity):
    """Fetches the distribution named in the address."""

    kwargs: dict[str, Any]
    subject: Distribution
    seen_by = "see_distributions"

    def fetch(self) -> Distribution:
        found = Distribution.objects.filter(public_id=self.kwargs["distribution"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def standings(self) -> list[Standing]:
        return standings_of(self.subject)

    def back(self) -> dict[str, Any]:
        """Where an act's page comes from and leads back to."""
        url = to_distribution(self.subject)
        return {"crumbs": [*self.crumbs(), (self.subject.name, url)], "cancel_url": url}

    def where(self, result: Any) -> str:
        return to_distribution(self.subject)


class Distributions(OfUniversity, RuledView):
    """All distributions of the university, newest first."""

    rule = "see_distributions"
    template = "selection/distributions.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        page = Paginator(Distribution.objects.order_by("-opened_at", "-pk"), A_PAGE).get_page(
            request.GET.get("page")
        )
        return self.page(
            page=page,
            rows=[{"row": row, "url": to_distribution(row)} for row in page],
            open_url=reverse("distributions:open", args=[request.university.slug])  # type: ignore[attr-defined]
            if policy.can(self.actor, "open_distribution", None)
            else "",
        )


class Open(OfUniversity, ActView):
    """Opens a distribution for the calls of one action and year."""

    rule = "open_distribution"
    form_class = OpenForm
    done = gettext_lazy("The distribution is open. Its calls wait for their places from now on.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"sets": sets_of_calls()}

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Open a distribution"),
            "crumbs": self.crumbs(),
            "verb": _("Open the distribution"),
            "cancel_url": self.list_url,
            "effects": [
                _("The committees of the faculties score and rank as before, and hand their rankings over."),
                _("No faculty decides or releases results before you have allotted places and money to all."),
            ],
        }

    def act(self, form: forms.Form) -> Distribution:
        assert isinstance(form, OpenForm)  # noqa: S101  # nosec B101 (for the checker of types)
        action, year = form.chosen
        return open_distribution(actor=self.actor, action=action, academic_year=year, numbers=form.numbers)

    def where(self, result: Any) -> str:
        return to_distribution(result)


class Show(OfDistribution, RuledView):
    """One distribution: rankings in numbers, what the way gives, other numbers tried out, and what is left over."""

    rule = "see_distribution"
    template = "selection/distribution.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        row = self.subject
        whole = whole_of(row)
        form = TryForm(request.GET or None, initial=vars(row))
        is_bad = form.is_bound and not form.is_valid()
        if form.is_bound and not is_bad:
            whole = self.tried(form.cleaned_data, whole)
        division = computed(self.standings, whole)
        lines = lines_of(self.standings, division)
        way = Way(whole.way)
        return self.page(
            status=422 if is_bad else 200,
            row=row,
            crumbs=self.crumbs(),
            facts=facts_of(row),
            lines=lines,
            division=division,
            equals=equals_words(lines, division),
            whole=whole,
            counts_money=whole.budget is not None,
            form=form,
            is_tried=whole != whole_of(row),
            order=[(one, shown(one.line.total)) for one in common_order(self.standings, way)]
            if way in COMMON_ORDER
            else [],
            **self.numbers(lines, division),
            **self.acts(whole),
        )

    def tried(self, data: dict[str, Any], whole: Whole) -> Whole:
        numbers = {name: data[name] for name in ("places", "budget")}
        way = Way(data["way"]) if data["way"] else None
        return tried(whole, **numbers, way=way, seed=self.subject.seed if data["lots"] else "")

    def numbers(self, lines: Any, division: Division) -> dict[str, Any]:
        """The sums below the table."""
        places, budget = rest_of(self.subject, [one.share for one in self.standings])
        return {
            "rest_places": places,
            "rest_budget": budget,
            "unused": sum(one.unused for one in self.standings),
            "given": sum(line.portion.places for line in lines),
            "given_money": sum((line.portion.budget or Decimal(0) for line in lines), Decimal(0)),
            "missing": [line.share.member.short for line in lines if not line.standing.is_in],
        }

    def acts(self, whole: Whole) -> dict[str, str]:
        """The acts that this reader may do; what is tried out goes along to the page that keeps it."""
        found = {
            name: to_distribution(self.subject, page) if policy.can(self.actor, verb, self.subject) else ""
            for name, page, verb in ACTS
        }
        query = self.request.GET.urlencode()
        if found["change_url"] and query and whole != whole_of(self.subject):
            found["keep_url"] = f"{found['change_url']}?{query}"
        return found


class Change(OfDistribution, ActView):
    """Sets numbers and calls anew, until the places are allotted."""

    rule = "change_distribution"
    form_class = ChangeForm
    template = "selection/distribution_change.html"
    done = gettext_lazy("The distribution is changed.")

    def form_kwargs(self) -> dict[str, Any]:
        row = self.subject
        names = ("name", "places", "budget", "way", "lots")
        initial: dict[str, Any] = {name: getattr(row, name) for name in names}
        asked = TryForm(self.request.GET)
        if self.request.GET and asked.is_valid():
            initial |= {name: value for name, value in asked.cleaned_data.items() if value not in (None, "")}
        return {
            "initial": initial,
            "calls": list(candidates(row.action, row.academic_year, besides=row)),
            "shares": shares_of(row),
        }

    def context(self) -> dict[str, Any]:
        return {
            **self.back(),
            "title": _("Change the distribution"),
            "verb": _("Keep these numbers"),
            "dissolve_url": to_distribution(self.subject, "distributions:dissolve"),
        }

    def act(self, form: forms.Form) -> Distribution:
        assert isinstance(form, ChangeForm)  # noqa: S101  # nosec B101 (for the checker of types)
        return change_distribution(
            distribution=self.subject, actor=self.actor, numbers=form.numbers, parts=form.parts
        )


class Dissolve(OfDistribution, ActView):
    """Gives the calls back their own places."""

    rule = "change_distribution"
    step_up = True
    done = gettext_lazy("The distribution is dissolved; the calls give their own places again.")

    def context(self) -> dict[str, Any]:
        return {
            **self.back(),
            "title": _("Dissolve the distribution"),
            "lede": self.subject.name,
            "verb": _("Dissolve it"),
            "grave": True,
            "effects": [_("Every call decides within the places and the money that it announced itself.")],
        }

    def act(self, form: forms.Form) -> None:
        dissolve_distribution(distribution=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return self.list_url


class Allot(OfDistribution, ActView):
    """Gives every call its places and money in one act: as computed, or by hand with a reason."""

    rule = "allot_places"
    step_up = True
    form_class = AllotForm
    template = "selection/distribution_allot.html"
    done = gettext_lazy("Places and money are allotted; the letters are on their way.")

    @cached_property
    def division(self) -> Division:
        return computed(self.standings, whole_of(self.subject))

    def form_kwargs(self) -> dict[str, Any]:
        shares = [one.share for one in self.standings]
        initial: dict[str, Any] = {"key": key_of(self.subject, self.standings)}
        for share in shares:
            portion = self.division.portions[str(share.pk)]
            initial |= {f"places_{share.pk}": portion.places, f"budget_{share.pk}": portion.budget}
        counts_money = self.subject.budget is not None
        return {"shares": shares, "counts_money": counts_money, "initial": initial}

    def page(self, status: int = 200, **context: Any) -> Any:
        form: AllotForm = context["form"]
        lines = [(line, form.boxes(line.share)) for line in lines_of(self.standings, self.division)]
        return super().page(status, lines=lines, **context)

    def context(self) -> dict[str, Any]:
        missing = [one.share.member.short for one in self.standings if not one.is_in]
        count = len(self.standings)
        return {
            **self.back(),
            "title": _("Allot places and money"),
            "lede": self.subject.name,
            "verb": _("Allot"),
            "row": self.subject,
            "counts_money": self.subject.budget is not None,
            "equals": equals_words(lines_of(self.standings, self.division), self.division),
            "warning": _("Not handed over yet: %s.") % ", ".join(missing) if missing else "",
            "effects": [
                ngettext("%d call gets its numbers.", "%d calls get their numbers.", count) % count,
                _("The boards propose within them at once, and the faculties may decide and release."),
                _("Afterwards only what is left over can be moved."),
            ],
            "told": [_("Chairs and coordinators of every faculty")],
        }

    def act(self, form: forms.Form) -> Distribution:
        assert isinstance(form, AllotForm)  # noqa: S101  # nosec B101 (for the checker of types)
        data = form.cleaned_data
        return allot_places(
            distribution=self.subject,
            actor=self.actor,
            given=form.given,
            key=data["key"],
            reason=data["reason"],
        )


class HandOver(CallActView):
    """Hands the ranking of a call to the university."""

    rule = "hand_over_ranking"
    done = gettext_lazy("The ranking is with the university.")

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Hand the ranking over"),
            "crumbs": crumbs_of_call(self.subject),
            "lede": self.subject.title,
            "verb": _("Hand the ranking over"),
            "effects": [
                _(
                    "The university sees how many applications are eligible and ranked, with their points, but no name."
                ),
                _("It gives places and money to all faculties in one act; then you decide within them."),
                _("This cannot be taken back."),
            ],
            "told": [_("The university’s office, once every faculty has handed over")],
            "cancel_url": to_call(self.subject, "selection:board"),
        }

    def act(self, form: forms.Form) -> Any:
        return hand_over_ranking(call=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:board")
