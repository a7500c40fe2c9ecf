"""A call file: read with the line of everything in it, written in its canonical form."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from selection.engine.forms import Form, Place, Raw, attempt, read_record, record_of, write_record
from selection.engine.mistakes import Mistake, Mistakes, with_lines
from selection.engine.offer import Offer
from selection.engine.shape import FACTS, Rules
from selection.engine.yaml_text import Text, parse
from selection.engine.yaml_written import written

FORMAT = "popotnik-call/1"
T = TypeVar("T")
PARTS = ("format", "call", "rules")


@dataclass(frozen=True)
class CallFile:
    """A call as a file: what is offered (plain data in canonical form), the rules, and the line of every path."""

    call: dict[str, Raw]
    rules: Rules
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def offer(self) -> Offer:
        return offer_from(self.call)


def load(text: str) -> CallFile:
    """The call that the text writes. Raises `Mistakes`, each with its line."""
    parsed = parse(text)
    try:
        return _file_from(parsed)
    except Mistakes as wrong:
        raise Mistakes(with_lines(wrong.mistakes, parsed.lines)) from None


def dump(file: CallFile) -> str:
    """The canonical text: fixed order of keys, defaults left out. `load` gives the same call back."""
    return written(
        {"format": FORMAT, "call": write_record(file.offer), "rules": write_record(file.rules)},
    )


def rules_from(data: Raw) -> Rules:
    """The rules from plain data, as `rules_to` writes them. Raises `Mistakes` without lines."""
    return _read_rules(data, Place("rules"))


def rules_to(rules: Rules) -> dict[str, Any]:
    """The rules as data that JSON can hold: days as text, numbers that are not whole as text."""
    plain: dict[str, Any] = _for_json(write_record(rules))
    return plain


def offer_from(data: Raw) -> Offer:
    """What is offered, from plain data. Raises `Mistakes` without lines."""
    return read_record(Offer, data, Place("call"))


def offer_to(offer: Offer) -> dict[str, Any]:
    """What is offered, as data that JSON can hold."""
    plain: dict[str, Any] = _for_json(write_record(offer))
    return plain


def _file_from(parsed: Text) -> CallFile:
    data = parsed.data
    if not isinstance(data, dict):
        raise Place("").wrong("not_a_mapping")
    mistakes = [
        Place(str(name)).mistake("unknown_field", field=str(name), known=list(PARTS))
        for name in data
        if name not in PARTS
    ]
    mistakes += [Place("").mistake("missing_field", field=name) for name in PARTS if name not in data]
    if "format" in data and data["format"] != FORMAT:
        mistakes.append(Place("format").mistake("unknown_format", value=str(data["format"]), known=[FORMAT]))
    offers = _part(OFFER, "call", data, mistakes)
    rules = _part(RULES, "rules", data, mistakes)
    if mistakes:
        raise Mistakes(mistakes)
    return CallFile(offer_to(offers[0]), rules[0], parsed.lines)


def _part(form: Form[T], name: str, data: dict[str, Raw], mistakes: list[Mistake]) -> list[T]:
    """The part alone in a list, or an empty list and its mistakes noted."""
    return list(attempt(form, data[name], Place(name), mistakes)) if name in data else []


def _read_rules(data: Raw, place: Place) -> Rules:
    """Facts first: everything after them names facts, and values are read in the types of theirs."""
    if not isinstance(data, dict):
        raise place.wrong("not_a_mapping")
    mistakes: list[Mistake] = []
    facts = list(attempt(FACTS, data.get("facts", []), place.key("facts"), mistakes))
    if mistakes:
        raise Mistakes(mistakes)
    known = {fact.code: fact.type for fact in facts[0]}
    return read_record(Rules, data, Place(place.path, known))


OFFER = record_of(Offer)
RULES: Form[Rules] = Form(_read_rules, write_record)


def _for_json(raw: Raw) -> Any:
    if isinstance(raw, dict):
        return {str(_for_json(name)): _for_json(value) for name, value in raw.items()}
    if isinstance(raw, list):
        return [_for_json(value) for value in raw]
    if isinstance(raw, Decimal):
        return int(raw) if raw == raw.to_integral_value() else format(raw, "f")
    return raw.isoformat() if isinstance(raw, date) else raw
