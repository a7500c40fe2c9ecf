"""Conditions: a small tree over facts, points and the other applicants. A missing fact makes a comparison false."""

from decimal import Decimal

from selection.engine.facts import FACT, TYPES
from selection.engine.forms import Form, Place, Raw, key, later, list_of, read_record, record, write_record
from selection.engine.scalars import CODE, FLAG, NUMBER, WHOLE, Value, guessed


class Condition:
    """What can be true or false of an application."""


def _told(raw: Raw, place: Place) -> Value:
    """A value to compare with, in the type of its fact."""
    if isinstance(raw, list | dict):
        raise place.wrong("not_a_value")
    return TYPES[place.type].read(raw, place) if place.type else guessed(raw)


TOLD = Form(_told)


@record
class FactIs(Condition):
    """A comparison of one fact. Alone: the flag is set. Several limits in one node are a range."""

    fact: str = key(FACT)
    is_: Value | None = key(TOLD, default=None)
    in_: tuple[Value, ...] = key(list_of(TOLD), default=())
    at_least: Value | None = key(TOLD, default=None)
    over: Value | None = key(TOLD, default=None)
    at_most: Value | None = key(TOLD, default=None)
    under: Value | None = key(TOLD, default=None)
    known: bool | None = key(FLAG, default=None)


@record
class CriterionIs(Condition):
    """A comparison of the points of a criterion as they count."""

    criterion: str = key(CODE)
    at_least: Decimal | None = key(NUMBER, default=None)
    over: Decimal | None = key(NUMBER, default=None)
    at_most: Decimal | None = key(NUMBER, default=None)
    under: Decimal | None = key(NUMBER, default=None)


@record
class SeveralWithSame(Condition):
    """At least so many considered applicants share the value of this fact (several from one unit: Bezmialem, O3)."""

    several_with_same: str = key(FACT)
    at_least: int = key(WHOLE, default=2)


@record
class All(Condition):
    """Every one is true."""

    all: tuple[Condition, ...] = key(later(lambda: CONDITIONS))


@record
class AnyOf(Condition):
    """At least one is true."""

    any: tuple[Condition, ...] = key(later(lambda: CONDITIONS))


@record
class Not(Condition):
    """It is not true; also where the fact is missing."""

    not_: Condition = key(later(lambda: CONDITION))


FAMILY: dict[str, type[Condition]] = {
    "fact": FactIs,
    "criterion": CriterionIs,
    "several_with_same": SeveralWithSame,
    "all": All,
    "any": AnyOf,
    "not": Not,
}


def _read(raw: Raw, place: Place) -> Condition:
    if not isinstance(raw, dict):
        raise place.wrong("not_a_condition")
    for word, cls in FAMILY.items():
        if word in raw:
            return read_record(cls, raw, place.about(str(raw.get("fact", ""))))
    raise place.wrong("not_a_condition")


CONDITION: Form[Condition] = Form(_read, write_record)
CONDITIONS: Form[tuple[Condition, ...]] = list_of(CONDITION)
