"""The product's own facts that can fill the facts of a call: one function each, over one row and the past.

The names are those of docs/calls.md. Days are those of the register: what happened on the day itself still counts.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from mobility.enums import LanguageLevel
from selection.engine.scalars import Value

LEVELS = {level.value: place for place, level in enumerate(LanguageLevel)}
MONTHS_A_YEAR = 12


class Row(NamedTuple):
    """One application with what its file says of employment and host."""

    mobility_id: int
    code: str
    person_id: int
    unit_id: int
    days: int
    application_id: int
    submitted_at: datetime
    own_level: str
    needed_level: str
    green_travel: bool
    employment_id: int
    staff_group: str
    pay_group: str
    share: int
    contract: str
    employed_from: date
    employed_until: date | None
    host_id: int | None
    host_code: str | None
    country: str | None


class Stay(NamedTuple):
    """One earlier mobility."""

    mobility_id: int
    host_id: int | None
    ended_on: date


@dataclass
class Past:
    """Earlier mobilities of the applicants, and how many each unit has had."""

    stays: dict[int, list[Stay]] = field(default_factory=dict)
    of_units: Counter[int] = field(default_factory=Counter)

    def before(self, person_id: int, day: date) -> list[Stay]:
        """The stays of a person that had ended by a day."""
        return [stay for stay in self.stays.get(person_id, ()) if stay.ended_on <= day]


Register = Callable[[Row, Past, date], Value | None]


def whole_months(since: date, day: date) -> Decimal:
    """Complete months from one day to another; none before it."""
    months = (day.year - since.year) * MONTHS_A_YEAR + day.month - since.month - (day.day < since.day)
    return Decimal(max(0, months))


def _language_gap(row: Row, past: Past, day: date) -> Value | None:
    if row.own_level not in LEVELS or row.needed_level not in LEVELS:
        return None
    return Decimal(LEVELS[row.needed_level] - LEVELS[row.own_level])


def _last_ended(row: Row, past: Past, day: date) -> Value | None:
    return max((stay.ended_on for stay in past.before(row.person_id, day)), default=None)


def _visits(row: Row, past: Past, day: date) -> Value | None:
    if row.host_id is None:
        return None
    return Decimal(sum(stay.host_id == row.host_id for stay in past.before(row.person_id, day)))


REGISTERS: Mapping[str, Register] = {
    "employment.months": lambda row, past, day: whole_months(row.employed_from, day),
    "employment.group": lambda row, past, day: row.staff_group,
    "employment.pay_group": lambda row, past, day: row.pay_group or None,
    "employment.share": lambda row, past, day: Decimal(row.share),
    "employment.contract": lambda row, past, day: row.contract,
    "employment.until": lambda row, past, day: row.employed_until,
    "history.mobilities": lambda row, past, day: Decimal(len(past.before(row.person_id, day))),
    "history.last_ended": _last_ended,
    "unit.code": lambda row, past, day: str(row.unit_id),
    "unit.earlier_mobilities": lambda row, past, day: Decimal(past.of_units[row.unit_id]),
    "host.country": lambda row, past, day: row.country,
    "host.code": lambda row, past, day: row.host_code or None,
    "host.earlier_visits": _visits,
    "application.own_level": lambda row, past, day: row.own_level or None,
    "application.needed_level": lambda row, past, day: row.needed_level or None,
    "application.language_gap": _language_gap,
    "application.days": lambda row, past, day: Decimal(row.days),
    "application.green_travel": lambda row, past, day: row.green_travel,
    "application.submitted_at": lambda row, past, day: timezone.localdate(row.submitted_at),
}


def record_of(register: str, row: Row) -> str:
    """The record on which a value rests, as `table:key`."""
    if register.startswith("employment."):
        return f"employment:{row.employment_id}"
    if register.startswith("host."):
        return f"host:{row.host_id}"
    if register.startswith("application."):
        return f"application:{row.application_id}"
    return f"mobility:{row.code}"
