"""Kinds that depend on the other applicants: `cohort` and `arrival`."""

from collections.abc import Iterator
from decimal import Decimal

from selection.engine.applications import Because, Points
from selection.engine.exact import ZERO, ratio
from selection.engine.facts import NUMBER_FACT
from selection.engine.forms import key, record
from selection.engine.kinds.base import (
    Criterion,
    Reach,
    Rule,
    Slip,
    because_of,
    missing,
    span,
)
from selection.engine.scalars import NUMBER, one_of
from selection.engine.world import Case, World, positions


@record
class Cohort(Criterion):
    """Scaled to the best applicant: the best value has all the points, the others their proportion."""

    fact: str = key(NUMBER_FACT)
    best: str = key(one_of("highest", "lowest"), default="highest")
    points: Decimal = key(NUMBER)

    def rule(self, world: World) -> Rule:
        numbers = world.others.numbers(self.fact)
        highest = self.best == "highest"
        best = (max if highest else min)(numbers, default=ZERO)

        def give(case: Case) -> Points:
            value = case.values.get(self.fact)
            if not isinstance(value, Decimal):
                return missing(self.code, self.fact)
            part, whole = (value, best) if highest else (best, value)
            points = self.points if value == best else ratio(self.points * part, whole) if whole > 0 else ZERO
            because = because_of("cohort", case, self.fact, best=best, highest=highest)
            return Points(self.code, points, because)

        return give

    def reach(self, world: World) -> Reach:
        return span([ZERO, self.points])


@record
class Arrival(Criterion):
    """By position in the order of handing in: the first has `points`, each later one `step` less, never below `least`.

    The same moment is the same position.
    """

    points: Decimal = key(NUMBER)
    step: Decimal = key(NUMBER)
    least: Decimal = key(NUMBER, default=ZERO)

    def rule(self, world: World) -> Rule:
        places = positions(one.application for one in world.others.people if isinstance(one, Case))

        def give(case: Case) -> Points:
            place = places.get(case.application.code)
            if place is None:
                return missing(self.code, "")
            because = Because("arrival", {"position": place, "at": case.application.submitted_at})
            return Points(self.code, max(self.points - self.step * (place - 1), self.least), because)

        return give

    def reach(self, world: World) -> Reach:
        return span([self.points, self.least])

    def slips(self, world: World) -> Iterator[Slip]:
        if self.step <= 0:
            yield "step", "not_positive", {"value": self.step}
        if self.least > self.points:
            yield "least", "least_over_most", {"least": self.least, "most": self.points}
