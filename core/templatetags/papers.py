"""Filters of papers, which are read years later: dates always say their year. ``{% load papers %}``."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext, pgettext

from core import wording

register = template.Library()


@register.filter
def dated(value: date | None) -> str:
    """25 May 2026; a dash where there is no date."""
    return spell(_local(value), pgettext("date format", "j F Y")) if value else "–"


@register.filter
def dated_at(value: datetime | None) -> str:
    """25 May 2026 at 14:03; a dash where there is none."""
    return (
        gettext("%(day)s at %(time)s") % {"day": dated(value), "time": wording.clock(value)} if value else "–"
    )


@register.filter
def outcome(value: Any) -> str:
    """The word for yes, no or not said."""
    words = {True: gettext("Yes"), False: gettext("No")}
    return words.get(value, "–")


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
