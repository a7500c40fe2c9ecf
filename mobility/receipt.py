"""The receipt of an application as a paper: which version was received, when, and the mark of what stands in it.

The content itself goes with the paper as data, so that anybody can compute the mark again (docs/formats.md).
"""

from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import chain
from mobility import documents, teaching
from mobility.activity import of_application
from mobility.application_face import days_words
from mobility.enums import DocumentKind, TrainingForm
from mobility.models import AnswerPaper, Application, Call, IssuedDocument, Mobility
from mobility.papers import papers_of
from mobility.questions import asking_of, sections_of
from mobility.results_day import results_day
from mobility.sections import FIELDS, KEYS


def issue(application: Application, mobility: Mobility) -> list[IssuedDocument]:
    """Issue the receipt of one version in both languages. Raises core.pdf.RenderFailed, core.sealing.SealFailed."""
    return documents.issue(
        mobility=mobility,
        kind=DocumentKind.RECEIPT,
        version=application.version,
        paper=application,
        contexts=lambda _language: context_of(application, mobility),
    )


def content_of(application: Application, papers: dict[str, AnswerPaper], call: Call) -> dict[str, Any]:
    """What was handed in, as data: every field of the call's sections, the answers, each paper by its file's hash."""
    fields = [field for section in sections_of(call) for field in FIELDS[section]]
    content = {field: _plain(application, field) for field in fields}
    return {
        **content,
        "version": application.version,
        "answers": application.answers,
        "papers": {slot: paper.file.sha256 for slot, paper in papers.items()},
    }


def mark_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON."""
    return sha256(chain.canonical(content)).hexdigest()


def context_of(application: Application, mobility: Mobility) -> dict[str, Any]:
    """The whole paper in the active language."""
    papers, call = papers_of(application), mobility.call
    content = content_of(application, papers, call)
    mark = mark_of(content)
    name = mobility.person.get_full_name()
    paper = documents.sheet(
        mobility,
        activity=of_application(application),
        title=_("Receipt of the application"),
        subtitle=name,
        version=application.version,
    )
    host = application.host
    return {
        "paper": documents.with_texts(paper, mobility, DocumentKind.RECEIPT),
        "receipt": {
            "action": mobility.action,
            "academic_year": call.academic_year,
            "call": call.title,
            "name": name,
            "unit": mobility.unit.name,
            "received_at": application.submitted_at,
            "closes_at": call.closes_at,
            "replaces": application.version - 1,
            "title": application.title,
            "forms": [str(TrainingForm(form).label) for form in application.forms],
            "host": f"{host.name}, {host.city}, {host.country.name}" if host else "",
            "first_on": application.starts_on,
            "last_on": application.ends_on,
            "days": days_words(application),
            "counts": _counts(application),
            "teaching": teaching.told_of(application),
            "papers": _papers(mobility, papers),
            "results_by": results_day(mobility),
            "mark": mark,
        },
        "data": {"application": content, "sha256": mark},
    }


def _plain(application: Application, field: str) -> Any:
    """A field as JSON holds it: days as text, the host and the language by what they are known by."""
    if field == "host":
        host = application.host
        codes = ("erasmus_code", "pic", "oid", "city", "country_id")
        return {"name": host.name, **{code: getattr(host, code) for code in codes}} if host else None
    if field in KEYS:
        return getattr(application, f"{field}_id")
    value = getattr(application, field)
    return value.isoformat() if isinstance(value, date) else value


def _counts(application: Application) -> str:
    """How much stands in it, in a sentence."""
    rows = (
        ngettext("%d goal", "%d goals", len(application.goals)) % len(application.goals),
        ngettext("%d expected effect", "%d expected effects", len(application.effects))
        % len(application.effects),
        ngettext("%d way of sharing", "%d ways of sharing", len(application.dissemination))
        % len(application.dissemination),
    )
    return ", ".join(rows)


def _papers(mobility: Mobility, papers: dict[str, AnswerPaper]) -> list[dict[str, Any]]:
    """The papers that came with it, named by what they show and never as the sender called them."""
    slots = asking_of(mobility.call).slots
    return [
        {
            "title": slots[slot].title if slot in slots else slot,
            "size": paper.file.size,
            "sha256": paper.file.sha256,
        }
        for slot, paper in papers.items()
    ]
