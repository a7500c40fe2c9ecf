"""Who comes by an invitation: at sign-in, and when an address is proven, the open invitations of it are accepted."""

import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from core.policy import Refusal
from core.tasks import universities
from core.tenancy import tenant_scope
from members.models import Person
from members.operations import accept_invitation
from members.queries import open_invitations

log = logging.getLogger(__name__)


@receiver(user_logged_in)
def on_sign_in(sender: Any, user: Person, **kwargs: Any) -> None:
    """Whoever had an account already comes by signing in."""
    welcome(user)


@receiver(email_confirmed)
def on_proof(sender: Any, email_address: EmailAddress, **kwargs: Any) -> None:
    """Whoever opened an account comes by proving the address."""
    welcome(email_address.user)


def welcome(person: Person) -> int:
    """Accept the open invitations of a person's proven addresses; returns how many."""
    proven = list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))
    return sum(_accept(person, email, pk) for email in proven for pk in universities())


def _accept(person: Person, email: str, university_id: int) -> int:
    with tenant_scope(university_id=university_id):
        found = list(open_invitations(email))
        for invitation in found:
            try:
                accept_invitation(invitation=invitation, person=person)
            except Refusal as refusal:
                log.info("Invitation %s was not accepted: %s", invitation.pk, refusal)
    return len(found)
