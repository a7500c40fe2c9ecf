"""Who scores which application: how sheets are dealt, the load of each, and dealing by hand."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.links import to_call
from mobility.views.base import CallActView
from selection import committee_face as face
from selection import counts
from selection.enums import Dealing as Way
from selection.enums import OwnUnit
from selection.forms_committee import AssignForm, DealForm
from selection.models import Assessment, Sheet
from selection.models import Committee as CommitteeRow
from selection.operations import Plan, assign, set_dealing
from selection.operations.dealing import Table, seats_of, table_of
from selection.policy import in_assessment
from selection.views.committee import crumbs_of

A_PAGE = 50


class Dealing(CallActView):
    """The way in which sheets are dealt, with the load of each member; dealing anew moves empty sheets only."""

    rule = "deal"
    form_class = DealForm
    template = "selection/dealing.html"
    done = gettext_lazy("The sheets are dealt.")

    def form_kwargs(self) -> dict[str, Any]:
        committee = self.committee
        if committee is None:
            return {}
        return {"initial": {name: getattr(committee, name) for name in ("dealing", "own_unit", "per_file")}}

    @cached_property
    def committee(self) -> CommitteeRow | None:
        return CommitteeRow.objects.filter(call=self.subject).first()

    def context(self) -> dict[str, Any]:
        call, committee = self.subject, self.committee
        loads = [row for row in face.seat_rows(call) if row.asked or row.tone == "lead"]
        return {
            "title": _("Who scores what"),
            "crumbs": crumbs_of(call),
            "loads": loads,
            "most": max((row.asked for row in loads), default=0),
            "applications": counts.with_committee(call),
            "seed": committee.seed if committee else "",
            "by_hand_url": to_call(call, "selection:assign")
            if committee and committee.dealing == Way.BY_HAND
            else "",
            "effects": [
                _("Only empty sheets move. What was begun, handed in or left out stays where it is."),
                _("Nobody gets an application with which they are in conflict."),
            ],
            "verb": _("Deal the sheets"),
            "cancel_url": to_call(call, "selection:committee"),
        }

    def act(self, form: forms.Form) -> Any:
        data = form.cleaned_data
        plan = Plan(Way(data["dealing"]), OwnUnit(data["own_unit"]), data["per_file"])
        return set_dealing(call=self.subject, actor=self.actor, plan=plan)

    def where(self, result: CommitteeRow) -> str:
        return to_call(
            self.subject, "selection:assign" if result.dealing == Way.BY_HAND else "selection:dealing"
        )


class Assign(CallActView):
    """By hand: a row for each application, a box for each member."""

    rule = "deal"
    form_class = AssignForm
    template = "selection/assign.html"
    done = gettext_lazy("The sheets are dealt.")

    @cached_property
    def files(self) -> Page[Assessment]:
        rows = (
            in_assessment(self.subject)
            .filter(closed_at=None)
            .select_related("mobility__person", "mobility__unit")
        )
        return Paginator(rows.order_by("mobility__number"), A_PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def table(self) -> Table:
        return table_of(self.subject, list(self.files))

    @cached_property
    def sheets(self) -> dict[tuple[int, int], Sheet]:
        """The sheets on this page by application and seat."""
        rows = Sheet.objects.filter(assessment__in=list(self.files))
        return {(sheet.assessment_id, sheet.holder_id): sheet for sheet in rows}

    @cached_property
    def people(self) -> dict[int, str]:
        names = {seat.person_id: seat.person.get_full_name() for seat in seats_of(self.subject)}
        return {holder: names[person_id] for holder, person_id in self.table.sitters.items()}

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """The rows with their boxes: offered, fixed (begun or handed in), or closed by a conflict."""
        return [
            {"mobility": row.mobility, "boxes": [self._box(row, holder) for holder in self.people]}
            for row in self.files
        ]

    def _box(self, row: Assessment, holder: int) -> dict[str, Any]:
        sheet = self.sheets.get((row.pk, holder))
        pairs = {(row.mobility_id, holder), (row.mobility_id, self.table.sitters[holder])}
        is_out = bool(pairs & self.table.conflicted) or (sheet is not None and sheet.left_out_at is not None)
        is_fixed = sheet is not None and (sheet.handed_in_at is not None or sheet.saved_at is not None)
        return {
            "name": self.people[holder],
            "value": f"sheet-{row.pk}-{holder}",
            "is_out": is_out,
            "is_fixed": is_fixed and not is_out,
            "is_checked": sheet is not None,
        }

    def form_kwargs(self) -> dict[str, Any]:
        boxes = [box for line in self.cells for box in line["boxes"]]
        return {"offered": [box["value"] for box in boxes if not box["is_out"] and not box["is_fixed"]]}

    def context(self) -> dict[str, Any]:
        call = self.subject
        return {
            "title": _("Deal by hand"),
            "crumbs": [*crumbs_of(call), (_("Who scores what"), to_call(call, "selection:dealing"))],
            "people": list(self.people.values()),
            "lines": self.cells,
            "files": self.files,
            "cancel_url": to_call(call, "selection:dealing"),
        }

    def act(self, form: forms.Form) -> Any:
        wanted: dict[int, set[int]] = {row.pk: set() for row in self.files}
        for pair in form.cleaned_data["sheets"]:
            _word, assessment, holder = pair.split("-")
            wanted[int(assessment)].add(int(holder))
        for (assessment_id, holder), sheet in self.sheets.items():
            if sheet.left_out_at is None and (sheet.handed_in_at or sheet.saved_at):
                wanted[assessment_id].add(holder)
        return assign(call=self.subject, actor=self.actor, wanted=wanted)

    def where(self, result: Any) -> str:
        return f"{self.request.path}?page={self.files.number}"
