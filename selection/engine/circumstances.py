"""What an allocation depends on besides the rules and the ranking: recorded decisions, earlier places, the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from selection.engine.claims import Given
from selection.engine.distribution import NOTHING


class Departs(StrEnum):
    """How a decision departs from the rules: a place, no place, another amount, a soft limit passed."""

    PLACE = "place"
    LEAVE_OUT = "leave_out"
    AMOUNT = "amount"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Override:
    """A recorded decision about one application. Raises ValueError without a reason, or for an amount without one."""

    code: str
    kind: Departs
    reason: str
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an override needs its reason")
        if self.kind is Departs.AMOUNT and (self.amount is None or self.amount < 0):
            raise ValueError("an override of the amount needs an amount")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an allocation depends on besides rules and ranking.

    `offered`: the places of the call, where the rules do not say how much there is. `zone`: the call's time zone, for
    the days of batches. `overrides`: recorded decisions. `settled`: what was given earlier and stays. `until`: the last
    batch that is due.
    """

    offered: int | None = None
    zone: str = "Europe/Ljubljana"
    overrides: tuple[Override, ...] = ()
    settled: Mapping[str, Given] = field(default_factory=lambda: NOTHING)
    until: date | None = None

    def decided(self, kind: Departs) -> dict[str, Override]:
        """The overrides of one kind by application."""
        return {one.code: one for one in self.overrides if one.kind is kind}


ORDINARY = Circumstances()
