"""Deadlines in words that cannot be misread: with the year, the time and the time zone."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from core.wording import clock, day_and_year


def whole_day(day: date) -> str:
    """16 March 2027, always with the year."""
    return day_and_year(day)


def to_the_minute(instant: datetime) -> str:
    """16 March 2027 at 12:00 (CET), in the university's time zone."""
    local = timezone.localtime(instant)
    return _("%(day)s at %(time)s (%(zone)s)") % {
        "day": whole_day(local.date()),
        "time": clock(local),
        "zone": local.tzname(),
    }
