"""What people hear of roles and invitations."""

from core import journal
from core.models import Entry
from members import notices
from members.models import Appointment, Invitation


def _role_of(entry: Entry) -> Appointment:
    rows = Appointment.objects.select_related("person", "member", "unit", "granted_by", "principal__person")
    return rows.get(pk=entry.subject_id)


def _invitation_of(entry: Entry) -> Invitation:
    return Invitation.objects.select_related("member", "unit").get(pk=entry.subject_id)


@journal.subscribe("role.granted", "role.confirmed")
def tell_of_role(entry: Entry) -> None:
    """To the person, and to whoever is stood in for."""
    notices.tell_of_role(entry, _role_of(entry))


@journal.subscribe("role.proposed")
def ask_second(entry: Entry) -> None:
    """To the other people of the university's office."""
    notices.ask_second(entry, _role_of(entry))


@journal.subscribe("role.declined")
def tell_of_decline(entry: Entry) -> None:
    """To whoever granted it."""
    notices.tell_of_decline(entry, _role_of(entry))


@journal.subscribe("role.ended")
def tell_of_end(entry: Entry) -> None:
    """To the person whose role it was."""
    notices.tell_of_end(entry, _role_of(entry))


@journal.subscribe("person.invited", "invitation.renewed")
def send_invitation(entry: Entry) -> None:
    """To the invited address, while the invitation is open."""
    invitation = _invitation_of(entry)
    if invitation.expires_at is not None and invitation.withdrawn_at is None:
        notices.tell_of_invitation(entry, invitation, kind="invited")


@journal.subscribe("invitation.withdrawn")
def tell_of_withdrawal(entry: Entry) -> None:
    """To the invited address."""
    notices.tell_of_invitation(entry, _invitation_of(entry), kind="uninvited")
