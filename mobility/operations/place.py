"""The place: confirmed or given back by the participant, lapsed, cancelled; the stay begins and ends."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.policy import Refusal
from members.actor import Actor, system
from mobility import agreements, duties, lifecycle
from mobility.enums import DutyKind, Party, Phase, Stage
from mobility.models import Mobility
from mobility.policy_agreement import SUITABLE

TO_BE_READY = frozenset({SUITABLE, *(f"{DutyKind.SIGN}:{party}" for party in Party)})


@transaction.atomic
def accept_place(*, mobility: Mobility, actor: Actor) -> Mobility:
    """Confirm the place before its date; preparation begins. Raises Refusal."""
    lifecycle.advance(mobility=mobility, verb="accept_place", actor=actor)
    duties.fulfil(mobility=mobility, kind=DutyKind.CONFIRM_PLACE, by=mobility)
    return mobility


@transaction.atomic
def decline_place(*, mobility: Mobility, actor: Actor, reason: str) -> Mobility:
    """Give the place back, with the reason; it is free for the next on the reserve list. Raises Refusal."""
    lifecycle.advance(mobility=mobility, verb="decline_place", actor=actor, note=_said(reason))
    return mobility


@transaction.atomic
def let_lapse(*, mobility: Mobility) -> Mobility:
    """Take back a place that was not confirmed in time. Raises Refusal before its date has passed."""
    facts = {"confirm_by": mobility.confirm_by.isoformat() if mobility.confirm_by else ""}
    lifecycle.advance(mobility=mobility, verb="let_lapse", actor=system(mobility.university_id), facts=facts)
    return mobility


@transaction.atomic
def cancel(*, mobility: Mobility, actor: Actor, reason: str, force_majeure: bool = False) -> Mobility:
    """Cancel a mobility that has not begun, with the reason; force majeure is noted. Raises Refusal."""
    facts = {"force_majeure": force_majeure}
    lifecycle.advance(mobility=mobility, verb="cancel", actor=actor, note=_said(reason), facts=facts)
    return mobility


@transaction.atomic
def end(*, mobility: Mobility, actor: Actor, reason: str = "") -> Mobility:
    """The stay is over: by the calendar, or early by the coordinator with the reason. Raises Refusal."""
    fresh = lifecycle.lock(mobility)
    is_early = fresh.ends_on is not None and clock.today() <= fresh.ends_on
    note = _said(reason) if is_early and actor.person_id is not None else reason.strip()
    facts = {"early": is_early, "ended_on": clock.today().isoformat()}
    lifecycle.advance(mobility=mobility, verb="end", actor=actor, note=note, facts=facts)
    return mobility


@duties.when_met(Phase.BEFORE, needs=TO_BE_READY)
def make_ready(mobility: Mobility) -> None:
    """Everything before departure is met: suitability is confirmed and all have signed the agreement."""
    fresh = lifecycle.lock(mobility)
    agreement = agreements.in_force(fresh)
    if fresh.stage != Stage.PREPARING or agreement is None or agreement.signed_at is None:
        return
    actor = system(mobility.university_id)
    lifecycle.advance(mobility=mobility, verb="make_ready", actor=actor, because=agreement)


def _said(reason: str) -> str:
    """The reason as given. Raises Refusal when there is none."""
    if not reason.strip():
        raise Refusal(_("Please give the reason."))
    return reason.strip()
