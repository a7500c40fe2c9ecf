"""The closed list of kinds of criteria: fifteen in `docs/formats.md`, of which two are fields of every criterion.

`when_missing` (10) and `only_if` (12) are common to all; the rest is one class each, named in `KINDS`.
"""

from collections.abc import Iterator

from selection.engine.applications import Because, Points
from selection.engine.exact import ZERO
from selection.engine.forms import Form, key, later, list_of, one_of_kinds, record
from selection.engine.kinds.bands import Bands
from selection.engine.kinds.base import Criterion, Reach, Rule, Slip
from selection.engine.kinds.common import given_by, in_order, reach_of, together
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.measured import Count, Linear, Share
from selection.engine.kinds.plain import Base, Choice, Flag, Property
from selection.engine.kinds.recency import Recency
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.scalars import one_of
from selection.engine.world import Case, World


@record
class Group(Criterion):
    """The sum or the best of nested criteria, capped as one (any of the following at most +1: Sabancı, O1)."""

    of: tuple[Criterion, ...] = key(later(lambda: CRITERIA))
    take: str = key(one_of("sum", "best"), default="sum")

    def rule(self, world: World) -> Rule:
        inside = [given_by(criterion, world) for criterion in in_order(self.of)]
        codes = [criterion.code for criterion in self.of]

        def give(case: Case) -> Points:
            for give_one in inside:
                give_one(case)
            parts = tuple(case.by_criterion[code] for code in codes)
            points = [part.points for part in parts if part.points is not None]
            because = Because("group", {"take": self.take})
            if len(points) < len(parts):
                return Points(self.code, None, Because("unmarked", {}), parts=parts)
            return Points(
                self.code, sum(points, ZERO) if self.take == "sum" else max(points), because, parts=parts
            )

        return give

    def reach(self, world: World) -> Reach:
        return together([reach_of(criterion, world) for criterion in self.of], self.take)

    def facts(self) -> tuple[str, ...]:
        return tuple(fact for criterion in self.of for fact in criterion.facts())

    def slips(self, world: World) -> Iterator[Slip]:
        if not self.of:
            yield "of", "empty", {}


KINDS: dict[str, type[Criterion]] = {
    "flag": Flag,
    "choice": Choice,
    "bands": Bands,
    "linear": Linear,
    "share": Share,
    "count": Count,
    "recency": Recency,
    "group": Group,
    "judged": Judged,
    "base": Base,
    "cohort": Cohort,
    "arrival": Arrival,
    "property": Property,
}
CRITERION: Form[Criterion] = one_of_kinds("kind", KINDS)
CRITERIA: Form[tuple[Criterion, ...]] = list_of(CRITERION)

__all__ = ["CRITERIA", "KINDS", "Criterion", "Group"]
