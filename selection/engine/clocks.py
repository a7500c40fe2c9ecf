"""Clocks of what follows a decision: when a period ends, and what silence until then means."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SATURDAY = 5
DAY = timedelta(days=1)


class Counted(StrEnum):
    """How the days of a period are counted.

    `calendar`: every day; an end on a Saturday, Sunday or holiday moves to the next working day (ZUP, article 101).
    `natural`: every day, and the end stays where it falls. `working`: working days alone. `hours`: to the hour, so
    many times twenty-four by the clock on the wall.
    """

    CALENDAR = "calendar"
    NATURAL = "natural"
    WORKING = "working"
    HOURS = "hours"


class State(StrEnum):
    """Where a period stands."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Period:
    """So many days from an event, in the time zone of the call."""

    days: int
    counted: Counted
    zone: str
    holidays: frozenset[date] = frozenset()

    def ends(self, event: datetime) -> datetime:
        """The first instant that is too late. The day of the event does not count; a day ends at midnight.

        Raises ValueError for an event without a time zone.
        """
        if event.tzinfo is None:
            raise ValueError("an event needs its time zone")
        zone = ZoneInfo(self.zone)
        there = event.astimezone(zone)
        if self.counted is Counted.HOURS:
            return there + self.days * DAY
        return datetime.combine(self._last_day(there.date()) + DAY, time.min, zone)

    def state(self, event: datetime, *, at: datetime, done: datetime | None = None) -> State:
        """Open, done in time, done too late, or over in silence: a decision is final, a place lapses."""
        end = self.ends(event)
        if done is not None:
            return State.DONE if done < end else State.LATE
        return State.OPEN if at < end else State.SILENT

    def _last_day(self, event: date) -> date:
        if self.counted is Counted.WORKING:
            return self._working_days_after(event)
        last = event + self.days * DAY
        return self._next_working(last) if self.counted is Counted.CALENDAR else last

    def _working_days_after(self, event: date) -> date:
        day = event
        for _number in range(self.days):
            day = self._next_working(day + DAY)
        return day

    def _next_working(self, day: date) -> date:
        while is_free(day, self.holidays):
            day += DAY
        return day


def is_free(day: date, holidays: Collection[date]) -> bool:
    """Whether nobody works: a Saturday, a Sunday or one of the holidays given."""
    return day.weekday() >= SATURDAY or day in holidays
