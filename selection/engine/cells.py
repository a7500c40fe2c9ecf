"""One cell of a table in the type of its column: numbers with comma or point, days and moments in both spellings."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from selection.engine.facts import Fact
from selection.engine.kinds.judged import Judged
from selection.engine.scalars import Value, as_number

YES = frozenset({"yes", "true", "1", "x", "da"})
NO = frozenset({"no", "false", "0", "ne"})
ABSTAINED = frozenset({"abstain", "abstained", "vzdržan", "vzdržana"})
SLOVENIAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
LONGEST_CODE = 100
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")


class BadCell(Exception):
    """A cell that cannot be read: the code of the mistake and what a sentence about it needs."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values_told = values


def flag(text: str) -> bool:
    """Yes or no, in either language, or 1 and 0."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell("not_a_flag", value=text)


def number(text: str) -> Decimal:
    """An exact number; 4,25 is 4.25. A separator of thousands is none."""
    found = as_number(text.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    if found is None:
        raise BadCell("not_a_number", value=text)
    return found


def whole(text: str) -> int:
    """A number without decimals."""
    found = number(text)
    if found != found.to_integral_value():
        raise BadCell("not_whole", value=text)
    return int(found)


def day(text: str) -> date:
    """2026-03-01 or 1. 3. 2026."""
    slovenian = SLOVENIAN_DAY.fullmatch(text)
    try:
        if slovenian:
            of_month, month, year = map(int, slovenian.groups())
            return date(year, month, of_month)
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell("not_a_day", value=text)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """2026-02-10T14:05, with or without seconds; in the time zone of the call where it names none."""
    if not MOMENT.fullmatch(text):
        raise BadCell("not_a_moment", value=text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadCell("not_a_moment", value=text)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def words(text: str) -> str:
    """The text as it stands."""
    return text


def code(text: str) -> str:
    """A short text that names something: no control characters."""
    if len(text) > LONGEST_CODE or not text.isprintable():
        raise BadCell("not_a_name", value=text)
    return text


READERS: Mapping[str, Callable[[str], Value]] = {
    "flag": flag,
    "number": number,
    "date": day,
    "choice": words,
    "text": words,
}


def value_of_fact(fact: Fact, text: str) -> Value:
    """The value of a fact. Raises BadCell where it is not of its type, or not among its choices."""
    value = READERS[fact.type](text)
    if fact.choices and value not in fact.choices:
        raise BadCell("not_a_choice", value=text, known=list(fact.choices))
    if fact.whole and isinstance(value, Decimal) and value != value.to_integral_value():
        raise BadCell("not_whole", value=text)
    return value


def mark(criterion: Judged, text: str) -> Decimal | None:
    """A mark on the criterion's scale, None for an abstention. Raises BadCell for a value off the scale."""
    if text.casefold() in ABSTAINED:
        return None
    given = number(text)
    if criterion.levels and given not in {level.points for level in criterion.levels}:
        raise BadCell("off_scale", value=text, known=[level.points for level in criterion.levels])
    scale = criterion.scale
    if scale is not None and not (
        scale.from_ <= given <= scale.to and (given - scale.from_) % scale.step == 0
    ):
        raise BadCell("off_range", value=text, from_=scale.from_, to=scale.to, step=scale.step)
    return given
