"""The chair's decisions: pending, released all at once within the places, and later ones from the reserve list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility import lifecycle
from mobility.enums import BINDING, Stage
from mobility.models import Call, Mobility
from selection.enums import MOVE_OF, Outcome
from selection.models import Assessment, Decision
from selection.operations.committee import lock_call
from selection.policy import in_assessment
from selection.ranking import reserve_places
from selection.standing import store_ranks


@dataclass(frozen=True)
class Release:
    """How many were awarded a place, put on the reserve list and not selected by one release."""

    awarded: int
    reserve: int
    refused: int


@transaction.atomic
def decide(*, mobility: Mobility, actor: Actor, outcome: str, reasons: str) -> Decision:
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
        assessment=assessment, member_id=fresh.member_id, version=_next_version(assessment)
    )
    decision.outcome, decision.reasons = Outcome(outcome), reasons.strip()
    decision.decided_by_id, decision.decided_at = actor.me, clock.now()
    decision.save()
    journal.record(
        verb="decision.noted",
        subject=decision,
        actor=_as_committee(actor, fresh.call),
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
    store_ranks(call)
    decisions = _decisions_to_release(call)
    awarded = [row for row in decisions if row.outcome == Outcome.AWARD]
    _check_places(call, wanted=len(awarded))
    _check_calendars([row.assessment.mobility_id for row in awarded])
    now = clock.now()
    call.released_at = now
    call.save(update_fields=["released_at"])
    _number_reserves(call, decisions)
    for decision in decisions:
        decision.released_at, decision.released_by_id = now, actor.person_id
        decision.save(update_fields=["place", "released_at", "released_by"])
        _move(decision, actor)
    outcomes = [row.outcome for row in decisions]
    release = Release(
        *(outcomes.count(outcome) for outcome in (Outcome.AWARD, Outcome.RESERVE, Outcome.REFUSE))
    )
    journal.record(
        verb="call.results_released", subject=call, actor=_as_committee(actor, call), facts=vars(release)
    )
    return release


@transaction.atomic
def award_later(*, mobility: Mobility, actor: Actor, reasons: str) -> Decision:
    """Award a place that became free to an application on the reserve list, or to one whose appeal succeeded."""
    call = lock_call(mobility.call)
    fresh = lifecycle.lock(mobility)
    require(actor, "award_later", fresh)
    if not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    _check_places(call, wanted=1)
    _check_calendars([fresh.pk])
    assessment, now = Assessment.objects.get(mobility=fresh), clock.now()
    decision = Decision.objects.create(
        assessment=assessment,
        member_id=fresh.member_id,
        version=_next_version(assessment),
        outcome=Outcome.AWARD,
        reasons=reasons.strip(),
        decided_by_id=actor.me,
        decided_at=now,
        released_by_id=actor.me,
        released_at=now,
    )
    _move(decision, actor)
    return decision


def taken_places(call: Call) -> int:
    """How many of the call's places are taken: awarded, and not declined or cancelled since."""
    return Mobility.objects.filter(call=call, stage__in=sorted(BINDING)).count()


def _check_places(call: Call, *, wanted: int) -> None:
    """Raise Refusal when fewer places are free than wanted. The call's row must be locked."""
    free = call.places - taken_places(call)
    if wanted > free:
        words = ngettext(
            "%(wanted)d awards, but only %(free)d place is free.",
            "%(wanted)d awards, but only %(free)d places are free.",
            free,
        )
        raise Refusal(words % {"wanted": wanted, "free": max(free, 0)})


def _check_calendars(awarded: list[int]) -> None:
    """Raise Refusal, naming the files, when somebody would be on two mobilities at a time."""
    other = Mobility.objects.filter(
        person=OuterRef("person"), starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on")
    ).exclude(pk=OuterRef("pk"))
    bound = Exists(other.filter(Q(stage__in=sorted(BINDING)) | Q(pk__in=awarded)))
    meeting = Mobility.objects.filter(bound, pk__in=awarded).order_by("number")
    numbers = list(meeting.values_list("number", flat=True))
    if numbers:
        raise Refusal(
            ngettext(
                "The participant is on another mobility at that time, so this cannot be awarded: %s.",
                "The participants are on other mobilities at that time, so these cannot be awarded: %s.",
                len(numbers),
            )
            % ", ".join(numbers)
        )


def _decisions_to_release(call: Call) -> list[Decision]:
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
    missing = [row.mobility.number for row in waiting if row.pk not in pending]
    if missing:
        raise Refusal(_("No decision with reasons yet: %s.") % ", ".join(missing))
    if not waiting:
        raise Refusal(_("No application is with the committee yet."))
    for assessment in waiting:
        pending[assessment.pk].assessment = assessment
    waiting.sort(key=lambda row: (row.rank is None, row.rank, row.mobility.number))
    return [pending[row.pk] for row in waiting]


def _number_reserves(call: Call, decisions: Iterable[Decision]) -> None:
    """Give each reserve its place by rank, behind those who are on the list already; equals share a place."""
    already = Mobility.objects.filter(call=call, stage=Stage.RESERVE).count()
    reserves = [row for row in decisions if row.outcome == Outcome.RESERVE]
    ranked = {row.pk: row.assessment.rank or 0 for row in reserves}
    places = reserve_places(ranked, ranked)
    for decision in reserves:
        decision.place = already + places[decision.pk]


def _move(decision: Decision, actor: Actor) -> None:
    """Move the application as decided, with what its new stage needs to hold."""
    mobility = decision.assessment.mobility
    if decision.outcome == Outcome.AWARD:
        mobility.confirm_by = clock.today() + timedelta(days=mobility.call.confirm_days)
    elif decision.outcome == Outcome.RESERVE:
        mobility.place = decision.place
    mobility.save(update_fields=["confirm_by", "place"])
    verb = MOVE_OF[Outcome(decision.outcome)]
    lifecycle.advance(mobility=mobility, verb=verb, actor=actor, because=decision, note=decision.reasons)
    if decision.outcome != Outcome.RESERVE and mobility.place is not None:
        mobility.place = None
        mobility.save(update_fields=["place"])


def _pending(assessment: Assessment) -> Decision | None:
    return Decision.objects.filter(assessment=assessment, released_at=None).first()


def _next_version(assessment: Assessment) -> int:
    return Decision.objects.filter(assessment=assessment).count() + 1


def _as_committee(actor: Actor, call: Call) -> Actor:
    held = actor.holding((Capacity.CHAIR, Capacity.OFFICE), member_id=call.member_id)
    return actor.acting_as(held) if held else actor
