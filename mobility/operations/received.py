"""What was signed elsewhere is entered: a file with somebody's certificate in it, a scan of ink, another paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import StoredFile
from core.policy import Refusal, require
from core.uploads import CleanUpload, keep
from members.actor import Actor
from members.enums import Capacity
from members.models import Person
from mobility import lifecycle
from mobility.enums import Party, ReceivedKind, SigningWay
from mobility.models import Agreement, Mobility, ReceivedPaper, Signature
from mobility.operations.signing import give, still_to_sign
from mobility.readers import home_signers
from mobility.received import signed_copy


@dataclass(frozen=True)
class Ink:
    """What stands beside a signature in ink: the name, in which function, and the day as written."""

    name: str
    function: str
    written_on: date


@transaction.atomic
def ask_for_copy(*, agreement: Agreement, actor: Actor) -> Agreement:
    """Have the text in force printed with empty boxes, to be signed elsewhere; the worker prints it once a version.

    Raises Refusal.
    """
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, "ask_for_copy", mobility)
    present = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if present.superseded_at is not None or present.is_dead:
        raise Refusal(_("This version of the agreement is not in force any more."))
    journal.record(
        verb="agreement.copy_asked",
        subject=present,
        actor=acting_at_office(actor, mobility),
        file_id=str(mobility.public_id),
        facts={"version": present.version},
    )
    return present


@transaction.atomic
def enter_signed_file(
    *, agreement: Agreement, party: str, actor: Actor, upload: CleanUpload, function: str = ""
) -> Signature:
    """The agreement's own PDF, signed outside with a certificate, counts as this party's signature.

    It must be our copy of the version in force, to the last byte, with signatures added and nothing else; what they are
    is kept as it was found. Raises Refusal with the reason.
    """
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, f"enter_as_{Party(party).value}", mobility)
    present = still_to_sign(agreement, Party(party), agreement.text_hash)
    copy = signed_copy(upload.content, present)
    received = receive(
        mobility,
        actor,
        upload,
        kind=ReceivedKind.SIGNED_FILE,
        paper=copy.paper,
        found=[one.row for one in copy.signatures],
        counted=copy.counted,
    )
    signature = _signature(present, party, SigningWay.OUTSIDE, received)
    signature.name, signature.function = copy.signature.name[:150], function.strip()
    return give(signature, mobility, acting_at_office(actor, mobility))


@transaction.atomic
def enter_scan(
    *,
    agreement: Agreement,
    party: str,
    actor: Actor,
    upload: CleanUpload | StoredFile,
    ink: Ink,
) -> Signature:
    """A scan of the agreement signed in ink counts as this party's signature, entered by the office. Raises Refusal."""
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, "enter_scan", mobility)
    require(actor, f"enter_as_{Party(party).value}", mobility)
    present = still_to_sign(agreement, Party(party), agreement.text_hash)
    if not ink.name.strip():
        raise Refusal(_("Please write the name as it stands beside the signature."))
    if not timezone.localtime(present.made_at).date() <= ink.written_on <= clock.today():
        raise Refusal(_("The day beside the signature lies before this version was made, or in the future."))
    received = receive(mobility, actor, upload, kind=ReceivedKind.INK_SCAN)
    signature = _signature(present, party, SigningWay.SCAN, received)
    signature.name, signature.function = ink.name.strip(), ink.function.strip()
    signature.written_on = ink.written_on
    return give(signature, mobility, acting_at_office(actor, mobility))


@transaction.atomic
def keep_other_paper(
    *, mobility: Mobility, actor: Actor, upload: CleanUpload | StoredFile, title: str
) -> ReceivedPaper:
    """Keep a paper that is neither agreement nor certificate in the file, under a name. Raises Refusal."""
    fresh = lifecycle.lock(mobility)
    require(actor, "keep_other_paper", fresh)
    if not title.strip():
        raise Refusal(_("Please say what the paper is."))
    received = receive(fresh, actor, upload, kind=ReceivedKind.OTHER, title=title.strip())
    journal.record(
        verb="paper.received",
        subject=received,
        actor=acting_at_office(actor, fresh),
        file_id=str(fresh.public_id),
        facts={"title": received.title, "sha256": received.file.sha256},
    )
    return received


def receive(
    mobility: Mobility, actor: Actor, upload: CleanUpload | StoredFile, *, kind: ReceivedKind, **fields: Any
) -> ReceivedPaper:
    """Put a paper from outside into its file; one that was stored before it was entered is not stored twice."""
    stored = upload if isinstance(upload, StoredFile) else _kept(upload, mobility, actor)
    return ReceivedPaper.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        kind=kind,
        file=stored,
        received_at=clock.now(),
        entered_by_id=actor.person_id,
        guest="" if actor.person_id else actor.name,
        **fields,
    )


def _kept(upload: CleanUpload, mobility: Mobility, actor: Actor) -> StoredFile:
    require_scanned(upload)
    sender = Person.objects.get(pk=actor.person_id) if actor.person_id else mobility.person
    return keep(upload, university=mobility.university, member=mobility.member, person=sender)


def require_scanned(upload: CleanUpload) -> None:
    """What is entered counts at once and for good: raise Refusal for a file that waits for the virus check."""
    if not upload.is_scanned:
        raise Refusal(
            _("The virus check does not answer at the moment. Send the file again in some minutes.")
        )


def _signature(present: Agreement, party: str, way: SigningWay, received: ReceivedPaper) -> Signature:
    """The signature of a party that was given elsewhere; the participant's is theirs, whoever entered it."""
    capacity, person_id = _signer(Party(party), received)
    return Signature(
        agreement=present, party=party, person_id=person_id, capacity=capacity, way=way, received=received
    )


def _signer(party: Party, received: ReceivedPaper) -> tuple[Capacity, int | None]:
    """In which capacity a party signed; and who, where that is known: whoever entered it and may sign for it."""
    match party:
        case Party.PARTICIPANT:
            return Capacity.PARTICIPANT, received.mobility.person_id
        case Party.HOST:
            return Capacity.HOST, None
    capacity, people = home_signers(received.mobility)
    is_own_hand = received.entered_by_id in {person.pk for person in people}
    return capacity, received.entered_by_id if is_own_hand else None


def acting_at_office(actor: Actor, mobility: Mobility) -> Actor:
    """The actor in the capacity in which they enter it, for the journal."""
    if actor.person_id == mobility.person_id:
        return actor.acting_as(Capacity.PARTICIPANT)
    return actor.acting_among(
        Capacity.COORDINATOR,
        Capacity.OFFICE,
        Capacity.DEAN,
        member_id=mobility.member_id,
        unit_id=mobility.unit_id,
        about=mobility.person_id,
    )
