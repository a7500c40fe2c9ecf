"""Taking over what the rules propose: pending decisions for all who have none, in one act."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from core import policy
from core.policy import require
from members.actor import Actor
from mobility.models import Call
from selection import queries
from selection.batches import present
from selection.conflicts import closed_to
from selection.costs import cost_fact, known_cost
from selection.deciding.sentences import own
from selection.enums import Outcome
from selection.limits import limits_of
from selection.models import Assessment, Decision
from selection.operations.committee import lock_call
from selection.operations.decisions import Money, decide
from selection.policy import in_assessment
from selection.scale import scales_of
from selection.words import default_reasons, points_by_criterion


@dataclass(frozen=True)
class TakenOver:
    """How many decisions were noted, and how many applications are left to decide one by one."""

    noted: int
    left: int


@transaction.atomic
def take_over(*, call: Call, actor: Actor) -> TakenOver:
    """Note for every application without a decision what the rules propose, with the reasons that the numbers give.

    Left out: those for which the rules propose nothing (equals across the line of the places), those on which the
    actor may not decide, and where money is counted those whose cost is not known. Decisions noted before stay.
    """
    call = lock_call(call)
    require(actor, "take_over", call)
    waiting = open_proposals(call, actor)
    unknown = {row.pk for row in of_unknown_cost(call, waiting)}
    able = [row for row in waiting if row.proposed and row.pk not in unknown]
    mine = [row for row in able if policy.can(actor, "decide", row.mobility)]
    among = present(Assessment.objects.filter(call=call, rank__isnull=False)).count()
    for row in mine:
        decide(
            mobility=row.mobility,
            actor=actor,
            outcome=row.proposed,
            reasons=reasons_for(row, among=among),
            money=Money(grant=known_cost(row.facts, cost_fact(call))),
        )
    return TakenOver(len(mine), len(waiting) - len(mine))


def open_proposals(call: Call, actor: Actor | None) -> list[Assessment]:
    """The applications of a call that are ranked and have no decision yet, by rank.

    What a conflict of interest closes to the actor is not among them.
    """
    pending = Decision.objects.filter(assessment__call=call, released_at=None).values("assessment_id")
    rows = in_assessment(call).exclude(closed_at=None).exclude(pk__in=pending)
    rows = rows.exclude(mobility__in=closed_to(actor, call))
    return list(
        rows.select_related("mobility__call", "mobility__person").order_by("rank", "mobility__number")
    )


def of_unknown_cost(call: Call, rows: Iterable[Assessment]) -> list[Assessment]:
    """Those proposed for a place or the reserve list whose grant people have to type, because money is counted."""
    if limits_of(call).budget is None:
        return []
    code = cost_fact(call)
    asking = [row for row in rows if row.proposed in {Outcome.AWARD, Outcome.RESERVE}]
    return [row for row in asking if known_cost(row.facts, code) is None]


def reasons_for(assessment: Assessment, *, among: int) -> str:
    """The reasons that the numbers and the rules give, in the language of whoever decides."""
    points = points_by_criterion(
        scales_of(assessment.mobility.call), assessment, queries.computed_of(assessment)
    )
    numbers = default_reasons(assessment, points, among=among)
    return "\n".join(filter(None, [numbers, own(assessment.proposed_because)]))
