"""What people declare about conflicts of interest, and what follows once one is known: the file closes."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor, system
from members.enums import Capacity
from mobility import duties, lifecycle, relations
from mobility.enums import DutyKind, Stage
from mobility.models import Call, Mobility
from selection import conflicts
from selection.enums import Ground
from selection.models import Assessment, Declaration, Seat, Sheet
from selection.operations.scoring import duty_part, note_when_all_is_in
from selection.standing import recount, store_ranks


@transaction.atomic
def declare(*, mobility: Mobility, actor: Actor, has_conflict: bool, reason: str = "") -> Declaration:
    """Answer the question before an application opens: no conflict of interest, or one, with its reason.

    With a conflict the application closes to the person at once, in every list; a sheet of theirs is left out, kept
    as it was, and counts no more. Raises Refusal without a reason, and for who withdrew before.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "declare", fresh)
    if has_conflict and not reason.strip():
        raise Refusal(_("Say why you do not assess this application."))
    assessment = Assessment.objects.select_for_update().get(mobility=fresh)
    said = Declaration.objects.filter(assessment=assessment, person_id=actor.me).first()
    if said is not None and said.has_conflict:
        raise Refusal(_("You withdrew from this application before."))
    declaration, _made = Declaration.objects.update_or_create(
        assessment=assessment,
        person_id=actor.me,
        defaults={
            "member_id": fresh.member_id,
            "has_conflict": has_conflict,
            "reason": reason.strip() if has_conflict else "",
            "declared_at": clock.now(),
        },
    )
    journal.record(
        verb="conflict.declared" if has_conflict else "conflict.none_declared",
        subject=declaration,
        actor=actor.acting_among(Capacity.ASSESSOR, Capacity.CHAIR, member_id=fresh.member_id),
        file_id=str(fresh.public_id),
        note=declaration.reason,
    )
    if has_conflict:
        settle_conflicts(call=fresh.call, people=[actor.me], mobility_id=fresh.pk)
    return declaration


def step_back(*, mobility: Mobility, actor: Actor, reason: str) -> Declaration:
    """Leave one application to the others because of a conflict of interest."""
    return declare(mobility=mobility, actor=actor, has_conflict=True, reason=reason)


@transaction.atomic
def settle_conflicts(
    *, call: Call, people: Iterable[int] | None = None, mobility_id: int | None = None
) -> int:
    """Leave out every sheet with whose application its assessor is in conflict; returns how many.

    Whatever changed a fact (an application, a post, a role, a rule of the committee) calls this; it may be called as
    often as one likes. After the results are out nothing changes any more.
    """
    judges = set(people) if people is not None else _judges(call)
    found = conflicts.found_in(call, judges, mobility_id=mobility_id)
    grounds: dict[tuple[int, int], Ground] = {}
    for one in found:
        grounds.setdefault((one.mobility_id, one.person_id), one.ground)
    files = {mobility for mobility, _person in grounds}
    rows = Sheet.objects.filter(assessment__mobility__in=files, person_id__in=judges, left_out_at=None)
    _lock_assessments(rows)
    waiting = rows.filter(assessment__mobility__stage=Stage.UNDER_ASSESSMENT).select_related(
        "assessment__mobility", "assessment__call"
    )
    closing = [sheet for sheet in waiting if (sheet.assessment.mobility_id, sheet.person_id) in grounds]
    for sheet in sorted(closing, key=lambda sheet: (sheet.assessment.mobility_id, sheet.person_id)):
        _shut(sheet, grounds[sheet.assessment.mobility_id, sheet.person_id])
    for sheet in closing[-1:]:
        note_when_all_is_in(sheet.assessment, system(call.university_id))
    if closing and Call.objects.filter(pk=call.pk, scoring_closed_at__isnull=False).exists():
        store_ranks(call)
    return len(closing)


def _lock_assessments(sheets: QuerySet[Sheet]) -> None:
    """Lock the assessments of these sheets with their mobilities, all before the first of them is written."""
    rows = Assessment.objects.select_for_update(of=("mobility", "self")).select_related("mobility")
    list(rows.filter(pk__in=sheets.values("assessment_id")).order_by("mobility_id"))


def _judges(call: Call) -> set[int]:
    """Whoever has a seat or a sheet in the call."""
    seated = set(Seat.objects.filter(call=call).values_list("person_id", flat=True))
    return seated | set(Sheet.objects.filter(call=call).values_list("person_id", flat=True).distinct())


def _shut(sheet: Sheet, ground: Ground) -> None:
    """Leave a sheet out, handed in or not: what was written stays with it, and counts no more."""
    assessment = Assessment.objects.get(pk=sheet.assessment_id)
    mobility = sheet.assessment.mobility
    was_handed_in = sheet.handed_in_at is not None
    reason = _reason(sheet, ground)
    sheet.left_out_at, sheet.left_out_reason = clock.now(), reason
    sheet.handed_in_at, sheet.abstention = None, ""
    sheet.save(update_fields=["left_out_at", "left_out_reason", "handed_in_at", "abstention"])
    recount(assessment)
    sheet.assessment = assessment
    part = duty_part(sheet.person_id)
    duties.waive(mobility=mobility, reason=reason, kinds=(DutyKind.SCORE,), part=part)
    left = Sheet.objects.filter(assessment=assessment, left_out_at=None)
    relations.set_people(mobility, relations.ASSESS, left.values_list("person_id", flat=True))
    journal.record(
        verb="sheet.shut_out",
        subject=sheet,
        actor=system(sheet.university_id),
        file_id=str(mobility.public_id),
        facts={"ground": str(ground), "was_handed_in": was_handed_in, "sum": str(sheet.sum)},
    )


def _reason(sheet: Sheet, ground: Ground) -> str:
    if ground == Ground.DECLARED:
        said = Declaration.objects.filter(assessment_id=sheet.assessment_id, person_id=sheet.person_id)
        return said.values_list("reason", flat=True).get()
    return str(ground.label)
