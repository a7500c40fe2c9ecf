"""The kind `recency`: how long ago the last one was."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from selection.engine.applications import Because, Points
from selection.engine.exact import ZERO
from selection.engine.facts import MEASURED_FACT
from selection.engine.forms import key, list_of, record, record_of
from selection.engine.kinds.base import Criterion, Reach, Rule, Slip, because_of, span
from selection.engine.scalars import FLAG, NUMBER, Value, one_of
from selection.engine.world import Case, World


@record
class Window:
    """Fewer than so many years ago, or at most so many calls or projects ago (1: the last one)."""

    within: Decimal = key(NUMBER)
    points: Decimal = key(NUMBER)


@record
class Recency(Criterion):
    """How long ago it was (5 years ago or longer +7, 3 to 5 years +3: Çağ, O4). The first window that holds counts.

    The fact is the day of the last one, or how many calls or projects ago it was. A missing fact means never.
    `inclusive`: exactly so many years ago is still within (more than 3 years ago 10: our own default).
    """

    fact: str = key(MEASURED_FACT)
    counted_in: str = key(one_of("years", "calls", "projects"), default="years")
    windows: tuple[Window, ...] = key(list_of(record_of(Window)))
    longer_ago: Decimal = key(NUMBER, default=ZERO)
    never: Decimal = key(NUMBER, default=ZERO)
    inclusive: bool = key(FLAG, default=False)

    def rule(self, world: World) -> Rule:
        at = world.day_of(self.fact) if self.counted_in == "years" else None
        tries = [(_test(window, at, self.inclusive), window) for window in self.windows]
        never = Points(
            self.code, self.never, Because("recency", {"fact": self.fact, "value": None, "never": True})
        )

        def give(case: Case) -> Points:
            last = case.values.get(self.fact)
            if last is None:
                return never
            window = next((one for holds, one in tries if holds(last)), None)
            within = None if window is None else window.within
            because = because_of("recency", case, self.fact, within=within, counted_in=self.counted_in, at=at)
            points = self.longer_ago if window is None else window.points
            return Points(self.code, points, because)

        return give

    def reach(self, world: World) -> Reach:
        return span([self.longer_ago, self.never, *(window.points for window in self.windows)])

    def slips(self, world: World) -> Iterator[Slip]:
        wanted = "date" if self.counted_in == "years" else "number"
        if world.facts[self.fact].type != wanted:
            yield (
                "fact",
                "wrong_type",
                {"fact": self.fact, "type": world.facts[self.fact].type, "types": [wanted]},
            )
        for number, window in enumerate(self.windows):
            if window.within <= 0 or window.within % 1:
                yield f"windows[{number}].within", "not_whole", {"value": window.within}
            elif number and window.within <= self.windows[number - 1].within:
                yield f"windows[{number}].within", "never_reached", {}


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _test(window: Window, at: date | None, inclusive: bool) -> Callable[[Value], bool]:
    """Whether a last time falls into the window: after (or on) the day so many years before, or at most so many ago."""
    if at is None:
        return lambda ago: isinstance(ago, Decimal) and ago <= window.within
    edge = years_before(at, int(window.within))
    if inclusive:
        return lambda last: isinstance(last, date) and last >= edge
    return lambda last: isinstance(last, date) and last > edge
