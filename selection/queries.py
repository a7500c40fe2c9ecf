"""Reading selection: queues, sheets, the ranking, a confirmation. Rows are narrow; a list costs one statement."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from members.actor import Actor
from members.enums import Capacity
from mobility.enums import BINDING, Stage
from mobility.models import Call, Mobility
from selection.enums import Outcome, Role, SheetState
from selection.models import (
    AgreedPoints,
    Assessment,
    Committee,
    ComputedPoint,
    Confirmation,
    Decision,
    Opinion,
    ResultsList,
    Score,
    Seat,
    Sheet,
)

# Who follows the selection of whole calls.
FOLLOWERS = frozenset({Capacity.COORDINATOR, Capacity.OFFICE, Capacity.CHAIR})
# The applications that count in an assessor's queue: with the committee, or decided by it.
IN_PLAY = sorted({Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.REFUSED} | BINDING)


@dataclass(frozen=True)
class CallToScore:
    """A call in whose committee somebody sits, with how far their scoring is."""

    call: Call
    is_chair: bool
    score_by: date | None
    asked: int
    done: int

    @property
    def left(self) -> int:
        return self.asked - self.done


@dataclass(frozen=True)
class CallInSelection:
    """A call and how far its committee is: applications, sheets asked for and handed in."""

    call: Call
    applications: int
    asked: int
    done: int

    @property
    def score_by(self) -> date | None:
        """Until when it is scored; None while no committee is seated."""
        committee = getattr(self.call, "committee", None)
        return committee.score_by if committee else None


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
    """The ranking of a call with where the places end."""

    rows: Sequence[BoardRow]
    places: int
    taken: int
    pending: dict[str, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        return max(self.places - self.taken, 0)

    @property
    def decided(self) -> int:
        """How many applications have a decision that waits to be released."""
        return sum(self.pending.values())


def calls_to_score(person_id: int) -> list[CallToScore]:
    """The calls in whose committee a person sits, latest first. Two statements."""
    seats = (
        Seat.objects.filter(person_id=person_id)
        .select_related("call__committee")
        .order_by("-call__closes_at")
    )
    mine = Sheet.objects.filter(
        person_id=person_id, left_out_at=None, assessment__mobility__stage__in=IN_PLAY
    )
    counts = mine.values("assessment__call_id").annotate(
        asked=Count("pk"), done=Count("pk", filter=Q(handed_in_at__isnull=False))
    )
    known = {row["assessment__call_id"]: row for row in counts.order_by()}
    found = []
    for seat in seats:
        row = known.get(seat.call_id, {"asked": 0, "done": 0})
        committee = getattr(seat.call, "committee", None)
        score_by = committee.score_by if committee else None
        found.append(CallToScore(seat.call, seat.role == Role.CHAIR, score_by, row["asked"], row["done"]))
    return found


def calls_in_selection(actor: Actor) -> list[CallInSelection]:
    """The published calls whose selection an actor follows (as coordinator, office or chair). One statement."""
    reach = Q()
    for held in actor.held:
        if held.capacity in FOLLOWERS:
            reach |= Q() if held.member_id is None else Q(member_id=held.member_id)
    if not any(held.capacity in FOLLOWERS for held in actor.held):
        return []
    rows = (
        Call.objects.filter(reach)
        .exclude(published_at=None)
        .annotate(
            applications=Count("assessments"),
            asked=Coalesce(Sum("assessments__asked"), 0),
            done=Coalesce(Sum(F("assessments__count") + F("assessments__abstained")), 0),
        )
    )
    return [
        CallInSelection(row, row.applications, row.asked, row.done)
        for row in rows.select_related("committee").order_by("-closes_at", "pk")
    ]


def score_by_of(call: Call) -> date | None:
    """Until when a call is scored; None while no committee is seated."""
    return Committee.objects.filter(call=call).values_list("score_by", flat=True).first()


def queue(call: Call, person_id: int) -> list[QueueRow]:
    """What a person assesses in a call, by the numbers, without what they stepped back from. One statement."""
    suffix = "en" if _english() else "sl"
    rows = Sheet.objects.filter(
        assessment__call=call, person_id=person_id, left_out_at=None, assessment__mobility__stage__in=IN_PLAY
    ).order_by("assessment__mobility__number")
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
    return [
        QueueRow(str(key), number, f"{first} {last}", unit, title, host or "", *rest)
        for key, number, first, last, unit, title, host, *rest in values
    ]


def next_to_score(call_id: int, person_id: int, after: str = "") -> str | None:
    """The public id of the next application that a person has not scored: after a number, else from the start.

    Those that were put off come last, the one put off first before the others.
    """
    rows = Sheet.objects.filter(
        assessment__call_id=call_id,
        person_id=person_id,
        handed_in_at=None,
        left_out_at=None,
        assessment__closed_at=None,
        assessment__mobility__stage=Stage.UNDER_ASSESSMENT,
    )
    ordered = rows.order_by(F("put_off_at").asc(nulls_first=True), "assessment__mobility__number")
    waiting = list(
        ordered.values_list("assessment__mobility__number", "assessment__mobility__public_id", "put_off_at")
    )
    later = [key for number, key, put_off_at in waiting if put_off_at is None and number > after]
    first = later or [key for _number, key, _put_off_at in waiting]
    return str(first[0]) if first else None


def progress(call_id: int, person_id: int, number: str) -> tuple[int, int, int]:
    """Which of a person's sheets this is, how many there are, and how many are handed in. One statement."""
    mine = Sheet.objects.filter(
        assessment__call_id=call_id,
        person_id=person_id,
        left_out_at=None,
        assessment__mobility__stage__in=IN_PLAY,
    )
    row = mine.aggregate(
        nth=Count("pk", filter=Q(assessment__mobility__number__lte=number)),
        asked=Count("pk"),
        done=Count("pk", filter=Q(handed_in_at__isnull=False)),
    )
    return row["nth"], row["asked"], row["done"]


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
    rows = Sheet.objects.filter(assessment__call=call, person_id=person_id, left_out_at=None)
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


