"""Ending a person's sessions from outside of them."""

from allauth.usersessions.models import UserSession

from members.models import Person


def end_sessions_of(person: Person) -> int:
    """End every session of the person at once; returns how many there were."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)
