"""Rounds of a call and its hours: between the instants of the database and the local hours of the call file."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core import clock
from mobility.models import Call

FIRST = "first"
HOUR = "%Y-%m-%dT%H:%M"
# What promises no day for its results has them so many days after its last deadline.
LAST_RESULTS_DAYS = 30
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?")


@dataclass(frozen=True)
class Round:
    """One time in which applications are taken, half-open: the closing instant is too late already."""

    code: str
    opens_at: datetime
    closes_at: datetime
    results_by: date

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def local(instant: datetime, zone: str) -> str:
    """2026-02-10T23:59, by the clock on the wall in this zone."""
    return instant.astimezone(ZoneInfo(zone)).strftime(HOUR)


def instant(hour: str, zone: str) -> datetime:
    """The instant of a local hour, or of the beginning of a day. Raises ValueError for anything else."""
    return datetime.fromisoformat(hour).replace(tzinfo=ZoneInfo(zone))


def rounds_of(call: Call) -> list[Round]:
    """The rounds in their order; one by the call's own dates where it names none."""
    if not call.rounds:
        return [Round(FIRST, call.opens_at, call.closes_at, call.results_by)]
    return [
        Round(
            row["code"],
            instant(row["opens"], call.time_zone),
            instant(row["closes"], call.time_zone),
            _results_by(row),
        )
        for row in call.rounds
    ]


def _results_by(row: dict[str, str]) -> date:
    """The day that the file names, else a month after the deadline."""
    if "results_by" in row:
        return date.fromisoformat(row["results_by"])
    return date.fromisoformat(row["closes"][:10]) + timedelta(days=LAST_RESULTS_DAYS)


def open_round(call: Call, at: datetime) -> Round | None:
    """The round in which applications are taken at an instant."""
    return next((row for row in rounds_of(call) if row.is_open(at)), None)


def spread(rounds: list[dict[str, str]], rolling: dict[str, Any], zone: str) -> dict[str, Any]:
    """The call's own dates out of the file's: first opening, last deadline and results.

    A rolling call without an opening opens now. Rounds must not be empty otherwise.
    """
    if rolling:
        until = date.fromisoformat(str(rolling["until"])[:10])
        end = datetime.combine(until, time(23, 59), ZoneInfo(zone))
        opens = rolling.get("opens")
        return {
            "opens_at": instant(opens, zone) if opens else clock.now().replace(second=0, microsecond=0),
            "closes_at": end,
            "results_by": until + timedelta(days=LAST_RESULTS_DAYS),
        }
    return {
        "opens_at": min(instant(row["opens"], zone) for row in rounds),
        "closes_at": max(instant(row["closes"], zone) for row in rounds),
        "results_by": max(_results_by(row) for row in rounds),
    }


def a_year_on(day: date) -> date:
    """The same day next year; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def moved(value: Any) -> Any:
    """A part of a call file with every date and hour in it a year on; everything else as it was."""
    if isinstance(value, dict):
        return {key: moved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [moved(item) for item in value]
    if isinstance(value, str) and _ISO.fullmatch(value):
        return a_year_on(date.fromisoformat(value[:10])).isoformat() + value[10:]
    return value


def next_years(text: str) -> str:
    """A text with its academic year moved on: 2026/27 → 2027/28, 2026/2027 → 2027/2028, stt-2026 → stt-2027."""

    def next_one(match: re.Match[str]) -> str:
        first, sign, second = match["first"], match["sign"] or "", match["second"] or ""
        return (
            str(int(first) + 1)
            + sign
            + (f"{int(second) + 1:0{len(second)}d}"[-len(second) :] if second else "")
        )

    return re.sub(r"(?<!\d)(?P<first>20\d\d)(?:(?P<sign>[/-])(?P<second>\d{4}|\d\d)(?!\d))?", next_one, text)
