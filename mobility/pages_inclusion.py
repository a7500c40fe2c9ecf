"""The way to the need for inclusion support on the file's page: for its participant, and for the office."""

from typing import Any

from core import policy
from members.actor import Actor
from mobility import pages
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.queries import has_need


@pages.section(80, "mobility/section_inclusion.html")
def inclusion(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The participant sees it always, the office once something is stated, nobody else ever."""
    if mobility.person_id == actor.person_id:
        has_stated = has_need(mobility)
        if not has_stated and not policy.can(actor, "state_inclusion", mobility):
            return None
        name = "inclusion" if policy.can(actor, "state_inclusion", mobility) else "take_back_inclusion"
        return {
            "is_mine": True,
            "has_stated": has_stated,
            "url": to_mobility(mobility, f"application:{name}"),
        }
    if policy.can(actor, "read_inclusion", mobility) and has_need(mobility):
        return {"is_mine": False, "url": to_mobility(mobility, "application:read_inclusion")}
    return None
