"""Reading recognition: the desk's two lists, the entry, and what is still to be answered for."""

import calendar
from datetime import date

from django.db.models import Count, Q, QuerySet

from members.actor import Actor
from members.enums import Capacity
from mobility.enums import DutyKind, Stage
from mobility.models import Duty, Mobility, Promise
from recognition.models import FollowUp, RecognitionEntry

RECORDED = (Stage.RECOGNISED, Stage.CLOSED)


def desk_of(actor: Actor) -> QuerySet[Mobility]:
    """The mobilities of the members for which the actor is human resources."""
    return Mobility.objects.filter(member_id__in=_members_of(actor))


def _members_of(actor: Actor) -> list[int]:
    held = (held.member_id for held in actor.held if held.capacity == Capacity.HR)
    return [member_id for member_id in held if member_id is not None]


def to_recognise(actor: Actor) -> QuerySet[Mobility]:
    """What waits for an entry, longest waiting first."""
    return desk_of(actor).filter(stage=Stage.COMPLETED).order_by("stage_since", "pk")


def recorded(actor: Actor) -> QuerySet[RecognitionEntry]:
    """What was recorded, newest first."""
    return RecognitionEntry.objects.filter(member_id__in=_members_of(actor)).order_by("-entered_on", "-pk")


def desk_counts(actor: Actor) -> dict[str, int]:
    """How many wait and how many are recorded; one statement."""
    return desk_of(actor).aggregate(
        waiting=Count("pk", filter=Q(stage=Stage.COMPLETED)),
        recorded=Count("pk", filter=Q(stage__in=RECORDED)),
    )


def entry_of(mobility: Mobility) -> RecognitionEntry | None:
    found = RecognitionEntry.objects.filter(mobility=mobility).select_related("recorded_by").first()
    if found is not None:
        found.mobility = mobility
    return found


def is_free(reference: str, *, member_id: int) -> bool:
    """Whether no other entry of the member has this number."""
    return not RecognitionEntry.objects.filter(member_id=member_id, reference=reference).exists()


def unkept(mobility: Mobility) -> list[Promise]:
    """The promises that are still open, nearest date first."""
    return list(Promise.objects.filter(mobility=mobility, kept_on=None))


def open_effects(mobility: Mobility) -> list[Duty]:
    """What is still owed of effects: dissemination and follow-ups, nearest date first."""
    kinds = (DutyKind.DISSEMINATE, DutyKind.FOLLOW_UP)
    return list(Duty.objects.filter(mobility=mobility, kind__in=kinds, fulfilled_at=None, waived_at=None))


def follow_up_duty(mobility: Mobility, months: int | None = None) -> Duty | None:
    """The open follow-up after so many months; without, the one that is due first."""
    waiting = Duty.objects.filter(
        mobility=mobility, kind=DutyKind.FOLLOW_UP, fulfilled_at=None, waived_at=None
    )
    if months is not None:
        waiting = waiting.filter(part=str(months))
    return waiting.order_by("due_on", "pk").first()


def follow_ups_of(mobility: Mobility) -> list[FollowUp]:
    return list(FollowUp.objects.filter(mobility=mobility))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
