"""Papers issued as PDF: printed in both languages, stored, journalled; a new version replaces earlier ones.

Printing takes time: call `issue` from subscribers that run in the worker.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation

from core import clock, files, journal, pdf, policy
from core.models import StoredFile
from core.tenancy import MemberOwned
from core.words import localized
from members.actor import system
from members.models import Member, University
from mobility.agreement_text import LANGUAGES
from mobility.enums import DocumentKind
from mobility.models import IssuedDocument, Mobility

Context = dict[str, Any]
# Kinds of papers with narrower readers than the file's papers have: the verb of the policy that lets them in.
_READ_BY: dict[str, str] = {}


def read_by(kind: DocumentKind, verb: str) -> None:
    """Register who may open papers of this kind, where not everybody who reads the file's papers may."""
    _READ_BY[kind] = verb


def may_read(actor: Any, kind: str, mobility: Mobility) -> bool:
    """Whether somebody who reads the file's papers may open one of this kind."""
    verb = _READ_BY.get(kind)
    return verb is None or bool(policy.can(actor, verb, mobility))


class Paper(Protocol):
    """A version of something printed: of which tenant, in which language, and when."""

    member_id: int
    language: str
    version: int
    issued_at: datetime


@transaction.atomic
def issue(
    *,
    mobility: Mobility,
    kind: DocumentKind,
    version: int,
    paper: models.Model,
    contexts: Callable[[str], Context],
) -> list[IssuedDocument]:
    """Issue a paper in Slovenian and English; what is issued already in this version is returned as it is.

    `contexts(language)` gives the context of `<app>/pdf/<kind>.html` (app of the paper), called with that
    language active; `context["paper"]["title"]` is the document's title. Raises core.pdf.RenderFailed.
    """
    Mobility.objects.select_for_update(of=("self",)).get(pk=mobility.pk)
    issued = []
    for language in LANGUAGES:
        blank = IssuedDocument(
            member_id=mobility.member_id,
            mobility=mobility,
            kind=kind,
            language=language,
            version=version,
            paper=f"{paper._meta.label_lower}:{paper.pk}",
        )
        present = IssuedDocument.objects.filter(
            mobility=mobility, kind=kind, language=language, version=version
        ).first()
        issued.append(present or _issued(blank, paper, contexts))
    return issued


def _issued(
    document: IssuedDocument, paper: models.Model, contexts: Callable[[str], Context]
) -> IssuedDocument:
    """Print and store one paper in one language, and set the earlier version aside."""
    mobility, document.issued_at = document.mobility, clock.now()
    document.file = printed(
        document,
        template=f"{paper._meta.app_label}/pdf/{document.kind}.html",
        context=lambda: contexts(document.language),
        name=f"{mobility.number}-{document.kind}",
    )
    IssuedDocument.objects.filter(
        mobility=mobility, kind=document.kind, language=document.language, superseded_at=None
    ).update(superseded_at=document.issued_at)
    document.save(force_insert=True)
    journal.record(
        verb="document.issued",
        subject=document,
        actor=system(mobility.university_id),
        file_id=str(mobility.public_id),
        because=paper,
        facts={
            "kind": str(document.kind),
            "language": document.language,
            "version": document.version,
            "sha256": document.file.sha256,
        },
    )
    return document


def printed(
    paper: Paper,
    *,
    template: str,
    context: Callable[[], Context],
    name: str,
    attachments: Mapping[str, bytes] | None = None,
) -> StoredFile:
    """Print one version of a paper in its language and keep the file for its member.

    `context` is called with that language active; `context["paper"]["title"]` is the document's title. The file is
    called after `name`, language and version. Raises core.pdf.RenderFailed.
    """
    with translation.override(paper.language):
        told = context()
        content = pdf.render(
            html=render_to_string(template, told),
            title=str(told["paper"]["title"]),
            language=paper.language,
            made_at=paper.issued_at,
            attachments=attachments,
        )
    member = Member.objects.select_related("university").get(pk=paper.member_id)
    return files.store(
        content=content,
        name=f"{name}-{paper.language}-v{paper.version}.pdf",
        university=member.university,
        member=member,
        created_by=None,
    )


def sheet(mobility: Mobility, *, title: str, subtitle: str = "", version: int | None = None) -> Context:
    """What the letterhead of a paper about a mobility needs, in the active language."""
    return letterhead(mobility, reference=mobility.number, title=title, subtitle=subtitle, version=version)


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
        "made_on": clock.today(),
        "university": {
            "name": localized(university, "name"),
            "address": f"{university.address}, {university.city}",
            "erasmus_code": university.erasmus_code,
        },
        "member": {"name": localized(member, "name"), "address": member.address, "logo": ""},
        "verify": None,
    }


def title_of(document: IssuedDocument) -> str:
    """What a document is called in lists, in the active language."""
    return str(DocumentKind(document.kind).label)
