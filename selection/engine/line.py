"""Bands on the line of numbers or days: where each begins and ends, and what is wrong with its edges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from selection.engine.exact import ZERO
from selection.engine.forms import key, record
from selection.engine.scalars import EDGE, NUMBER

Edge = Decimal | date
Cut = tuple[Decimal, int]
"""A cut of the line just before (0) or just after (1) a number; days by their ordinal."""
HIGHEST: Cut = (Decimal("Infinity"), 0)
LOWEST: Cut = (Decimal("-Infinity"), 0)


@record
class Band:
    """From (or over) an edge to (or under) another; an edge that is left out is open."""

    from_: Decimal | date | None = key(EDGE, default=None)
    over: Decimal | date | None = key(EDGE, default=None)
    under: Decimal | date | None = key(EDGE, default=None)
    to: Decimal | date | None = key(EDGE, default=None)
    points: Decimal = key(NUMBER)

    @property
    def floor(self) -> Edge | None:
        return self.over if self.from_ is None else self.from_

    @property
    def ceiling(self) -> Edge | None:
        return self.under if self.to is None else self.to

    def holds(self, value: Any) -> bool:
        return (
            (self.from_ is None or value >= self.from_)
            and (self.over is None or value > self.over)
            and (self.under is None or value < self.under)
            and (self.to is None or value <= self.to)
        )


@dataclass(frozen=True)
class Line:
    """The line on which a fact is measured: days, whole numbers, or any numbers; numbers from zero upwards."""

    days: bool
    whole: bool

    @property
    def lowest(self) -> Cut:
        return LOWEST if self.days else (ZERO, 0)

    def start(self, band: Band) -> Cut:
        if band.floor is None:
            return LOWEST
        return self._cut(band.floor, after=band.from_ is None)

    def end(self, band: Band) -> Cut:
        if band.ceiling is None:
            return HIGHEST
        return self._cut(band.ceiling, after=band.to is not None)

    def _cut(self, edge: Edge, *, after: bool) -> Cut:
        """Where nothing lies between one and the next, after one is before the next."""
        number = Decimal(edge.toordinal()) if isinstance(edge, date) else edge
        if after and (self.days or self.whole):
            return number // 1 + 1, 0
        return number, int(after)

    def shown(self, cut: Cut) -> Edge | None:
        """The cut as an edge to print; None for no edge."""
        number = cut[0]
        if not number.is_finite():
            return None
        return date.fromordinal(int(number)) if self.days else number

    def slips(self, band: Band) -> Iterator[tuple[str, dict[str, Any]]]:
        """Doubled edges, edges of the wrong type, a band that holds nothing."""
        wanted = date if self.days else Decimal
        edges = [edge for edge in (band.from_, band.over, band.under, band.to) if edge is not None]
        if not all(isinstance(edge, wanted) for edge in edges):
            yield "edge_of_wrong_type", {"days": self.days}
        elif (band.from_ is not None and band.over is not None) or (
            band.under is not None and band.to is not None
        ):
            yield "doubled_edge", {}
        elif self.start(band) >= self.end(band):
            yield "band_empty", {"from": band.floor, "to": band.ceiling}
