"""An assessor's sheet: kept while it is written, handed in once; stepping back from an application; closing."""

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility import duties
from mobility.enums import DutyKind, Stage
from mobility.models import Call, Mobility
from selection.conflicts import closed_to
from selection.marking import Marking, marking_of
from selection.meeting import meeting_of
from selection.models import Assessment, Score, Sheet
from selection.operations.batches import require_whole
from selection.operations.committee import as_committee, lock_call
from selection.policy import in_assessment
from selection.quorum import require_quorum
from selection.scale import Scale, judged, scales_of
from selection.standing import recount, store_ranks


class Given(TypedDict):
    """What an assessor gives for one criterion: points, words for the participant, words for the committee only."""

    points: Decimal | None
    sentence: str
    remark: NotRequired[str]


Scores = Mapping[int, Given]


@transaction.atomic
def save_scores(*, mobility: Mobility, actor: Actor, scores: Scores) -> Sheet:
    """Keep a draft of one's own sheet. Raises Refusal for points outside of the criterion's scale."""
    sheet = lock_sheet(mobility, actor)
    require(actor, "score", sheet)
    _write(sheet, scores, marking_of(sheet.assessment.call, sheet.assessment))
    sheet.saved_at = clock.now()
    sheet.save(update_fields=["sum", "saved_at"])
    return sheet


@transaction.atomic
def put_off(*, mobility: Mobility, actor: Actor, scores: Scores) -> Sheet:
    """Keep a draft and go on without it: the application comes back at the end of one's queue."""
    sheet = save_scores(mobility=mobility, actor=actor, scores=scores)
    sheet.put_off_at = clock.now()
    sheet.save(update_fields=["put_off_at"])
    return sheet


@transaction.atomic
def hand_in_scores(*, mobility: Mobility, actor: Actor, scores: Scores | None = None) -> Sheet:
    """Hand in one's own sheet (with these scores, else as it was kept): final, and counted in the mean.

    Raises Refusal when a criterion lacks its points or its sentence.
    """
    sheet = lock_sheet(mobility, actor)
    require(actor, "score", sheet)
    if scores is None:
        scores = kept_scores(sheet)
    marking = marking_of(sheet.assessment.call, sheet.assessment)
    _check_complete(scores, marking.asked)
    _write(sheet, scores, marking)
    sheet.saved_at = sheet.handed_in_at = clock.now()
    sheet.save(update_fields=["sum", "saved_at", "handed_in_at"])
    return _finish(sheet, actor, verb="sheet.handed_in", facts={"sum": str(sheet.sum)})


@transaction.atomic
def abstain(*, mobility: Mobility, actor: Actor, reason: str) -> Sheet:
    """Give no points to an application that one has read, for a reason: final; it counts for the quorum only."""
    sheet = lock_sheet(mobility, actor)
    require(actor, "score", sheet)
    if not reason.strip():
        raise Refusal(_("Say why you give no points to this application."))
    Score.objects.filter(sheet=sheet).delete()
    sheet.sum, sheet.abstention = Decimal(0), reason.strip()
    sheet.saved_at = sheet.handed_in_at = clock.now()
    sheet.save(update_fields=["sum", "abstention", "saved_at", "handed_in_at"])
    return _finish(sheet, actor, verb="sheet.abstained", note=sheet.abstention)


def _finish(sheet: Sheet, actor: Actor, **entry: Any) -> Sheet:
    """What follows when somebody is through with an application: numbers, journal, the duty that is met."""
    mobility = sheet.assessment.mobility
    recount(sheet.assessment)
    journal.record(
        subject=sheet, actor=actor.acting_as(Capacity.ASSESSOR), file_id=str(mobility.public_id), **entry
    )
    duties.fulfil(mobility=mobility, kind=DutyKind.SCORE, by=sheet, part=duty_part(sheet.person_id))
    note_when_all_is_in(sheet.assessment, actor)
    return sheet


@transaction.atomic
def close_scoring(*, call: Call, actor: Actor, reason: str = "") -> Call:
    """End scoring and rank the applications.

    Refused while somebody has not handed in, naming whom; with a reason the missing sheets are set aside, but
    never all of one application's.
    """
    call = lock_call(call)
    require(actor, "close_scoring", call)
    meeting, closed = meeting_of(call), closed_to(actor, call)
    if meeting is not None and not meeting.presences.exists():
        raise Refusal(_("Record first who was at the meeting."))
    assessments, missing = end_own_scoring(call, reason, closed=closed)
    require_quorum(call, closed=closed)
    now = clock.now()
    Assessment.objects.filter(pk__in=[row.pk for row in assessments]).update(closed_at=now)
    call.scoring_closed_at = call.scoring_closed_at or now
    call.save(update_fields=["scoring_closed_at"])
    store_ranks(call)
    journal.record(
        verb="call.scoring_closed",
        subject=call,
        actor=as_committee(actor, call),
        note=reason.strip(),
        facts={"set_aside": [sheet.pk for sheet in missing]},
    )
    return call


def end_own_scoring(
    call: Call, reason: str, *, closed: Set[int] = frozenset()
) -> tuple[list[Assessment], list[Sheet]]:
    """The assessments that are with the committee, all scored, and the sheets that were set aside for the reason.

    Raises Refusal while sheets are missing and no reason is given, and for an application that nobody scored; without
    a word about the mobilities that are closed to the reader.
    """
    require_whole(call)
    assessments = _lock_assessments(call)
    if not assessments:
        raise Refusal(_("No application is with the committee yet."))
    missing = list(open_sheets(call).select_related("person", "assessment__mobility"))
    if missing and not reason.strip():
        told = names_of(sheet for sheet in missing if sheet.assessment.mobility_id not in closed)
        raise Refusal(_("Not handed in yet: %s.") % (told or _("sheets that are closed to you")))
    for sheet in missing:
        _leave_out(sheet, reason.strip())
    for assessment in assessments:
        recount(assessment)
        if assessment.count == 0:
            raise Refusal(_("Nobody has scored application %s.") % assessment.mobility.number)
    return assessments, missing


