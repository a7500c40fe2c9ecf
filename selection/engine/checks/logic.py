"""Conditions that can never be true, and rules that a gate keeps everybody from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from selection.engine.asking import ordering
from selection.engine.checks.walk import conditions, criteria, mistake
from selection.engine.conditions import All, AnyOf, Condition, CriterionIs, FactIs
from selection.engine.facts import Fact
from selection.engine.kinds import Criterion
from selection.engine.kinds.bands import Bands
from selection.engine.kinds.common import reach_of
from selection.engine.mistakes import Mistake
from selection.engine.read import CallFile
from selection.engine.score import world_of
from selection.engine.shape import Rules

Facts = dict[str, Fact]
FULL = "earns_nothing"


def logic(file: CallFile) -> Iterator[Mistake]:
    """Contradictions inside one condition, between the conditions of a criterion, and with the gates."""
    rules = file.rules
    facts = {fact.code: fact for fact in rules.facts}
    for path, condition in conditions(rules):
        fact = contradiction([condition], facts)
        if fact:
            yield mistake(path, "never_true", fact=fact)
    yield from _unreachable_points(rules)
    passed = [gate.must for gate in rules.gates if gate.applies is None and gate.else_ != FULL]
    for path, one in criteria(rules):
        yield from _criterion(path, one, passed, facts)


def _criterion(path: str, one: Criterion, passed: list[Condition], facts: Facts) -> Iterator[Mistake]:
    own = [condition for condition in (one.only_if, getattr(one, "if_", None)) if condition is not None]
    if any(contradiction([condition], facts) for condition in own):
        return
    fact = contradiction(own, facts)
    if fact:
        yield mistake(path, "excludes_itself", fact=fact)
    elif contradiction([*own, *passed], facts) and not contradiction(passed, facts):
        fact = contradiction([*own, *passed], facts)
        yield mistake(path, "shut_by_gate", stops=False, fact=fact)
    elif isinstance(one, Bands) and facts[one.fact].type == "number":
        for number in range(len(one.bands)):
            if contradiction([_as_condition(one, number), *passed], facts):
                yield mistake(f"{path}.bands[{number}]", "shut_by_gate", stops=False, fact=one.fact)


def _as_condition(bands: Bands, number: int) -> FactIs:
    """What the fact must be for this band."""
    band = bands.bands[number]
    edges = {"at_least": band.from_, "over": band.over, "under": band.under, "at_most": band.to}
    scaled: Any = {name: edge * bands.per for name, edge in edges.items() if isinstance(edge, Decimal)}
    return FactIs(fact=bands.fact, **scaled)


def contradiction(together: Sequence[Condition], facts: Facts) -> str:
    """The fact of which these conditions, all at once, ask what cannot be; empty where none is found."""
    flat = list(_flat(together))
    for some in flat:
        if isinstance(some, AnyOf):
            found = [contradiction([one], facts) for one in some.any]
            if found and all(found):
                return found[0]
    asked: dict[str, list[FactIs]] = {}
    for one in flat:
        if isinstance(one, FactIs):
            asked.setdefault(one.fact, []).append(one)
    return next((code for code, nodes in asked.items() if not _possible(nodes, facts[code])), "")


def _flat(together: Sequence[Condition]) -> Iterator[Condition]:
    for one in together:
        if isinstance(one, All):
            yield from _flat(one.all)
        else:
            yield one


def _possible(nodes: list[FactIs], fact: Fact) -> bool:
    """Whether some value meets all comparisons of one fact."""
    if any(node.known is False for node in nodes):
        return all(node.known is False and not _asks(node) for node in nodes)
    order = ordering(fact)
    low, high = _limits(nodes, order)
    if (
        low is not None
        and high is not None
        and (low[0] > high[0] or (low[0] == high[0] and low[1] + high[1]))
    ):
        return False
    wanted = [_wanted(node, fact) for node in nodes]
    sets = [one for one in wanted if one is not None]
    if not sets:
        return True
    left = set.intersection(*sets)
    return any(_within(order(value), low, high) for value in left)


def _asks(node: FactIs) -> bool:
    limits = (node.is_, node.at_least, node.over, node.at_most, node.under)
    return bool(node.in_) or any(limit is not None for limit in limits)


def _wanted(node: FactIs, fact: Fact) -> set[Any] | None:
    """The only values that meet it; None where it names none."""
    if fact.type == "flag" and not _asks(node) and node.known is None:
        return {True}
    named = set(node.in_) if node.in_ else None
    if node.is_ is not None:
        named = {node.is_} if named is None else named & {node.is_}
    return named


def _limits(nodes: list[FactIs], order: Any) -> tuple[tuple[Any, int] | None, tuple[Any, int] | None]:
    """The highest lower limit and the lowest upper limit, each with 1 where the limit itself is out."""
    lows = [(order(node.at_least), 0) for node in nodes if node.at_least is not None]
    lows += [(order(node.over), 1) for node in nodes if node.over is not None]
    highs = [(order(node.at_most), 0) for node in nodes if node.at_most is not None]
    highs += [(order(node.under), 1) for node in nodes if node.under is not None]
    low = max((one for one in lows if one[0] is not None), default=None)
    high = min((one for one in highs if one[0] is not None), key=lambda one: (one[0], -one[1]), default=None)
    return low, high


def _within(value: Any, low: tuple[Any, int] | None, high: tuple[Any, int] | None) -> bool:
    if value is None:
        return False
    above = low is None or value > low[0] or (value == low[0] and not low[1])
    return above and (high is None or value < high[0] or (value == high[0] and not high[1]))


def _unreachable_points(rules: Rules) -> Iterator[Mistake]:
    """Conditions that ask more points of a criterion than it can give."""
    world = world_of(rules)
    most = {one.code: reach_of(one, world)[1] for _path, one in criteria(rules)}
    for path, condition in conditions(rules):
        for one in _flat([condition]):
            limit = most.get(one.criterion) if isinstance(one, CriterionIs) else None
            if limit is None or not isinstance(one, CriterionIs):
                continue
            least = one.at_least if one.at_least is not None else one.over
            if least is not None and (least > limit or (one.over is not None and one.over >= limit)):
                yield mistake(path, "threshold_over_maximum", threshold=least, most=limit)
