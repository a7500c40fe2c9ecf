"""Printing: a filled sheet becomes a PDF with code, data and seal, kept for its member. In workers only."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import files, journal, pdf, qr, sealing
from core.paper_code import grouped, new_code
from core.seals import Seal, seal_of
from core.words import languages_in, localized
from members.actor import system
from members.models import Member, University
from mobility import paper_data, register
from mobility.models import Mobility
from mobility.paper_data import Context
from mobility.register import Printed


class Paper(Protocol):
    """A version of something printed: of which tenant, in which language or languages, and when."""

    member_id: int
    language: str
    version: int
    issued_at: datetime


# What the page of a part extends, where several languages stand in one file; see templates/pdf.
FRAME_OF_PART = "pdf/part.html"


def _no_data(_told: Context) -> None:
    return None


@dataclass(frozen=True)
class Blank:
    """What a paper is printed from. The file is called after `name`, language and version.

    `context` is called with each of the paper's languages active; `context["paper"]["title"]` is its title. `data`
    gives, from the context, the form that the file carries for machines; `attachments` are further files by name.
    `is_sealed`: it carries the university's seal, where there is one; what others sign must not be closed by it.
    """

    kind: str
    template: str
    name: str
    context: Callable[[], Context]
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    data: Callable[[Context], Any] = _no_data
    is_sealed: bool = True


@dataclass(frozen=True)
class _Part:
    """A paper in one of its languages: its page, its letterhead, its signatures and what it says to machines."""

    language: str
    html: str
    sheet: Context
    signatures: list[dict[str, Any]]
    data: Any


def printed(paper: Paper, blank: Blank) -> Printed:
    """Print one version of a paper, in its language or in both, seal it, and keep the file for its member.

    Where the university has no seal the paper says so. Raises core.pdf.RenderFailed, core.sealing.SealFailed.
    """
    member = Member.objects.select_related("university").get(pk=paper.member_id)
    university = member.university
    seal, code = (seal_of(university.slug) if blank.is_sealed else None), new_code()
    languages = languages_in(paper.language)
    frame = FRAME_OF_PART if len(languages) > 1 else ""
    parts = []
    for language in languages:
        with translation.override(language):
            parts.append(_part(blank, _with_verification(blank.context(), university, code, seal), frame))
    fields = _fields(paper, blank, parts)
    with translation.override(languages[0]):
        content = _rendered(paper, blank, parts, fields)
        whole = sealing.sealed(content, seal, reason=fields["title"]) if seal else content
    stored = files.store(
        content=whole,
        name=f"{blank.name}-{paper.language}-v{paper.version}.pdf",
        university=university,
        member=member,
        created_by=None,
    )
    return Printed(
        member_id=paper.member_id,
        file=stored,
        code=code,
        kind=fields["kind"],
        title=fields["title"],
        reference=fields["reference"],
        version=paper.version,
        language=paper.language,
        is_draft=fields["is_draft"],
        issued_at=paper.issued_at,
        content_sha256=hashlib.sha256(content).hexdigest(),
        seal=seal.fingerprint if seal else "",
        signed=[paper_data.without_names(one) for one in fields["signatures"]],
    )


@dataclass(frozen=True)
class Issue:
    """How an issued paper is journalled: under which verb, because of what, and in which series of the register."""

    verb: str
    because: models.Model
    series: str
    mobility: Mobility | None = None


def issued(paper: Any, blank: Blank, issue: Issue) -> None:
    """Print a paper, keep its row with the file, and enter it into journal and register.

    Raises core.pdf.RenderFailed, core.sealing.SealFailed.
    """
    made = printed(paper, blank)
    paper.file = made.file
    paper.save(force_insert=True)
    entry = journal.record(
        verb=issue.verb,
        subject=paper,
        actor=system(paper.university_id),
        file_id=str(issue.mobility.public_id) if issue.mobility else "",
        because=issue.because,
        facts=made.facts,
    )
    register.enter(made, entry, series=issue.series, mobility=issue.mobility)


def _with_verification(told: Context, university: University, code: str, seal: Seal | None) -> Context:
    """The context with what the foot of each page says: where and by which code the paper can be checked."""
    place = settings.BASE_URL + reverse("verify:start", kwargs={"university": university.slug})
    link = f"{place}{code}/"
    verify = {
        "url": place.partition("://")[2],
        "link": link,
        "code": grouped(code),
        "qr": qr.data_address(link),
        "sealed_by": localized(university, "name") if seal else "",
    }
    return {**told, "paper": {**told["paper"], "title": str(told["paper"]["title"]), "verify": verify}}


def _part(blank: Blank, told: Context, frame: str) -> _Part:
    """A filled sheet in the active language; `frame` is what its page extends where it is no file of its own."""
    sheet = {**told["paper"], "frame": frame}
    return _Part(
        language=sheet["language"],
        html=render_to_string(blank.template, {**told, "paper": sheet}),
        sheet=sheet,
        signatures=paper_data.signatures_of(told),
        data=paper_data.plain(blank.data(told)),
    )


def _fields(paper: Paper, blank: Blank, parts: list[_Part]) -> dict[str, Any]:
    """What the paper says to machines, all its languages together."""
    sheet = parts[0].sheet
    return {
        "code": sheet["verify"]["code"],
        "verify": sheet["verify"]["link"],
        "kind": str(blank.kind),
        "reference": str(sheet["reference"]),
        "version": paper.version,
        "language": paper.language,
        "title": paper_data.in_one_line(part.sheet["title"] for part in parts),
        "activities": sheet["activity"].codes if sheet["activity"] else None,
        "is_draft": bool(sheet["is_draft"]),
        "issued_at": paper.issued_at.isoformat(),
        "university": paper_data.in_one_line(part.sheet["university"]["name"] for part in parts),
        "signatures": paper_data.signatures_in_all([part.signatures for part in parts]),
        "data": paper_data.data_in_all({part.language: part.data for part in parts}),
    }


def _rendered(paper: Paper, blank: Blank, parts: list[_Part], fields: dict[str, Any]) -> bytes:
    first, sealed_by = parts[0], parts[0].sheet["verify"]["sealed_by"]
    words = _("Electronic seal of %(university)s") % {"university": sealed_by} if sealed_by else ""
    whole = {"paper": {**first.sheet, "title": fields["title"]}, "parts": [part.html for part in parts]}
    return pdf.render(
        html=first.html if len(parts) == 1 else render_to_string("pdf/joined.html", whole),
        title=fields["title"],
        language=first.language,
        made_at=paper.issued_at,
        attachments={paper_data.DATA_FILE: paper_data.written(fields), **blank.attachments},
        seal_words=words,
        parts=len(parts),
    )
