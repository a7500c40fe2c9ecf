"""Passing a complete application on to the committee, or declaring it ineligible."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.policy import Refusal, require
from members.actor import Actor
from mobility import lifecycle
from mobility.models import Mobility
from mobility.queries import submitted_application
from selection.models import Assessment, ComputedPoint, Exclusion
from selection.operations.committee import deal_sheets
from selection.points import compute
from selection.scale import scales_of


@transaction.atomic
def admit(*, mobility: Mobility, actor: Actor) -> Assessment:
    """Pass an application on to the committee: open its assessment with the points that rules give."""
    fresh = lifecycle.lock(mobility)
    require(actor, "admit", fresh)
    assessment, _made = Assessment.objects.get_or_create(
        mobility=fresh,
        defaults={"call": fresh.call, "member_id": fresh.member_id, "opened_at": clock.now()},
    )
    _compute(assessment, fresh)
    deal_sheets(assessment)
    lifecycle.advance(mobility=mobility, verb="admit", actor=actor, because=assessment)
    return assessment


def _compute(assessment: Assessment, mobility: Mobility) -> None:
    """Write the computed points anew from the application as it was submitted."""
    application = submitted_application(mobility)
    ComputedPoint.objects.filter(assessment=assessment).delete()
    rows = []
    for scale in scales_of(mobility.call):
        if scale.is_judged:
            continue
        given = compute(scale, mobility=mobility, application=application)
        rows.append(
            ComputedPoint(
                university_id=assessment.university_id,
                member_id=assessment.member_id,
                assessment=assessment,
                criterion_id=scale.id,
                points=given.points,
                sentence_sl=given.sentence_sl,
                sentence_en=given.sentence_en,
                record=given.record,
            )
        )
    ComputedPoint.objects.bulk_create(rows)
    assessment.computed = sum(row.points for row in rows)
    assessment.save(update_fields=["computed"])


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
