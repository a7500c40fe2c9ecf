"""Template filters of papers, read years later: dates always say their year. ``{% load papers %}``."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext

from core import wording

register = template.Library()


@register.filter
def dated(value: date | None) -> str:
    """25 May 2026; a dash where there is no date."""
    return wording.day_and_year(value) or "–"


@register.filter
def dated_at(value: datetime | None) -> str:
    """25 May 2026 at 14:03; a dash where there is none."""
    if value is None:
        return "–"
    return gettext("%(day)s at %(time)s") % {"day": dated(value), "time": wording.clock(value)}


@register.filter
def dated_to_the_second(value: datetime | None) -> str:
    """25 May 2026 at 14:03:07 (CEST); a dash where there is none."""
    if value is None:
        return "–"
    words = gettext("%(day)s at %(time)s (%(zone)s)")
    zone = timezone.localtime(value).tzname()
    return words % {"day": dated(value), "time": wording.clock_to_the_second(value), "zone": zone}


@register.filter
def outcome(value: Any) -> str:
    """The word for yes, no or not said."""
    return {True: gettext("Yes"), False: gettext("No")}.get(value, "–")
