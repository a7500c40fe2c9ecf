"""An assessor's queue: what a person has to score in a call, how far they are, and what comes next.

Its sheets are found, counted and ordered by themselves; the applications are read for the lines that are shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from core.keyed import among
from mobility.enums import Stage
from mobility.models import Call
from selection import counts
from selection.blind import PARTICIPANT, hide, is_blind
from selection.conflicts import closed_files
from selection.counts import IN_PLAY, OPEN
from selection.enums import SheetState
from selection.models import Assessment, Sheet


@dataclass(frozen=True)
class QueueRow:
    """One application in an assessor's queue."""

    public_id: str
    number: str
    participant: str
    unit: str
    title: str
    host: str
    sum: Decimal
    saved_at: datetime | None
    handed_in_at: datetime | None
    state: SheetState


@dataclass(frozen=True)
class Queue:
    """What a person assesses in a call, without what is closed to them: sheets by number, how many in which state."""

    call: Call
    sheets: QuerySet[Sheet]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, call: Call, person_id: int) -> "Queue":
        """Two statements where nothing is closed."""
        closed = closed_files(call.pk, person_id)
        kept = counts.sheets_of(call.pk, person_id, closed=closed)
        return cls(call, _own_sheets(call.pk, person_id, closed=closed).order_by("number"), kept)

    def within(self, state: str) -> QuerySet[Sheet]:
        """The sheets in one state; all of them for any other word."""
        return self.sheets.filter(state=state) if state in SheetState.values else self.sheets


def queue(call: Call, person_id: int) -> list[QueueRow]:
    """What a person assesses in a call, by the numbers, without what is closed to them."""
    own = _own_sheets(call.pk, person_id, closed=closed_files(call.pk, person_id))
    return queue_rows(call, own.order_by("number"))


def queue_rows(call: Call, rows: QuerySet[Sheet]) -> list[QueueRow]:
    """Sheets as lines of a queue, found by narrow rows; where the committee judges without names, without names."""
    suffix = "en" if (get_language() or "sl").startswith("en") else "sl"
    values = (
        Sheet.objects.filter(among(rows))
        .order_by("number")
        .values_list(
            "assessment__mobility__public_id",
            "number",
            "assessment__mobility__person__first_name",
            "assessment__mobility__person__last_name",
            f"assessment__mobility__unit__name_{suffix}",
            "assessment__mobility__title",
            "assessment__mobility__host__name",
            "sum",
            "saved_at",
            "handed_in_at",
            "state",
        )
    )
    blind = is_blind(call)
    return [
        QueueRow(
            str(key),
            number,
            number if blind else f"{first} {last}",
            unit,
            hide(title, (first, last), str(PARTICIPANT)) if blind else title,
            host or "",
            points,
            saved_at,
            handed_in_at,
            SheetState(state),
        )
        for key, number, first, last, unit, title, host, points, saved_at, handed_in_at, state in values
    ]


def _own_sheets(call_id: int, person_id: int, *, closed: Set[int]) -> QuerySet[Sheet]:
    """A person's sheets of applications in play, without those left out or closed by a conflict of interest."""
    rows = Sheet.objects.filter(call_id=call_id, person_id=person_id, stage__in=sorted(IN_PLAY))
    return _without(rows.exclude(state=""), closed)


def _without(rows: QuerySet[Sheet], closed: Set[int]) -> QuerySet[Sheet]:
    if not closed:
        return rows
    return rows.exclude(assessment__in=Assessment.objects.filter(mobility__in=closed).order_by())


def next_to_score(call_id: int, person_id: int, after: str = "") -> str | None:
    """The public id of the next application that a person has not scored: after a number, else from the start.

    Those that were put off come last, the one put off first before the others. The index `sheets_to_score` holds what
    is open in this order.
    """
    rows = Sheet.objects.filter(call_id=call_id, person_id=person_id, handed_in_at=None, left_out_at=None)
    rows = rows.filter(stage=Stage.UNDER_ASSESSMENT, assessment__closed_at=None)
    ordered = _without(rows, closed_files(call_id, person_id)).order_by(
        F("put_off_at").asc(nulls_first=True), "number"
    )
    keys = ordered.values_list("assessment__mobility__public_id", flat=True)
    found = keys.filter(put_off_at=None, number__gt=after).first() or keys.first()
    return None if found is None else str(found)


def progress(call_id: int, person_id: int, number: str) -> tuple[int, int, int]:
    """Which of a person's sheets this is, how many there are, and how many are handed in.

    Two statements where nothing is closed.
    """
    closed = closed_files(call_id, person_id)
    before = _own_sheets(call_id, person_id, closed=closed).filter(number__lte=number).order_by()
    nth = Subquery(before.values("call").annotate(n=Count("pk")).values("n"))
    asked, done = counts.columns_of(call_id, person_id)
    row = Call.objects.filter(pk=call_id).values_list(Coalesce(nth, 0), asked, done).get()
    hidden = counts.closed_sheets_of(call_id, person_id, closed)
    return row[0], row[1] - hidden.total(), row[2] - sum(hidden[state] for state in counts.DONE)


@dataclass(frozen=True)
class UnderWay:
    """The sheets of a call that are still awaited: how many of each person, and by assessment in which state."""

    owed: dict[str, int] = field(default_factory=dict)
    states: dict[int, Counter[SheetState]] = field(default_factory=dict)


def sheets_under_way(call: Call, rows: Iterable[Assessment], *, closed: Set[int] = frozenset()) -> UnderWay:
    """Whose sheets of a call are awaited, without those of closed mobilities, and how far those of some rows are.

    Two statements.
    """
    found = UnderWay(counts.owed(call, closed=closed))
    awaited = Sheet.objects.filter(assessment__in=[row.pk for row in rows], state__in=OPEN).order_by()
    for key, state, count in awaited.values_list("assessment_id", "state").annotate(Count("pk")):
        found.states.setdefault(key, Counter())[SheetState(state)] = count
    return found
