"""Facts as they are kept with an assessment: plain data, read back in the types that the rules declare."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selection.engine.facts import Held, value_of
from selection.engine.scalars import Value
from selection.engine.shape import Rules

Kept = dict[str, dict[str, Any] | None]
WORDS = frozenset({"choice", "text"})


def frozen(facts: Mapping[str, Held | None]) -> Kept:
    """Facts as plain data; None where nothing was known."""
    return {code: None if held is None else _plain(held) for code, held in facts.items()}


def thawed(kept: Kept, rules: Rules) -> dict[str, Held]:
    """The kept facts that the rules declare. Raises ValueError for a value that is none of its fact's type."""
    types = {fact.code: fact.type for fact in rules.facts}
    return {
        code: Held(
            value_from(types[code], told["value"]),
            told["source"],
            date.fromisoformat(told["on"]) if told["on"] else None,
            told["record"],
            told["verified"],
        )
        for code, told in kept.items()
        if told is not None and code in types
    }


def value_from(type_: str, kept: str | bool) -> Value:
    """The value as `_json` wrote it; anything else as a call file writes it. Raises ValueError where it is none."""
    if isinstance(kept, bool):
        return kept if type_ == "flag" else value_of(type_, kept)
    if type_ == "number" and kept.removeprefix("-").isdecimal():
        return Decimal(kept)
    if type_ in WORDS and kept.strip():
        return kept
    return value_of(type_, kept)


def _plain(held: Held) -> dict[str, Any]:
    return {
        "value": _json(held.value),
        "source": held.source,
        "on": held.on.isoformat() if held.on else None,
        "record": held.record,
        "verified": held.verified,
    }


def _json(value: Value) -> str | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
