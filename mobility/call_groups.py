"""Groups of criteria in which people judge: their members have rows, so that marks and points are kept for each.

A group stands in one row with all that is inside it as the call file has it (`definition`). When the call is published
its members get rows as well, at any depth; nothing of the call is read from these but what they are named.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from mobility.call_document import criterion_fields
from mobility.enums import CriterionKind
from mobility.models import Call, Criterion, Level

GROUP = "group"
WORDS = frozenset({"name", "help", "article"})


def judges_within(rule: Mapping[str, Any]) -> bool:
    """Whether people judge something inside of this rule, a group of the call file."""
    return rule.get("kind") == GROUP and any(
        part.get("kind") == CriterionKind.JUDGED or judges_within(part) for part in rule.get("of", ())
    )


def write_members(call: Call) -> None:
    """Give each member of the groups in which people judge its row. For a call that is being published."""
    outermost = list(Criterion.objects.filter(call=call, within=None).order_by("position"))
    turn = max((row.position for row in outermost), default=0)
    for row in outermost:
        for rule, around in _inside(row):
            turn += 1
            _write(row.call, rule, around, turn)


def _inside(row: Criterion) -> Iterator[tuple[Mapping[str, Any], Criterion]]:
    """Every member of a group with the row of the group around it, which is written before they are asked for."""
    waiting = [(row.definition, row)] if judges_within(row.definition) else []
    while waiting:
        rule, around = waiting.pop(0)
        for part in rule["of"]:
            yield part, around
            if part.get("kind") == GROUP:
                waiting.append((part, Criterion.objects.get(call_id=row.call_id, code=part["code"])))


def _write(call: Call, rule: Mapping[str, Any], around: Criterion, position: int) -> None:
    given = criterion_fields(dict(rule), most=_most(rule))
    levels = given.pop("levels")
    owned = {"university_id": call.university_id, "member_id": call.member_id}
    row = Criterion.objects.create(**owned, call=call, within=around, position=position, **given)
    Level.objects.bulk_create(Level(**owned, criterion=row, **level) for level in levels)


def _most(rule: Mapping[str, Any]) -> Decimal:
    """The most of a judged member on its scale; 0 for computed ones, which are told as they count."""
    if rule["kind"] != CriterionKind.JUDGED:
        return Decimal(0)
    given = [level["points"] for level in rule.get("levels", ())] or [rule["scale"]["to"]]
    return max(Decimal(str(points)) for points in given)


def reword_members(call: Call) -> None:
    """Put right the words of the members, after those of their groups were corrected."""
    rules = {
        part["code"]: part
        for row in Criterion.objects.filter(call=call, within=None)
        for part in _every(row.definition.get("of", ()))
    }
    for row in Criterion.objects.filter(call=call).exclude(within=None).prefetch_related("levels"):
        given = criterion_fields(dict(rules[row.code]), most=row.most)
        for name in ("name_sl", "name_en", "help_sl", "help_en", "definition"):
            setattr(row, name, given[name])
        row.save(update_fields=["name_sl", "name_en", "help_sl", "help_en", "definition"])
        words = {level["points"]: level for level in given["levels"]}
        for level in row.levels.all():
            level.name_sl, level.name_en = words[level.points]["name_sl"], words[level.points]["name_en"]
            level.save(update_fields=["name_sl", "name_en"])


def _every(parts: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        yield part
        yield from _every(part.get("of", ()))


def without_words(definition: Mapping[str, Any]) -> dict[str, Any]:
    """What a criterion is, without its article and the words of what is inside it."""
    rest = {key: value for key, value in definition.items() if key != "article"}
    if "of" in rest:
        rest["of"] = [_bare(part) for part in rest["of"]]
    return rest


def _bare(part: Mapping[str, Any]) -> dict[str, Any]:
    bare = {key: value for key, value in part.items() if key not in WORDS}
    if "levels" in bare:
        bare["levels"] = [level["points"] for level in bare["levels"]]
    if "of" in bare:
        bare["of"] = [_bare(inner) for inner in bare["of"]]
    return bare
