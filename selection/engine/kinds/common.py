"""What surrounds every kind: the condition, the default, caps, weight and rounding, each told where it acts."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from graphlib import TopologicalSorter

from selection.engine.applications import Because, Points
from selection.engine.asking import criteria_in, facts_in
from selection.engine.exact import ONE, ZERO, rounded
from selection.engine.kinds.base import Criterion, Reach, Rule
from selection.engine.world import Case, World

Adjusted = tuple[Decimal, tuple[Because, ...]]
Step = Callable[[Decimal], Adjusted]


def given_by(criterion: Criterion, world: World) -> Rule:
    """The criterion as a function that also notes its points in the case, for conditions that ask for them."""
    code, rule, default = criterion.code, criterion.rule(world), criterion.when_missing
    steps = list(_steps(criterion))
    only_if = criterion.only_if
    ask = world.ask(only_if) if only_if is not None else None
    shut = Points(code, ZERO, Because("only_if", {"facts": facts_in(only_if) if only_if else ()}))

    def give(case: Case) -> Points:
        given = shut if ask is not None and not ask(case) else rule(case)
        if given.points is None:
            given = _unknown(given, default)
        elif steps and given is not shut:
            given = _adjusted(given, given.points, steps)
        case.by_criterion[code] = given
        return given

    return give


def _unknown(given: Points, default: Decimal | None) -> Points:
    """The points where something is missing: the default; else nothing for a fact, and undecided for marks."""
    if default is not None:
        because = Because("when_missing", {**given.because.values, "points": default})
        return given._replace(points=default, because=because)
    return given if given.because.kind == "unmarked" else given._replace(points=ZERO)


def _adjusted(given: Points, points: Decimal, steps: Sequence[Step]) -> Points:
    notes: tuple[Because, ...] = ()
    for step in steps:
        points, told = step(points)
        notes += told
    return given._replace(points=points, notes=notes)


def _steps(criterion: Criterion) -> Iterable[Step]:
    """Cap, weight, rounding: in this order, and only those that the criterion has."""
    least, most, weight, step = criterion.at_least, criterion.at_most, criterion.weight, criterion.round
    if least is not None or most is not None:
        yield lambda points: capped(points, least, most)
    if weight != ONE:
        yield lambda points: (
            points * weight,
            (Because("weighted", {"before": points, "weight": weight}),),
        )
    if step is not None:
        yield lambda points: told_rounding(points, step.to, step.way)


def capped(points: Decimal, least: Decimal | None, most: Decimal | None) -> Adjusted:
    """The points within their limits, and the reason where a limit changed them."""
    if most is not None and points > most:
        return most, (Because("at_most", {"before": points, "limit": most}),)
    if least is not None and points < least:
        return least, (Because("at_least", {"before": points, "limit": least}),)
    return points, ()


def told_rounding(points: Decimal, step: Decimal, way: str) -> Adjusted:
    """The points rounded, and the reason where that changed them."""
    result = rounded(points, step, way)
    return result, () if result == points else (
        Because("rounded", {"before": points, "step": step, "way": way}),
    )


def in_order(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The criteria so that each comes after those whose points it asks for. Raises graphlib.CycleError."""
    owner = {code: criterion.code for criterion in criteria for code in codes_of(criterion)}
    own = {criterion.code: criterion for criterion in criteria}
    needs = {
        criterion.code: {owner[code] for code in asked_by(criterion) if code in owner} - {criterion.code}
        for criterion in criteria
    }
    return [own[code] for code in TopologicalSorter(needs).static_order()]


def codes_of(criterion: Criterion) -> tuple[str, ...]:
    """Its own code and those of the criteria inside it."""
    inside: Sequence[Criterion] = getattr(criterion, "of", ())
    return (criterion.code, *(code for one in inside for code in codes_of(one)))


def asked_by(criterion: Criterion) -> tuple[str, ...]:
    """The criteria whose points it or anything inside it asks for."""
    conditions = [criterion.only_if, getattr(criterion, "if_", None)]
    own = tuple(code for condition in conditions if condition is not None for code in criteria_in(condition))
    inside: Sequence[Criterion] = getattr(criterion, "of", ())
    return own + tuple(code for one in inside for code in asked_by(one))


def reach_of(criterion: Criterion, world: World) -> Reach:
    """The least and the most that the criterion can count for, with caps and weight; 0 where it may not apply."""
    least, most = criterion.reach(world)
    least, most = _limited(least, most, criterion)
    bounds = [None if bound is None else bound * criterion.weight for bound in (least, most)]
    least, most = bounds if criterion.weight >= 0 else bounds[::-1]
    may_be_nothing = [ZERO] if criterion.only_if is not None or criterion.facts() else []
    if criterion.when_missing is not None:
        may_be_nothing = [criterion.when_missing, *([ZERO] if criterion.only_if is not None else [])]
    return (
        None if least is None else min([least, *may_be_nothing]),
        None if most is None else max([most, *may_be_nothing]),
    )


def _limited(least: Decimal | None, most: Decimal | None, criterion: Criterion) -> Reach:
    """The reach within the caps; a cap bounds what was without bound on its side."""
    floor, ceiling = criterion.at_least, criterion.at_most
    if ceiling is not None:
        least = least if least is None else min(least, ceiling)
        most = ceiling if most is None else min(most, ceiling)
    if floor is not None:
        least = floor if least is None else max(least, floor)
        most = most if most is None else max(most, floor)
    return least, most


def together(reaches: Sequence[Reach], take: str) -> Reach:
    """The reach of several criteria together: their sum, or the best of them."""
    least = [reach[0] for reach in reaches]
    most = [reach[1] for reach in reaches]
    return _joined(least, take), _joined(most, take)


def _joined(bounds: Sequence[Decimal | None], take: str) -> Decimal | None:
    known = [bound for bound in bounds if bound is not None]
    if len(known) < len(bounds):
        return None
    return sum(known, ZERO) if take == "sum" else max(known, default=ZERO)
