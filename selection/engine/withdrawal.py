"""What a withdrawal costs in later calls: entries of the penalty ledger, as pure data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from selection.engine.applications import Because
from selection.engine.clocks import Counted, Period
from selection.engine.places import Withdrawal


class End(StrEnum):
    """How a place ended without a mobility."""

    WITHDRAWN = "withdrawn"
    NOT_TRAVELLED = "not_travelled"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Points that the next so many calls take off (negative, as the rule writes them), and why."""

    points: Decimal
    calls: int
    because: Because


def ledger_entry(
    rule: Withdrawal | None, end: End, *, published: datetime, ended: datetime, ground: str, zone: str
) -> LedgerEntry | None:
    """The entry that arises from the end of a place, None where it is free.

    Free is what the call excuses (force majeure), what comes within the free days from publication, and – unless the
    call says otherwise – a place that was never given back and never used.
    """
    if rule is None or rule.penalty is None or ground in rule.unless:
        return None
    told = {"end": str(end), "ground": ground, "ended": ended, "published": published}
    if end is End.NOT_TRAVELLED:
        if not rule.even_if_granted_and_not_travelled:
            return None
        return LedgerEntry(rule.penalty, rule.calls, Because("granted_and_not_travelled", told))
    free_until = free_until_of(rule, published, zone)
    if free_until is not None and ended < free_until:
        return None
    return LedgerEntry(
        rule.penalty, rule.calls, Because("withdrawn_late", {**told, "free_until": free_until})
    )


def free_until_of(rule: Withdrawal, published: datetime, zone: str) -> datetime | None:
    """The first instant at which a withdrawal is no longer free; None: none ever was."""
    if rule.free_days is None:
        return None
    return Period(rule.free_days, Counted.CALENDAR, zone).ends(published)


def points_in_force(entries: Iterable[tuple[LedgerEntry, int]]) -> Decimal:
    """The sum of the entries that still count; with each, the number of calls that have applied it already."""
    return sum((entry.points for entry, applied in entries if applied < entry.calls), Decimal(0))
