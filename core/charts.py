"""Small charts as plain geometry: what a template draws as inline SVG, with a sentence for those who listen.

Coordinates are text with a decimal point whatever the language; colours come from classes (static/css/components.css),
so that no style stands in the page. Each chart is shown with the table of its numbers (docs/face.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Literal

from core.wording import points as said

WIDTH = 640
LABELS = 128
ROW = 24
TOP, BOTTOM, RIGHT = 8, 28, 16
PLOT = 140
WIDEST_BAR = 64
TICKS = 5
GAP = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape: a line (x y to x2 y2), a bar (x y, x2 wide, y2 high), a dot (x y) or words (at x y)."""

    kind: Literal["line", "bar", "dot", "words"]
    css: str
    x: str
    y: str
    x2: str = ""
    y2: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a width and height, its title, what it says in a sentence, and its shapes."""

    title: str
    summary: str
    height: int
    marks: Sequence[Mark]
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Range:
    """A row of dots with its centre; `css` tells it from the others."""

    label: str
    values: Sequence[Decimal]
    centre: Decimal
    css: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """How many lie from one value up to the next."""

    start: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A line drawn across, with its words."""

    at: Decimal
    words: str


def ranges(title: str, summary: str, rows: Sequence[Range], most: Decimal) -> Chart:
    """For each row a line from its lowest to its highest value, a dot for each, a bar at the centre."""
    height = TOP + ROW * len(rows) + BOTTOM
    marks = _across(most, height)
    for turn, row in enumerate(rows):
        middle = TOP + ROW * turn + ROW / 2
        ends = _x(min(row.values), most), _x(max(row.values), most)
        marks.append(Mark("words", "label", _n(0), _n(middle + 4), words=row.label))
        marks.append(Mark("line", f"span {row.css}", _n(ends[0]), _n(middle), _n(ends[1]), _n(middle)))
        marks += [Mark("dot", row.css, _n(_x(value, most)), _n(middle)) for value in row.values]
        centre = _n(_x(row.centre, most))
        marks.append(Mark("line", "centre", centre, _n(middle - 8), centre, _n(middle + 8)))
    return Chart(title, summary, height, marks)


def deviations(title: str, summary: str, rows: Sequence[tuple[str, Decimal]]) -> Chart:
    """A bar for each row to the left or right of nothing."""
    height = TOP + ROW * len(rows) + BOTTOM
    reach = max([abs(value) for _label, value in rows] + [Decimal(1)])
    zero, half = LABELS + (WIDTH - LABELS - RIGHT) / 2, (WIDTH - LABELS - RIGHT) / 2
    marks = [Mark("line", "axis", _n(zero), _n(TOP), _n(zero), _n(height - BOTTOM))]
    marks += [
        Mark("words", "tick", _n(zero + float(value / reach) * half), _n(height - 8), words=signed(value))
        for value in (-reach, Decimal(0), reach)
    ]
    for turn, (label, value) in enumerate(rows):
        top, long = TOP + ROW * turn + 4, float(abs(value) / reach) * half
        css = "strict" if value < 0 else "kind"
        marks.append(Mark("words", "label", _n(0), _n(top + 12), words=label))
        begin = zero - long if value < 0 else zero
        marks.append(Mark("bar", css, _n(begin), _n(top), _n(max(long, 1)), _n(ROW - 8)))
    return Chart(title, summary, height, marks)


def histogram(
    title: str, summary: str, bins: Sequence[Bin], *, step: Decimal, cuts: Sequence[Cut] = ()
) -> Chart:
    """How many in each bin, side by side, with lines across."""
    height = TOP + ROW + PLOT + BOTTOM
    ground, tallest = height - BOTTOM, max([one.count for one in bins] + [1])
    start = bins[0].start if bins else Decimal(0)
    each = min((WIDTH - 2 * RIGHT) / max(len(bins), 1), WIDEST_BAR)
    end = RIGHT + each * len(bins)
    marks = [Mark("line", "axis", _n(RIGHT), _n(ground), _n(end), _n(ground))]
    every = ceil(len(bins) / 12) or 1
    for turn, one in enumerate(bins):
        left, high = RIGHT + each * turn, PLOT * one.count / tallest
        marks.append(Mark("bar", "many", _n(left + 2), _n(ground - high), _n(each - 4), _n(high)))
        if one.count:
            marks.append(
                Mark("words", "count", _n(left + each / 2), _n(ground - high - 4), words=str(one.count))
            )
        if turn % every == 0:
            marks.append(Mark("words", "tick", _n(left), _n(height - 8), words=said(one.start)))
    for cut in cuts:
        at = RIGHT + each * float((cut.at - start) / step)
        to_the_left = at > WIDTH / 2
        marks.append(Mark("line", "cut", _n(at), _n(TOP), _n(at), _n(ground)))
        css, beside = ("cut end", at - GAP) if to_the_left else ("cut", at + GAP)
        marks.append(Mark("words", css, _n(beside), _n(TOP + 12), words=cut.words))
    return Chart(title, summary, height, marks)


def bins_of(values: Sequence[Decimal], *, step: Decimal) -> list[Bin]:
    """Values counted in bins of one width, from the lowest bin to the highest, empty ones too."""
    if not values:
        return []
    places = [floor(value / step) for value in values]
    return [Bin(step * place, places.count(place)) for place in range(min(places), max(places) + 1)]


def signed(value: Decimal) -> str:
    """A number with its sign, which is no hyphen."""
    words = said(abs(value))
    return f"+{words}" if value > 0 else f"\N{MINUS SIGN}{words}" if value < 0 else words


def _across(most: Decimal, height: int) -> list[Mark]:
    """The axis from nothing to the most, with its ticks."""
    marks = []
    for turn in range(TICKS + 1):
        value = most * turn / TICKS
        at = _n(_x(value, most))
        marks.append(Mark("line", "grid", at, _n(TOP), at, _n(height - BOTTOM)))
        marks.append(Mark("words", "tick", at, _n(height - 8), words=said(value)))
    return marks


def _x(value: Decimal, most: Decimal) -> float:
    return LABELS + float(value / (most or 1)) * (WIDTH - LABELS - RIGHT)


def _n(value: float) -> str:
    return f"{value:.1f}"
