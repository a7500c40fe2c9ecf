"""Reminders: a rhythm for each kind of duty, one letter a person a day, silent once the duty is done."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from core import clock
from members.enums import Capacity
from members.models import Person
from mobility.enums import ENDED, DutyKind, Party
from mobility.models import Duty
from mobility.notices_reminders import READ_WITH, to_host, to_person
from mobility.policy_agreement import home_may_sign
from mobility.readers import bearers
from mobility.rhythm import RHYTHM, is_due

# What is owed to a file that has come to its end: an appeal is decided after a refusal.
AFTER_THE_END = (DutyKind.NAME_PANEL, DutyKind.HEAR_APPEAL)
# Nobody is reminded in the night.
FROM_HOUR = 7
# Reminders of the apps above to people who owe nothing here: each gives how many letters it queued for a day.
OTHERS: list[Callable[[date], int]] = []


def also(function: Callable[[date], int]) -> Callable[[date], int]:
    """Register reminders that are no duty's."""
    OTHERS.append(function)
    return function


def send_reminders() -> int:
    """Queue today's reminders of the university in scope; returns how many letters. Safe to run again."""
    if timezone.localtime(clock.now()).hour < FROM_HOUR:
        return 0
    today = clock.today()
    sent = 0
    by_person: dict[Person, list[Duty]] = {}
    for duty in _open_on(today):
        if duty.owed_by == Capacity.HOST:
            sent += to_host(duty, today)
            continue
        for person in bearers(duty):
            by_person.setdefault(person, []).append(duty)
    sent += sum(to_person(person, duties, today) for person, duties in by_person.items())
    return sent + sum(remind(today) for remind in OTHERS)


def _open_on(today: date) -> Iterable[Duty]:
    """The open duties whose rhythm says today, nearest date first."""
    offsets = {offset for rhythm in RHYTHM.values() for offset in rhythm}
    dates = [today - timedelta(days=offset) for offset in offsets]
    rows = Duty.objects.filter(fulfilled_at=None, waived_at=None, due_on__in=dates)
    rows = rows.filter(~Q(mobility__stage__in=sorted(ENDED)) | Q(kind__in=AFTER_THE_END))
    found = rows.select_related(*READ_WITH).order_by("due_on", "pk")
    return [duty for duty in found if is_due(duty, today) and _can_be_done(duty)]


def _can_be_done(duty: Duty) -> bool:
    """Nobody is reminded to sign for the institution before it may: somebody else is reminded of what it waits for."""
    if duty.kind != DutyKind.SIGN or duty.part != Party.HOME:
        return True
    return bool(home_may_sign(None, duty.mobility))
