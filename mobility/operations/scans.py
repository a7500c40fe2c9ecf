"""Scans are led back to their files by the codes on them, and entered by the office as what they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal, qr_reading
from core.files import UploadRefused
from core.policy import Refusal, require
from core.uploads import CleanUpload, clean_upload, keep
from members.actor import Actor
from members.models import Person
from members.queries import address_by_id
from mobility import lifecycle, register
from mobility.models import IncomingScan, Mobility, ReceivedPaper, RegisteredPaper
from mobility.operations.received import acting_at_office, require_scanned
from mobility.scan_uses import ScanUse

PUT_ASIDE = "put_aside"


@dataclass(frozen=True)
class BroughtIn:
    """What became of one file: the scan that waits now, or why it was not kept."""

    name: str
    scan: IncomingScan | None = None
    reason: Any = ""


def bring_in(
    *, member_id: int, actor: Actor, uploads: "Iterable[UploadedFile[Any]]", number: str = ""
) -> list[BroughtIn]:
    """Look for the code on each file and keep those that belong to a file of this member; each stands for itself.

    `number` is the mobility's for scans without a code. What was brought in already is not kept twice. Raises Refusal
    for whoever may not do this at all, and for an unknown number.
    """
    place = IncomingScan(university_id=actor.university_id, member_id=member_id)
    require(actor, "bring_in_scans", place)
    named = _named(member_id, number.strip())
    return [_brought(place, actor, upload, named) for upload in uploads]


def _named(member_id: int, number: str) -> Mobility | None:
    if not number:
        return None
    found = Mobility.objects.filter(member_id=member_id, number=number).first()
    if found is None:
        raise Refusal(_("There is no mobility with this number here."))
    return found


def _brought(
    place: IncomingScan, actor: Actor, upload: "UploadedFile[Any]", named: Mobility | None
) -> BroughtIn:
    name = str(upload.name)[:120]
    try:
        clean = clean_upload(upload)
        paper = _paper_on(clean, place.member_id, named)
        return BroughtIn(name, _waiting(clean, paper, paper.mobility if paper else named, actor))
    except UploadRefused as refused:
        return BroughtIn(name, reason=refused.reason)
    except Refusal as refusal:
        return BroughtIn(name, reason=refusal.reason)


def _paper_on(clean: CleanUpload, member_id: int, named: Mobility | None) -> RegisteredPaper | None:
    """The one paper of ours that is scanned here; None where there is no code, and somebody named the file.

    Raises Refusal with what was found instead.
    """
    require_scanned(clean)
    try:
        codes = qr_reading.codes_on(clean.content)
    except qr_reading.Unreadable as problem:
        raise Refusal(_("The pages could not be looked at. Scan them anew.")) from problem
    if not codes and named is not None:
        return None
    if not codes:
        raise Refusal(
            _(
                "No code was found. Scan the whole page, with 200 dots an inch or more, or write the number of the "
                "mobility below."
            )
        )
    found = {paper.pk: paper for paper in map(register.by_code, codes) if paper is not None}
    if not found:
        raise Refusal(_("The code on it is not in the register: the paper is not ours, or its time is over."))
    if len({paper.mobility_id for paper in found.values()}) > 1:
        raise Refusal(_("Pages of several files are in it. Send the pages of each file by themselves."))
    paper = _of_member(next(iter(found.values())), member_id)
    if named is not None and paper.mobility_id != named.pk:
        raise Refusal(_("By its code it belongs to mobility %s.") % paper.mobility)
    return paper


def _of_member(paper: RegisteredPaper, member_id: int) -> RegisteredPaper:
    if paper.member_id != member_id:
        other = address_by_id(paper.university_id).member_of(paper.member_id).short
        raise Refusal(_("It is a paper of another member faculty (%s). Bring it in there.") % other)
    if paper.mobility_id is None:
        raise Refusal(_("It is a paper of a whole call, and belongs to no file."))
    return paper


@transaction.atomic
def _waiting(
    clean: CleanUpload, paper: RegisteredPaper | None, of: Mobility | None, actor: Actor
) -> IncomingScan:
    if of is None:
        raise Refusal(_("It belongs to no file."))
    mobility = lifecycle.lock(of)
    require(actor, "settle_scan", mobility)
    _not_here_already(clean, mobility)
    stored = keep(
        clean,
        university=mobility.university,
        member=mobility.member,
        person=Person.objects.get(pk=actor.me),
        share=settings.POPOTNIK_SCANS_A_DAY,
    )
    scan = IncomingScan.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        paper=paper,
        file=stored,
        sent_at=clock.now(),
        sent_by_id=actor.me,
    )
    _record("scan.brought_in", scan, actor, {"code": paper.code if paper else "", "sha256": stored.sha256})
    return scan


def _not_here_already(clean: CleanUpload, mobility: Mobility) -> None:
    scans = IncomingScan.objects.filter(mobility=mobility, file__sha256=clean.sha256)
    if scans.filter(settled_at=None).exists():
        raise Refusal(_("This very scan is here already, and waits to be entered."))
    if ReceivedPaper.objects.filter(mobility=mobility, file__sha256=clean.sha256).exists():
        raise Refusal(_("This very scan was entered already."))


@transaction.atomic
def take_scan(*, scan: IncomingScan, actor: Actor, use: ScanUse, typed: dict[str, Any]) -> IncomingScan:
    """Enter a scan as what it is, on behalf of whoever signed it. Raises Refusal, also for whoever is second."""
    present = _still_waiting(scan, actor)
    require(actor, use.verb, present.mobility)
    use.take(present.mobility, actor, present.file, typed)
    return _settled(present, use.code, actor)


@transaction.atomic
def put_aside(*, scan: IncomingScan, actor: Actor) -> IncomingScan:
    """A scan that is not needed leaves the list; it goes with its file. Raises Refusal."""
    return _settled(_still_waiting(scan, actor), PUT_ASIDE, actor)


def _still_waiting(scan: IncomingScan, actor: Actor) -> IncomingScan:
    mobility = lifecycle.lock(scan.mobility)
    require(actor, "settle_scan", mobility)
    present = IncomingScan.objects.select_for_update(of=("self",)).select_related("file").get(pk=scan.pk)
    present.mobility = mobility
    if present.settled_at is not None:
        raise Refusal(_("Somebody was quicker: this scan was entered already."))
    return present


def _settled(scan: IncomingScan, code: str, actor: Actor) -> IncomingScan:
    scan.settled_at, scan.settled_as = clock.now(), code
    scan.save(update_fields=["settled_at", "settled_as"])
    _record("scan.settled", scan, actor, {"as": code})
    return scan


def _record(verb: str, scan: IncomingScan, actor: Actor, facts: dict[str, Any]) -> None:
    journal.record(
        verb=verb,
        subject=scan,
        actor=acting_at_office(actor, scan.mobility),
        file_id=str(scan.mobility.public_id),
        facts=facts,
    )
