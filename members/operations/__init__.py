"""What is done with people, by the people in charge of them: posts, roles and substitutes, invitations."""

from members.operations.importing import import_people
from members.operations.invitations import (
    accept_invitation,
    invite_person,
    renew_invitation,
    withdraw_invitation,
)
from members.operations.people import (
    add_member,
    add_unit,
    appoint,
    employ,
    found_university,
    invite,
    name_witness,
    register_person,
)
from members.operations.roles import (
    appoint_substitute,
    confirm_role,
    decline_role,
    end_role,
    grant_role,
)
from members.operations.sessions import end_sessions

__all__ = [
    "accept_invitation",
    "add_member",
    "add_unit",
    "appoint",
    "appoint_substitute",
    "confirm_role",
    "decline_role",
    "employ",
    "end_role",
    "end_sessions",
    "found_university",
    "grant_role",
    "import_people",
    "invite",
    "invite_person",
    "name_witness",
    "register_person",
    "renew_invitation",
    "withdraw_invitation",
]