def note_when_all_is_in(assessment: Assessment, actor: Actor) -> None:
    """With the last awaited sheet of a call an entry is made, from which the chair's letter follows."""
    if assessment.answered < assessment.asked or open_sheets(assessment.call).exists():
        return
    handed_in = Sheet.objects.filter(
        assessment__call=assessment.call, handed_in_at__isnull=False, abstention=""
    ).count()
    facts = {"handed_in": handed_in}
    journal.record(verb="call.all_scored", subject=assessment.call, actor=actor, facts=facts)


def duty_part(person_id: int) -> str:
    """The part of the duty to score that falls to one assessor."""
    return f"assessor-{person_id}"


def lock_sheet(mobility: Mobility, actor: Actor) -> Sheet:
    """The actor's own sheet for an application with mobility, assessment and sheet locked, in one statement."""
    locked = ("assessment__mobility", "assessment", "self")
    rows = Sheet.objects.select_for_update(of=locked).select_related(
        "assessment__mobility", "assessment__call"
    )
    sheet = rows.filter(assessment__mobility_id=mobility.pk, person_id=actor.me).first()
    if sheet is None:
        raise Refusal(_("You are not asked to assess this application."))
    return sheet


def open_sheets(call: Call) -> models.QuerySet[Sheet]:
    """The sheets that are still awaited for the applications in assessment."""
    waiting = Sheet.objects.filter(call=call, handed_in_at=None, left_out_at=None)
    return waiting.filter(stage=Stage.UNDER_ASSESSMENT).order_by("person__last_name", "pk")


def names_of(sheets: Iterable[Sheet]) -> str:
    """Who owes these sheets, with how many: `Ana Kos (3), Bor Zajc (1)`."""
    owed: dict[str, int] = {}
    for sheet in sheets:
        name = sheet.person.get_full_name()
        owed[name] = owed.get(name, 0) + 1
    return owed_words(owed)


def owed_words(owed: Mapping[str, int]) -> str:
    """Names with how many sheets each owes."""
    return ", ".join(f"{name} ({count})" for name, count in owed.items())


def kept_scores(sheet: Sheet) -> dict[int, Given]:
    """What the sheet holds so far."""
    rows = Score.objects.filter(sheet=sheet).values_list("criterion_id", "points", "sentence", "remark")
    return {key: Given(points=points, sentence=said, remark=noted) for key, points, said, noted in rows}


def _write(sheet: Sheet, scores: Scores, marking: Marking) -> None:
    """Write scores for the rows that are asked, all in one statement, and what they come to on the sheet."""
    scales = {scale.id: scale for scale in marking.asked}
    known = {scale.id for scale in judged(scales_of(sheet.assessment.call))}
    rows = []
    for criterion_id, given in scores.items():
        scale = scales.get(criterion_id)
        if scale is None:
            not_asked = _("This criterion is not asked of this application.")
            raise Refusal(not_asked if criterion_id in known else _("This is not a criterion of this call."))
        if given["points"] is not None and not scale.allows(given["points"]):
            raise Refusal(outside_words(scale))
        rows.append(
            Score(
                university_id=sheet.university_id,
                member_id=sheet.member_id,
                sheet=sheet,
                criterion_id=criterion_id,
                points=given["points"],
                sentence=given["sentence"].strip(),
                remark=given.get("remark", "").strip(),
            )
        )
    if rows:
        Score.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["sheet", "criterion"],
            update_fields=["points", "sentence", "remark"],
        )
    kept = {**({} if len(rows) == len(scales) else kept_scores(sheet)), **scores}
    sheet.sum = marking.sum_of({key: given["points"] for key, given in kept.items()})


def outside_words(scale: Scale) -> str:
    """That points lie outside of a criterion's scale, with what may be given."""
    if scale.levels:
        levels = ", ".join(f"{level.points.normalize():f}" for level in scale.levels)
        return _("%(name)s: choose one of the levels %(levels)s.") % {"name": scale.name, "levels": levels}
    return _("%(name)s: give between %(least)s and %(most)s points, in steps of %(step)s.") % {
        "name": scale.name,
        "least": f"{scale.least.normalize():f}",
        "most": f"{scale.most.normalize():f}",
        "step": f"{scale.step.normalize():f}",
    }


def _check_complete(scores: Scores, scales: Sequence[Scale]) -> None:
    for scale in scales:
        given = scores.get(scale.id)
        if given is None or given["points"] is None:
            raise Refusal(_("%s: choose the points before you hand in.") % scale.name)
        if not given["sentence"].strip():
            raise Refusal(_("%s: write a sentence that justifies the points.") % scale.name)


def _lock_assessments(call: Call) -> list[Assessment]:
    """The assessments of the call's applications that stand in assessment, locked with their mobilities."""
    rows = in_assessment(call).filter(closed_at=None).select_for_update(of=("mobility", "self"))
    return list(rows.select_related("mobility").order_by("mobility_id"))


def _leave_out(sheet: Sheet, reason: str) -> None:
    sheet.left_out_at, sheet.left_out_reason = clock.now(), reason
    sheet.save(update_fields=["left_out_at", "left_out_reason"])
    part = duty_part(sheet.person_id)
    duties.waive(mobility=sheet.assessment.mobility, reason=reason, kinds=(DutyKind.SCORE,), part=part)
