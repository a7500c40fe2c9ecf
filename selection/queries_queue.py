"""An assessor's queue: what a person has to score in a call, how far they are, and what comes next.

Its sheets are found, counted and ordered by themselves; the applications are read for the lines that are shown.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language

from mobility.enums import BINDING, Stage
from mobility.models import Call, Mobility
from selection.blind import PARTICIPANT, hide, is_blind
from selection.conflicts import closed_files
from selection.enums import SheetState
from selection.models import Assessment, Sheet

# The applications that count in an assessor's queue: with the committee, or decided by it.
IN_PLAY = frozenset({Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.REFUSED} | BINDING)

# The states of a sheet as conditions; QueueRow.state tells the same of one line.
IN_STATE: dict[SheetState, Q] = {
    SheetState.UNTOUCHED: Q(handed_in_at=None, put_off_at=None, saved_at=None),
    SheetState.DRAFT: Q(handed_in_at=None, put_off_at=None, saved_at__isnull=False),
    SheetState.PUT_OFF: Q(handed_in_at=None, put_off_at__isnull=False),
    SheetState.HANDED_IN: Q(handed_in_at__isnull=False, abstention=""),
    SheetState.ABSTAINED: Q(handed_in_at__isnull=False) & ~Q(abstention=""),
}


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
    put_off_at: datetime | None
    handed_in_at: datetime | None
    abstention: str

    @property
    def state(self) -> SheetState:
        """How far the sheet is: nothing of it is seen as done that nobody has touched."""
        if self.handed_in_at is not None:
            return SheetState.ABSTAINED if self.abstention else SheetState.HANDED_IN
        if self.put_off_at is not None:
            return SheetState.PUT_OFF
        return SheetState.DRAFT if self.saved_at is not None else SheetState.UNTOUCHED


def queue(call: Call, person_id: int) -> list[QueueRow]:
    """What a person assesses in a call, by the numbers, without what is closed to them."""
    return queue_rows(call, in_queue(call, person_id))


def in_queue(call: Call, person_id: int) -> QuerySet[Sheet]:
    """The sheets of a person's queue, by the numbers of the applications."""
    return _own_sheets(call.pk, person_id).order_by("number")


def queue_counts(rows: QuerySet[Sheet]) -> dict[SheetState, int]:
    """How many sheets stand in which state. One statement."""
    counted = {state.value: Count("pk", filter=condition) for state, condition in IN_STATE.items()}
    counts = rows.order_by().aggregate(**counted)
    return {state: counts[state.value] for state in IN_STATE}


def queue_rows(call: Call, rows: QuerySet[Sheet]) -> list[QueueRow]:
    """Sheets as lines of a queue, found by narrow rows; where the committee judges without names, without names.

    The keys of one page are fetched by themselves: told as a subquery, the planner would read every sheet of the call.
    """
    keys: Any = list(rows.values_list("pk", flat=True)) if rows.query.is_sliced else rows.values("pk")
    suffix = "en" if (get_language() or "sl").startswith("en") else "sl"
    values = (
        Sheet.objects.filter(pk__in=keys)
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
            "put_off_at",
            "handed_in_at",
            "abstention",
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
            *rest,
        )
        for key, number, first, last, unit, title, host, *rest in values
    ]


def _own_sheets(call_id: int, person_id: int, *, stages: Set[Stage] = IN_PLAY) -> QuerySet[Sheet]:
    """A person's sheets of applications in these stages, without those left out or closed by a conflict of interest."""
    rows = Sheet.objects.filter(call_id=call_id, person_id=person_id, left_out_at=None)
    return rows.exclude(assessment__in=_out(call_id, stages, closed_files(call_id, person_id)))


def _out(call_id: int, stages: Set[Stage], closed: Set[int]) -> QuerySet[Assessment]:
    """The assessments of a call whose mobility is in none of these stages, or closed: few, where scoring goes on."""
    elsewhere = Q(mobility__call_id=call_id, mobility__stage__in=sorted(set(Stage) - stages))
    return Assessment.objects.filter(elsewhere | Q(mobility__in=closed)).order_by()


def next_to_score(call_id: int, person_id: int, after: str = "") -> str | None:
    """The public id of the next application that a person has not scored: after a number, else from the start.

    Those that were put off come last, the one put off first before the others.
    """
    rows = _own_sheets(call_id, person_id, stages={Stage.UNDER_ASSESSMENT}).filter(handed_in_at=None)
    rows = rows.exclude(assessment__in=Assessment.objects.filter(call_id=call_id, closed_at__isnull=False))
    ordered = rows.order_by(F("put_off_at").asc(nulls_first=True), "number")
    later = ordered.filter(put_off_at=None, number__gt=after)
    found = later.first() or ordered.first()
    if found is None:
        return None
    return str(Mobility.objects.values_list("public_id", flat=True).get(assessment=found.assessment_id))


def progress(call_id: int, person_id: int, number: str) -> tuple[int, int, int]:
    """Which of a person's sheets this is, how many there are, and how many are handed in. Two statements."""
    row = _own_sheets(call_id, person_id).aggregate(
        nth=Count("pk", filter=Q(number__lte=number)),
        asked=Count("pk"),
        done=Count("pk", filter=Q(handed_in_at__isnull=False)),
    )
    return row["nth"], row["asked"], row["done"]


@dataclass(frozen=True)
class UnderWay:
    """The sheets of a call that are still awaited: how many of each person, and by assessment in which state."""

    owed: dict[str, int] = field(default_factory=dict)
    states: dict[int, Counter[SheetState]] = field(default_factory=dict)


def sheets_under_way(call: Call, rows: Iterable[Assessment], *, closed: Set[int] = frozenset()) -> UnderWay:
    """Whose sheets of a call are awaited, without those of closed mobilities, and how far those of some rows are.

    Two statements.
    """
    awaited = Sheet.objects.filter(call=call, handed_in_at=None, left_out_at=None).order_by()
    awaited = awaited.exclude(assessment__in=_out(call.pk, {Stage.UNDER_ASSESSMENT}, closed))
    found = UnderWay()
    owing = awaited.values_list("person", "person__first_name", "person__last_name").annotate(Count("pk"))
    for _key, first, last, count in owing.order_by("person__last_name", "person"):
        name = f"{first} {last}".strip()
        found.owed[name] = found.owed.get(name, 0) + count
    told = awaited.filter(assessment__in=[row.pk for row in rows])
    for key, saved_at, put_off_at in told.values_list("assessment_id", "saved_at", "put_off_at"):
        state = SheetState.PUT_OFF if put_off_at else SheetState.DRAFT if saved_at else SheetState.UNTOUCHED
        found.states.setdefault(key, Counter())[state] += 1
    return found
