"""Conditions as functions: compiled once for a call, asked of every application."""

from collections.abc import Callable, Mapping
from typing import Any

from selection.engine.applications import Known
from selection.engine.conditions import All, AnyOf, Condition, CriterionIs, FactIs, Not, SeveralWithSame
from selection.engine.facts import Fact
from selection.engine.scalars import Value

Ask = Callable[[Known], bool]
Check = Callable[[Any], bool]
Sharing = Callable[[str, Value], int]


def compiled(condition: Condition, facts: Mapping[str, Fact], sharing: Sharing) -> Ask:
    """The condition as a function. `sharing` tells how many applicants have the same value of a fact."""
    match condition:
        case FactIs():
            return _fact_is(condition, facts[condition.fact])
        case CriterionIs():
            return _criterion_is(condition)
        case SeveralWithSame():
            return _several_with_same(condition, sharing)
        case All():
            every = [compiled(one, facts, sharing) for one in condition.all]
            return lambda known: all(ask(known) for ask in every)
        case AnyOf():
            some = [compiled(one, facts, sharing) for one in condition.any]
            return lambda known: any(ask(known) for ask in some)
        case Not():
            ask = compiled(condition.not_, facts, sharing)
            return lambda known: not ask(known)
    raise TypeError(type(condition))


def _fact_is(node: FactIs, fact: Fact) -> Ask:
    code = node.fact
    if node.known is False:
        return lambda known: known.values.get(code) is None
    checks = _equalities(node) + _limits(node, ordering(fact))
    if not checks and node.known is None:
        checks = [lambda value: value is True]

    def ask(known: Known) -> bool:
        value = known.values.get(code)
        return value is not None and all(check(value) for check in checks)

    return ask


def _equalities(node: FactIs) -> list[Check]:
    checks: list[Check] = []
    if node.is_ is not None:
        checks.append(lambda value: bool(value == node.is_))
    if node.in_:
        wanted = frozenset(node.in_)
        checks.append(lambda value: value in wanted)
    return checks


def _limits(node: FactIs | CriterionIs, order: Callable[[Any], Any]) -> list[Check]:
    """The limits of a node as checks; a value outside the declared choices meets none."""
    checks: list[Check] = []
    if node.at_least is not None:
        least = order(node.at_least)
        checks.append(lambda value: order(value) is not None and order(value) >= least)
    if node.over is not None:
        floor = order(node.over)
        checks.append(lambda value: order(value) is not None and order(value) > floor)
    if node.at_most is not None:
        most = order(node.at_most)
        checks.append(lambda value: order(value) is not None and order(value) <= most)
    if node.under is not None:
        ceiling = order(node.under)
        checks.append(lambda value: order(value) is not None and order(value) < ceiling)
    return checks


def ordering(fact: Fact) -> Callable[[Any], Any]:
    """What values of the fact are compared by: choices by their declared order, everything else by itself."""
    if fact.type != "choice":
        return _itself
    places = {choice: place for place, choice in enumerate(fact.choices)}
    return places.get


def _itself(value: Any) -> Any:
    return value


def _criterion_is(node: CriterionIs) -> Ask:
    code = node.criterion
    checks = _limits(node, _itself)

    def ask(known: Known) -> bool:
        given = known.by_criterion.get(code)
        return given is not None and given.points is not None and all(check(given.points) for check in checks)

    return ask


def _several_with_same(node: SeveralWithSame, sharing: Sharing) -> Ask:
    code, least = node.several_with_same, node.at_least

    def ask(known: Known) -> bool:
        value = known.values.get(code)
        return value is not None and sharing(code, value) >= least

    return ask


def facts_in(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition names, each once, in their order."""
    match condition:
        case FactIs():
            return (condition.fact,)
        case SeveralWithSame():
            return (condition.several_with_same,)
        case All() | AnyOf() | Not():
            return tuple(dict.fromkeys(fact for part in parts(condition) for fact in facts_in(part)))
    return ()


def criteria_in(condition: Condition) -> tuple[str, ...]:
    """The criteria that a condition names."""
    if isinstance(condition, CriterionIs):
        return (condition.criterion,)
    return tuple(code for part in parts(condition) for code in criteria_in(part))


def parts(condition: Condition) -> tuple[Condition, ...]:
    """What a condition is made of; nothing for a comparison."""
    match condition:
        case All():
            return condition.all
        case AnyOf():
            return condition.any
        case Not():
            return (condition.not_,)
    return ()
