"""Reading the calls that somebody scores or follows, with how far their committees are."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from members.actor import Actor
from members.enums import Capacity
from mobility.aside import may_judge
from mobility.models import Call
from selection import counts
from selection.conflicts import in_office
from selection.enums import LEADS

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


def calls_to_score(person_id: int, *, closed: Set[int]) -> list[CallToScore]:
    """The calls in whose committee a person sits, latest first, without the mobilities closed to them.

    Two statements where nothing is closed.
    """
    seats = in_office().filter(person_id=person_id)
    mine = counts.sheets_by_call(person_id, closed=closed)
    found = []
    for seat in seats.select_related("call__committee").order_by("-call__closes_at"):
        kept = mine.get(seat.call_id, Counter())
        committee = getattr(seat.call, "committee", None)
        score_by = committee.score_by if committee else None
        done = sum(kept[state] for state in counts.DONE)
        found.append(CallToScore(seat.call, seat.role in LEADS, score_by, kept.total(), done))
    return found


def calls_in_selection(actor: Actor, *, closed: Set[int]) -> list[CallInSelection]:
    """The published calls whose selection an actor follows (as coordinator, office or chair).

    What a conflict of interest closes to whoever sits in a committee is not counted. One statement where nothing is.
    """
    reach = Q()
    for held in actor.held:
        if held.capacity in FOLLOWERS:
            reach |= Q() if held.member_id is None else Q(member_id=held.member_id)
    if not any(held.capacity in FOLLOWERS for held in actor.held):
        return []
    hidden = counts.of_files(closed if may_judge(actor) else frozenset())
    rows: QuerySet[Any] = Call.objects.filter(reach).exclude(published_at=None)
    rows = rows.annotate(**counts.columns_of_calls()).select_related("committee")
    found = []
    for row in rows.order_by("-closes_at", "pk"):
        files, asked, done = hidden.get(row.pk, (0, 0, 0))
        found.append(CallInSelection(row, row.applications - files, row.asked - asked, row.done - done))
    return found
