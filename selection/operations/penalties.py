"""The late-withdrawal rule of a call: points off in later calls are noted, and struck out with a reason."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from members.actor import Actor, system
from members.enums import Capacity
from mobility import lifecycle
from mobility.enums import BINDING
from mobility.models import Mobility
from selection.after import after_of
from selection.enums import PenaltyCause
from selection.models import Penalty

CAUSE_OF = {
    "mobility.place_declined": PenaltyCause.DECLINED,
    "mobility.lapsed": PenaltyCause.LAPSED,
    "mobility.cancelled": PenaltyCause.NOT_TRAVELLED,
}


@transaction.atomic
def note_penalty(*, entry: Entry) -> Penalty | None:
    """What the call's rule makes of a place that was given back; None where it has none, or in the free days.

    A cancelled mobility counts only where the call says so, and never for force majeure.
    """
    mobility = Mobility.objects.select_related("call").get(public_id=entry.file_id)
    rule = after_of(mobility.call).withdrawal
    if rule is None or entry.before not in BINDING:
        return None
    cause = CAUSE_OF[entry.verb]
    is_cancelled = cause == PenaltyCause.NOT_TRAVELLED
    if is_cancelled and (not rule.counts_not_travelled or entry.facts.get("force_majeure")):
        return None
    if (timezone.localdate(entry.at) - _awarded_on(mobility)).days <= rule.free_days:
        return None
    penalty, made = Penalty.objects.get_or_create(
        mobility=mobility,
        defaults={
            "member_id": mobility.member_id,
            "person_id": mobility.person_id,
            "call": mobility.call,
            "cause": cause,
            "points": rule.points,
            "calls": rule.calls,
            "noted_at": clock.now(),
        },
    )
    if made:
        journal.record(
            verb="penalty.noted",
            subject=penalty,
            actor=system(mobility.university_id),
            file_id=str(mobility.public_id),
            facts={"points": str(penalty.points), "calls": penalty.calls, "cause": str(cause)},
        )
    return penalty


@transaction.atomic
def strike_penalty(*, mobility: Mobility, actor: Actor, reasons: str) -> Penalty:
    """Strike out the points off, with the reason: force majeure, or a mistake. Raises Refusal."""
    fresh = lifecycle.lock(mobility)
    require(actor, "strike_penalty", fresh)
    if not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    penalty = Penalty.objects.get(mobility=fresh)
    penalty.struck_at, penalty.struck_by_id = clock.now(), actor.me
    penalty.struck_reason = reasons.strip()
    penalty.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    journal.record(
        verb="penalty.struck",
        subject=penalty,
        actor=actor.acting_among(Capacity.OFFICE, Capacity.DEAN, member_id=fresh.member_id),
        file_id=str(fresh.public_id),
        note=penalty.struck_reason,
    )
    return penalty


def _awarded_on(mobility: Mobility) -> date:
    """The day on which the place was awarded, from which the free days are counted."""
    awarded = Entry.objects.filter(file_id=str(mobility.public_id), verb="mobility.awarded").latest("number")
    return timezone.localdate(awarded.at)
