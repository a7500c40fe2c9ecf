"""Kinds that give fixed points: `base`, `flag`, `choice`, `property`."""

from decimal import Decimal

from selection.engine.conditions import CONDITION, Condition
from selection.engine.facts import FACT
from selection.engine.forms import Form, Place, Raw, key, map_of, record
from selection.engine.kinds.base import ZERO, Criterion
from selection.engine.scalars import CODE, NUMBER, TEXT

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


@record
class Flag(Criterion):
    """Yes or no: a bonus or a malus (never benefited +5: O3; country of one's nationality -10: Sabancı, O1)."""

    if_: Condition = key(CONDITION)
    points: Decimal = key(NUMBER)
    otherwise: Decimal = key(NUMBER, default=ZERO)


@record
class Choice(Criterion):
    """A table over a choice; with `by`, one table for each value of a second fact.

    Titles count in the opposite direction for teaching and for training (Bezmialem, O3).
    """

    fact: str = key(FACT)
    by: str = key(FACT, default="")
    points: PointsByValue = key(BY_ONE_OR_TWO)
    otherwise: Decimal = key(NUMBER, default=ZERO)


@record
class Property(Criterion):
    """Points by a table over a property of host, country, unit, cost, distance (most frequented host: O2)."""

    fact: str = key(FACT)
    table: str = key(CODE)
