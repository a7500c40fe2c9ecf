"""Reminders: a rhythm for each kind of duty, one letter a person a day, silent once the duty is done."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core import clock
from core.letters import Letter, queue
from core.models import SentNotice
from members.enums import Capacity
from members.models import Person
from members.queries import address_by_id
from mobility import agreements, duty_rows
from mobility.enums import ENDED, DutyKind
from mobility.models import Duty
from mobility.notices_agreement import ask_host
from mobility.proposals import open_proposal
from mobility.readers import bearers, reader_of

log = logging.getLogger(__name__)

# Days from the due date on which a reminder goes out: negative before it, 0 on it, positive after it.
RHYTHM: dict[DutyKind, tuple[int, ...]] = {
    DutyKind.COMPLETE: (-3, 0, 2),
    DutyKind.CHECK: (-1, 0, 3, 7),
    DutyKind.SCORE: (-5, -2, 0, 1),
    DutyKind.CONFIRM_PLACE: (-3, -1, 0),
    DutyKind.NAME_PANEL: (0, 2, 5),
    DutyKind.HEAR_APPEAL: (-5, -2, 0, 2, 5),
    DutyKind.OPINION: (-5, -2, 0, 2, 5),
    DutyKind.DECIDE_SUITABILITY: (-5, -2, 0, 2, 5),
    DutyKind.ADAPT: (-3, 0, 3),
    DutyKind.SIGN: (-3, 0, 5, 10),
    DutyKind.ANSWER: (-2, 0, 3, 7),
    DutyKind.CERTIFICATE: (-15, -5, 0, 15),
    DutyKind.ACCEPT_CERTIFICATE: (0, 5),
    DutyKind.SURVEY: (-20, -10, 0, 10),
    DutyKind.REPORT: (-15, -5, 0, 15),
    DutyKind.ACCEPT_REPORT: (0, 5),
    DutyKind.RECOGNISE: (-3, 0, 10),
    DutyKind.DISSEMINATE: (-14, -3, 0, 10),
    DutyKind.FOLLOW_UP: (-7, 0, 14),
}
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


def is_due(duty: Duty, on: date) -> bool:
    """Whether a reminder of this open duty goes out on a day; never on the day on which it was opened."""
    if timezone.localtime(duty.opened_at).date() >= on:
        return False
    return (on - duty.due_on).days in RHYTHM[DutyKind(duty.kind)]


def next_reminder(duty: Duty, on: date) -> date | None:
    """The day of the next reminder after `on`, or None when there is none any more."""
    days = (duty.due_on + timedelta(days=days) for days in RHYTHM[DutyKind(duty.kind)])
    return next((day for day in days if day > on), None)


def send_reminders() -> int:
    """Queue today's reminders of the university in scope; returns how many letters. Safe to run again."""
    if timezone.localtime(clock.now()).hour < FROM_HOUR:
        return 0
    today = clock.today()
    sent = 0
    by_person: dict[Person, list[Duty]] = {}
    for duty in _open_on(today):
        if duty.owed_by == Capacity.HOST:
            sent += _to_host(duty, today)
            continue
        for person in bearers(duty):
            by_person.setdefault(person, []).append(duty)
    sent += sum(_to_person(person, duties, today) for person, duties in by_person.items())
    return sent + sum(remind(today) for remind in OTHERS)


def _open_on(today: date) -> Iterable[Duty]:
    """The open duties whose rhythm says today, nearest date first."""
    offsets = {offset for rhythm in RHYTHM.values() for offset in rhythm}
    dates = [today - timedelta(days=offset) for offset in offsets]
    rows = Duty.objects.filter(fulfilled_at=None, waived_at=None, due_on__in=dates)
    rows = rows.filter(~Q(mobility__stage__in=sorted(ENDED)) | Q(kind__in=AFTER_THE_END))
    related = ("mobility__person", "mobility__call", "mobility__host", "mobility__unit")
    return [duty for duty in rows.select_related(*related).order_by("due_on", "pk") if is_due(duty, today)]


def _to_person(person: Person, duties: list[Duty], today: date) -> int:
    """One letter with everything that this person owes and is reminded of today."""
    key = f"reminder:{person.pk}:{today.isoformat()}"
    if not person.is_active or SentNotice.objects.filter(key=key).exists():
        return 0
    first = duties[0]
    slug = address_by_id(first.university_id).slug
    one = len(duties) == 1
    link = duty_rows.url_of(first, first.mobility) if one else reverse("university:home", args=[slug])
    letter = Letter(
        kind="reminder",
        template="mobility/mail/reminder",
        key=key,
        link=link,
        file_id=str(first.mobility.public_id) if one else "",
        member_id=first.member_id if one else None,
    )
    lines = [(duty, duty_rows.person_of(duty)) for duty in duties]
    context = {"duties": duties, "lines": lines, "first": first, "today": today}
    return written(lambda: queue(letter, to=reader_of(person), context=context))


def _to_host(duty: Duty, today: date) -> int:
    """The host's reminder carries the same link as the first letter, as long as it is open."""
    agreement = agreements.in_force(duty.mobility)
    link = agreements.present_link(agreement) if agreement else None
    if link is None or not link.is_open(clock.now()) or open_proposal(duty.mobility) is not None:
        return 0
    return written(lambda: ask_host(link, duty.mobility, reminder=f":{today.isoformat()}"))


def written(write: Callable[[], SentNotice | None]) -> int:
    """Queue one letter; one that cannot be written does not keep the others back."""
    try:
        with transaction.atomic():
            return 1 if write() else 0
    except Exception:
        log.exception("A reminder could not be written")
        return 0
