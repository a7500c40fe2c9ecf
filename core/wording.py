"""Dates, times, sums and points in the words of the page's language.

Slovenian writes "25. maja 2026" (month in the genitive), "14.03" and "1.545,00 €"; English "25 May 2026",
"14:03" and "€1,545.00". The year is left out where it is the current one.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.dateformat import format as spell
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from core import clock as the_clock

# Named here so that our catalogues hold them: Django's own Slovenian has no genitive ("25. maja").
MONTHS_IN_DATES = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)


def _local(value: date) -> date:
    """The value in the reader's time zone."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _spell(value: date, this_year: str, other_year: str) -> str:
    return spell(value, this_year if value.year == the_clock.today().year else other_year)


def day(value: date | None) -> str:
    """25 May, or 25 May 2027 in another year."""
    if value is None:
        return ""
    return _spell(_local(value), pgettext("date format", "j F"), pgettext("date format", "j F Y"))


def day_short(value: date | None) -> str:
    """25 May, with the month shortened; for tables and tags."""
    if value is None:
        return ""
    return _spell(_local(value), pgettext("date format", "j M"), pgettext("date format", "j M Y"))


def weekday(value: date | None) -> str:
    """Monday, 25 May."""
    if value is None:
        return ""
    return _spell(_local(value), pgettext("date format", "l, j F"), pgettext("date format", "l, j F Y"))


def clock(value: datetime | None) -> str:
    """14:03."""
    return "" if value is None else spell(_local(value), pgettext("time format", "H:i"))


def moment(value: date | datetime | None) -> str:
    """25 May at 14:03; a plain date stays a day."""
    if not isinstance(value, datetime):
        return day(value)
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def period(first_on: date | None, last_on: date | None) -> str:
    """8–12 June 2026, or 30 May – 3 June 2026; always with the year."""
    if first_on is None or last_on is None:
        return day(first_on or last_on)
    whole = pgettext("date format", "j F Y")
    if (first_on.year, first_on.month) == (last_on.year, last_on.month):
        start = spell(first_on, pgettext("date format", "j"))
        return f"{start}–{spell(last_on, whole)}" if first_on != last_on else spell(last_on, whole)
    start = spell(first_on, pgettext("date format", "j F") if first_on.year == last_on.year else whole)
    return f"{start} – {spell(last_on, whole)}"


def time_left(due_on: date, left: int) -> str:
    """The date with the days left or past: "25 May, 4 days left", "21 May, 1 day late"."""
    if left == 0:
        return _("today")
    if left > 0:
        words = ngettext("%(count)d day left", "%(count)d days left", left)
    else:
        words = ngettext("%(count)d day late", "%(count)d days late", -left)
    return f"{day_short(due_on)}, {words % {'count': abs(left)}}"


def money(value: Decimal | int | None) -> str:
    """An amount in euro with two decimals and grouped thousands."""
    if value is None:
        return ""
    amount = number_format(Decimal(value), decimal_pos=2, use_l10n=True, force_grouping=True)
    return pgettext("amount of money", "€%(amount)s") % {"amount": amount}


def points(value: Decimal | int | None) -> str:
    """Points without needless zeros: 12, 12.5."""
    if value is None:
        return ""
    number = Decimal(value).normalize()
    return formats.number_format(number, decimal_pos=max(0, -int(number.as_tuple().exponent)))
