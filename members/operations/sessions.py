"""Ending the sessions of somebody whose telephone or laptop is gone."""

from django.db import transaction

from core import journal
from core.policy import require
from members.actor import Actor
from members.models import Person
from members.signin.sessions import end_sessions_of


@transaction.atomic
def end_sessions(*, person: Person, actor: Actor) -> int:
    """Sign a person of the present university out everywhere; returns how many sessions ended."""
    require(actor, "end_sessions", person)
    ended = end_sessions_of(person)
    journal.record(verb="sessions.ended", subject=person, actor=actor, facts={"sessions": ended})
    return ended
