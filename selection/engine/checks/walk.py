"""Through every record of a call, with its path."""

from collections.abc import Iterator
from typing import Any

from selection.engine.conditions import Condition
from selection.engine.facts import FACT, MEASURED_FACT, NUMBER_FACT
from selection.engine.forms import declared, is_record
from selection.engine.kinds import Criterion
from selection.engine.mistakes import Mistake
from selection.engine.shape import Rules

FACT_FORMS = (FACT, NUMBER_FACT, MEASURED_FACT)


def mistake(path: str, code: str, /, *, stops: bool = True, **values: Any) -> Mistake:
    return Mistake(path, None, code, values, stops)


def told_twice(path: str, here: Any, other: str, there: Any) -> Mistake:
    """The same figure in two places, and not the same."""
    return mistake(path, "told_twice", here=here, where=other, there=there)


def records(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The record itself and every record inside it."""
    if isinstance(value, tuple | list):
        for number, entry in enumerate(value):
            yield from records(entry, f"{path}[{number}]")
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from records(entry, f"{path}.{name}")
    elif is_record(value):
        yield path, value
        for name, field in declared(type(value)).items():
            yield from records(getattr(value, field.attribute), f"{path}.{name}")


def conditions(rules: Rules) -> Iterator[tuple[str, Condition]]:
    """The outermost conditions: each rule's own, whole."""
    for path, one in records(rules, "rules"):
        if isinstance(one, Condition):
            continue
        for name, field in declared(type(one)).items():
            held = getattr(one, field.attribute)
            if isinstance(held, Condition):
                yield f"{path}.{name}", held


def criteria(rules: Rules) -> Iterator[tuple[str, Criterion]]:
    """Every criterion, those inside groups too."""
    for path, one in records(rules.criteria, "rules.criteria"):
        if isinstance(one, Criterion):
            yield path, one


def facts_named(rules: Rules) -> set[str]:
    """The facts that some rule reads."""
    named: set[str] = set()
    for _path, one in records(rules, "rules"):
        for field in declared(type(one)).values():
            held = getattr(one, field.attribute)
            if field.form in FACT_FORMS and isinstance(held, str):
                named.add(held)
            named.update(entry for entry in _entries(held) if field.attribute in {"wishes", "scope"})
    return named | {limit.per for limit in (rules.allocation.limits if rules.allocation else ())}


def _entries(held: Any) -> list[str]:
    return [entry for entry in held if isinstance(entry, str)] if isinstance(held, tuple) else []
