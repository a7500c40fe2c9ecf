"""Totals and stages: sums of what counts, capped and rounded only with a reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from selection.engine.applications import CONSIDERED, STOPPED, Because, Points, Scored
from selection.engine.exact import ZERO
from selection.engine.kinds.common import capped, told_rounding
from selection.engine.shape import Rules, Stage, Total


class Sums(NamedTuple):
    """The total, the points of each stage, and the reasons where the total was changed."""

    total: Decimal | None
    stages: dict[str, Decimal | None]
    because: tuple[Because, ...] = ()


def adding(rules: Rules) -> Callable[[Mapping[str, Points]], Sums]:
    """The sums of a call as a function of the points of one application."""
    total = rules.total
    codes = total.of or tuple(criterion.code for criterion in rules.criteria)

    def add(given: Mapping[str, Points]) -> Sums:
        stages = {stage.code: sum_of(stage.of, given) for stage in total.stages}
        points = sum_of(codes, given)
        if points is None:
            return Sums(None, stages)
        limited, cap = capped(points, total.at_least, total.at_most)
        if total.round is None:
            return Sums(limited, stages, _of_total(cap))
        result, rounding = told_rounding(limited, total.round.to, total.round.way)
        return Sums(result, stages, _of_total(cap + rounding))

    return add


def sum_of(codes: Iterable[str], given: Mapping[str, Points]) -> Decimal | None:
    """The sum of these criteria; None as long as one of them is not judged."""
    result = ZERO
    for code in codes:
        points = given[code].points
        if points is None:
            return None
        result += points
    return result


def _of_total(notes: tuple[Because, ...]) -> tuple[Because, ...]:
    return tuple(Because(f"total_{note.kind}", note.values) for note in notes)


def stopped_by_stages(total: Total, scored: Sequence[Scored]) -> list[Scored]:
    """The same, with those stopped who miss a threshold or are not among the first so many of a stage."""
    result = list(scored)
    for stage in total.stages:
        line = _line_of(stage, result)
        result = [_after(stage, one, line) for one in result]
    return result


def _line_of(stage: Stage, scored: Sequence[Scored]) -> Decimal | None:
    """The points of the last who goes on where only the first so many do; equals go on together."""
    if stage.first is None:
        return None
    points = [one.stages[stage.code] for one in scored if one.outcome == CONSIDERED]
    known = sorted((value for value in points if value is not None), reverse=True)
    if stage.threshold is not None:
        known = [value for value in known if value >= stage.threshold]
    return known[stage.first - 1] if len(known) >= stage.first > 0 else None


def _after(stage: Stage, one: Scored, line: Decimal | None) -> Scored:
    points = one.stages.get(stage.code)
    if one.outcome != CONSIDERED or points is None:
        return one
    told = {"stage": stage.code, "points": points}
    if stage.threshold is not None and points < stage.threshold:
        return _stop(one, Because("below_threshold", told | {"threshold": stage.threshold}))
    if line is not None and points < line:
        return _stop(one, Because("not_among_first", told | {"first": stage.first, "line": line}))
    return one


def _stop(one: Scored, because: Because) -> Scored:
    return replace(one, outcome=STOPPED, because=(*one.because, because))
