"""Reading the calls that somebody scores or follows, with how far their committees are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from members.actor import Actor
from members.enums import Capacity
from mobility.aside import may_judge
from mobility.enums import Stage
from mobility.models import Call
from selection.conflicts import closed_anywhere, in_office
from selection.enums import LEADS
from selection.models import Assessment, Sheet
from selection.queries_queue import IN_PLAY

# Who follows the selection of whole calls.
FOLLOWERS = frozenset({Capacity.COORDINATOR, Capacity.OFFICE, Capacity.CHAIR})


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


def calls_to_score(person_id: int) -> list[CallToScore]:
    """The calls in whose committee a person sits, latest first. Three statements."""
    seats = in_office().filter(person_id=person_id)
    seats = seats.select_related("call__committee").order_by("-call__closes_at")
    mine = Sheet.objects.filter(person_id=person_id, left_out_at=None)
    # Few are out of play: they are taken away, the many need not be looked up.
    out = Q(mobility__stage__in=sorted(set(Stage) - IN_PLAY)) | Q(mobility__in=closed_anywhere(person_id))
    mine = mine.exclude(assessment__in=Assessment.objects.filter(out).order_by())
    counts = mine.values("call_id").annotate(
        asked=Count("pk"), done=Count("pk", filter=Q(handed_in_at__isnull=False))
    )
    known = {row["call_id"]: row for row in counts.order_by()}
    found = []
    for seat in seats:
        row = known.get(seat.call_id, {"asked": 0, "done": 0})
        committee = getattr(seat.call, "committee", None)
        score_by = committee.score_by if committee else None
        found.append(CallToScore(seat.call, seat.role in LEADS, score_by, row["asked"], row["done"]))
    return found


def calls_in_selection(actor: Actor) -> list[CallInSelection]:
    """The published calls whose selection an actor follows (as coordinator, office or chair).

    What a conflict of interest closes to whoever sits in a committee is not counted. Two statements.
    """
    reach = Q()
    for held in actor.held:
        if held.capacity in FOLLOWERS:
            reach |= Q() if held.member_id is None else Q(member_id=held.member_id)
    if not any(held.capacity in FOLLOWERS for held in actor.held):
        return []
    seen = ~Q(assessments__mobility__in=closed_anywhere(actor.me) if may_judge(actor) else ())
    rows = (
        Call.objects.filter(reach)
        .exclude(published_at=None)
        .annotate(
            applications=Count("assessments", filter=seen),
            asked=Coalesce(Sum("assessments__asked", filter=seen), 0),
            done=Coalesce(Sum(F("assessments__count") + F("assessments__abstained"), filter=seen), 0),
        )
    )
    return [
        CallInSelection(row, row.applications, row.asked, row.done)
        for row in rows.select_related("committee").order_by("-closes_at", "pk")
    ]
