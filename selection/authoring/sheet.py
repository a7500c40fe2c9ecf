"""The committee's sheet as a draft would have it, for whoever writes the call: criteria, groups, levels."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any

from mobility.call_document import criterion_fields
from selection.authoring.call_file import highest
from selection.engine.kinds import Criterion, Group
from selection.engine.read import rules_from
from selection.engine.shape import Rules
from selection.scale import STEP, Anchor, Scale


def scales_from(rules: dict[str, Any]) -> tuple[Scale, ...]:
    """The criteria of rules (as plain data) as the committee would have them; the numbers of rows are made up."""
    known, numbers = rules_from(rules), count(1)
    rows = zip(rules.get("criteria", []), known.criteria, strict=True)
    return tuple(_scale(rule, criterion, known, numbers) for rule, criterion in rows)


def _scale(rule: dict[str, Any], criterion: Criterion, rules: Rules, numbers: Iterator[int]) -> Scale:
    fields = criterion_fields(rule, most=highest(criterion, rules))
    levels = sorted(fields["levels"], key=lambda level: level["points"])
    inside = zip(rule["of"], criterion.of, strict=True) if isinstance(criterion, Group) else ()
    scale = fields["definition"].get("scale", {})
    return Scale(
        id=next(numbers),
        code=fields["code"],
        kind=fields["kind"],
        name_sl=fields["name_sl"],
        name_en=fields["name_en"],
        help_sl=fields["help_sl"],
        help_en=fields["help_en"],
        most=fields["most"],
        levels=tuple(Anchor(**level) for level in levels),
        least=Decimal(str(scale.get("from", 0))),
        step=Decimal(str(scale.get("step", STEP))),
        members=tuple(_scale(part, one, rules, numbers) for part, one in inside),
        definition=fields["definition"],
    )
