"""Passing a complete application on to the committee, or declaring it ineligible."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.policy import Refusal, require
from members.actor import Actor
from mobility import lifecycle
from mobility.models import Mobility
from selection.batches import has_batches
from selection.deciding.admitting import open_with_facts
from selection.deciding.sentences import own
from selection.engine.applications import CONSIDERED
from selection.facts.stated import waiting_facts
from selection.facts.supply import declared_facts
from selection.models import Assessment, Exclusion
from selection.operations.batches import batch_for
from selection.operations.committee import deal_sheets, lock_call
from selection.words_of_facts import text_of


@transaction.atomic
def admit(*, mobility: Mobility, actor: Actor) -> Assessment:
    """Pass an application on to the committee: open its assessment with the points that rules give.

    Raises Refusal where a gate of the call shuts it out (it is sent back, or declared ineligible), while a statement
    that needs its paper was not looked at, and where it belongs to a batch whose turn has not come.
    """
    if has_batches(mobility.call):
        lock_call(mobility.call)
    fresh = lifecycle.lock(mobility)
    require(actor, "admit", fresh)
    waiting = waiting_facts(fresh, declared_facts(fresh.call))
    if waiting:
        labels = "; ".join(text_of(fact.label, fact.code) for fact in waiting)
        raise Refusal(_("Look at these statements first: %s.") % labels)
    batch = batch_for(fresh, actor)
    assessment, _made = Assessment.objects.update_or_create(
        mobility=fresh,
        defaults={"batch": batch},
        create_defaults={
            "batch": batch,
            "call": fresh.call,
            "member_id": fresh.member_id,
            "opened_at": clock.now(),
        },
    )
    scored = open_with_facts(assessment, fresh)
    if scored.outcome != CONSIDERED:
        why = " ".join(own(remark) for remark in assessment.remarks)
        raise Refusal(_("A condition of the call is not met. %s") % why)
    deal_sheets(assessment)
    lifecycle.advance(mobility=mobility, verb="admit", actor=actor, because=assessment)
    return assessment


@transaction.atomic
def exclude(*, mobility: Mobility, actor: Actor, clause: str, reasons: str) -> Exclusion:
    """Declare an application ineligible, naming the clause of the call that it does not meet and why."""
    fresh = lifecycle.lock(mobility)
    require(actor, "exclude", fresh)
    if not clause.strip() or not reasons.strip():
        raise Refusal(_("Name the clause of the call and give the reasons."))
    exclusion = Exclusion.objects.create(
        mobility=fresh,
        member_id=fresh.member_id,
        clause=clause.strip(),
        reasons=reasons.strip(),
        made_by_id=actor.me,
        made_at=clock.now(),
    )
    lifecycle.advance(
        mobility=mobility, verb="exclude", actor=actor, because=exclusion, note=exclusion.reasons
    )
    return exclusion
