"""What a call says about the time after the decision, read from its rules; what it does not say has a default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from mobility.models import Call
from selection.engine.clocks import Counted, Period

PANEL_DAYS = 15
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Withdrawal:
    """Points off (below zero) in so many later calls for a place given back after the free days."""

    free_days: int
    points: Decimal
    calls: int
    counts_not_travelled: bool


@dataclass(frozen=True)
class After:
    """How the reserve list moves, whether there are places without a grant, withdrawal and appeal.

    `grants_to_holders`: a grant that comes free goes first to those who hold a place without one.
    """

    moves_by_itself: bool
    reserve_until: date | None
    has_zero_grant: bool
    grants_to_holders: bool
    withdrawal: Withdrawal | None
    appeal: Period
    panel_days: int

    def reserve_is_over(self, on: date) -> bool:
        """Whether the reserve list has come to its end."""
        return self.reserve_until is not None and on > self.reserve_until

    def last_day_of_appeal(self, told_at: datetime) -> date:
        """The last day on which an appeal against a result told at this moment is in time."""
        return (self.appeal.ends(told_at) - INSTANT).date()


def rules_of(call: Call) -> Mapping[str, Any]:
    """The rules part of the call as its file has it; empty for calls that have none."""
    return _part(call.rules)


def own_budget(call: Call) -> Decimal | None:
    """The money that the call itself names; what it has to give is selection.means.means_of."""
    return _exact(_part(rules_of(call).get("allocation")).get("budget"))


def after_of(call: Call) -> After:
    """What the call's rules say about the time after the decision (docs/formats.md, `after` and `allocation`)."""
    rules = rules_of(call)
    after, allocation = _part(rules.get("after")), _part(rules.get("allocation"))
    reserve = _part(after.get("reserve"))
    objections = after.get("objections") or [{}]
    first = _part(objections[0])
    until = reserve.get("until")
    return After(
        moves_by_itself=not reserve.get("by_hand", False),
        reserve_until=date.fromisoformat(str(until)) if until else None,
        has_zero_grant=bool(allocation.get("zero_grant", False)),
        grants_to_holders=after.get("freed_grant") == "holders",
        withdrawal=_withdrawal(_part(after.get("withdrawal"))),
        appeal=Period(
            int(first.get("days") or call.appeal_days),
            Counted(first.get("counted") or Counted.CALENDAR),
            call.time_zone,
        ),
        panel_days=int(first.get("decided_in") or PANEL_DAYS),
    )


def _withdrawal(rule: Mapping[str, Any]) -> Withdrawal | None:
    points = _exact(rule.get("penalty"))
    if not points:
        return None
    return Withdrawal(
        free_days=int(rule.get("free_days") or 0),
        points=-abs(points),
        calls=int(rule.get("calls") or 1),
        counts_not_travelled=bool(rule.get("even_if_granted_and_not_travelled", False)),
    )


def _part(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
