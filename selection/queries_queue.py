"""An assessor's queue: what a person has to score in a call, how far they are, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language

from mobility.enums import BINDING, Stage
from mobility.models import Call
from selection.blind import PARTICIPANT, hide, is_blind
from selection.conflicts import closed_files
from selection.enums import SheetState
from selection.models import Sheet

# The applications that count in an assessor's queue: with the committee, or decided by it.
IN_PLAY = sorted({Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.REFUSED} | BINDING)


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
    """What a person assesses in a call, by the numbers, without what is closed to them. Two statements."""
    return queue_rows(call, in_queue(call, person_id))


def in_queue(call: Call, person_id: int) -> QuerySet[Sheet]:
    """The sheets of a person's queue, by the numbers of the applications."""
    rows = _own_sheets(call.pk, person_id).filter(assessment__mobility__stage__in=IN_PLAY)
    return rows.order_by("assessment__mobility__number")


def queue_counts(rows: QuerySet[Sheet]) -> dict[SheetState, int]:
    """How many sheets stand in which state. One statement."""
    counted = {state.value: Count("pk", filter=condition) for state, condition in IN_STATE.items()}
    counts = rows.order_by().aggregate(**counted)
    return {state: counts[state.value] for state in IN_STATE}


def queue_rows(call: Call, rows: QuerySet[Sheet]) -> list[QueueRow]:
    """Sheets as lines of a queue; where the committee judges without names, without names. One statement."""
    suffix = "en" if (get_language() or "sl").startswith("en") else "sl"
    values = rows.values_list(
        "assessment__mobility__public_id",
        "assessment__mobility__number",
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


def _own_sheets(call_id: int, person_id: int) -> QuerySet[Sheet]:
    """A person's sheets of a call, without those left out and those that a conflict of interest closes to them."""
    rows = Sheet.objects.filter(assessment__call_id=call_id, person_id=person_id, left_out_at=None)
    return rows.exclude(assessment__mobility__in=closed_files(call_id, person_id))


def next_to_score(call_id: int, person_id: int, after: str = "") -> str | None:
    """The public id of the next application that a person has not scored: after a number, else from the start.

    Those that were put off come last, the one put off first before the others.
    """
    rows = _own_sheets(call_id, person_id).filter(
        handed_in_at=None, assessment__closed_at=None, assessment__mobility__stage=Stage.UNDER_ASSESSMENT
    )
    ordered = rows.order_by(F("put_off_at").asc(nulls_first=True), "assessment__mobility__number")
    later = ordered.filter(put_off_at=None, assessment__mobility__number__gt=after)
    found = later.values_list("assessment__mobility__public_id", flat=True).first()
    if found is None:
        found = ordered.values_list("assessment__mobility__public_id", flat=True).first()
    return None if found is None else str(found)


def progress(call_id: int, person_id: int, number: str) -> tuple[int, int, int]:
    """Which of a person's sheets this is, how many there are, and how many are handed in. Two statements."""
    mine = _own_sheets(call_id, person_id).filter(assessment__mobility__stage__in=IN_PLAY)
    row = mine.aggregate(
        nth=Count("pk", filter=Q(assessment__mobility__number__lte=number)),
        asked=Count("pk"),
        done=Count("pk", filter=Q(handed_in_at__isnull=False)),
    )
    return row["nth"], row["asked"], row["done"]
