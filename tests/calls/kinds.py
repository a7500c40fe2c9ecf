"""Which kinds of rules a call uses, as the table of docs/calls.md says it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from selection.engine.kinds import Criterion, Group
from selection.engine.shape import Gate, Rules


def kinds_of(rules: Rules) -> str:
    """The kinds of criteria, gates, keys of the order, allocation and what follows, in the words of the format."""
    parts = {
        "gates": _gates(rules.gates),
        "criteria": _criteria(rules.criteria),
        "total": _used(rules.total) if rules.criteria else (),
        "order": [key.by for key in rules.order],
        "ranking": [f"by {fact}" for fact in rules.ranking.scope] if rules.ranking else (),
        "allocation": _used(rules.allocation),
        "after": _used(rules.after),
    }
    told = {name: list(dict.fromkeys(words)) for name, words in parts.items()}
    return " · ".join(f"{name}: {', '.join(words)}" for name, words in told.items() if words)


def _gates(gates: Sequence[Gate]) -> Iterator[str]:
    for gate in gates:
        yield gate.else_
        if gate.conditional:
            yield "conditional"
        if gate.correct_within is not None:
            yield "correct_within"


def _criteria(criteria: Iterable[Criterion]) -> Iterator[str]:
    for criterion in criteria:
        yield criterion.kind
        if isinstance(criterion, Group):
            yield from _criteria(criterion.of)
        if criterion.only_if is not None:
            yield "only_if"


def _used(part: Any) -> Iterator[str]:
    """The fields that the file sets."""
    if part is not None:
        yield from (
            field.name.rstrip("_") for field in fields(part) if getattr(part, field.name) != field.default
        )
