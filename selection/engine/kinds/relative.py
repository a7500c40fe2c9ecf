"""Kinds that depend on the other applicants: `cohort` and `arrival`."""

from decimal import Decimal

from selection.engine.facts import NUMBER_FACT
from selection.engine.forms import key, record
from selection.engine.kinds.base import ZERO, Criterion
from selection.engine.scalars import NUMBER, one_of


@record
class Cohort(Criterion):
    """Scaled to the best applicant: the best value has all the points, the others their proportion."""

    fact: str = key(NUMBER_FACT)
    best: str = key(one_of("highest", "lowest"), default="highest")
    points: Decimal = key(NUMBER)


@record
class Arrival(Criterion):
    """By position in the order of handing in: the first has `points`, each later one `step` less, never below `least`.

    The same moment is the same position.
    """

    points: Decimal = key(NUMBER)
    step: Decimal = key(NUMBER)
    least: Decimal = key(NUMBER, default=ZERO)
