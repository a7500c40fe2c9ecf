"""The host's link: sent to one address, valid until a date, dead once used, revoked or replaced."""

import secrets
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility import lifecycle
from mobility.enums import Party
from mobility.models import Agreement, HostLink, Mobility, Signature

NONCE_BYTES = 16
VALID_DAYS, VALID_AT_LEAST = 30, 3


@transaction.atomic
def send_host_link(*, agreement: Agreement, actor: Actor, name: str, address: str, language: str) -> HostLink:
    """Ask the host to sign, by a link to this address; an earlier link dies. Raises Refusal.

    The letter is written after the commit; the link itself is made when the letter leaves and never stored.
    """
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, "manage_host_link", mobility)
    present = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if present.superseded_at is not None or present.refused_at is not None:
        raise Refusal(_("This version of the agreement is not in force any more."))
    if Signature.objects.filter(agreement=present, party=Party.HOST).exists():
        raise Refusal(_("The host has signed already."))
    revoke_host_links(present)
    link = HostLink.objects.create(
        member_id=mobility.member_id,
        agreement=present,
        nonce=secrets.token_hex(NONCE_BYTES),
        name=name.strip(),
        address=address.strip(),
        language=language,
        made_at=clock.now(),
        valid_until=valid_until(mobility),
    )
    journal.record(
        verb="agreement.host_link_sent",
        subject=link,
        actor=_acting(actor, mobility),
        file_id=str(mobility.public_id),
        because=present,
        facts={"name": link.name, "address": link.address, "valid_until": link.valid_until.isoformat()},
    )
    return link


@transaction.atomic
def revoke_host_link(*, link: HostLink, actor: Actor) -> HostLink:
    """Close a link that should not open anything any more. Raises Refusal."""
    mobility = lifecycle.lock(link.agreement.mobility)
    require(actor, "manage_host_link", mobility)
    present = HostLink.objects.select_for_update().get(pk=link.pk)
    if present.revoked_at is None:
        present.revoked_at = clock.now()
        present.save(update_fields=["revoked_at"])
        journal.record(
            verb="agreement.host_link_revoked",
            subject=present,
            actor=_acting(actor, mobility),
            file_id=str(mobility.public_id),
            facts={"name": present.name},
        )
    return present


def revoke_host_links(agreement: Agreement) -> int:
    """Close every link to a version that is set aside or refused; returns how many."""
    return HostLink.objects.filter(agreement=agreement, revoked_at=None).update(revoked_at=clock.now())


def valid_until(mobility: Mobility) -> datetime:
    """The end of the day until which a link made now is valid: a month, not beyond the eve of the stay."""
    today = clock.today()
    last = today + timedelta(days=VALID_DAYS)
    if mobility.starts_on is not None:
        last = min(last, mobility.starts_on - timedelta(days=1))
    last = max(last, today + timedelta(days=VALID_AT_LEAST))
    return timezone.make_aware(datetime.combine(last, time(23, 59, 59)))


def _acting(actor: Actor, mobility: Mobility) -> Actor:
    held = actor.holding(
        (Capacity.COORDINATOR,),
        member_id=mobility.member_id,
        unit_id=mobility.unit_id,
        about=mobility.person_id,
    )
    return actor.acting_as(held) if held else actor
