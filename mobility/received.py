"""Papers from outside: whether a signed file is our text of the version in force, and what its signatures are."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core import outside
from core.face import Fact
from core.outside import NotAsIssued, OutsideSignature
from core.policy import Refusal
from core.trust import TrustBroken, trust
from core.wording import clock, day_and_year
from mobility import register
from mobility.enums import DocumentKind
from mobility.models import Agreement, ReceivedPaper, RegisteredPaper

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignedCopy:
    """A copy of ours that came back signed: which paper it is, its signatures, and which of them counts."""

    paper: RegisteredPaper
    signatures: list[OutsideSignature]
    counted: int

    @property
    def signature(self) -> OutsideSignature:
        return self.signatures[self.counted]


def signed_copy(content: bytes, agreement: Agreement) -> SignedCopy:
    """What came back signed for this version of the agreement. Raises Refusal with the reason where it is not that.

    Whoever signs a file that another party has signed already adds to it: the last signature that counts for nobody
    yet is the one that counts now.
    """
    found = register.by_beginning(content)
    if found is None or found[0].series != series_of(agreement):
        raise Refusal(
            _(
                "This is not our text. Fetch the copy to be signed from the page of the agreement, sign that file as "
                "it is, and do not save it anew in another program."
            )
        )
    paper, length = found
    if paper.version != agreement.version:
        told = {"version": paper.version, "present": agreement.version}
        raise Refusal(
            _("This is version %(version)s of the agreement. Version %(present)s is in force: sign that one.")
            % told
        )
    try:
        signatures = outside.signatures_added(content, length, trust())
    except NotAsIssued as problem:
        raise Refusal(str(problem)) from problem
    except TrustBroken as broken:
        log.exception("Signatures in files are not taken")
        raise Refusal(
            _("Signatures in files cannot be judged at the moment. Please tell the university’s office.")
        ) from broken
    return SignedCopy(paper, signatures, _not_counted_yet(signatures, agreement))


def _not_counted_yet(signatures: list[OutsideSignature], agreement: Agreement) -> int:
    rows = ReceivedPaper.objects.filter(signatures__agreement=agreement).exclude(counted=None)
    counted = {(told["fingerprint"], told["said_at"]) for told in (row.found[row.counted] for row in rows)}
    left = [place for place, one in enumerate(signatures) if (one.fingerprint, one.said_at) not in counted]
    if not left:
        raise Refusal(_("Every signature in this file counts for another party already."))
    return left[-1]


def series_of(agreement: Agreement) -> str:
    """The series of the copies to be signed, in the register."""
    return f"mobility:{agreement.mobility_id}:{DocumentKind.AGREEMENT_TO_SIGN}"


def facts_of(paper: ReceivedPaper) -> list[Fact]:
    """Every electronic signature in the file, as it was found when it came in."""
    return [_fact(OutsideSignature(**row)) for row in paper.found]


def _fact(one: OutsideSignature) -> Fact:
    return Fact(one.name or "–", certificate_words(one), note=time_words(one), broad=True)


def certificate_words(one: OutsideSignature) -> str:
    """Who vouches for the name, and whether this installation takes their word."""
    told: dict[str, Any] = {"issuer": one.issuer}
    if one.is_qualified:
        return _("qualified certificate, issued by “%(issuer)s”, which is trusted here for such") % told
    if one.is_trusted:
        return _("certificate issued by “%(issuer)s”, which is trusted here") % told
    return _("certificate issued by “%(issuer)s”; nobody here vouches for it") % told


def time_words(one: OutsideSignature) -> str:
    """When it was made, and by whose clock."""
    if one.at is None:
        return ""
    told = {"time": _exactly(one.at), "by": one.stamped_by}
    if one.stamped_at:
        return _("%(time)s, told by “%(by)s”") % told
    return _("%(time)s, by the signer’s own clock") % told


def _exactly(at: datetime) -> str:
    return _("%(day)s at %(time)s") % {"day": day_and_year(at), "time": clock(at)}
