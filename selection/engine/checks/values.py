"""Facts that cannot hold what is said of them, tables that leave values out, comparisons that cannot be made."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from selection.engine.asking import criteria_in
from selection.engine.checks.walk import facts_named, mistake, records
from selection.engine.conditions import FactIs, SeveralWithSame
from selection.engine.facts import Fact, as_label, value_of
from selection.engine.keys import ByFact
from selection.engine.mistakes import Mistake
from selection.engine.offer import PAPERS
from selection.engine.read import CallFile
from selection.engine.shape import Rules

LIMITS = ("at_least", "over", "at_most", "under")


def values(file: CallFile) -> Iterator[Mistake]:
    """Declarations of facts, comparisons with them, gates that ask too much."""
    rules = file.rules
    facts = {fact.code: fact for fact in rules.facts}
    for number, fact in enumerate(rules.facts):
        path = f"rules.facts[{number}]"
        yield from _fact(path, fact)
        yield from _evidence(path, fact, file)
        yield from _derived(f"{path}.table", fact, facts, rules)
    yield from _uses(rules, facts)
    yield from _gates(rules)
    yield from _unused(rules)


def _uses(rules: Rules, facts: Mapping[str, Fact]) -> Iterator[Mistake]:
    for path, one in records(rules, "rules"):
        if isinstance(one, FactIs):
            yield from _comparison(path, one, facts[one.fact])
        if isinstance(one, ByFact) and _unordered(facts[one.code]):
            yield mistake(f"{path}.code", "not_ordered", fact=one.code)


def _gates(rules: Rules) -> Iterator[Mistake]:
    """Gates come before points and before the other applicants: they cannot ask for either."""
    for number, gate in enumerate(rules.gates):
        asked = [gate.must] if gate.applies is None else [gate.must, gate.applies]
        others = any(isinstance(one, SeveralWithSame) for _path, one in records(asked, ""))
        if others or any(criteria_in(condition) for condition in asked):
            yield mistake(f"rules.gates[{number}]", "gate_asks_points", gate=gate.code)


def _unused(rules: Rules) -> Iterator[Mistake]:
    named = facts_named(rules) | {fact.table.of for fact in rules.facts if fact.table}
    for number, fact in enumerate(rules.facts):
        if fact.code not in named and fact.without_evidence != "invalid":
            yield mistake(f"rules.facts[{number}]", "unused_fact", stops=False, fact=fact.code)


def _unordered(fact: Fact) -> bool:
    return fact.type == "text" or (fact.type == "choice" and not fact.choices)


def _fact(path: str, fact: Fact) -> Iterator[Mistake]:
    if fact.type == "choice" and not fact.choices and not fact.register:
        yield mistake(path, "no_choices", fact=fact.code)
    for value in (fact.words or {}).keys() - set(fact.choices):
        yield mistake(f"{path}.words", "unknown_value", value=value, fact=fact.code)
    if fact.without_evidence == "default" and fact.default is None:
        yield mistake(path, "no_default", fact=fact.code)
    if fact.default is not None and not _can_hold(fact, fact.default):
        yield mistake(f"{path}.default", "wrong_value", fact=fact.code, value=as_label(fact.default))


def _evidence(path: str, fact: Fact, file: CallFile) -> Iterator[Mistake]:
    if not fact.evidence:
        return
    if fact.evidence not in PAPERS:
        yield mistake(f"{path}.evidence", "unknown_choice", value=fact.evidence, known=list(PAPERS))
    elif fact.evidence not in {paper.kind for paper in file.offer.papers}:
        yield mistake(f"{path}.evidence", "paper_not_asked", stops=False, paper=fact.evidence, fact=fact.code)


def _derived(path: str, fact: Fact, facts: Mapping[str, Fact], rules: Rules) -> Iterator[Mistake]:
    """A table must lead every value somewhere, and to values that the fact can hold."""
    if fact.table is None:
        return
    table = next(one for one in rules.tables if one.code == fact.table.use)
    for value in (*table.values.values(), *([] if table.else_ is None else [table.else_])):
        if not _can_hold(fact, value):
            yield mistake(path, "wrong_value", fact=fact.code, value=as_label(value))
    if table.else_ is None and fact.default is None:
        for choice in facts[fact.table.of].choices:
            if choice not in table.values:
                yield mistake(path, "uncovered_value", value=choice, fact=fact.table.of)


def _can_hold(fact: Fact, value: Any) -> bool:
    try:
        held = value_of(fact.type, value)
    except ValueError:
        return False
    return not fact.choices or held in fact.choices


def _comparison(path: str, node: FactIs, fact: Fact) -> Iterator[Mistake]:
    """Values among the choices; an order where one is asked for; a flag only as a flag."""
    told: Sequence[Any] = [node.is_, *node.in_, *(getattr(node, limit) for limit in LIMITS)]
    for value in told:
        if value is not None and fact.choices and value not in fact.choices:
            yield mistake(path, "unknown_value", fact=fact.code, value=as_label(value))
    limits = [limit for limit in LIMITS if getattr(node, limit) is not None]
    if limits and (fact.type == "flag" or _unordered(fact)):
        yield mistake(f"{path}.{limits[0]}", "not_ordered", fact=fact.code)
    if fact.whole:
        for value in told:
            if isinstance(value, Decimal) and value % 1:
                yield mistake(path, "not_whole", value=as_label(value))
    if all(value is None for value in told) and node.known is None and fact.type != "flag":
        yield mistake(path, "no_comparison", fact=fact.code)
