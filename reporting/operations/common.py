"""How long each side has, and in which capacity somebody acts; small things that all the papers share."""

from datetime import timedelta

from members.actor import Actor
from members.enums import Capacity
from mobility.models import Mobility

# The office has a week to look at a paper, the participant ten days to put one right.
CHECKING = timedelta(days=7)
CORRECTING = timedelta(days=10)


def in_office(actor: Actor, mobility: Mobility) -> Actor:
    """The actor as the participant of their own mobility, else in the office's capacity that they hold."""
    if actor.person_id is not None and actor.person_id == mobility.person_id:
        return actor.acting_as(Capacity.PARTICIPANT)
    asked = (Capacity.COORDINATOR, Capacity.OFFICE)
    held = actor.holding(asked, member_id=mobility.member_id, about=mobility.person_id)
    return actor.acting_as(held) if held else actor
