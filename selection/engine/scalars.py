"""Forms of single values: texts, codes, exact numbers, days, and texts in both languages."""

import re
from datetime import date, datetime
from decimal import Decimal

from selection.engine.forms import Form, Place, Raw, key, record, record_of

Value = Decimal | date | bool | str
CODE_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
NUMBER_SHAPE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DAY_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_NUMBER = 24


def plain(number: Decimal) -> Decimal:
    """The same number without needless zeros and without exponent: 1.50 → 1.5, 1E+2 → 100."""
    if number == number.to_integral_value():
        return Decimal(int(number))
    return number.normalize()


def as_number(text: str) -> Decimal | None:
    """The exact number that the text writes, None where it is none. Exponents and hexadecimals are none."""
    if len(text) > LONGEST_NUMBER or not NUMBER_SHAPE.fullmatch(text):
        return None
    return plain(Decimal(text))


def _read_text(raw: Raw, place: Place) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | Decimal | int | date):
        raise place.wrong("not_a_text")
    text = raw.isoformat() if isinstance(raw, date) else str(raw)
    if not text.strip():
        raise place.wrong("empty")
    return text


def _read_code(raw: Raw, place: Place) -> str:
    text = _read_text(raw, place)
    if not CODE_SHAPE.fullmatch(text):
        raise place.wrong("not_a_code", value=text)
    return text


def _read_number(raw: Raw, place: Place) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | Decimal | int):
        raise place.wrong("not_a_number", value=str(raw))
    number = plain(raw) if isinstance(raw, Decimal) and raw.is_finite() else as_number(str(raw))
    if number is None:
        raise place.wrong("not_a_number", value=str(raw))
    return number


def _read_whole(raw: Raw, place: Place) -> int:
    number = _read_number(raw, place)
    if number != number.to_integral_value():
        raise place.wrong("not_whole", value=str(raw))
    return int(number)


def _read_flag(raw: Raw, place: Place) -> bool:
    if not isinstance(raw, bool):
        raise place.wrong("not_a_flag", value=str(raw))
    return raw


def _read_day(raw: Raw, place: Place) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise place.wrong("not_a_day", value=str(raw))


def _read_moment(raw: Raw, place: Place) -> datetime:
    """A moment of the call's own time zone, to the minute."""
    try:
        moment = datetime.fromisoformat(str(raw))
    except ValueError:
        raise place.wrong("not_a_moment", value=str(raw))
    if moment.tzinfo is not None or "T" not in str(raw):
        raise place.wrong("not_a_moment", value=str(raw))
    return moment


def guessed(raw: Raw) -> Value:
    """A value whose type nothing declares: a number where it is written as one, then a day, then text."""
    if isinstance(raw, bool | date):
        return raw
    text = str(raw)
    number = as_number(text)
    if number is not None:
        return number
    try:
        return date.fromisoformat(text) if DAY_SHAPE.fullmatch(text) else text
    except ValueError:
        return text


def _read_edge(raw: Raw, place: Place) -> Decimal | date:
    edge = guessed(raw)
    if isinstance(edge, str | bool):
        raise place.wrong("not_an_edge", value=str(raw))
    return edge


TEXT = Form(_read_text)
CODE = Form(_read_code)
NUMBER = Form(_read_number)
WHOLE: Form[int] = Form(_read_whole, Decimal)
FLAG = Form(_read_flag)
DAY = Form(_read_day)
MOMENT: Form[datetime] = Form(_read_moment, lambda moment: moment.isoformat(timespec="minutes"))
ANY: Form[Value] = Form(lambda raw, place: guessed(raw))
EDGE = Form(_read_edge)


def one_of(*names: str) -> Form[str]:
    """One of a closed list of words."""

    def read(raw: Raw, place: Place) -> str:
        if raw not in names:
            raise place.wrong("unknown_choice", value=str(raw), known=list(names))
        return str(raw)

    return Form(read)


@record
class Words:
    """A text for people in both languages."""

    sl: str = key(TEXT, default="")
    en: str = key(TEXT, default="")


WORDS = record_of(Words)
