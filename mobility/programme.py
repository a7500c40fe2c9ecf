"""The programme by day: one row for each day of the stay, travel days apart."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypedDict

from mobility.models import Application

TRAINING, TRAVEL, FREE = "training", "travel", "free"
USUAL_HOURS, LONGEST_HOURS = 8, 12
SATURDAY = 5
# Longer periods are refused by the checks; no need to lay out a row for each of their days.
MOST_DAYS = 120


class Day(TypedDict):
    """A row of the programme; `day` is an ISO date, `hours` may be empty."""

    day: str
    kind: str
    hours: Any
    content: str


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def rows_of_period(application: Application) -> list[Day]:
    """A row for each day of the stay, with what is written already; week-ends begin as days without training.

    Empty while the period is not known, or is longer than any stay can be.
    """
    first, last = application.starts_on, application.ends_on
    if first is None or last is None or last < first or (last - first).days > MOST_DAYS:
        return []
    written = {row["day"]: row for row in application.programme if row.get("kind") != TRAVEL}
    return [Day(**{**_blank(day), **written.get(day.isoformat(), {})}) for day in days_between(first, last)]


def _blank(day: date) -> Day:
    is_weekend = day.weekday() >= SATURDAY
    return Day(
        day=day.isoformat(),
        kind=FREE if is_weekend else TRAINING,
        hours="" if is_weekend else USUAL_HOURS,
        content="",
    )


def is_laid_out(row: Day) -> bool:
    """Whether something happens on this day of the stay: travel and empty days without training are none."""
    kind = row.get("kind")
    return kind != TRAVEL and (kind != FREE or bool(row.get("content")))


def rows_outside(application: Application) -> list[Day]:
    """Rows with something written in them that lie outside the stay."""
    return [
        row
        for row in application.programme
        if row.get("kind") != TRAVEL and row.get("content") and not _lies_within(application, row["day"])
    ]


def travel_rows(application: Application) -> list[Day]:
    """A row for each travel day, before and after the stay."""
    if application.starts_on is None or application.ends_on is None:
        return []
    before = [application.starts_on - timedelta(days=n) for n in range(application.travel_before, 0, -1)]
    after = [application.ends_on + timedelta(days=n) for n in range(1, application.travel_after + 1)]
    return [Day(day=day.isoformat(), kind=TRAVEL, hours="", content="") for day in before + after]


def refit(application: Application, *, before: tuple[date | None, date | None]) -> None:
    """After the period changed: move the days along when the whole stay moved, lay the travel days anew."""
    days = [row for row in application.programme if row.get("kind") != TRAVEL]
    if _moved_as_a_whole(application, before):
        shift = application.starts_on - before[0]  # type: ignore[operator]
        for row in days:
            row["day"] = (date.fromisoformat(row["day"]) + shift).isoformat()
    application.programme = in_order(days + travel_rows(application)) if days else []


def moved(plan: Application, *, before: date | None) -> list[Day]:
    """The rows of a plan whose period changed: its days move with the first one, travel is laid anew around it."""
    by = plan.starts_on - before if plan.starts_on and before else timedelta()
    days = [_later(row, by) for row in plan.programme if row.get("kind") != TRAVEL]
    written = [row for row in plan.programme if row.get("kind") == TRAVEL]
    travel = travel_rows(plan) if written else []
    for row, old in zip(travel, written, strict=False):
        row["content"] = old.get("content", "")
    return in_order(days + travel)


def lies_within(rows: Iterable[Day], first: date, last: date) -> bool:
    """Whether every day of training lies in the period."""
    days = [row["day"] for row in rows if row.get("kind") == TRAINING and row.get("day")]
    return all(first.isoformat() <= day <= last.isoformat() for day in days)


def _later(row: Day, by: timedelta) -> Day:
    if not row.get("day"):
        return row
    return Day(**{**row, "day": (date.fromisoformat(row["day"]) + by).isoformat()})


def in_order(rows: list[Day]) -> list[Day]:
    """The rows by day."""
    return sorted(rows, key=lambda row: row["day"])


def _moved_as_a_whole(application: Application, before: tuple[date | None, date | None]) -> bool:
    first, last = before
    if first is None or last is None or application.starts_on is None or application.ends_on is None:
        return False
    return application.starts_on != first and application.ends_on - application.starts_on == last - first


def _lies_within(application: Application, day: str) -> bool:
    try:
        return application.covers(date.fromisoformat(day))
    except ValueError:
        return False
