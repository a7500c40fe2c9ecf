"""What every criterion has in common, and what a kind has to say for itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from selection.engine.applications import Because, Points
from selection.engine.conditions import CONDITION, Condition
from selection.engine.exact import ONE, WAYS, ZERO
from selection.engine.forms import key, record, record_of
from selection.engine.scalars import CODE, NUMBER, TEXT, WORDS, Words, one_of
from selection.engine.world import Case, World

Rule = Callable[[Case], Points]
"""The points of one application before caps, weight and rounding; None where the fact or every mark is missing."""
Slip = tuple[str, str, dict[str, Any]]
"""A slip of the pen: the path within the criterion, the code of the mistake, its values."""
Reach = tuple[Decimal | None, Decimal | None]
"""The least and the most points that can come out; None: without bound."""


@record
class Round:
    """To which step and which way: halves up or to the even one, towards zero, away from zero."""

    to: Decimal = key(NUMBER)
    way: str = key(one_of(*WAYS), default="half_up")


ROUND = record_of(Round)


@record
class Criterion(ABC):
    """The common fields. Points of a kind are capped (`at_least`, `at_most`), weighted, then rounded, in this order.

    `only_if`: otherwise it gives nothing. `when_missing`: the points where the fact or every mark is missing.
    `most`: the maximum that the call prints. A kind tells its `rule`, its `reach` and its `slips`.
    """

    code: str = key(CODE)
    name: Words = key(WORDS)
    help: Words | None = key(WORDS, default=None)
    article: str = key(TEXT, default="")
    kind: str = key(CODE)
    only_if: Condition | None = key(CONDITION, default=None)
    when_missing: Decimal | None = key(NUMBER, default=None)
    weight: Decimal = key(NUMBER, default=ONE)
    at_most: Decimal | None = key(NUMBER, default=None)
    at_least: Decimal | None = key(NUMBER, default=None)
    round: Round | None = key(ROUND, default=None)
    most: Decimal | None = key(NUMBER, default=None)

    @abstractmethod
    def rule(self, world: World) -> Rule:
        """The kind as a function of one application; everything that can be prepared is prepared here."""

    @abstractmethod
    def reach(self, world: World) -> Reach:
        """Between which points the kind can give, before caps and weight."""

    def slips(self, world: World) -> Iterator[Slip]:
        """What is wrong with the fields of this kind."""
        yield from ()

    def facts(self) -> tuple[str, ...]:
        """The facts that the kind reads."""
        fact = getattr(self, "fact", "")
        return (fact,) if fact else ()


def missing(code: str, fact: str) -> Points:
    """Nothing is known of the fact."""
    return Points(code, None, Because("missing", {"fact": fact}))


def because_of(kind: str, case: Case, fact: str, **values: Any) -> Because:
    """A reason over one fact, with what is in hand for it: source, day and record."""
    values["fact"] = fact
    values["value"] = case.values.get(fact)
    return Because(kind, values, case.application.facts.get(fact))


def span(points: list[Decimal]) -> Reach:
    """From the least to the most of these."""
    return (min(points, default=ZERO), max(points, default=ZERO))
