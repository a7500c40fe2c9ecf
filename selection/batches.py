"""Rolling calls and calls of several rounds: into which batch an application falls, and which batch is under way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef, QuerySet

from core import clock
from mobility.call_dates import LAST_RESULTS_DAYS, rounds_of
from mobility.enums import Stage
from mobility.models import Application, Call, Mobility
from selection.engine.batches import cut_off
from selection.engine.places import Batches
from selection.models import Batch

Row = TypeVar("Row", bound=Model)
A_DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
# A batch of which no day for the results is told, and one that gathers late returners, gets this many days to score.
LEAST_DAYS_TO_SCORE = 7


@dataclass(frozen=True, order=True)
class Due:
    """A batch to come: the first instant that is too late for it, and the day by which its results are out."""

    cut_off: datetime
    results_by: date

    @property
    def last_moment(self) -> datetime:
        """The last instant that still belongs to it."""
        return self.cut_off - INSTANT


def has_batches(call: Call) -> bool:
    """Whether a call is decided in batches: rolling with days of decision, or of several rounds."""
    return len(call.rounds) > 1 or days_of(call) is not None


def days_of(call: Call) -> Batches | None:
    """The days of decision of a rolling call: its own, else those of its rules; None where it has none."""
    if not call.rolling:
        return None
    days = tuple(date.fromisoformat(day) for day in call.rolling.get("dates", ()))
    if call.rolling.get("batch") == "dates" and days:
        return Batches(on=days)
    if call.rolling.get("day"):
        return Batches(monthly=int(call.rolling["day"]))
    rule: dict[str, Any] = (call.rules.get("allocation") or {}).get("batches") or {}
    if rule.get("monthly"):
        return Batches(monthly=int(rule["monthly"]))
    days = tuple(date.fromisoformat(str(day)) for day in rule.get("on", ()))
    return Batches(on=days) if days else None


def due_of(call: Call, at: datetime) -> Due:
    """The batch of what was handed in at an instant; the last one for whatever comes later."""
    if len(call.rounds) > 1:
        rounds = sorted(rounds_of(call), key=lambda one: one.closes_at)
        found = next((one for one in rounds if at < one.closes_at), rounds[-1])
        return Due(found.closes_at, found.results_by)
    zone, days = ZoneInfo(call.time_zone), days_of(call)
    last = last_day(call)
    day = (cut_off(days, at.astimezone(zone).date()) if days else None) or last
    day = min(day, last)
    midnight = datetime.combine(day + A_DAY, time(), zone)
    return Due(midnight, day + timedelta(days=LAST_RESULTS_DAYS))


def last_day(call: Call) -> date:
    """The day on which a call takes applications last, in its own zone."""
    return call.closes_at.astimezone(ZoneInfo(call.time_zone)).date()


def is_last(call: Call, cut: datetime) -> bool:
    """Whether no later batch follows one with this cut-off."""
    return due_of(call, cut).cut_off <= cut


def present(rows: QuerySet[Row], to_batch: str = "batch") -> QuerySet[Row]:
    """Of rows that belong to a batch: those of the one under way, or decided last; all where a call has none."""
    later = Batch.objects.filter(
        call=OuterRef(f"{to_batch}__call"), number__gt=OuterRef(f"{to_batch}__number")
    )
    return rows.filter(~Exists(later))


def latest(call: Call) -> Batch | None:
    """The batch that is under way, or was decided last."""
    return Batch.objects.filter(call=call).order_by("-number").first()


def batch_shown(call: Call) -> Batch | None:
    """The batch that a board shows where none is asked for; None where the call is decided as a whole."""
    return latest(call) if has_batches(call) else None


def has_results(call: Call) -> bool:
    """Whether results were released: of the call, or of an earlier batch while the next one is being decided."""
    return call.released_at is not None or Batch.objects.filter(call=call, released_at__isnull=False).exists()


def last_released(call: Call) -> Batch | None:
    """The batch whose results came out last, while the next one is being decided; else None."""
    if call.released_at is not None:
        return None
    return Batch.objects.filter(call=call, released_at__isnull=False).order_by("-number").first()


def more_to_come(call: Call) -> bool:
    """Whether the last batch that was decided is followed by another."""
    before = latest(call)
    return before is not None and before.released_at is not None and not is_last(call, before.cut_off)


def under_way(call: Call) -> Batch | None:
    """The batch that is with the committee now."""
    return Batch.objects.filter(call=call, released_at=None).first()


def next_due(call: Call, at: datetime) -> Due:
    """The batch in which what was handed in at this instant is really decided: its own, unless that is over."""
    before, own = latest(call), due_of(call, at)
    if before is None:
        return own
    if before.released_at is None and at < before.cut_off:
        return Due(before.cut_off, before.results_by)
    if own.cut_off > before.cut_off or before.released_at is None:
        return max(own, due_of(call, before.cut_off))
    following = due_of(call, before.cut_off)
    soon = clock.today() + timedelta(days=LEAST_DAYS_TO_SCORE)
    return Due(following.cut_off, max(following.results_by, soon))


@dataclass(frozen=True)
class Turn:
    """The batch in which an application is decided; `waits`: others are decided before it goes to the committee."""

    due: Due
    waits: bool


def turn_of(call: Call, at: datetime) -> Turn:
    """When what was handed in at an instant is decided: with the batch under way, or after those before it."""
    current, own = under_way(call), next_due(call, at)
    if current is not None:
        return Turn(own, waits=at >= current.cut_off)
    first = min([at, *(moment for _mobility, moment in waiting(call))])
    return Turn(own, waits=next_due(call, first).cut_off < own.cut_off)


def handed_in_at(mobility: Mobility) -> datetime | None:
    """When an application was handed in first, by the clock of the database; None before."""
    rows = Application.objects.filter(mobility=mobility, submitted_at__isnull=False).order_by("version")
    return rows.values_list("submitted_at", flat=True).first()


def waiting(call: Call) -> Iterator[tuple[Mobility, datetime]]:
    """The applications that wait for their check, with when each was handed in first. The first ones first."""
    rows = Application.objects.filter(mobility__call=call, mobility__stage=Stage.SUBMITTED, version=1)
    listed = rows.exclude(submitted_at=None).select_related("mobility").order_by("submitted_at", "pk")
    return ((row.mobility, row.submitted_at) for row in listed if row.submitted_at is not None)


def unchecked(batch: Batch) -> list[Mobility]:
    """The applications of a batch that wait for their check."""
    return [one for one, _at in takewhile(lambda row: row[1] < batch.cut_off, waiting(batch.call))]
