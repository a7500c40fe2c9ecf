"""Duties: opened, fulfilled, waived; when the last required one of a phase is met, the mobility moves on."""

from collections.abc import Callable
from datetime import date

from django.db import models
from django.db.models import F

from core import clock
from core.models import Entry
from members.enums import Capacity
from mobility.enums import DutyKind, Phase
from mobility.models import Duty, Mobility
from mobility.moves import FACES

PhaseMove = Callable[[Mobility], None]
PHASE_OF: dict[DutyKind, Phase] = {
    DutyKind.COMPLETE: Phase.SELECTION,
    DutyKind.CHECK: Phase.SELECTION,
    DutyKind.SCORE: Phase.SELECTION,
    DutyKind.CONFIRM_PLACE: Phase.SELECTION,
    DutyKind.NAME_PANEL: Phase.SELECTION,
    DutyKind.HEAR_APPEAL: Phase.SELECTION,
    DutyKind.OPINION: Phase.BEFORE,
    DutyKind.DECIDE_SUITABILITY: Phase.BEFORE,
    DutyKind.ADAPT: Phase.BEFORE,
    DutyKind.SIGN: Phase.BEFORE,
    DutyKind.ANSWER: Phase.BEFORE,
    DutyKind.ENTER_GRANT: Phase.BEFORE,
    DutyKind.SIGN_GRANT: Phase.BEFORE,
    DutyKind.CERTIFICATE: Phase.AFTER,
    DutyKind.ACCEPT_CERTIFICATE: Phase.AFTER,
    DutyKind.SURVEY: Phase.AFTER,
    DutyKind.REPORT: Phase.AFTER,
    DutyKind.ACCEPT_REPORT: Phase.AFTER,
    DutyKind.RECOGNISE: Phase.RECOGNITION,
    DutyKind.DISSEMINATE: Phase.EFFECTS,
    DutyKind.FOLLOW_UP: Phase.EFFECTS,
}
_NEEDS: dict[Phase, frozenset[str]] = {}
_THEN: dict[Phase, PhaseMove] = {}


def when_met(phase: Phase, *, needs: frozenset[str]) -> Callable[[PhaseMove], PhaseMove]:
    """Register what happens once every required duty of a phase is met, `needs` (kind:part) among them."""

    def register(function: PhaseMove) -> PhaseMove:
        _NEEDS[phase], _THEN[phase] = needs, function
        return function

    return register


def open_duty(
    *,
    mobility: Mobility,
    kind: DutyKind,
    owed_by: Capacity,
    due_on: date,
    person_id: int | None = None,
    part: str = "",
    required: bool = True,
    opened_by: Entry | None = None,
) -> Duty:
    """Open a duty, or return the one of the same kind and part that is open already."""
    duty, made = Duty.objects.get_or_create(
        mobility=mobility,
        kind=kind,
        owed_by=owed_by,
        part=part,
        fulfilled_at=None,
        waived_at=None,
        defaults={
            "member_id": mobility.member_id,
            "phase": PHASE_OF[kind],
            "person_id": person_id,
            "required": required,
            "due_on": due_on,
            "opened_by": opened_by,
            "opened_at": clock.now(),
        },
    )
    if made:
        recount(mobility)
    return duty


def ask_anew(
    *, mobility: Mobility, kind: DutyKind, part: str, owed_by: Capacity, due_on: date | None = None
) -> None:
    """What is open of this kind and part is owed in this capacity from now on, and by this date where one is given."""
    waiting = Duty.objects.filter(mobility=mobility, kind=kind, part=part, fulfilled_at=None, waived_at=None)
    changed = waiting.exclude(owed_by=owed_by).update(owed_by=owed_by, person=None)
    if due_on is not None:
        changed += waiting.exclude(due_on=due_on).update(due_on=due_on)
    if changed:
        recount(mobility)


def fulfil(
    *, mobility: Mobility, kind: DutyKind, by: models.Model, owed_by: Capacity | None = None, part: str = ""
) -> int:
    """Mark the open duties of this kind (and bearer, and part) as fulfilled by a paper; returns how many.

    When that meets the last required one of its phase, the move that waits for it happens here and now.
    """
    duties = Duty.objects.filter(mobility=mobility, kind=kind, fulfilled_at=None, waived_at=None)
    if owed_by:
        duties = duties.filter(owed_by=owed_by)
    if part:
        duties = duties.filter(part=part)
    paper = f"{by._meta.label_lower}:{by.pk}"
    met = duties.update(fulfilled_at=clock.now(), fulfilled_by=paper)
    recount(mobility)
    _move_on(mobility, PHASE_OF[kind])
    return met


def waive(*, mobility: Mobility, reason: str, kinds: tuple[DutyKind, ...] = (), part: str = "") -> int:
    """Waive the open duties (of these kinds; all without) with a reason; returns how many."""
    duties = Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None)
    if kinds:
        duties = duties.filter(kind__in=kinds)
    if part:
        duties = duties.filter(part=part)
    waived = duties.update(waived_at=clock.now(), waived_reason=reason)
    recount(mobility)
    for phase in {PHASE_OF[kind] for kind in kinds}:
        _move_on(mobility, phase)
    return waived


def recount(mobility: Mobility) -> None:
    """Store on the mobility's row what lists show of its duties: count, next date, holder, what is met."""
    rows = list(Duty.objects.filter(mobility=mobility).order_by("due_on", "pk"))
    waiting = [row for row in rows if row.is_open]
    mobility.open_duties = len(waiting)
    mobility.next_due_on = waiting[0].due_on if waiting else None
    face = FACES[mobility.stage].holder  # type: ignore[index]
    mobility.holder = waiting[0].owed_by if waiting else (face or "")
    owed_again = {row.token for row in waiting}
    mobility.met = sorted({row.token for row in rows if row.fulfilled_at is not None} - owed_again)
    Mobility.objects.filter(pk=mobility.pk).update(
        open_duties=mobility.open_duties,
        next_due_on=mobility.next_due_on,
        holder=mobility.holder,
        met=mobility.met,
    )


def _move_on(mobility: Mobility, phase: Phase) -> None:
    """Make the phase's move when nothing required is open any more and all that it needs is met."""
    move = _THEN.get(phase)
    if move is None:
        return
    rows = Duty.objects.filter(mobility=mobility, phase=phase, required=True)
    if rows.filter(fulfilled_at=None, waived_at=None).exists():
        return
    settled = {row.token for row in rows}
    if _NEEDS[phase] <= settled:
        move(mobility)


def owed_to_person(person_id: int) -> models.QuerySet[Duty]:
    """The open duties that fall to one person by name, nearest date first."""
    return (
        Duty.objects.filter(person_id=person_id, fulfilled_at=None, waived_at=None)
        .select_related("mobility__call", "mobility__host", "mobility__person")
        .order_by(F("due_on"), "pk")
    )
