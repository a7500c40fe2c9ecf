"""Dates, times, sums and points in the words of the page's language.

Slovenian writes "25. maja 2026", "14.03" and "1.545,00 €"; English "25 May 2026", "14:03" and "€1,545.00".
The year is left out where it is the current one. A day that stands in a sentence has its month in the
genitive ("do 25. maja"), a span or a short date that stands alone in the nominative ("8.–12. junij 2026");
the patterns of the latter are those of Unicode's locale data.
"""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from core import clock as the_clock

MONTHS = (
    pgettext_lazy("month in a date", "January"),
    pgettext_lazy("month in a date", "February"),
    pgettext_lazy("month in a date", "March"),
    pgettext_lazy("month in a date", "April"),
    pgettext_lazy("month in a date", "May"),
    pgettext_lazy("month in a date", "June"),
    pgettext_lazy("month in a date", "July"),
    pgettext_lazy("month in a date", "August"),
    pgettext_lazy("month in a date", "September"),
    pgettext_lazy("month in a date", "October"),
    pgettext_lazy("month in a date", "November"),
    pgettext_lazy("month in a date", "December"),
)


def _local(value: date) -> date:
    """The value in the reader's time zone."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _say(value: date, pattern: str) -> str:
    return format_date(_local(value), pattern, locale=(get_language() or "en").replace("-", "_"))


def _say_shortly(value: date, pattern: str, pattern_with_year: str) -> str:
    this_year = _local(value).year == the_clock.today().year
    return _say(value, pattern if this_year else pattern_with_year)


def day_and_year(value: date | None) -> str:
    """25 May 2026, whatever the year."""
    if value is None:
        return ""
    return pgettext("date", "%(day)s %(year)d") % {"day": _day(value), "year": _local(value).year}


def day(value: date | None) -> str:
    """25 May, or 25 May 2027 in another year."""
    if value is None:
        return ""
    return _day(value) if _local(value).year == the_clock.today().year else day_and_year(value)


def _day(value: date) -> str:
    local = _local(value)
    return pgettext("date", "%(day)d %(month)s") % {"day": local.day, "month": MONTHS[local.month - 1]}


def day_short(value: date | None) -> str:
    """25 May, with the month shortened; for tables and tags."""
    if value is None:
        return ""
    return _say_shortly(value, pgettext("date pattern", "d MMM"), pgettext("date pattern", "d MMM y"))


def weekday(value: date | None) -> str:
    """Monday, 25 May."""
    if value is None:
        return ""
    pattern = pgettext("date pattern", "EEEE, d MMMM")
    return _say_shortly(value, pattern, pgettext("date pattern", "EEEE, d MMMM y"))


def clock(value: datetime | None) -> str:
    """14:03."""
    return "" if value is None else spell(_local(value), pgettext("time format", "H:i"))


def clock_to_the_second(value: datetime | None) -> str:
    """14:03:07."""
    return "" if value is None else spell(_local(value), pgettext("time format", "H:i:s"))


def moment(value: date | datetime | None) -> str:
    """25 May at 14:03; a plain date stays a day."""
    if not isinstance(value, datetime):
        return day(value)
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def period(first_on: date | None, last_on: date | None) -> str:
    """8–12 June 2026, or 30 May – 3 June 2026; always with the year."""
    if first_on is None or last_on is None:
        return day_and_year(first_on or last_on)
    whole = pgettext("date pattern", "d MMMM y")
    last = _say(last_on, whole)
    if first_on == last_on:
        return last
    if first_on.year != last_on.year:
        return f"{_say(first_on, whole)} – {last}"
    if first_on.month != last_on.month:
        first = _say(first_on, pgettext("date pattern", "d MMMM"))
        return f"{first} – {last}"
    first = _say(first_on, pgettext("date pattern", "d"))
    return f"{first}–{last}"


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


def number(value: Decimal | float | None) -> str:
    """A number, grouped and without needless zeros: 1,284, 12, 12.5."""
    if value is None:
        return ""
    exact = Decimal(str(value)).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return number_format(exact, decimal_pos=places, use_l10n=True, force_grouping=True)


def with_principal(name: str, principal: str) -> str:
    """Who acts, and for whom where they stand in for somebody: “Ana Kos for Bor Zajc”."""
    if not principal:
        return name
    return pgettext("substitute", "%(name)s for %(principal)s") % {"name": name, "principal": principal}


def points(value: Decimal | float | None) -> str:
    """Points of a score: 12, 12.5."""
    return number(value)
