"""The kind that people judge."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from selection.engine.applications import AGREED, Because, Points
from selection.engine.exact import TOGETHER
from selection.engine.forms import key, list_of, record, record_of
from selection.engine.kinds.base import Criterion, Reach, Rule, Slip, span
from selection.engine.scalars import FLAG, NUMBER, WORDS, Words, one_of
from selection.engine.world import Case, World

MARKS = ("mean", "median", "sum", "drop_extremes", "agreed", "lowest", "highest")
NOBODY: Mapping[str, Decimal | None] = {}
UNMARKED = Because("unmarked", {})


@record
class Level:
    """An anchored level: its points and the words that anchor it."""

    points: Decimal = key(NUMBER)
    name: Words = key(WORDS)


@record
class Scale:
    """A number in a range, in steps."""

    from_: Decimal = key(NUMBER)
    to: Decimal = key(NUMBER)
    step: Decimal = key(NUMBER)


@record
class Judged(Criterion):
    """Marks of the committee (relevance to the job at most 60: Slovak University of Technology, O25).

    Anchored levels or a scale; how several marks become one; whether each needs a sentence. `examined`: an interview or
    an examination. `agreed`: only the mark of the meeting counts.
    """

    levels: tuple[Level, ...] = key(list_of(record_of(Level)), default=())
    scale: Scale | None = key(record_of(Scale), default=None)
    marks: str = key(one_of(*MARKS), default="mean")
    sentence: str = key(one_of("required", "optional"), default="required")
    examined: bool = key(FLAG, default=False)

    def rule(self, world: World) -> Rule:
        unmarked = Points(self.code, None, UNMARKED)
        # The same marks always give the same points: many applications share them.
        known: dict[tuple[Decimal, ...], Points] = {(): unmarked}

        def give(case: Case) -> Points:
            given = case.application.marks.get(self.code, NOBODY).values()
            marks = tuple(sorted([mark for mark in given if mark is not None]))
            points = known.get(marks)
            if points is None:
                because = Because("judged", {"marks": marks, "taken": self.marks})
                points = known[marks] = Points(self.code, together(marks), because)
            return points

        def agreed(case: Case) -> Points:
            mark = case.application.marks.get(self.code, NOBODY).get(AGREED)
            if mark is None:
                return unmarked
            return Points(self.code, mark, Because("agreed", {"mark": mark}))

        if self.marks == AGREED:
            return agreed
        together = TOGETHER[self.marks]
        return give

    def allows(self, mark: Decimal) -> bool:
        """Whether this mark is one of the levels, or a step of the scale."""
        if not mark.is_finite():
            return False
        if self.levels:
            return any(level.points == mark for level in self.levels)
        scale = self.scale
        return (
            scale is not None and scale.from_ <= mark <= scale.to and (mark - scale.from_) % scale.step == 0
        )

    def reach(self, world: World) -> Reach:
        if self.marks == "sum":
            return (None, None)
        ends = [level.points for level in self.levels]
        return span(ends or ([self.scale.from_, self.scale.to] if self.scale else []))

    def slips(self, world: World) -> Iterator[Slip]:
        if bool(self.levels) == bool(self.scale):
            yield "", "levels_or_scale", {}
        points = [level.points for level in self.levels]
        if len(points) > len(set(points)):
            yield "levels", "same_points", {"points": max(points, key=points.count)}
        if self.scale is not None:
            yield from _slips_of(self.scale)


def _slips_of(scale: Scale) -> Iterator[Slip]:
    if scale.step <= 0:
        yield "scale.step", "not_positive", {"value": scale.step}
    elif scale.to <= scale.from_:
        yield "scale.to", "scale_backwards", {"from": scale.from_, "to": scale.to}
    elif (scale.to - scale.from_) % scale.step:
        yield "scale.step", "step_misses_end", {"step": scale.step, "to": scale.to}
