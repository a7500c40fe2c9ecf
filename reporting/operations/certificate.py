"""The certificate of attendance: sent by the participant, accepted or returned by the coordinator."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal, quarantine
from core.models import StoredFile
from core.policy import Refusal, require
from core.uploads import CleanUpload, clean_upload, keep
from members.actor import Actor, system
from members.enums import Capacity
from mobility import duties
from mobility.enums import DocumentKind, DutyKind
from mobility.lifecycle import lock
from mobility.models import IssuedDocument, Mobility
from reporting.enums import CertificateSource
from reporting.models import Certificate
from reporting.operations.common import CHECKING, CORRECTING, in_office
from reporting.queries import certificate_of, may_replace_certificate
from reporting.taught import agreed_hours


@transaction.atomic
def upload_certificate(
    *,
    mobility: Mobility,
    actor: Actor,
    upload: UploadedFile | CleanUpload,
    starts_on: date,
    ends_on: date,
    teaching_hours: int | None = None,
) -> Certificate:
    """Store the certificate and what stands on it; it takes the place of the one sent before.

    Raises core.files.UploadRefused for a file that is not a sound PDF, JPEG or PNG, and Refusal for dates
    that cannot be, hours of teaching that were not agreed, or when the coordinator has accepted one already.
    """
    fresh = lock(mobility)
    require(actor, "upload_certificate", fresh)
    check_certificate(fresh, starts_on, ends_on, teaching_hours)
    clean = upload if isinstance(upload, CleanUpload) else clean_upload(upload)
    certificate = keep_certificate(
        fresh,
        file=stored(clean, fresh),
        starts_on=starts_on,
        ends_on=ends_on,
        teaching_hours=teaching_hours,
    )
    _record("certificate.uploaded", certificate, actor, facts={"version": certificate.version})
    hand_to_coordinator(certificate)
    return certificate


@transaction.atomic
def enter_certificate(
    *,
    mobility: Mobility,
    actor: Actor,
    scan: StoredFile,
    days: tuple[date, date],
    name: str,
    function: str = "",
    teaching_hours: int | None = None,
) -> Certificate:
    """The office enters a certificate that came on paper, with what stands on it. Raises Refusal."""
    fresh = lock(mobility)
    require(actor, "enter_certificate", fresh)
    check_certificate(fresh, *days, teaching_hours)
    certificate = keep_certificate(
        fresh,
        source=CertificateSource.SCAN,
        file=scan,
        starts_on=days[0],
        ends_on=days[1],
        teaching_hours=teaching_hours,
        signed_by=name.strip(),
        signed_as=function.strip(),
    )
    facts = {"version": certificate.version, "source": str(certificate.source)}
    _record("certificate.uploaded", certificate, actor, facts=facts)
    hand_to_coordinator(certificate)
    return certificate


def check_certificate(
    mobility: Mobility, starts_on: date, ends_on: date, teaching_hours: int | None = None
) -> None:
    """Whether a certificate with these dates and hours of teaching can be taken now. Raises Refusal."""
    if not may_replace_certificate(mobility):
        raise Refusal(
            _("The coordinator has accepted the certificate already; it can no longer be replaced.")
        )
    if ends_on < starts_on:
        raise Refusal(_("The certificate ends before it starts."))
    if ends_on > clock.today():
        raise Refusal(_("The last day on the certificate lies in the future."))
    if teaching_hours is not None and agreed_hours(mobility) is None:
        raise Refusal(_("No teaching was agreed for this stay; leave the hours of teaching out."))


def keep_certificate(mobility: Mobility, **fields: Any) -> Certificate:
    """The certificate in its next version; the one before, and its paper, are set aside."""
    now, before = clock.now(), certificate_of(mobility)
    Certificate.objects.filter(mobility=mobility, superseded_at=None).update(superseded_at=now)
    issued = IssuedDocument.objects.filter(mobility=mobility, kind=DocumentKind.CERTIFICATE)
    issued.filter(superseded_at=None).update(superseded_at=now)
    return Certificate.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        version=before.version + 1 if before else 1,
        uploaded_at=now,
        **fields,
    )


def hand_to_coordinator(certificate: Certificate) -> None:
    """What the participant owed is met; now the coordinator looks at it."""
    duties.open_duty(
        mobility=certificate.mobility,
        kind=DutyKind.ACCEPT_CERTIFICATE,
        owed_by=Capacity.COORDINATOR,
        due_on=clock.today() + CHECKING,
    )
    duties.fulfil(mobility=certificate.mobility, kind=DutyKind.CERTIFICATE, by=certificate)


@transaction.atomic
def accept_certificate(*, mobility: Mobility, actor: Actor) -> Certificate:
    """Take the certificate as proof of the stay; with the rest accepted too, reporting is complete."""
    certificate = _waiting(mobility, actor, "accept_certificate")
    if certificate.file is not None and certificate.file.quarantined_at:
        raise Refusal(_("The file waits for the virus check. Accept the certificate when you have seen it."))
    certificate.accepted_at, certificate.decided_by_id = clock.now(), actor.person_id
    certificate.save(update_fields=["accepted_at", "decided_by"])
    _record("certificate.accepted", certificate, actor)
    duties.fulfil(mobility=certificate.mobility, kind=DutyKind.ACCEPT_CERTIFICATE, by=certificate)
    return certificate


@transaction.atomic
def return_certificate(*, mobility: Mobility, actor: Actor, reasons: str) -> Certificate:
    """Ask the participant for another certificate, and say why."""
    certificate = _waiting(mobility, actor, "return_certificate")
    if not reasons.strip():
        raise Refusal(_("Say what is wrong with the certificate."))
    return _give_back(certificate, actor, reasons.strip())


@quarantine.when_settled
def return_infected(stored: StoredFile) -> None:
    """What follows when a certificate that waited for the virus check turns out to be infected."""
    certificate = Certificate.objects.select_related("mobility").filter(file=stored).first()
    if not stored.finding or certificate is None:
        return
    certificate.mobility = lock(certificate.mobility)
    if not certificate.is_waiting:
        return
    reasons = _("The virus check found “%(found)s” in the file.") % {"found": stored.finding}
    advice = _("Scan the certificate anew, or print it to a new PDF, and send that file.")
    _give_back(certificate, system(stored.university_id), f"{reasons} {advice}")


def _give_back(certificate: Certificate, actor: Actor, reasons: str) -> Certificate:
    certificate.returned_at, certificate.returned_reasons = clock.now(), reasons
    certificate.decided_by_id = actor.person_id
    certificate.save(update_fields=["returned_at", "returned_reasons", "decided_by"])
    entry = _record("certificate.returned", certificate, actor, note=certificate.returned_reasons)
    duties.open_duty(
        mobility=certificate.mobility,
        kind=DutyKind.CERTIFICATE,
        owed_by=Capacity.PARTICIPANT,
        person_id=certificate.mobility.person_id,
        due_on=clock.today() + CORRECTING,
        opened_by=entry,
    )
    duties.fulfil(mobility=certificate.mobility, kind=DutyKind.ACCEPT_CERTIFICATE, by=certificate)
    return certificate


def _waiting(mobility: Mobility, actor: Actor, verb: str) -> Certificate:
    """The certificate that waits, its mobility locked. Raises Refusal for whoever is second."""
    fresh = lock(mobility)
    require(actor, verb, fresh)
    certificate = certificate_of(fresh)
    if certificate is None:
        raise Refusal(_("There is no certificate yet."))
    if not certificate.is_waiting:
        told = _("Somebody was quicker: %(who)s has accepted the certificate.")
        if certificate.returned_at:
            told = _("Somebody was quicker: %(who)s has returned the certificate.")
        raise Refusal(told % {"who": certificate.decided_by})
    return certificate


def stored(clean: CleanUpload, mobility: Mobility) -> StoredFile:
    """The file of a certificate; it counts as the participant's, whoever sent it. Raises Refusal."""
    return keep(clean, university=mobility.university, member=mobility.member, person=mobility.person)


def _record(verb: str, certificate: Certificate, actor: Actor, **more: Any) -> Any:
    return journal.record(
        verb=verb,
        subject=certificate,
        actor=in_office(actor, certificate.mobility),
        file_id=str(certificate.mobility.public_id),
        **more,
    )
