"""The most that a criterion can give, where its rule says so."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.bands import Bands
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.measured import Count, Linear, Share
from selection.engine.kinds.plain import Base, Choice, Flag, Property
from selection.engine.kinds.recency import Recency
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.shape import Rules

ZERO = Decimal(0)
Most = Decimal | None


def highest(criterion: Criterion, rules: Rules) -> Most:
    """The most points, before the weight; None where nothing bounds them (so many points for each year)."""
    most = BY_KIND[type(criterion)](criterion, rules)
    if most is not None and criterion.when_missing is not None:
        most = max(most, criterion.when_missing)
    if criterion.at_most is not None:
        most = criterion.at_most if most is None else min(most, criterion.at_most)
    if criterion.at_least is not None and most is not None:
        most = max(most, criterion.at_least)
    return criterion.most if most is None else most


def _judged(criterion: Judged, rules: Rules) -> Most:
    return criterion.scale.to if criterion.scale else _top(level.points for level in criterion.levels)


def _plain(criterion: Base | Cohort | Arrival, rules: Rules) -> Most:
    return criterion.points


def _flag(criterion: Flag, rules: Rules) -> Most:
    return max(criterion.points, criterion.otherwise)


def _choice(criterion: Choice, rules: Rules) -> Most:
    tables = criterion.points.values()
    return _top([criterion.otherwise, *(point for value in tables for point in _flat(value))])


def _flat(value: Decimal | dict[str, Decimal]) -> Iterable[Decimal]:
    return value.values() if isinstance(value, dict) else (value,)


def _bands(criterion: Bands, rules: Rules) -> Most:
    outside = () if criterion.outside is None else (criterion.outside,)
    return _top([*(band.points for band in criterion.bands), *outside])


def _linear(criterion: Linear, rules: Rules) -> Most:
    return ZERO if criterion.points <= 0 else None


def _share(criterion: Share, rules: Rules) -> Most:
    """Of an outside score of at most a hundred."""
    parts = [piece.percent if piece.points is None else piece.points for piece in criterion.pieces]
    return _top([criterion.percent, *(part for part in parts if part is not None)])


def _count(criterion: Count, rules: Rules) -> Most:
    if criterion.points is not None:
        return _top([*criterion.points.values(), criterion.beyond])
    return ZERO if criterion.each is not None and criterion.each <= 0 else None


def _recency(criterion: Recency, rules: Rules) -> Most:
    windows = (window.points for window in criterion.windows)
    return _top([*windows, criterion.longer_ago, criterion.never])


def _property(criterion: Property, rules: Rules) -> Most:
    tables = (table for table in rules.tables if table.code == criterion.table)
    values = (value for table in tables for value in (*table.values.values(), table.else_))
    return _top(value for value in values if isinstance(value, Decimal))


def _group(criterion: Group, rules: Rules) -> Most:
    parts = [highest(part, rules) for part in criterion.of]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return sum(known, ZERO) if criterion.take == "sum" else _top(known)


def _top(points: Iterable[Decimal]) -> Decimal:
    return max(points, default=ZERO)


BY_KIND: dict[type, Callable[[Any, Rules], Most]] = {
    Judged: _judged,
    Base: _plain,
    Cohort: _plain,
    Arrival: _plain,
    Flag: _flag,
    Choice: _choice,
    Bands: _bands,
    Linear: _linear,
    Share: _share,
    Count: _count,
    Recency: _recency,
    Property: _property,
    Group: _group,
}
