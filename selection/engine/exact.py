"""Exact arithmetic of points: rounding as the rule says, division to six decimals."""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
SIX_PLACES = Decimal("0.000001")
EXTREMES = 2
WAYS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN, "up": ROUND_UP}


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """The quotient to six decimals, half up: sums of such numbers are exact, whatever their order."""
    return (part / whole).quantize(SIX_PLACES, ROUND_HALF_UP)


def rounded(value: Decimal, step: Decimal, way: str) -> Decimal:
    """The nearest multiple of the step in the given way: 3.75 to 0.5 half up is 4, down 3.5."""
    return (value / step).quantize(ONE, WAYS[way]) * step


def mean(marks: Sequence[Decimal]) -> Decimal:
    return ratio(sum(marks, ZERO), Decimal(len(marks)))


def median(marks: Sequence[Decimal]) -> Decimal:
    """The middle one; of an even number the mean of the two in the middle."""
    ordered, middle = sorted(marks), len(marks) // 2
    return ordered[middle] if len(marks) % 2 else mean(ordered[middle - 1 : middle + 1])


def without_extremes(marks: Sequence[Decimal]) -> Decimal:
    """The mean without one highest and one lowest; of fewer than three the mean of all."""
    return mean(sorted(marks)[1:-1] if len(marks) > EXTREMES else marks)


TOGETHER: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "mean": mean,
    "median": median,
    "sum": lambda marks: sum(marks, ZERO),
    "drop_extremes": without_extremes,
    "lowest": min,
    "highest": max,
}
