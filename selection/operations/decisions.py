"""The chair's decisions: pending, and released all at once within the places and the money."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from mobility import lifecycle
from mobility.models import Call, Mobility
from selection.after import after_of
from selection.conflicts import closed_to
from selection.deciding.standing_places import note_what_counts
from selection.enums import Outcome
from selection.limits import limits_of
from selection.models import Assessment, Decision
from selection.operations.batches import end_batch
from selection.operations.committee import as_committee, lock_call
from selection.operations.placing import (
    carry_out,
    check_calendars,
    check_money,
    check_places,
    next_version,
    numbers_told,
)
from selection.policy import in_assessment
from selection.quorum import require_quorum
from selection.reserve_numbers import numbers_on_reserve
from selection.standing import store_ranks


@dataclass(frozen=True)
class Release:
    """How many were awarded a place, put on the reserve list and not selected by one release."""

    awarded: int
    reserve: int
    refused: int


@dataclass(frozen=True)
class Money:
    """What an award is to cost: the grant in euros where the call has a budget; a place may go without a grant."""

    is_funded: bool = True
    grant: Decimal | None = None


FUNDED = Money()
RELEASED = ["place", "quota", "source", "wish", "released_at", "released_by"]


@transaction.atomic
def decide(
    *, mobility: Mobility, actor: Actor, outcome: str, reasons: str, money: Money = FUNDED
) -> Decision:
    """Note what is to be released about an application: a pending decision, changed as often as needed."""
    lock_call(mobility.call)
    fresh = lifecycle.lock(mobility)
    require(actor, "decide", fresh)
    if not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    assessment = Assessment.objects.get(mobility=fresh)
    if assessment.closed_at is None:
        raise Refusal(_("Scoring of this application is still open."))
    decision = _pending(assessment) or Decision(
        assessment=assessment, member_id=fresh.member_id, version=next_version(assessment)
    )
    decision.outcome, decision.reasons = Outcome(outcome), reasons.strip()
    decision.is_funded, decision.grant = money.is_funded, money.grant
    _check_funding(fresh.call, decision)
    decision.decided_by_id, decision.decided_at = actor.me, clock.now()
    decision.save()
    journal.record(
        verb="decision.noted",
        subject=decision,
        actor=as_committee(actor, fresh.call),
        file_id=str(fresh.public_id),
        facts={"outcome": str(decision.outcome), "proposed": assessment.proposed},
    )
    return decision


@transaction.atomic
def release_results(*, call: Call, actor: Actor) -> Release:
    """Release all pending decisions of a call at once: every application moves, or none does.

    Raises Refusal when a decision is missing, when the awards exceed the free places, when somebody awarded is on
    another mobility at that time, or when somebody released the results before (saying who and when).
    """
    call = lock_call(call)
    require(actor, "release_results", call)
    closed = closed_to(actor, call)
    require_quorum(call, closed=closed)
    store_ranks(call)
    decisions = _decisions_to_release(call, closed)
    awarded = [row for row in decisions if row.outcome == Outcome.AWARD]
    check_places(call, wanted=len(awarded))
    check_money(call, awarded)
    check_calendars([row.assessment.mobility_id for row in awarded], closed)
    now = clock.now()
    call.released_at = now
    call.save(update_fields=["released_at"])
    batch = end_batch(call)
    _number_reserves(call, decisions)
    note_what_counts(call, decisions)
    for decision in decisions:
        decision.released_at, decision.released_by_id = now, actor.person_id
        decision.save(update_fields=RELEASED)
        carry_out(decision, actor)
    outcomes = [row.outcome for row in decisions]
    release = Release(
        *(outcomes.count(outcome) for outcome in (Outcome.AWARD, Outcome.RESERVE, Outcome.REFUSE))
    )
    journal.record(
        verb="call.results_released",
        subject=call,
        actor=as_committee(actor, call),
        facts=vars(release) | ({"batch": batch.number} if batch else {}),
    )
    return release


def _check_funding(call: Call, decision: Decision) -> None:
    """Raise Refusal for a place without a grant where the call has none, and for a sum that its budget needs."""
    after = after_of(call)
    if not decision.is_funded and decision.outcome != Outcome.AWARD:
        raise Refusal(_("Only a place that is awarded can be without a grant."))
    if not decision.is_funded and not after.has_zero_grant:
        raise Refusal(_("This call has no places without a grant."))
    costs = decision.outcome in {Outcome.AWARD, Outcome.RESERVE} and decision.is_funded
    if limits_of(call).budget is not None and costs and decision.grant is None:
        raise Refusal(_("The call has a budget: give the grant in euros."))


def _decisions_to_release(call: Call, closed: Set[int]) -> list[Decision]:
    """The pending decision of every application in assessment, in the order of its rank; locked."""
    waiting = list(
        in_assessment(call)
        .select_for_update(of=("mobility", "self"))
        .select_related("mobility__person", "mobility__call")
        .order_by("mobility_id")
    )
    pending = {
        row.assessment_id: row for row in Decision.objects.filter(assessment__in=waiting, released_at=None)
    }
    missing = [(row.mobility_id, row.mobility.number) for row in waiting if row.pk not in pending]
    if missing:
        raise Refusal(_("No decision with reasons yet: %s.") % ", ".join(numbers_told(missing, closed)))
    if not waiting:
        raise Refusal(_("No application is with the committee yet."))
    for assessment in waiting:
        pending[assessment.pk].assessment = assessment
    waiting.sort(key=lambda row: (row.rank is None, row.rank, row.mobility.number))
    return [pending[row.pk] for row in waiting]


def _number_reserves(call: Call, decisions: Iterable[Decision]) -> None:
    """Give each reserve its place, behind those who are on the list already; equals share a place."""
    reserves = [row for row in decisions if row.outcome == Outcome.RESERVE]
    places = numbers_on_reserve(call, [row.assessment for row in reserves])
    for decision in reserves:
        decision.place = places[decision.assessment_id]


def _pending(assessment: Assessment) -> Decision | None:
    return Decision.objects.filter(assessment=assessment, released_at=None).first()