def board(call: Call) -> Board:
    """The ranking of a call with pending and released decisions. Three statements, however many applications."""
    rows = list(
        Assessment.objects.filter(call=call)
        .exclude(
            mobility__stage__in=[
                Stage.WITHDRAWN,
                Stage.INELIGIBLE,
                Stage.DRAFT,
                Stage.SENT_BACK,
                Stage.SUBMITTED,
            ]
        )
        .select_related("mobility__person", "mobility__unit", "mobility__host")
        .defer("mobility__host__search", "mobility__host__address")
        .order_by("rank", "-total", "mobility__number")
    )
    latest: dict[int, Decision] = {}
    decided = Decision.objects.filter(assessment__call=call).order_by("version")
    for decision in decided if call.scoring_closed_at is not None else ():
        latest[decision.assessment_id] = decision
    rows.sort(key=lambda row: (row.rank is None, row.scope, row.rank or 0))
    line = _end_of_places(rows)
    listed = [
        BoardRow(row, row.mobility, latest.get(row.pk), row.is_tied, _is_within(row), place == line)
        for place, row in enumerate(rows)
    ]
    waiting = [d.outcome for d in latest.values() if d.released_at is None]
    pending = {outcome.value: waiting.count(outcome.value) for outcome in Outcome}
    taken = sum(1 for row in rows if row.mobility.stage in BINDING)
    return Board(listed, call.places, taken, pending)


def _is_within(row: Assessment) -> bool:
    return row.proposed == Outcome.AWARD


def _end_of_places(rows: Sequence[Assessment]) -> int:
    """The last line within the places; -1 where they are not simply the first ones (quotas, rankings apart)."""
    inside = sum(1 for row in rows if _is_within(row))
    return inside - 1 if all(_is_within(row) for row in rows[:inside]) else -1


@dataclass(frozen=True)
class UnderWay:
    """The sheets of a call that are still awaited: how many of each person, and by assessment in which state."""

    owed: dict[str, int] = field(default_factory=dict)
    states: dict[int, Counter[SheetState]] = field(default_factory=dict)


def sheets_under_way(call: Call) -> UnderWay:
    """Whose sheets are awaited, and how far they are. One statement."""
    rows = Sheet.objects.filter(assessment__call=call, handed_in_at=None, left_out_at=None)
    rows = rows.filter(assessment__mobility__stage=Stage.UNDER_ASSESSMENT).order_by("person__last_name", "pk")
    found = UnderWay()
    for key, first, last, saved_at, put_off_at in rows.values_list(
        "assessment_id", "person__first_name", "person__last_name", "saved_at", "put_off_at"
    ):
        name = f"{first} {last}".strip()
        found.owed[name] = found.owed.get(name, 0) + 1
        state = SheetState.PUT_OFF if put_off_at else SheetState.DRAFT if saved_at else SheetState.UNTOUCHED
        found.states.setdefault(key, Counter())[state] += 1
    return found


def lists_of(call: Call) -> list[ResultsList]:
    """The published lists of a call's last release, one for each language."""
    if call.released_at is None:
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


def _english() -> bool:
    return (get_language() or "sl").startswith("en")
