"""What is known about an application: named, typed facts with their source and the day at which they are taken."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selection.engine.forms import Form, Place, Raw, key, list_of, map_of, record, record_of
from selection.engine.mistakes import Mistakes
from selection.engine.scalars import (
    ANY,
    CODE,
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    WORDS,
    Value,
    Words,
    one_of,
    plain,
)

SOURCES = (
    "claim",
    "document",
    "register",
    "history",
    "penalties",
    "statistics",
    "table",
    "mark",
    "system",
)
TYPES: dict[str, Form[Value]] = {
    "flag": FLAG,  # type: ignore[dict-item]
    "number": NUMBER,  # type: ignore[dict-item]
    "date": DAY,  # type: ignore[dict-item]
    "choice": TEXT,  # type: ignore[dict-item]
    "text": TEXT,  # type: ignore[dict-item]
}


@record
class Lookup:
    """A derived fact: the value of `of`, looked up in the table `use`."""

    of: str = key(CODE)
    use: str = key(CODE)


@record
class Fact:
    """One fact. `on`: the day at which it is taken, else the deadline. `whole`: a number without decimals.

    `evidence`: the kind of paper that must stand behind a claim; without it the claim is `ignored`, the `default`
    is taken, or the application is `invalid` (a ticked box counts only if the letter says so: METU, O8).
    `words` says what its choices are called. `register` names the product's own fact that fills it.
    """

    code: str = key(CODE)
    type: str = key(one_of(*TYPES))
    source: str = key(one_of(*SOURCES))
    label: Words = key(WORDS)
    article: str = key(TEXT, default="")
    on: date | None = key(DAY, default=None)
    choices: tuple[str, ...] = key(list_of(TEXT), default=())
    words: dict[str, Words] | None = key(map_of(WORDS), default=None)
    unit: str = key(one_of("months", "years", "days", "points"), default="")
    whole: bool = key(FLAG, default=False)
    evidence: str = key(CODE, default="")
    without_evidence: str = key(one_of("ignored", "default", "invalid"), default="ignored")
    default: Value | None = key(ANY, default=None)
    register: str = key(TEXT, default="")
    table: Lookup | None = key(record_of(Lookup), default=None)


@record
class Table:
    """A table of values: country → band, host → points."""

    code: str = key(CODE)
    values: dict[str, Value] = key(map_of(ANY))
    else_: Value | None = key(ANY, default=None)


@dataclass(frozen=True)
class Held:
    """A value in hand: from which source, as of which day, on which record, and whether its evidence is there."""

    value: Value
    source: str = ""
    on: date | None = None
    record: str = ""
    verified: bool = True


def value_of(type_: str, raw: Raw) -> Value:
    """A raw value in the type of a fact. Raises ValueError where it is none."""
    try:
        return TYPES[type_].read(raw, Place())
    except Mistakes as wrong:
        raise ValueError(str(raw)) from wrong


def known_fact(*types: str) -> Form[str]:
    """The code of a declared fact, of one of these types where any are given."""

    def read(raw: Raw, place: Place) -> str:
        code = CODE.read(raw, place)
        if code not in place.facts:
            raise place.wrong("unknown_fact", fact=code)
        if types and place.facts[code] not in types:
            raise place.wrong("wrong_type", fact=code, type=place.facts[code], types=list(types))
        return code

    return Form(read)


FACT = known_fact()
NUMBER_FACT = known_fact("number")
MEASURED_FACT = known_fact("number", "date")


def as_label(value: Value | None) -> str:
    """A value as it stands as a key of a table: numbers by their digits, days as days, flags as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(plain(value), "f")
    return "" if value is None else str(value)
