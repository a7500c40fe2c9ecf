"""The committee's meeting: opened by the chair, kept while it lasts, agreed points, minutes. The chair leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility.models import Call, Mobility
from selection.batches import present, under_way
from selection.marking import marking_of
from selection.meeting import LEAST, LOOK_AGAIN_SHARE
from selection.models import AgreedPoints, Assessment, Finding, Meeting, Presence, Seat
from selection.operations.committee import lock_call
from selection.operations.scoring import end_own_scoring, outside_words
from selection.scale import STEP, most_judged, scales_of
from selection.standing import recount


@dataclass(frozen=True)
class Notes:
    """What is recorded of a meeting: its day, who was there, from which spread one looks again, remarks."""

    held_on: date
    present: frozenset[int]
    look_again_from: Decimal
    remarks_sl: str = ""
    remarks_en: str = ""


@transaction.atomic
def open_meeting(*, call: Call, actor: Actor, reason: str = "") -> Meeting:
    """End the scoring of each alone and open the meeting, in which all see all sheets.

    Refused while somebody has not handed in, naming whom; with a reason the missing sheets are set aside.
    """
    call = lock_call(call)
    require(actor, "open_meeting", call)
    end_own_scoring(call, reason)
    most = most_judged(scales_of(call))
    meeting = Meeting.objects.create(
        call=call,
        batch=under_way(call),
        member_id=call.member_id,
        opened_at=clock.now(),
        opened_by_id=actor.me,
        held_on=clock.today(),
        look_again_from=max(LEAST, (most * LOOK_AGAIN_SHARE).quantize(STEP)),
    )
    journal.record(
        verb="meeting.opened",
        subject=meeting,
        actor=_as_chair(actor, call),
        because=call,
        note=reason.strip(),
    )
    return meeting


@transaction.atomic
def note_meeting(*, call: Call, actor: Actor, notes: Notes) -> Meeting:
    """Record who was there, the day, from which spread one looks again, and remarks for the minutes."""
    call = lock_call(call)
    require(actor, "lead_meeting", call)
    meeting = meeting_now(call)
    seated = set(Seat.objects.filter(call=call).values_list("person_id", flat=True))
    if not notes.present <= seated:
        raise Refusal(_("Only members of the committee are recorded as present."))
    if notes.look_again_from <= 0:
        raise Refusal(_("The spread is more than nothing."))
    meeting.held_on, meeting.look_again_from = notes.held_on, notes.look_again_from
    meeting.remarks_sl, meeting.remarks_en = notes.remarks_sl.strip(), notes.remarks_en.strip()
    meeting.save(update_fields=["held_on", "look_again_from", "remarks_sl", "remarks_en"])
    _note_present(meeting, notes.present)
    journal.record(
        verb="meeting.noted",
        subject=meeting,
        actor=_as_chair(actor, call),
        because=call,
        facts={"present": len(notes.present), "look_again_from": str(notes.look_again_from)},
    )
    return meeting


def _keep_finding(
    assessment: Assessment, actor: Actor, points: Mapping[int, Decimal], sentence: str
) -> Finding:
    """What was agreed, in the place of what was agreed before."""
    finding, _made = Finding.objects.update_or_create(
        assessment=assessment,
        defaults={
            "member_id": assessment.member_id,
            "meeting": meeting_now(assessment.call),
            "sentence": sentence,
            "set_by_id": actor.me,
            "set_at": clock.now(),
        },
    )
    finding.agreed.all().delete()
    AgreedPoints.objects.bulk_create(
        AgreedPoints(
            university_id=finding.university_id,
            member_id=finding.member_id,
            finding=finding,
            criterion_id=key,
            points=given,
        )
        for key, given in points.items()
    )
    return finding


@transaction.atomic
def agree(*, mobility: Mobility, actor: Actor, points: Mapping[int, Decimal], sentence: str) -> Finding:
    """Record what the meeting agreed about one application: points by criterion, the means for the rest, and why.

    Without points the means stand. Raises Refusal without a sentence and for points off a criterion's scale.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("mobility", "call")
    assessment = rows.get(mobility=mobility)
    require(actor, "agree", assessment.mobility)
    if not sentence.strip():
        raise Refusal(_("Write down why, in a sentence."))
    _check_points(assessment, points)
    before = assessment.total
    finding = _keep_finding(assessment, actor, points, sentence.strip())
    assessment.agreed = Decimal(0) if points else None
    recount(assessment)
    journal.record(
        verb="assessment.agreed",
        subject=finding,
        actor=_as_chair(actor, assessment.call),
        file_id=str(assessment.mobility.public_id),
        note=finding.sentence,
        facts={
            "points": {str(key): str(given) for key, given in sorted(points.items())},
            "total_before": str(before),
            "total": str(assessment.total),
        },
    )
    return finding


@transaction.atomic
def ask_for_minutes(*, call: Call, actor: Actor) -> Meeting:
    """Have the minutes printed as they stand, in both languages; the worker prints them."""
    call = lock_call(call)
    require(actor, "lead_meeting", call)
    meeting = meeting_now(call)
    journal.record(verb="meeting.minutes_asked", subject=meeting, actor=_as_chair(actor, call), because=call)
    return meeting


def meeting_now(call: Call) -> Meeting:
    """The meeting about the call or its batch under way. Raises Meeting.DoesNotExist before it was opened."""
    return present(Meeting.objects.filter(call=call)).get()


def _check_points(assessment: Assessment, points: Mapping[int, Decimal]) -> None:
    scales = {scale.id: scale for scale in marking_of(assessment.call, assessment).asked}
    for key, given in points.items():
        scale = scales.get(key)
        if scale is None:
            raise Refusal(_("This is not a criterion of this call."))
        if not scale.allows(given):
            raise Refusal(outside_words(scale))


def _note_present(meeting: Meeting, present: Iterable[int]) -> None:
    wanted = set(present)
    meeting.presences.exclude(person_id__in=wanted).delete()
    known = set(meeting.presences.values_list("person_id", flat=True))
    for person_id in sorted(wanted - known):
        Presence.objects.create(meeting=meeting, person_id=person_id, member_id=meeting.member_id)


def _as_chair(actor: Actor, call: Call) -> Actor:
    return actor.acting_among(Capacity.CHAIR, Capacity.ASSESSOR, member_id=call.member_id)
