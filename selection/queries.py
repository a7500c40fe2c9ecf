"""Reading selection: queues, sheets, the ranking, a confirmation. Rows are narrow; a list costs one statement."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, QuerySet

from mobility.enums import BINDING
from mobility.models import Call, Mobility
from selection.batches import batch_shown, has_batches
from selection.counts import OFF_BOARD
from selection.enums import Outcome
from selection.limits import limits_of
from selection.models import (
    AgreedPoints,
    Assessment,
    Batch,
    Committee,
    ComputedPoint,
    Confirmation,
    Decision,
    Opinion,
    ResultsList,
    Score,
    Sheet,
)


@dataclass(frozen=True)
class BoardRow:
    """One application on the ranking."""

    assessment: Assessment
    mobility: Mobility
    decision: Decision | None
    is_tied: bool
    is_within: bool
    ends_places: bool


@dataclass(frozen=True)
class Board:
    """The ranking of a call with where the places end.

    `closed`: how many more applications there are, closed to the reader by a conflict of interest and left out of rows,
    ranks, places and counts; `closed_undecided` of them have no decision yet.
    """

    rows: Sequence[BoardRow]
    places: int
    taken: int
    pending: dict[str, int] = field(default_factory=dict)
    closed: int = 0
    closed_undecided: int = 0
    elsewhere: int = 0

    @property
    def offered(self) -> int:
        """The places for these applications: those that other batches did not take."""
        return max(self.places - self.elsewhere, 0)

    @property
    def free(self) -> int:
        return max(self.places - self.taken, 0)

    @property
    def decided(self) -> int:
        """How many applications have a decision that waits to be released."""
        return sum(self.pending.values())


def score_by_of(call: Call) -> date | None:
    """Until when a call is scored; None while no committee is seated."""
    committee: Committee | None = getattr(call, "committee", None)
    return committee.score_by if committee else None


def sheet_of(mobility_id: UUID, person_id: int) -> Sheet | None:
    """A person's sheet for the application at an address, with what its page shows. One statement."""
    rows = Sheet.objects.select_related(
        "assessment__mobility__person",
        "assessment__mobility__unit",
        "assessment__mobility__employment__unit",
        "assessment__mobility__host__country",
        "assessment__call__committee",
    )
    return rows.filter(assessment__mobility__public_id=mobility_id, person_id=person_id).first()


def sheets_of(call: Call, person_id: int) -> QuerySet[Sheet]:
    """A person's sheets of a call with their applications, without what they stepped back from."""
    rows = Sheet.objects.filter(call=call, person_id=person_id, left_out_at=None)
    return rows.select_related("assessment__mobility", "assessment__call").order_by("pk")


def assessment_of(mobility: Mobility) -> Assessment | None:
    """The assessment of an application, once it is with the committee."""
    return Assessment.objects.filter(mobility=mobility).first()


def scores_of_sheet(sheet: Sheet) -> dict[int, Score]:
    """What a sheet holds, by criterion."""
    return {score.criterion_id: score for score in Score.objects.filter(sheet=sheet)}


def others_of(sheet: Sheet) -> list[Sheet]:
    """The sheets that the others handed in for the same application; for those who handed theirs in too."""
    if sheet.handed_in_at is None:
        return []
    return [other for other in handed_in_of(sheet.assessment) if other.pk != sheet.pk]


def computed_of(assessment: Assessment) -> list[ComputedPoint]:
    """The points that rules gave to an application."""
    return list(ComputedPoint.objects.filter(assessment=assessment).select_related("criterion"))


def means_given(assessment: Assessment) -> dict[int, Decimal]:
    """The mean points of each judged criterion over the sheets that were handed in."""
    rows = Score.objects.filter(
        sheet__assessment=assessment, sheet__handed_in_at__isnull=False, sheet__left_out_at=None
    )
    means = rows.values("criterion_id").annotate(mean=Avg("points"))
    return dict(means.values_list("criterion_id", "mean").order_by())


def means_of(assessment: Assessment) -> dict[int, Decimal]:
    """The judged points that count for each criterion: agreed in the meeting, else the mean."""
    found = means_given(assessment)
    if assessment.agreed is not None:
        agreed = AgreedPoints.objects.filter(finding__assessment=assessment)
        found |= dict(agreed.values_list("criterion_id", "points"))
    return found


def handed_in_of(assessment: Assessment) -> list[Sheet]:
    """The sheets that were handed in for an application, with their scores, for the chair. Two statements."""
    sheets = Sheet.objects.filter(assessment=assessment, handed_in_at__isnull=False).select_related("person")
    return list(sheets.prefetch_related("scores").order_by("person__last_name", "pk"))


