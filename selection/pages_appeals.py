"""What appeals and points off add to the file's page, and where the duties of an appeal are done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.wording import day
from members.actor import Actor
from mobility import documents
from mobility.enums import DocumentKind, DutyKind, Stage
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.pages import duty_page, section
from mobility.policy import sees_as_staff
from mobility.readings import called
from selection.appeal_words import facts_of
from selection.appeals import APPEALABLE, appealable
from selection.models import Penalty
from selection.penalties import in_force
from selection.policy_appeals import present_appeal

BEFORE_RESULT = (Stage.DRAFT, Stage.SUBMITTED, Stage.SENT_BACK, Stage.UNDER_ASSESSMENT)

called(_("the appeal"), "appeals")
documents.read_by(DocumentKind.APPEAL, "see_appeal")
duty_page(
    DutyKind.NAME_PANEL,
    "appeals:panel",
    minutes=5,
    why=_("An appeal is decided by people who had no part in the decision."),
)
duty_page(
    DutyKind.HEAR_APPEAL,
    "appeals:show",
    minutes=30,
    why=_("You sit in the panel that decides on this appeal."),
)


@section(32, "selection/section_appeal.html")
def appeal(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The appeal and how far it is; to the participant also until when they may appeal."""
    is_mine = mobility.person_id == actor.person_id
    if not is_mine and not sees_as_staff(actor, mobility):
        return None
    present = present_appeal(mobility)
    may_lodge = bool(is_mine and policy.can(actor, "lodge_appeal", mobility))
    if present is None and not may_lodge:
        return None
    target = appealable(mobility) if mobility.stage in APPEALABLE else None
    return {
        "appeal": present,
        "facts": facts_of(present) if present else [],
        "until": day(target.until) if target and may_lodge else "",
        "lodge_url": to_mobility(mobility, "appeals:lodge") if may_lodge else "",
        "show_url": to_mobility(mobility, "appeals:show")
        if present and policy.can(actor, "see_appeal", mobility)
        else "",
    }


@section(34, "selection/section_penalties.html")
def penalties(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """Points off that were noted because of this file, and, before its result, those that count in its call."""
    is_mine = mobility.person_id == actor.person_id
    if not is_mine and not sees_as_staff(actor, mobility):
        return None
    noted = Penalty.objects.filter(mobility=mobility).first()
    against = in_force(mobility.person_id, mobility.call) if mobility.stage in BEFORE_RESULT else []
    if noted is None and not against:
        return None
    may_strike = bool(noted and policy.can(actor, "strike_penalty", mobility))
    return {
        "noted": noted,
        "against": against,
        "strike_url": to_mobility(mobility, "appeals:strike") if may_strike else "",
    }
