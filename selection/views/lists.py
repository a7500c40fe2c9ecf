"""What would be with other numbers, the four lists with their reasons, the spreadsheets, and the release."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import exports, policy
from core.face import Tab
from mobility.links import to_call
from mobility.views.base import CallActView, CallView
from selection import lists_export, queries
from selection.after import after_of
from selection.bins import Bin, Line, bins
from selection.conflicts import closed_to
from selection.drafts import drafts_of
from selection.limits import limits_of
from selection.operations import Release, release_results
from selection.operations.placing import spent
from selection.outlook import Foreseen, Terms, by_unit, foresee
from selection.views.board import closed_words, counted, crumbs_of
from selection.words import shown

BIN_TONES = {Bin.SELECTED: "lead", Bin.NOT_ELIGIBLE: "late"}


class OutlookForm(forms.Form):
    """The numbers that are tried out."""

    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=0, max_value=9999, required=False)
    budget = forms.DecimalField(
        label=gettext_lazy("Budget in euros"), min_value=Decimal(0), max_digits=12, required=False
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, *args: Any, units: list[str], has_budget: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = ("", gettext_lazy("all units"))
        self.fields["unit"].choices = [everybody, *((name, name) for name in units)]  # type: ignore[attr-defined]
        if not has_budget:
            del self.fields["budget"]


class Outlook(CallView):
    """The ranking with other numbers of places or another budget; a way of looking, kept nowhere but in the address."""

    rule = "see_ranking"
    template = "selection/outlook.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call, after = self.subject, after_of(self.subject)
        board = queries.board(call, closed=closed_to(self.actor, call))
        rows = board.rows
        units = sorted({row.mobility.unit.name for row in rows})
        limits = limits_of(call)
        initial = {"places": board.offered, "budget": limits.budget}
        has_budget = limits.budget is not None
        form = OutlookForm(request.GET or None, initial=initial, units=units, has_budget=has_budget)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        places = asked.get("places")
        terms = Terms(
            places=board.offered if places is None else places,
            budget=asked.get("budget") or limits.budget,
            has_zero_grant=after.has_zero_grant,
        )
        foreseen = foresee(rows, terms)
        unit = asked.get("unit", "")
        listed = [line for line in foreseen if not unit or line.row.mobility.unit.name == unit]
        return self.page(
            status=422 if form.is_bound and not form.is_valid() else 200,
            call=call,
            crumbs=crumbs_of(call),
            form=form,
            terms=terms,
            lines=[outlook_line(line) for line in listed],
            sums=by_unit(foreseen),
            inside=sum(line.would in {"in", "unfunded"} for line in foreseen),
            has_budget=has_budget,
            limits=limits,
            is_moved=terms != Terms(board.offered, limits.budget, after.has_zero_grant),
        )


def outlook_line(line: Foreseen) -> dict[str, Any]:
    """One line of the what-if table, in words."""
    return {
        "line": line,
        "mobility": line.row.mobility,
        "rank": line.row.assessment.rank,
        "total": shown(line.row.assessment.total),
        "would": line.would.label,
        "now": line.row.decision.result if line.row.decision else "",
    }


class Lists(CallView):
    """The four lists, each line with its reasons; pending decisions are said to be so."""

    rule = "see_ranking"
    template = "selection/lists.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        found = bins(call, closed=closed_to(self.actor, call))
        asked = request.GET.get("list", "")
        chosen = Bin(asked) if asked in Bin.values else None
        tabs = [Tab(label=str(_("All")), url=request.path, current=chosen is None, count=None)]
        tabs += [
            Tab(
                label=str(one.label),
                url=f"{request.path}?list={one.value}",
                current=chosen == one,
                count=len(found[one]),
            )
            for one in Bin
        ]
        may_publish = bool(policy.can(self.actor, "export_results", call))
        return self.page(
            call=call,
            crumbs=crumbs_of(call),
            tabs=tabs,
            parts=list_parts(found, only=chosen),
            file_url=to_call(call, "selection:lists_file"),
            public_url=to_call(call, "selection:lists_public") if may_publish else "",
        )


def list_parts(found: dict[Bin, list[Line]], *, only: Bin | None = None) -> list[dict[str, Any]]:
    """The lists as the template shows them."""
    return [
        {
            "bin": one,
            "label": one.label,
            "tone": BIN_TONES.get(one, ""),
            "lines": [{"line": line, "total": shown(line.total)} for line in found[one]],
        }
        for one in Bin
        if only in {None, one}
    ]


class ListsFile(CallView):
    """The whole selection as a spreadsheet for the file."""

    rule = "see_ranking"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        table = lists_export.for_the_file(self.subject, closed=closed_to(self.actor, self.subject))
        return exports.response(table, exports.XLSX, f"{self.subject.slug}-selection")


class ListsPublic(CallView):
    """The released results as a spreadsheet for publication, without names unless the call says so."""

    rule = "export_results"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        table = lists_export.for_publication(self.subject)
        return exports.response(table, exports.XLSX, f"{self.subject.slug}-results")


class ReleaseResults(CallActView):
    """Releases all results at once, after a page that says how many and who, with the letters as drafts."""

    rule = "release_results"
    step_up = True
    template = "selection/release.html"

    def context(self) -> dict[str, Any]:
        call = self.subject
        closed = closed_to(self.actor, call)
        board = queries.board(call, closed=closed)
        release = Release(*(board.pending[outcome] for outcome in ("award", "reserve", "refuse")))
        people = board.decided
        letters = ngettext("Letters go to %d person.", "Letters go to %d people.", people) % people
        found = bins(call, closed=closed)
        for one, lines in found.items():
            found[one] = [line for line in lines if line.decision and line.decision.released_at is None]
        budget = limits_of(call).budget
        left = None if budget is None else budget - spent(call)
        return {
            "title": _("Release the results"),
            "crumbs": crumbs_of(call),
            "lede": counted(release),
            "effects": [
                f"{counted(release)}.",
                ngettext("%(free)d place is free.", "%(free)d places are free.", board.free)
                % {"free": board.free},
                *([closed_words(board)] if board.closed else []),
                _("All applications move at the same moment; this cannot be taken back."),
            ],
            "told": [letters],
            "left": left,
            "parts": list_parts(found),
            "drafts": drafts_of(found),
            "verb": _("Release the results"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Release:
        release = release_results(call=self.subject, actor=self.actor)
        messages.success(self.request, _("The results are released."))
        return release

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:lists")
