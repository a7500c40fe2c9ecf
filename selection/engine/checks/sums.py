"""Sums: what can be reached against what is printed, thresholds, caps, and the slips of each kind."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from selection.engine.checks.walk import criteria, mistake
from selection.engine.exact import ZERO
from selection.engine.kinds import Criterion
from selection.engine.kinds.base import Reach
from selection.engine.kinds.common import reach_of, together
from selection.engine.mistakes import Mistake
from selection.engine.read import CallFile
from selection.engine.score import world_of
from selection.engine.shape import Stage, Total

NOTICES = frozenset({"same_points", "count_gap", "choice_uncovered"})
"""Slips that real calls print on purpose: told, but they hinder nothing."""


def kinds(file: CallFile) -> Iterator[Mistake]:
    """The slips of every criterion by its kind, and of the fields that all have."""
    world = world_of(file.rules)
    for path, one in criteria(file.rules):
        for inside, code, told in one.slips(world):
            where = f"{path}.{inside}" if inside else path
            yield mistake(where, code, stops=code not in NOTICES, **told)
        yield from _limits(path, one)
        if one.weight == ZERO:
            yield mistake(f"{path}.weight", "weight_zero", stops=False)


def _limits(path: str, one: Criterion | Total) -> Iterator[Mistake]:
    if one.at_least is not None and one.at_most is not None and one.at_least > one.at_most:
        yield mistake(f"{path}.at_least", "limits_backwards", least=one.at_least, most=one.at_most)
    if one.round is not None and one.round.to <= 0:
        yield mistake(f"{path}.round.to", "not_positive", value=one.round.to)


def sums(file: CallFile) -> Iterator[Mistake]:
    """Printed maxima of the criteria and of the total; thresholds of the stages."""
    rules = file.rules
    world = world_of(rules)
    reaches = {one.code: reach_of(one, world) for _path, one in criteria(rules)}
    for path, one in criteria(rules):
        yield from _printed_most(f"{path}.most", one, reaches[one.code])
    yield from _limits("rules.total", rules.total)
    yield from _printed_total(file, reaches)
    for number, stage in enumerate(rules.total.stages):
        yield from _stage(f"rules.total.stages[{number}]", stage, reaches)


def _printed_most(path: str, one: Criterion, reach: Reach) -> Iterator[Mistake]:
    if one.most is None:
        return
    told: dict[str, Any] = {"most": one.most, "reach": reach[1]}
    if reach[1] is None:
        yield mistake(path, "most_without_cap", **told)
    elif reach[1] > one.most:
        yield mistake(path, "over_most", **told)
    elif reach[1] < one.most:
        yield mistake(path, "under_most", stops=False, **told)


def _printed_total(file: CallFile, reaches: dict[str, Reach]) -> Iterator[Mistake]:
    """The maxima must add up to the total that the text promises (a call that prints 80: Tirana, O28)."""
    total = file.rules.total
    if total.printed is None:
        return
    most = _most(total.of or tuple(one.code for one in file.rules.criteria), reaches)
    path = "rules.total.printed"
    if most is None:
        unbounded = [code for code, reach in reaches.items() if reach[1] is None]
        yield mistake(path, "printed_without_cap", printed=total.printed, codes=unbounded)
    elif (most if total.at_most is None else min(most, total.at_most)) != total.printed:
        yield mistake(path, "printed_total", printed=total.printed, sum=most)


def _stage(path: str, stage: Stage, reaches: dict[str, Reach]) -> Iterator[Mistake]:
    most = _most(stage.of, reaches)
    if stage.threshold is not None and most is not None and stage.threshold > most:
        yield mistake(f"{path}.threshold", "threshold_over_maximum", threshold=stage.threshold, most=most)
    if stage.first is not None and stage.first < 1:
        yield mistake(f"{path}.first", "not_positive", value=stage.first)
    if stage.threshold is None and stage.first is None:
        yield mistake(path, "stage_without_end", stops=False, stage=stage.code)


def _most(codes: tuple[str, ...], reaches: dict[str, Reach]) -> Decimal | None:
    return together([reaches[code] for code in codes], "sum")[1]
