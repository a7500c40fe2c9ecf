"""The host’s links: each for one purpose, sent to one address, dead once used, closed or replaced."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility import lifecycle
from mobility.agreements import links_of, signed_by
from mobility.enums import Party
from mobility.host_enums import LinkPurpose
from mobility.models import Agreement, HostLink, Mobility
from mobility.signing_rules import require_turn

NONCE_BYTES = 16
VALID_DAYS, VALID_AT_LEAST = 30, 3
# Whoever certifies has the time until the participant's papers are due, and a month more.
VALID_AFTER_STAY = 60
PASSED_ON_AT_MOST = 3


@dataclass(frozen=True)
class Addressee:
    """Whom a link goes to, and in which language they are written to."""

    name: str
    address: str
    language: str
    function: str = ""


@transaction.atomic
def send_host_link(*, agreement: Agreement, actor: Actor, name: str, address: str, language: str) -> HostLink:
    """Ask the host to sign, by a link to this address; an earlier link dies. Raises Refusal.

    The letter is written after the commit; the link itself is made when the letter leaves and never stored.
    """
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, "manage_host_link", mobility)
    present = _still_unsigned(agreement)
    link = _replaced(present, mobility, LinkPurpose.SIGN, Addressee(name, address, language))
    _record("agreement.host_link_sent", link, _acting(actor, mobility), mobility)
    return link


@transaction.atomic
def send_link_after_stay(*, agreement: Agreement, actor: Actor, to: Addressee) -> HostLink:
    """Ask the host to certify the stay that has ended; an earlier link for that dies. Raises Refusal."""
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, "ask_host_after_stay", mobility)
    present = Agreement.objects.select_for_update().get(pk=agreement.pk)
    link = _replaced(present, mobility, LinkPurpose.CERTIFY, to)
    _record("agreement.host_asked_to_certify", link, _acting(actor, mobility), mobility)
    return link


@transaction.atomic
def pass_on_host_link(*, link: HostLink, actor: Actor, by: str, to: Addressee) -> HostLink:
    """The host names another person: the link moves to their address, and the old one dies at once.

    Raises Refusal for a link that is used or closed, and when it was passed on often enough.
    """
    mobility = lifecycle.lock(link.agreement.mobility)
    require(actor, "pass_on_host_link", mobility)
    present = HostLink.objects.select_for_update().get(pk=link.pk)
    if not present.is_open(clock.now()) or present.agreement.superseded_at is not None:
        raise Refusal(_("This link is not open any more."))
    if links_of(mobility, present.purpose).exclude(passed_on_by="").count() >= PASSED_ON_AT_MOST:
        raise Refusal(_("This was passed on several times already. Please write to the sending institution."))
    moved = _replaced(present.agreement, mobility, LinkPurpose(present.purpose), to, by=by)
    _record("agreement.host_link_passed_on", moved, actor, mobility)
    return moved


def spend_links_to_sign(agreement: Agreement) -> None:
    """The host has signed: its open link to do so opens nothing more by itself."""
    links = HostLink.objects.filter(agreement=agreement, purpose=LinkPurpose.SIGN)
    links.filter(used_at=None, revoked_at=None).update(used_at=clock.now())


def mark_used(link: HostLink) -> None:
    """The link's purpose is met: it opens nothing more by itself, and what was signed can be fetched."""
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])


@transaction.atomic
def revoke_host_link(*, link: HostLink, actor: Actor) -> HostLink:
    """Close a link that should not open anything any more. Raises Refusal."""
    mobility = lifecycle.lock(link.agreement.mobility)
    is_to_sign = link.purpose == LinkPurpose.SIGN
    require(actor, "manage_host_link" if is_to_sign else "ask_host_after_stay", mobility)
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


@transaction.atomic
def choose_language(*, link: HostLink, language: str) -> HostLink:
    """The language in which the host reads the room and its letters from now on."""
    link.language = language
    link.save(update_fields=["language"])
    return link


def revoke_host_links(agreement: Agreement, purpose: str = "") -> int:
    """Close every link (of a purpose) to a version that is set aside, refused or certified; returns how many."""
    links = HostLink.objects.filter(agreement=agreement, revoked_at=None)
    if purpose:
        links = links.filter(purpose=purpose, used_at=None)
    return links.update(revoked_at=clock.now())


def valid_until(mobility: Mobility, agreement: Agreement, purpose: str = LinkPurpose.SIGN) -> datetime:
    """The end of the last day on which a link made now is valid.

    To sign: a month, not beyond the eve of the stay, nor the day until which the version is signed. To certify: two
    months.
    """
    today = clock.today()
    if purpose == LinkPurpose.CERTIFY:
        return _end_of(today + timedelta(days=VALID_AFTER_STAY))
    last = today + timedelta(days=VALID_DAYS)
    if mobility.starts_on is not None:
        last = min(last, mobility.starts_on - timedelta(days=1))
    last = max(last, today + timedelta(days=VALID_AT_LEAST))
    return _end_of(min(last, agreement.sign_by) if agreement.sign_by else last)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _still_unsigned(agreement: Agreement) -> Agreement:
    """The agreement's row, locked, while the host has still to sign it. Raises Refusal."""
    present = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if present.superseded_at is not None or present.is_dead:
        raise Refusal(_("This version of the agreement is not in force any more."))
    signed = signed_by(present)
    if Party.HOST in signed:
        raise Refusal(_("The host has signed already."))
    require_turn(present.signing_order, Party.HOST, signed)
    return present


def _replaced(
    agreement: Agreement, mobility: Mobility, purpose: LinkPurpose, to: Addressee, *, by: str = ""
) -> HostLink:
    """A new link for this purpose; those that were open for it are closed."""
    revoke_host_links(agreement, purpose)
    return HostLink.objects.create(
        member_id=mobility.member_id,
        agreement=agreement,
        purpose=purpose,
        nonce=secrets.token_hex(NONCE_BYTES),
        name=to.name.strip(),
        function=to.function.strip(),
        passed_on_by=by.strip(),
        address=to.address.strip(),
        language=to.language,
        made_at=clock.now(),
        valid_until=valid_until(mobility, agreement, purpose),
    )


def _record(verb: str, link: HostLink, actor: Actor, mobility: Mobility) -> None:
    facts = {"name": link.name, "address": link.address, "valid_until": link.valid_until.isoformat()}
    if link.passed_on_by:
        facts["by"] = link.passed_on_by
    journal.record(
        verb=verb,
        subject=link,
        actor=actor,
        file_id=str(mobility.public_id),
        because=link.agreement,
        facts=facts,
    )


def _acting(actor: Actor, mobility: Mobility) -> Actor:
    held = actor.holding(
        (Capacity.COORDINATOR,),
        member_id=mobility.member_id,
        unit_id=mobility.unit_id,
        about=mobility.person_id,
    )
    return actor.acting_as(held) if held else actor
