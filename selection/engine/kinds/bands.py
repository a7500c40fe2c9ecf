"""The kind `bands`: points by stretches of a number or of days, with explicit edges."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from selection.engine.applications import Points
from selection.engine.exact import ONE, ZERO
from selection.engine.facts import MEASURED_FACT
from selection.engine.forms import key, list_of, record, record_of
from selection.engine.kinds.base import (
    Criterion,
    Reach,
    Rule,
    Slip,
    because_of,
    missing,
    span,
)
from selection.engine.line import HIGHEST, Band, Line
from selection.engine.scalars import NUMBER, one_of
from selection.engine.world import Case, World

CHOSEN: dict[str, Callable[..., Band]] = {"highest": max, "lowest": min}


@record
class Bands(Criterion):
    """Points by bands (service 10+ years 10, 7 to 10: 7 …; edges overlap in print: Çağ, O4).

    The fact is divided by `per` first. `outside`: where no band holds the value. `overlapping` says which band counts.
    """

    fact: str = key(MEASURED_FACT)
    per: Decimal = key(NUMBER, default=ONE)
    bands: tuple[Band, ...] = key(list_of(record_of(Band)))
    outside: Decimal | None = key(NUMBER, default=None)
    overlapping: str = key(one_of("first", "highest", "lowest"), default="")

    def rule(self, world: World) -> Rule:
        choose = CHOSEN.get(self.overlapping)

        def give(case: Case) -> Points:
            value = case.values.get(self.fact)
            if value is None:
                return missing(self.code, self.fact)
            measure = value / self.per if isinstance(value, Decimal) and self.per != ONE else value
            holding = [band for band in self.bands if band.holds(measure)]
            band = holding[0] if holding else None
            if choose and holding:
                band = choose(holding, key=lambda one: one.points)
            edges = (band.floor, band.ceiling) if band else None
            points = band.points if band else self.outside or ZERO
            because = because_of("bands", case, self.fact, edges=edges, per=self.per)
            return Points(self.code, points, because)

        return give

    def reach(self, world: World) -> Reach:
        rest = [ZERO] if self.outside is None else [self.outside]
        return span(
            [*(rest if self.outside is not None else []), *(band.points for band in self.bands)] or rest
        )

    def slips(self, world: World) -> Iterator[Slip]:
        fact = world.facts[self.fact]
        if self.per <= 0:
            yield "per", "not_positive", {"value": self.per}
            return
        line = Line(days=fact.type == "date", whole=fact.whole and self.per == ONE)
        wrong = [
            (f"bands[{number}]", *slip) for number, band in enumerate(self.bands) for slip in line.slips(band)
        ]
        yield from wrong
        if not wrong:
            yield from self._between(line)

    def _between(self, line: Line) -> Iterator[Slip]:
        """Gaps and overlaps between bands that follow one another, and what no band holds at the ends."""
        reached = line.lowest
        for number, band in sorted(enumerate(self.bands), key=lambda entry: line.start(entry[1])):
            start = line.start(band)
            between = {"from": line.shown(reached), "to": line.shown(start)}
            if start > reached and self.outside is None:
                yield f"bands[{number}]", "band_gap", between
            if start < reached and reached != line.lowest and not self.overlapping:
                yield f"bands[{number}]", "band_overlap", {"from": between["to"], "to": between["from"]}
            reached = max(reached, line.end(band))
        if self.outside is None and reached < HIGHEST:
            yield "bands", "band_gap", {"from": line.shown(reached), "to": None}
