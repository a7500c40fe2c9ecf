"""What points can depend on: one application as the rules see it, and all the others beside it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from selection.engine.applications import Application, Known, Points
from selection.engine.asking import Ask, compiled
from selection.engine.conditions import Condition
from selection.engine.facts import Fact, Table
from selection.engine.scalars import Value


class Case:
    """One application while it is scored: its values after evidence, defaults and tables, and the points so far."""

    __slots__ = ("application", "by_criterion", "values")

    def __init__(self, application: Application, values: Mapping[str, Value]) -> None:
        self.application = application
        self.values = values
        self.by_criterion: dict[str, Points] = {}


class Others:
    """The considered applicants together; what is asked of them is counted once."""

    def __init__(self, people: Sequence[Known]) -> None:
        self.people = people
        self._shared: dict[str, Counter[Value]] = {}

    def sharing(self, fact: str, value: Value) -> int:
        """How many have this value."""
        if fact not in self._shared:
            held = (one.values.get(fact) for one in self.people)
            self._shared[fact] = Counter(value for value in held if value is not None)
        return self._shared[fact][value]

    def numbers(self, fact: str) -> list[Decimal]:
        """Every number that somebody has for the fact."""
        held = (one.values.get(fact) for one in self.people)
        return [value for value in held if isinstance(value, Decimal)]


@dataclass(frozen=True)
class World:
    """The declarations, the other applicants, and the deadline at which facts are taken."""

    facts: Mapping[str, Fact]
    tables: Mapping[str, Table]
    others: Others = field(default_factory=lambda: Others(()))
    at: date | None = None

    def ask(self, condition: Condition) -> Ask:
        """The condition as a function."""
        return compiled(condition, self.facts, self.others.sharing)

    def day_of(self, fact: str) -> date:
        """The day at which the fact is taken: its own, else the deadline. Raises ValueError where there is none."""
        day = self.facts[fact].on or self.at
        if day is None:
            raise ValueError(f"The fact {fact} needs the day of the deadline.")
        return day


def positions(applications: Iterable[Application]) -> dict[str, int]:
    """The position of each by the moment it was handed in; the same moment is the same position."""
    moments = {one.code: one.submitted_at for one in applications if one.submitted_at is not None}
    ordered = sorted(moments.values())
    return {code: bisect_left(ordered, moment) + 1 for code, moment in moments.items()}
