"""The host and the certificate: asked for it after the stay, it fills in and signs in its room, or sends its own."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import journal
from core.policy import Refusal, require
from core.uploads import CleanUpload
from members.actor import Actor, system
from mobility import agreements
from mobility.agreement_text import hash_of
from mobility.enums import Stage
from mobility.host_enums import LinkPurpose
from mobility.lifecycle import lock
from mobility.models import HostLink, Mobility
from mobility.operations.host_links import Addressee, mark_used, send_link_after_stay
from reporting import certificate_text
from reporting.certificate_text import Stay
from reporting.enums import CertificateSource
from reporting.models import Certificate
from reporting.operations.certificate import check_certificate, hand_to_coordinator, keep_certificate, stored
from reporting.queries import host_to_ask
from reporting.taught import agreed_hours


@transaction.atomic
def ask_host_to_certify(*, mobility: Mobility, actor: Actor, to: Addressee) -> HostLink:
    """Send the host a link to certify the stay; an earlier one dies. Raises Refusal."""
    agreement = agreements.in_force(mobility)
    if agreement is None:
        raise Refusal(_("There is no agreement yet."))
    return send_link_after_stay(agreement=agreement, actor=actor, to=to)


def ask_known_host(mobility: Mobility) -> HostLink | None:
    """The same by the calendar, where an address is known and no such link was sent yet."""
    to = host_to_ask(mobility)
    agreement = agreements.in_force(mobility)
    was_asked = agreements.links_of(mobility, LinkPurpose.CERTIFY).exists()
    if agreement is None or not to["address"] or was_asked or mobility.stage != Stage.RETURNED:
        return None
    return ask_host_to_certify(mobility=mobility, actor=system(mobility.university_id), to=Addressee(**to))


@transaction.atomic
def certify_stay(*, link: HostLink, actor: Actor, stay: Stay, name: str, function: str) -> Certificate:
    """The host signs the certificate in its room: who, when, and the hash of what it says. Raises Refusal."""
    mobility = _open_to_host(link, actor, stay.starts_on, stay.ends_on, stay.teaching_hours)
    if stay.teaching_hours is None and agreed_hours(mobility) is not None:
        raise Refusal(_("Say how many hours were taught; 0 if none."))
    text = certificate_text.compose(
        mobility=mobility, agreement=link.agreement, stay=stay, name=name.strip(), function=function.strip()
    )
    certificate = keep_certificate(
        mobility,
        source=CertificateSource.HOST_ROOM,
        text=text,
        text_hash=hash_of(text),
        starts_on=stay.starts_on,
        ends_on=stay.ends_on,
        teaching_hours=stay.teaching_hours,
        signed_by=name.strip(),
        signed_as=function.strip(),
    )
    _given(certificate, link, actor)
    return certificate


@transaction.atomic
def upload_for_host(
    *,
    link: HostLink,
    actor: Actor,
    upload: CleanUpload,
    days: tuple[date, date],
    name: str,
    function: str,
    teaching_hours: int | None = None,
) -> Certificate:
    """The host sends a certificate of its own, with what stands on it. Raises Refusal."""
    mobility = _open_to_host(link, actor, *days, teaching_hours)
    certificate = keep_certificate(
        mobility,
        source=CertificateSource.HOST_UPLOAD,
        file=stored(upload, mobility),
        starts_on=days[0],
        ends_on=days[1],
        teaching_hours=teaching_hours,
        signed_by=name.strip(),
        signed_as=function.strip(),
    )
    _given(certificate, link, actor)
    return certificate


def _open_to_host(
    link: HostLink, actor: Actor, starts_on: date, ends_on: date, teaching_hours: int | None
) -> Mobility:
    mobility = lock(link.agreement.mobility)
    require(actor, "certify_stay", mobility)
    check_certificate(mobility, starts_on, ends_on, teaching_hours)
    return mobility


def _given(certificate: Certificate, link: HostLink, actor: Actor) -> None:
    facts: dict[str, Any] = {
        "version": certificate.version,
        "source": str(certificate.source),
        "name": certificate.signed_by,
    }
    if certificate.text_hash:
        facts["hash"] = certificate.text_hash
    journal.record(
        verb="certificate.given_by_host",
        subject=certificate,
        actor=actor,
        file_id=str(certificate.mobility.public_id),
        facts=facts,
    )
    mark_used(link)
    hand_to_coordinator(certificate)
