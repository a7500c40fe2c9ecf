"""Until when the result of an application comes: by the call, unless an app above knows it nearer (batches)."""

from collections.abc import Callable
from datetime import date

from mobility.models import Mobility

Day = Callable[[Mobility], date | None]
KNOWN: list[Day] = []


def knows_results_day(function: Day) -> Day:
    """Register who may know the day; None where it is that of the call."""
    KNOWN.append(function)
    return function


def results_day(mobility: Mobility) -> date:
    """The day by which the participant hears the result."""
    told = (function(mobility) for function in KNOWN)
    return next((day for day in told if day is not None), mobility.call.results_by)
