"""Annex 2 as a paper: what the accepted report says, in the words of each language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.words import localized
from members.enums import Capacity
from mobility import documents
from mobility.activity import Activity, of_mobility
from mobility.agreement_paper import MARK_LENGTH, WAYS
from mobility.agreement_text import in_language
from mobility.editions import edition_with
from mobility.enums import DisseminationKind, DocumentKind, Party, SigningWay, TrainingForm
from mobility.models import Application, IssuedDocument, Mobility
from mobility.outcomes import Change, Goal, Outcomes
from reporting import taught
from reporting.enums import ChangeStatus, LinkKind, LinkStatus, Publication, SharingStatus
from reporting.host_enums import GoalResult
from reporting.models import Certificate, ContentReport, OutcomeAssessment, Rows
from reporting.queries import certificate_of


def issue_report(report: ContentReport) -> list[IssuedDocument]:
    """Issue Annex 2 in both languages, with the host's word on the goals where there is one by now.

    A later version sets it aside. Raises core.pdf.RenderFailed.
    """
    return documents.issue(
        mobility=report.mobility,
        kind=DocumentKind.CONTENT_REPORT,
        version=report.version,
        paper=report,
        contexts=lambda _language: {
            "paper": _sheet(report),
            "report": {**printed(report), "host_word": _host_word(report.mobility)},
        },
    )


def issue_certificate(certificate: Certificate) -> list[IssuedDocument]:
    """Issue the certificate that the host signed in its room, in both languages. Raises core.pdf.RenderFailed."""
    issued = documents.issue(
        mobility=certificate.mobility,
        kind=DocumentKind.CERTIFICATE,
        version=certificate.version,
        paper=certificate,
        contexts=lambda _language: _certificate(certificate),
    )
    certificate.file = edition_with(issued, "en").file
    certificate.save(update_fields=["file"])
    return issued


def _certificate(certificate: Certificate) -> dict[str, Any]:
    mobility, text = certificate.mobility, in_language(certificate.text)
    title = _("Certificate of attendance")
    signature = {
        "party": str(Party.HOST.label),
        "name": certificate.signed_by,
        "capacity": certificate.signed_as,
        "signed_at": certificate.uploaded_at,
        "way": str(WAYS[SigningWay.LINK]),
        "mark": certificate.text_hash[:MARK_LENGTH],
    }
    return {
        "paper": documents.sheet(
            mobility,
            activity=Activity("teaching" in text),
            title=title,
            subtitle=text["participant"],
            version=certificate.version,
        ),
        "certificate": {
            **{
                key: text[key]
                for key in ("action", "participant", "sending", "receiving", "hours", "content")
            },
            "teaching": text.get("teaching"),
            "title": text["purpose"]["title"],
            "forms": text["purpose"]["forms"],
            "first_on": certificate.starts_on,
            "last_on": certificate.ends_on,
            "agreement_version": text["agreement"]["version"],
            "agreed": {"first_on": mobility.starts_on, "last_on": mobility.ends_on},
        },
        "signatures": [signature],
    }


def _sheet(report: ContentReport) -> dict[str, Any]:
    title = _("Content report on the completed mobility")
    paper = documents.sheet(
        report.mobility,
        activity=of_mobility(report.mobility),
        title=title,
        subtitle=report.mobility.title,
        version=report.version,
    )
    return documents.with_texts(paper, report.mobility, DocumentKind.CONTENT_REPORT)


def printed(report: ContentReport) -> dict[str, Any]:
    """The report as its paper and its preview show it, in the active language (see the paper's template)."""
    mobility = report.mobility
    return {
        **_head(mobility),
        "activities": report.activities,
        "deviations": report.deviations,
        "goals": [
            {
                "text": row["text"],
                "outcome": _label(GoalResult, row.get("result")),
                "comment": row.get("comment", ""),
            }
            for row in report.goals
        ],
        "knowledge": report.knowledge,
        "effects_on_work": report.effects_on_work,
        "effects_on_unit": report.effects_on_unit,
        "practices": _changes(report.practices),
        "practices_words": report.practices_words,
        "processes": _changes(report.processes),
        "processes_words": report.processes_words,
        "links": [
            {
                **row,
                "kind": _label(LinkKind, row.get("kind")),
                "status": _label(LinkStatus, row.get("status")),
            }
            for row in report.links
        ],
        "links_words": report.links_words,
        "internationalisation": report.internationalisation,
        "dissemination": [_sharing(row) for row in report.dissemination],
        "advice": report.advice,
        "publication": {"consent": _label(Publication, report.consent), "summary": report.summary},
        "acceptance": _acceptance(report),
        "handed_in_at": report.handed_in_at,
    }


def _host_word(mobility: Mobility) -> dict[str, Any] | None:
    """What the host said of the goals, where it was told that it is printed."""
    given = OutcomeAssessment.objects.filter(mobility=mobility, for_report=True).first()
    if given is None:
        return None
    return {
        "goals": [
            {"text": row["text"], "outcome": _label(GoalResult, row["result"]), "comment": row["comment"]}
            for row in given.rows
        ],
        "words": given.words,
        "name": given.given_by,
        "given_at": given.given_at,
    }


def outcomes_in(report: ContentReport) -> Outcomes:
    """The report in short, as papers of other apps show it."""
    told = printed(report)
    return Outcomes(
        goals=tuple(Goal(row["text"], row["outcome"], row["comment"]) for row in told["goals"]),
        knowledge=report.knowledge,
        effects_on_work=report.effects_on_work,
        changes=tuple(
            Change(row["what"], row["status"], row["due_on"])
            for row in (*told["practices"], *told["processes"])
        ),
        teaching_hours=told["teaching_hours"],
    )


def _head(mobility: Mobility) -> dict[str, Any]:
    """Who, where and when; the dates of the accepted certificate where there is one."""
    application = _application(mobility)
    certificate = certificate_of(mobility)
    stay = certificate if certificate and certificate.accepted_at else mobility
    host = mobility.host
    return {
        "person": {
            "name": mobility.person.get_full_name(),
            "unit": mobility.unit.name,
            "post": mobility.employment.post,
        },
        "action": mobility.action,
        "title": mobility.title,
        "forms": [_label(TrainingForm, form) for form in application.forms] if application else [],
        "language": localized(application.language, "name") if application and application.language else "",
        "teaching_hours": taught.hours_of(application, certificate),
        "host": {"name": host.name, "city": host.city, "country": host.country.name} if host else {},
        "stay": {"first_on": stay.starts_on, "last_on": stay.ends_on, "days": mobility.training_days},
    }


def _application(mobility: Mobility) -> Application | None:
    submitted = Application.objects.filter(mobility=mobility).exclude(submitted_at=None)
    return submitted.select_related("language").order_by("-version").first()


def _changes(rows: Rows) -> Rows:
    return [
        {**row, "status": _label(ChangeStatus, row.get("status")), "due_on": _date(row.get("due_on"))}
        for row in rows
    ]


def _sharing(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "form": _label(DisseminationKind, row.get("kind")),
        "audience": row.get("audience", ""),
        "on": _date(row.get("due_on")),
        "reached": row.get("reached"),
        "proof": row.get("proof", ""),
        "status": _label(SharingStatus, row.get("status")),
    }


def _acceptance(report: ContentReport) -> dict[str, Any] | None:
    if report.accepted_at is None:
        return None
    return {
        "verdict": _("The report is accepted."),
        "name": str(report.decided_by),
        "capacity": _label(Capacity, report.decided_as),
        "decided_at": report.accepted_at,
        "text": report.remark,
    }


def _label(words: Any, value: Any) -> str:
    """What a stored choice is called; empty where none was made."""
    return str(words(value).label) if value in words.values else str(value or "")


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