def board(call: Call, *, closed: Set[int] = frozenset(), batch: Batch | None = None) -> Board:
    """The ranking of a call with pending and released decisions. Three statements, however many applications.

    In a call of batches: the batch under way or decided last, or the one asked for, whose results are out.

    Without those closed to the reader (mobilities): the others are ranked among themselves then, so that neither a gap
    in the ranks nor the line of the places tells anything about them.
    """
    rows = list(on_board(call, batch))
    latest: dict[int, Decision] = {}
    decided = Decision.objects.filter(assessment__call=call).order_by("version")
    for decision in decided if call.scoring_closed_at is not None or batch is not None else ():
        latest[decision.assessment_id] = decision
    all_rows = rows
    hidden = [row for row in rows if row.mobility_id in closed]
    rows = [row for row in rows if row.mobility_id not in closed]
    rows.sort(key=lambda row: (row.rank is None, row.scope, row.rank or 0))
    if hidden:
        _close_ranks(rows)
    line = _end_of_places(rows)
    listed = [
        BoardRow(row, row.mobility, latest.get(row.pk), row.is_tied, is_within(row), place == line)
        for place, row in enumerate(rows)
    ]
    shown = {row.pk for row in rows}
    waiting = [d.outcome for key, d in latest.items() if d.released_at is None and key in shown]
    pending = {outcome.value: waiting.count(outcome.value) for outcome in Outcome}
    elsewhere = taken_elsewhere(call, all_rows)
    taken = elsewhere + sum(1 for row in rows if row.mobility.stage in BINDING)
    undecided = sum(1 for row in hidden if row.pk not in latest)
    return Board(listed, limits_of(call).places, taken, pending, len(hidden), undecided, elsewhere)


def taken_elsewhere(call: Call, rows: Sequence[Assessment]) -> int:
    """The places that other batches took; none where the call has no batches."""
    if not rows or rows[0].batch_id is None:
        return 0
    taken = Mobility.objects.filter(call=call, stage__in=sorted(BINDING))
    return taken.exclude(assessment__batch=rows[0].batch_id).count()


def on_board(call: Call, batch: Batch | None = None) -> QuerySet[Assessment]:
    """The assessments that were with the committee and were not given up, best first.

    In a call of batches: those of the one asked for, else of the one under way or decided last.
    """
    of_call = Assessment.objects.filter(call=call).exclude(stage__in=sorted(OFF_BOARD))
    return (
        of_call.filter(batch=batch or batch_shown(call))
        .select_related("mobility__person", "mobility__unit", "mobility__host")
        .defer("mobility__host__search", "mobility__host__address")
        .order_by("rank", "-total", "number")
    )


def _close_ranks(rows: Sequence[Assessment]) -> None:
    """Rank the applications that a reader may see among themselves; what the rules propose rests on all of them."""
    before: dict[str, Counter[int]] = {}
    for row in rows:
        before.setdefault(row.scope, Counter())[row.rank or 0] += 1
    for row in rows:
        equals = before[row.scope]
        row.is_tied = row.rank is not None and equals[row.rank] > 1
        row.proposed, row.proposed_place, row.proposed_because, row.broken_by = "", None, {}, None
    for row, rank in [
        (row, 1 + sum(n for other, n in before[row.scope].items() if 0 < other < row.rank))
        for row in rows
        if row.rank is not None
    ]:
        row.rank = rank


def is_within(row: Assessment) -> bool:
    """Whether the rules propose a place for it."""
    return row.proposed == Outcome.AWARD


def _end_of_places(rows: Sequence[Assessment]) -> int:
    """The last line within the places; -1 where they are not simply the first ones (quotas, rankings apart)."""
    inside = sum(1 for row in rows if is_within(row))
    return inside - 1 if all(is_within(row) for row in rows[:inside]) else -1


def lists_of(call: Call) -> list[ResultsList]:
    """The published list of a call's last release, in its editions."""
    if call.released_at is None and not has_batches(call):
        return []
    lists = list(ResultsList.objects.filter(call=call).select_related("file"))
    return [one for one in lists if one.version == lists[0].version]


def decision_of(mobility: Mobility) -> Decision | None:
    """The decision that was released last for an application."""
    rows = Decision.objects.filter(assessment__mobility=mobility).exclude(released_at=None)
    return rows.select_related("assessment").order_by("-version").first()


def confirmation_of(mobility: Mobility) -> Confirmation | None:
    """The confirmation of suitability that is in force or being made."""
    rows = Confirmation.objects.filter(mobility=mobility, superseded_at=None)
    return rows.select_related("decided_by", "application__host__country", "application__language").first()


def opinions_of(confirmation: Confirmation) -> QuerySet[Opinion]:
    """The opinions given so far, in the order in which they were given."""
    return Opinion.objects.filter(confirmation=confirmation).select_related("person")
