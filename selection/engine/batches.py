"""Rolling calls: which batch an application falls into. What is received on the cut-off day still belongs to it."""

from bisect import bisect_left
from datetime import date

from selection.engine.places import Batches

DECEMBER = 12


def cut_off(batches: Batches, received: date) -> date | None:
    """The day of the batch for what was received on this day; None after the last of the given days.

    Monthly: that day of this month or the next one (by the 15th, results at the end of the month: Zagreb, O16).
    Raises ValueError for a monthly day that not every month has.
    """
    if batches.monthly is not None:
        return _monthly(received, batches.monthly)
    cuts = sorted(batches.on)
    index = bisect_left(cuts, received)
    return cuts[index] if index < len(cuts) else None


def _monthly(received: date, day: int) -> date:
    if received.day <= day:
        return received.replace(day=day)
    if received.month == DECEMBER:
        return date(received.year + 1, 1, day)
    return date(received.year, received.month + 1, day)
