"""The closed list of kinds of criteria: fifteen in `docs/formats.md`, of which two are fields of every criterion.

`when_missing` (10) and `only_if` (12) are common to all; the rest is one class each, named in `KINDS`.
"""

from selection.engine.forms import Form, key, later, list_of, one_of_kinds, record
from selection.engine.kinds.base import Criterion
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.measured import Bands, Count, Linear, Recency, Share
from selection.engine.kinds.plain import Base, Choice, Flag, Property
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.scalars import one_of


@record
class Group(Criterion):
    """The sum or the best of nested criteria, capped as one (any of the following at most +1: Sabancı, O1)."""

    of: tuple[Criterion, ...] = key(later(lambda: CRITERIA))
    take: str = key(one_of("sum", "best"), default="sum")


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
