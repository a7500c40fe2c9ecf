"""Kinds that give fixed points: `base`, `flag`, `choice`, `property`."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from selection.engine.applications import Because, Points
from selection.engine.asking import facts_in
from selection.engine.conditions import CONDITION, Condition
from selection.engine.exact import ZERO
from selection.engine.facts import FACT, Fact, as_label
from selection.engine.forms import Form, Place, Raw, key, map_of, record
from selection.engine.kinds.base import (
    Criterion,
    Reach,
    Rule,
    Slip,
    because_of,
    missing,
    span,
)
from selection.engine.scalars import CODE, NUMBER, TEXT
from selection.engine.world import Case, World

PointsByValue = dict[str, Decimal | dict[str, Decimal]]


def _read_points(raw: Raw, place: Place) -> Decimal | dict[str, Decimal]:
    return BY_VALUE.read(raw, place) if isinstance(raw, dict) else NUMBER.read(raw, place)


def _write_points(points: Decimal | dict[str, Decimal]) -> Raw:
    return BY_VALUE.write(points) if isinstance(points, dict) else points


BY_VALUE: Form[dict[str, Decimal]] = map_of(NUMBER, name=TEXT)
BY_ONE_OR_TWO: Form[PointsByValue] = map_of(Form(_read_points, _write_points), name=TEXT)


@record
class Base(Criterion):
    """The same points for everybody (20 for all: Bezmialem, O3)."""

    points: Decimal = key(NUMBER)

    def rule(self, world: World) -> Rule:
        given = Points(self.code, self.points, Because("base", {}))
        return lambda case: given

    def reach(self, world: World) -> Reach:
        return self.points, self.points


@record
class Flag(Criterion):
    """Yes or no: a bonus or a malus (never benefited +5: O3; country of one's nationality -10: Sabancı, O1)."""

    if_: Condition = key(CONDITION)
    points: Decimal = key(NUMBER)
    otherwise: Decimal = key(NUMBER, default=ZERO)

    def rule(self, world: World) -> Rule:
        ask, facts = world.ask(self.if_), facts_in(self.if_)
        first = facts[0] if facts else ""

        def give(case: Case) -> Points:
            met = ask(case)
            told = tuple((fact, case.values.get(fact)) for fact in facts)
            because = because_of("flag", case, first, met=met, facts=told)
            return Points(self.code, self.points if met else self.otherwise, because)

        return give

    def reach(self, world: World) -> Reach:
        return span([self.points, self.otherwise])

    def facts(self) -> tuple[str, ...]:
        return facts_in(self.if_)


@record
class Choice(Criterion):
    """A table over a choice; with `by`, one table for each value of a second fact.

    Titles count in the opposite direction for teaching and for training (Bezmialem, O3).
    """

    fact: str = key(FACT)
    by: str = key(FACT, default="")
    points: PointsByValue = key(BY_ONE_OR_TWO)
    otherwise: Decimal = key(NUMBER, default=ZERO)

    def rule(self, world: World) -> Rule:
        def give(case: Case) -> Points:
            value = case.values.get(self.fact)
            if value is None:
                return missing(self.code, self.fact)
            by = as_label(case.values.get(self.by)) if self.by else None
            points = self._points_of(as_label(value), by)
            because = because_of(
                "choice", case, self.fact, listed=points is not None, by=self.by, by_value=by
            )
            return Points(self.code, self.otherwise if points is None else points, because)

        return give

    def _points_of(self, value: str, by: str | None) -> Decimal | None:
        row = self.points.get(value if by is None else by)
        return row.get(value) if isinstance(row, dict) else row

    def reach(self, world: World) -> Reach:
        return span([self.otherwise, *self._all_points()])

    def _all_points(self) -> list[Decimal]:
        rows = [row.values() if isinstance(row, dict) else [row] for row in self.points.values()]
        return [points for row in rows for points in row]

    def facts(self) -> tuple[str, ...]:
        return (self.fact, self.by) if self.by else (self.fact,)

    def slips(self, world: World) -> Iterator[Slip]:
        outer = world.facts[self.by or self.fact]
        yield from _unknown_values("points", self.points, outer)
        for label, row in self.points.items():
            if isinstance(row, dict) != bool(self.by):
                yield f"points.{label}", "table_shape", {"by": self.by}
            elif isinstance(row, dict):
                yield from _unknown_values(f"points.{label}", row, world.facts[self.fact])
        if not self.by:
            yield from uncovered("points", self.points, outer, "choice_uncovered")
        if len(self.points) > 1 and len(set(self._all_points())) == 1:
            yield "points", "same_points", {"points": self._all_points()[0]}


@record
class Property(Criterion):
    """Points by a table over a property of host, country, unit, cost, distance (most frequented host: O2)."""

    fact: str = key(FACT)
    table: str = key(CODE)

    def rule(self, world: World) -> Rule:
        table = world.tables[self.table]

        def give(case: Case) -> Points:
            value = case.values.get(self.fact)
            if value is None:
                return missing(self.code, self.fact)
            label = as_label(value)
            points = table.values.get(label, table.else_)
            because = because_of("property", case, self.fact, listed=label in table.values, table=self.table)
            given = points if isinstance(points, Decimal) else ZERO
            return Points(self.code, given, because)

        return give

    def reach(self, world: World) -> Reach:
        table = world.tables.get(self.table)
        held = [*table.values.values(), table.else_] if table else []
        return span([ZERO, *(value for value in held if isinstance(value, Decimal))])

    def slips(self, world: World) -> Iterator[Slip]:
        table = world.tables.get(self.table)
        if table is None:
            yield "table", "unknown_table", {"table": self.table}
        elif not all(isinstance(value, Decimal) for value in table.values.values()):
            yield "table", "table_without_points", {"table": self.table}
        elif table.else_ is None:
            yield from uncovered("table", table.values, world.facts[self.fact], "uncovered_value")


def _unknown_values(path: str, labels: Iterable[str], fact: Fact) -> Iterator[Slip]:
    """Values that the fact cannot have."""
    if fact.choices:
        for label in labels:
            if label not in fact.choices:
                yield f"{path}.{label}", "unknown_value", {"fact": fact.code, "value": label}


def uncovered(path: str, labels: Iterable[str], fact: Fact, code: str) -> Iterator[Slip]:
    """Choices of the fact for which no line stands."""
    listed = set(labels)
    for choice in fact.choices:
        if choice not in listed:
            yield path, code, {"fact": fact.code, "value": choice}
