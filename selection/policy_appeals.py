"""Who appeals, who names the panel, who sits in it and decides, and who strikes out points off."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import clock, policy
from core.rules import YES, Rule, Verdict, rule
from core.wording import moment
from members.actor import Actor
from members.enums import Capacity as C
from members.policy import holds
from mobility.deadlines import whole_day
from mobility.models import Mobility
from mobility.policy import in_stage, is_not_own, is_participant
from selection.appeals import APPEALABLE, PANEL_OF, appeal_of, appealable, judges_of
from selection.enums import Role
from selection.models import Appeal, PanelSeat, Penalty


def present_appeal(mobility: Mobility) -> Appeal | None:
    """The file's latest appeal; asked of the database once for an object (a page asks several rules)."""
    known: dict[str, Appeal | None] = mobility.__dict__
    if "_appeal" not in known:
        known["_appeal"] = appeal_of(mobility)
    return known["_appeal"]


def _may_still_appeal(actor: Actor | None, mobility: Mobility) -> Verdict:
    target = appealable(mobility)
    if target is None:
        return Verdict(False, _("Nothing was decided that you could appeal against."))
    earlier = Appeal.objects.filter(
        mobility=mobility, against=target.decision, exclusion=target.exclusion
    ).first()
    if earlier is not None:
        return Verdict(False, _("You appealed on %s already.") % moment(earlier.lodged_at))
    if clock.now() >= target.ends:
        return Verdict(False, _("You could appeal until %s.") % whole_day(target.until))
    return YES


def _appeal_is_open(actor: Actor | None, mobility: Mobility) -> Verdict:
    appeal = present_appeal(mobility)
    if appeal is None:
        return Verdict(False, _("There is no appeal about this application."))
    if appeal.is_decided:
        return Verdict(False, _("The appeal was decided on %s.") % moment(appeal.decided_at))
    return YES


def _role_in_panel(actor: Any, mobility: Mobility) -> str:
    """The actor's role in the panel, while they hold a capacity that lets them sit in one; empty without a seat."""
    appeal = present_appeal(mobility)
    if actor is None or actor.person_id is None or appeal is None:
        return ""
    places = actor.in_place(*PANEL_OF, member_id=mobility.member_id)
    if not any(held.principal_id is None for held in places):
        return ""
    seat = PanelSeat.objects.filter(appeal=appeal, person_id=actor.person_id).first()
    return seat.role if seat else ""


@rule(_("There is no appeal about this application."))
def has_appeal(actor: Any, mobility: Any) -> bool:
    return present_appeal(mobility) is not None


@rule(_("This is for the panel that decides on the appeal."))
def sits_in_panel(actor: Any, mobility: Any) -> bool:
    return bool(_role_in_panel(actor, mobility))


@rule(_("The chair of the panel records its decision."))
def chairs_panel(actor: Any, mobility: Any) -> bool:
    return _role_in_panel(actor, mobility) == Role.CHAIR


@rule(_("Whoever had a part in the decision has none in the appeal."))
def did_not_judge(actor: Any, mobility: Any) -> bool:
    return actor is None or actor.person_id not in judges_of(mobility)


@rule(_("No points were noted that could be struck out."))
def has_penalty(actor: Any, mobility: Any) -> bool:
    return Penalty.objects.filter(mobility=mobility, struck_at=None).exists()


appeal_is_open = Rule(_appeal_is_open, "appeal is open")
may_still_appeal = Rule(_may_still_appeal, "may still appeal")
looks_after_appeals = holds(C.OFFICE, C.DEAN) & is_not_own

policy.register(
    {
        "lodge_appeal": is_participant & in_stage(*APPEALABLE) & may_still_appeal,
        "see_appeal": (is_participant | looks_after_appeals | sits_in_panel) & has_appeal,
        "name_panel": looks_after_appeals & did_not_judge & appeal_is_open,
        "decide_appeal": sits_in_panel & is_not_own & did_not_judge & chairs_panel & appeal_is_open,
        "strike_penalty": looks_after_appeals & has_penalty,
    }
)
