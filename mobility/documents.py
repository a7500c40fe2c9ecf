"""Papers issued as PDF: printed in both languages, in the editions that the member chose; a new version replaces them.

Printing takes time: call `issue` from subscribers that run in the worker.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import translation

from core import clock, policy
from core.tenancy import MemberOwned
from core.wording import day_and_year
from core.words import localized, written_in
from members.models import Member, University
from mobility import printing
from mobility.activity import Activity
from mobility.editions import editions_of
from mobility.enums import DocumentKind
from mobility.letterheads import logo_of
from mobility.models import IssuedDocument, Mobility
from mobility.paper_data import Context, data_of
from mobility.paper_texts import printed_texts, values_of
from mobility.printing import Blank, Issue

# What is given out to be signed elsewhere carries no seal: a seal forbids every addition, a signature too.
UNSEALED = frozenset({DocumentKind.AGREEMENT_TO_SIGN})
# Kinds of papers with narrower readers than the file's papers have: the verb of the policy that lets them in.
_READ_BY: dict[str, str] = {}


def read_by(kind: DocumentKind, verb: str) -> None:
    """Register who may open papers of this kind, where not everybody who reads the file's papers may."""
    _READ_BY[kind] = verb


def may_read(actor: Any, kind: str, mobility: Mobility) -> bool:
    """Whether somebody who reads the file's papers may open one of this kind."""
    verb = _READ_BY.get(kind)
    return verb is None or bool(policy.can(actor, verb, mobility))


@transaction.atomic
def issue(
    *,
    mobility: Mobility,
    kind: DocumentKind,
    version: int,
    paper: models.Model,
    contexts: Callable[[str], Context],
) -> list[IssuedDocument]:
    """Issue a paper in Slovenian and English; a version that is issued already is returned as it is.

    Whether these are two files or one says its member's choice when it is printed (mobility.editions).

    `contexts(language)` gives the context of `<app>/pdf/<kind>.html` (app of the paper), called with that
    language active; `context["paper"]["title"]` is the document's title; what else it holds goes into the file as its
    data, or `context["data"]` instead. Raises core.pdf.RenderFailed, core.sealing.SealFailed.
    """
    Mobility.objects.select_for_update(of=("self",)).get(pk=mobility.pk)
    present = IssuedDocument.objects.filter(mobility=mobility, kind=kind, version=version)
    if issued := list(present.order_by("-language")):
        return issued
    blank = {
        "member_id": mobility.member_id,
        "mobility": mobility,
        "kind": kind,
        "version": version,
        "paper": f"{paper._meta.label_lower}:{paper.pk}",
    }
    return [
        _issued(IssuedDocument(language=edition, **blank), paper, contexts)
        for edition in editions_of(mobility.member_id)
    ]


def _issued(
    document: IssuedDocument, paper: models.Model, contexts: Callable[[str], Context]
) -> IssuedDocument:
    """Print and store one edition of a paper, and set the earlier version aside."""
    mobility, document.issued_at = document.mobility, clock.now()
    blank = Blank(
        kind=document.kind,
        template=f"{paper._meta.app_label}/pdf/{document.kind}.html",
        name=f"{mobility.number}-{document.kind}",
        context=lambda: contexts(written_in()),
        data=data_of,
        is_sealed=document.kind not in UNSEALED,
    )
    _take_place(document)
    series = f"mobility:{mobility.pk}:{document.kind}"
    printing.issued(document, blank, Issue("document.issued", paper, series, mobility))
    return document


def _take_place(document: IssuedDocument) -> None:
    """Set earlier versions aside, in whatever editions; one printed late, after its successor, is set aside itself."""
    series = IssuedDocument.objects.filter(mobility=document.mobility, kind=document.kind)
    series.filter(version__lt=document.version, superseded_at=None).update(superseded_at=document.issued_at)
    if series.filter(version__gt=document.version).exists():
        document.superseded_at = document.issued_at


def sheet(
    mobility: Mobility, *, activity: Activity, title: str, subtitle: str = "", version: int | None = None
) -> Context:
    """What the letterhead of a paper about a mobility needs, in the active language; `activity` is what it is for."""
    plain = letterhead(mobility, reference=mobility.number, title=title, subtitle=subtitle, version=version)
    return {**plain, "activity": activity}


def with_texts(paper: Context, row: MemberOwned, kind: str) -> Context:
    """The letterhead with the member's own texts for this kind of paper, filled in, in the active language."""
    values = values_of(row) | values_on(paper)
    return paper | printed_texts(row.member_id, kind, values, paper["language"])


def values_on(paper: Context) -> dict[str, str]:
    """What every letterhead knows for the names in a text."""
    return {
        "university": paper["university"]["name"],
        "member": paper["member"]["name"],
        "number": paper["reference"],
        "date": day_and_year(paper["made_on"]),
    }


def letterhead(
    row: MemberOwned, *, reference: str, title: str, subtitle: str = "", version: int | None = None
) -> Context:
    """What the letterhead of every paper needs (templates/pdf/base.html: `paper`), in the active language."""
    university = University.objects.get(pk=row.university_id)
    member = Member.objects.get(pk=row.member_id)
    return {
        "title": title,
        "subtitle": subtitle,
        "language": (translation.get_language() or "sl")[:2],
        "reference": reference,
        "version": version,
        "is_draft": False,
        "frame": "",
        "made_on": clock.today(),
        "university": {
            "name": localized(university, "name"),
            "address": f"{university.address}, {university.city}",
            "erasmus_code": university.erasmus_code,
        },
        "member": {"name": localized(member, "name"), "address": member.address, "logo": logo_of(member.pk)},
        "activity": None,
        "verify": None,
        "opening": "",
        "closing": "",
    }
