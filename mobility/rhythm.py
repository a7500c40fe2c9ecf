"""The rhythm of reminders: on which days before and after its date a duty is spoken of."""

from datetime import date, timedelta

from django.utils import timezone

from mobility.enums import DutyKind
from mobility.models import Duty

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
    DutyKind.ENTER_GRANT: (-3, 0, 3, 7),
    DutyKind.SIGN_GRANT: (-3, 0, 5, 10),
    DutyKind.CERTIFICATE: (-15, -5, 0, 15),
    DutyKind.ACCEPT_CERTIFICATE: (0, 5),
    DutyKind.SURVEY: (-20, -10, 0, 10),
    DutyKind.REPORT: (-15, -5, 0, 15),
    DutyKind.ACCEPT_REPORT: (0, 5),
    DutyKind.RECOGNISE: (-3, 0, 10),
    DutyKind.DISSEMINATE: (-14, -3, 0, 10),
    DutyKind.FOLLOW_UP: (-7, 0, 14),
}


def is_due(duty: Duty, on: date) -> bool:
    """Whether a reminder of this open duty goes out on a day; never on the day on which it was opened."""
    if timezone.localtime(duty.opened_at).date() >= on:
        return False
    return (on - duty.due_on).days in RHYTHM[DutyKind(duty.kind)]


def next_reminder(duty: Duty, on: date) -> date | None:
    """The day of the next reminder after `on`, or None when there is none any more."""
    days = (duty.due_on + timedelta(days=days) for days in RHYTHM[DutyKind(duty.kind)])
    return next((day for day in days if day > on), None)
