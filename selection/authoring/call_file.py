"""The call file of a call: read into what a draft takes, written out of its rows (docs/formats.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from members.enums import StaffGroup
from mobility.call_document import criterion_fields, document_of, fields_of
from mobility.models import Call
from selection.engine.kinds import Criterion
from selection.engine.kinds.common import reach_of
from selection.engine.kinds.judged import Judged
from selection.engine.mistakes import Mistake, Mistakes, with_lines
from selection.engine.read import CallFile, dump, load, offer_from, offer_to, rules_from, rules_to
from selection.engine.score import world_of
from selection.engine.shape import Rules


@dataclass(frozen=True)
class Sound:
    """A call file that was read without a mistake, as fields and criteria of a draft."""

    file: CallFile
    fields: dict[str, Any]
    criteria: list[dict[str, Any]]


def file_of(call: Call) -> CallFile:
    """The call file of a call, drafts included. Raises `Mistakes` where its rules cannot be read."""
    return file_from(document_of(call))


def file_from(document: dict[str, Any]) -> CallFile:
    """A document (mobility.call_document) as the engine knows it."""
    return CallFile(offer_to(offer_from(document["call"])), rules_from(document["rules"]))


def text_of(call: Call) -> str:
    """The canonical text of a call; reading it and writing it again gives the same."""
    return dump(file_of(call))


def read(text: str) -> Sound:
    """What a draft takes out of a text. Raises `Mistakes` with every mistake and its line."""
    file = load(text)
    mistakes = list(_beyond_the_format(file))
    if mistakes:
        raise Mistakes(with_lines(mistakes, file.lines))
    rules = rules_to(file.rules)
    fields = fields_of({"call": file.call, "rules": rules}) | _told_by_rules(file)
    return Sound(file, fields, criteria_from(rules))


def _told_by_rules(file: CallFile) -> dict[str, Any]:
    """What the rules say and the offer leaves out: places, days to confirm, days to object."""
    offer, allocation, after = file.offer, file.rules.allocation, file.rules.after
    told = {
        "places": allocation.places if allocation else None,
        "confirm_days": after.confirm.days if after and after.confirm else None,
        "appeal_days": after.objections[0].days if after and after.objections else None,
    }
    return {name: days for name, days in told.items() if days is not None and getattr(offer, name) is None}


def criteria_from(rules: dict[str, Any]) -> list[dict[str, Any]]:
    """The criteria of rules (as plain data) as a draft takes them."""
    known = rules_from(rules)
    rows = zip(rules.get("criteria", []), known.criteria, strict=True)
    return [criterion_fields(rule, most=highest(criterion, known)) for rule, criterion in rows]


def highest(criterion: Criterion, rules: Rules) -> Decimal:
    """The most points: on the scale of a judged criterion, of a computed one as they count; 0 without a bound."""
    world = world_of(rules)
    is_judged = isinstance(criterion, Judged)
    most = (criterion.reach(world) if is_judged else reach_of(criterion, world))[1]
    return most if most is not None else criterion.most or Decimal(0)


def _beyond_the_format(file: CallFile) -> Iterator[Mistake]:
    """What the format allows and this product cannot keep: a call without any date, staff groups nobody knows."""
    offer = file.offer
    if not offer.rounds and offer.rolling is None:
        yield Mistake("call", None, "missing_field", {"field": "rounds"})
    for number, row in enumerate(offer.rounds):
        if row.closes <= row.opens:
            path = f"call.rounds[{number}].closes"
            yield Mistake(path, None, "deadline_before_opening", {"closes": row.closes, "opens": row.opens})
    if offer.stays.until < offer.stays.from_:
        told = {"start": offer.stays.from_, "until": offer.stays.until}
        yield Mistake("call.stays.until", None, "stays_backwards", told)
    known = list(StaffGroup.values)
    for number, group in enumerate(offer.staff_groups):
        if group not in known:
            values = {"value": group, "known": known}
            yield Mistake(f"call.staff_groups[{number}]", None, "unknown_choice", values)
