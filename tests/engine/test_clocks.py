"""When a period ends, counted in the ways that calls use."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from selection.engine.clocks import Counted, Period, State

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
CARNIVAL = frozenset({date(2026, 2, 9)})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LJUBLJANA)


@pytest.mark.parametrize(
    ("days", "counted", "event", "end"),
    [
        (8, Counted.CALENDAR, "2026-02-10T14:00", "2026-02-19T00:00"),
        (2, Counted.CALENDAR, "2026-02-05T14:00", "2026-02-11T00:00"),
        (2, Counted.NATURAL, "2026-02-05T14:00", "2026-02-08T00:00"),
        (6, Counted.WORKING, "2026-02-05T14:00", "2026-02-17T00:00"),
        (3, Counted.HOURS, "2026-02-05T14:00", "2026-02-08T14:00"),
        (1, Counted.HOURS, "2026-03-28T12:00", "2026-03-29T12:00"),
        (0, Counted.CALENDAR, "2026-02-10T14:00", "2026-02-11T00:00"),
    ],
    ids=[
        "eight days",
        "Saturday and a holiday",
        "to the day",
        "working days",
        "to the hour",
        "summer time",
        "today",
    ],
)
def test_a_period_ends(days: int, counted: Counted, event: str, end: str) -> None:
    period = Period(days, counted, "Europe/Ljubljana", CARNIVAL)
    assert period.ends(at(event)) == at(end)


def test_silence_decides_when_the_period_is_over() -> None:
    """Final when nobody asks for a review in two natural days (an Italian school, O30)."""
    period = Period(2, Counted.NATURAL, "Europe/Ljubljana")
    event = at("2026-02-05T14:00")
    assert period.state(event, at=at("2026-02-07T23:59")) is State.OPEN
    assert period.state(event, at=at("2026-02-08T00:00")) is State.SILENT
    assert period.state(event, at=at("2026-03-01T00:00"), done=at("2026-02-07T23:59")) is State.DONE
    assert period.state(event, at=at("2026-03-01T00:00"), done=at("2026-02-08T00:00")) is State.LATE


def test_an_event_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Period(1, Counted.HOURS, "Europe/Ljubljana").ends(at("2026-02-05T14:00").replace(tzinfo=None))
