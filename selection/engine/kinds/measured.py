"""Kinds that reckon with a number: `linear`, `share`, `count`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from selection.engine.applications import Points
from selection.engine.exact import ONE, ZERO, ratio
from selection.engine.facts import NUMBER_FACT
from selection.engine.forms import key, list_of, map_of, record, record_of
from selection.engine.kinds.base import (
    Criterion,
    Reach,
    Rule,
    Slip,
    because_of,
    missing,
    span,
)
from selection.engine.scalars import FLAG, NUMBER, WHOLE
from selection.engine.world import Case, World


@record
class Linear(Criterion):
    """So many points for each `per` of the fact: 51 months per 12 are 4.25 (Ankara Music and Fine Arts, O7).

    `whole`: only complete units count.
    """

    fact: str = key(NUMBER_FACT)
    per: Decimal = key(NUMBER, default=ONE)
    points: Decimal = key(NUMBER)
    whole: bool = key(FLAG, default=False)

    def rule(self, world: World) -> Rule:
        def give(case: Case) -> Points:
            value = case.values.get(self.fact)
            if not isinstance(value, Decimal):
                return missing(self.code, self.fact)
            points = value // self.per * self.points if self.whole else ratio(value * self.points, self.per)
            because = because_of("linear", case, self.fact, per=self.per, each=self.points, whole=self.whole)
            return Points(self.code, points, because)

        return give

    def reach(self, world: World) -> Reach:
        """Facts are taken to be zero or more."""
        return (ZERO, None) if self.points >= 0 else (None, ZERO)

    def slips(self, world: World) -> Iterator[Slip]:
        if self.per <= 0:
            yield "per", "not_positive", {"value": self.per}


@record
class Piece:
    """A stretch of an outside score with its own per cent, or with fixed points."""

    from_: Decimal | None = key(NUMBER, default=None)
    under: Decimal | None = key(NUMBER, default=None)
    percent: Decimal | None = key(NUMBER, default=None)
    points: Decimal | None = key(NUMBER, default=None)

    def holds(self, score: Decimal) -> bool:
        return (self.from_ is None or score >= self.from_) and (self.under is None or score < self.under)

    def of(self, score: Decimal) -> Decimal:
        """Its points of a score."""
        return self.points if self.points is not None else per_cent(self.percent or ZERO, score)


@record
class Share(Criterion):
    """A per cent of an outside score (50 % of the language score: O3, O4).

    With `pieces`, the first that holds the score counts, else `percent` (below 50 a constant, above a share: O6).
    """

    fact: str = key(NUMBER_FACT)
    percent: Decimal = key(NUMBER, default=ZERO)
    pieces: tuple[Piece, ...] = key(list_of(record_of(Piece)), default=())

    def rule(self, world: World) -> Rule:
        def give(case: Case) -> Points:
            score = case.values.get(self.fact)
            if not isinstance(score, Decimal):
                return missing(self.code, self.fact)
            piece = next((one for one in self.pieces if one.holds(score)), None)
            points = piece.of(score) if piece else per_cent(self.percent, score)
            fixed = piece is not None and piece.points is not None
            percent = piece.percent or ZERO if piece else self.percent
            because = because_of("share", case, self.fact, percent=percent, fixed=fixed)
            return Points(self.code, points, because)

        return give

    def reach(self, world: World) -> Reach:
        """An outside score is without bound: a cap bounds it."""
        fixed = self.pieces and all(piece.points is not None for piece in self.pieces) and not self.percent
        return span([ZERO, *(piece.points or ZERO for piece in self.pieces)]) if fixed else (None, None)

    def slips(self, world: World) -> Iterator[Slip]:
        if not self.percent and not self.pieces:
            yield "", "percent_or_pieces", {}
        for number, piece in enumerate(self.pieces):
            if (piece.percent is None) == (piece.points is None):
                yield f"pieces[{number}]", "percent_or_points", {}


@record
class Count(Criterion):
    """Points for each event, or by a table of how many (1 term 30, 2 terms 20, 3 terms 10, more 0: Hacettepe, O2)."""

    fact: str = key(NUMBER_FACT)
    each: Decimal | None = key(NUMBER, default=None)
    points: dict[int, Decimal] | None = key(map_of(NUMBER, name=WHOLE), default=None)
    beyond: Decimal = key(NUMBER, default=ZERO)

    def rule(self, world: World) -> Rule:
        listed = {Decimal(number): points for number, points in (self.points or {}).items()}

        def give(case: Case) -> Points:
            number = case.values.get(self.fact)
            if not isinstance(number, Decimal):
                return missing(self.code, self.fact)
            points = listed.get(number, self.beyond) if self.each is None else self.each * number
            because = because_of("count", case, self.fact, each=self.each, listed=number in listed)
            return Points(self.code, points, because)

        return give

    def reach(self, world: World) -> Reach:
        if self.each is not None:
            return (ZERO, None) if self.each >= 0 else (None, ZERO)
        return span([self.beyond, *(self.points or {}).values()])

    def slips(self, world: World) -> Iterator[Slip]:
        if (self.each is None) == (self.points is None):
            yield "", "each_or_points", {}
        listed = sorted(self.points or {})
        gap = next((low + 1 for low, high in pairwise(listed) if high > low + 1), None)
        if gap is not None:
            yield "points", "count_gap", {"number": gap, "points": self.beyond}


def per_cent(percent: Decimal, score: Decimal) -> Decimal:
    """So many per cent of the score, exactly."""
    return (percent * score).scaleb(-2)
