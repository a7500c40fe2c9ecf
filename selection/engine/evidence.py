"""From what is in hand to what counts: evidence, defaults, derived facts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import NamedTuple

from selection.engine.applications import Application, Because
from selection.engine.facts import Fact, Table, as_label, value_of
from selection.engine.scalars import Value

HELD_TYPES: dict[str, type] = {"flag": bool, "number": Decimal, "date": date, "choice": str, "text": str}


class Resolved(NamedTuple):
    """The values that count, and why the application is not considered, if it is not."""

    values: dict[str, Value]
    invalid: tuple[Because, ...]


def resolving(facts: Mapping[str, Fact], tables: Mapping[str, Table]) -> Callable[[Application], Resolved]:
    """Prepared once for a call: what of an application's facts counts."""
    own = [(fact, _default(fact)) for fact in facts.values() if fact.table is None]
    derived = [facts[code] for code in derivation_order(facts)]

    def resolve(application: Application) -> Resolved:
        values: dict[str, Value] = {}
        invalid: tuple[Because, ...] = ()
        for fact, default in own:
            value, why = _own(fact, default, application)
            if value is not None:
                values[fact.code] = value
            invalid += why
        for fact in derived:
            value = _derived(fact, values, tables)
            if value is not None:
                values[fact.code] = value
        return Resolved(values, invalid)

    return resolve


def derivation_order(facts: Mapping[str, Fact]) -> list[str]:
    """The derived facts, each after the one it is read from. Raises graphlib.CycleError."""
    needs = {fact.code: {fact.table.of} for fact in facts.values() if fact.table is not None}
    return [code for code in TopologicalSorter(needs).static_order() if code in needs]


def _default(fact: Fact) -> Value | None:
    return None if fact.default is None else value_of(fact.type, fact.default)


def _own(
    fact: Fact, default: Value | None, application: Application
) -> tuple[Value | None, tuple[Because, ...]]:
    """A claim without its evidence is as if it were not there, or makes the application invalid (O8)."""
    held = application.facts.get(fact.code)
    if held is None:
        return default, ()
    if not fact.evidence or held.verified:
        return checked(fact, held.value, application.code), ()
    if fact.without_evidence == "invalid":
        return None, (Because("without_evidence", {"fact": fact.code, "paper": fact.evidence}),)
    return default, ()


def checked(fact: Fact, value: Value, application: str) -> Value:
    """The value, if it is of the type of the fact. Raises TypeError: a float is never guessed at."""
    if not isinstance(value, HELD_TYPES[fact.type]) or isinstance(value, datetime):
        raise TypeError(f"{application}: {fact.code} is no {fact.type}: {value!r}")
    return value


def _derived(fact: Fact, values: Mapping[str, Value], tables: Mapping[str, Table]) -> Value | None:
    """The looked-up value in the type of the fact; the default where the table has none."""
    if fact.table is None or fact.table.of not in values:
        return _default(fact)
    table = tables[fact.table.use]
    found = table.values.get(as_label(values[fact.table.of]), table.else_)
    return _default(fact) if found is None else value_of(fact.type, found)
