"""The data sheet for Europass Mobility: what its form asks for, as far as it is known here; the rest is left open.

It is no Europass Mobility document: those are issued by the national Europass centre's application alone.
"""

from typing import Any

from django.utils.translation import gettext as _

from core.words import localized
from mobility import documents
from mobility.activity import of_application
from mobility.enums import DocumentKind, TrainingForm
from mobility.models import Application, IssuedDocument, Mobility
from mobility.queries import submitted_application
from reporting.documents import printed
from reporting.models import ContentReport
from reporting.queries import certificate_of


def issue(report: ContentReport) -> list[IssuedDocument]:
    """Issue the sheet of an accepted report in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=report.mobility,
        kind=DocumentKind.EUROPASS,
        version=report.version,
        paper=report,
        contexts=lambda _language: context_of(report),
    )


def context_of(report: ContentReport) -> dict[str, Any]:
    """The whole sheet in the active language, in the order of the form."""
    mobility = report.mobility
    application = submitted_application(mobility)
    paper = documents.sheet(
        mobility,
        activity=of_application(application),
        title=_("Data for Europass Mobility"),
        subtitle=mobility.person.get_full_name(),
        version=report.version,
    )
    return {
        "paper": paper,
        "holder": {"surname": mobility.person.last_name, "first_name": mobility.person.first_name},
        "sending": {
            "name": paper["member"]["name"],
            "university": paper["university"]["name"],
            "code": paper["university"]["erasmus_code"],
            "address": f"{paper['member']['address']}, {paper['university']['address']}",
            "email": mobility.member.email,
        },
        "receiving": _receiving(mobility, application),
        "stay": _stay(report, mobility, application),
        "skills": _skills(report, application),
    }


def _receiving(mobility: Mobility, application: Application | None) -> dict[str, str]:
    host = mobility.host
    contact = (application.contact_name, application.contact_position) if application else ()
    return {
        "name": host.name if host else "",
        "unit": application.host_unit if application else "",
        "code": host.erasmus_code if host else "",
        "address": ", ".join(part for part in (host.address, host.city, host.country.name) if part)
        if host
        else "",
        "contact": ", ".join(part for part in contact if part),
        "email": application.contact_email if application else "",
    }


def _stay(report: ContentReport, mobility: Mobility, application: Application | None) -> dict[str, Any]:
    """Aim, initiative, programme and the days; those of the accepted certificate where there is one."""
    certificate = certificate_of(mobility)
    days = certificate if certificate and certificate.accepted_at else mobility
    return {
        "aim": _aim(application),
        "title": mobility.title,
        "forms": [str(TrainingForm(form).label) for form in application.forms] if application else [],
        "programme": f"Erasmus+ {mobility.action}",
        "call": mobility.call.title,
        "academic_year": mobility.call.academic_year,
        "first_on": days.starts_on,
        "last_on": days.ends_on,
        "days": mobility.training_days,
        "accepted_on": report.accepted_at,
    }


def _aim(application: Application | None) -> list[str]:
    """The goals that were agreed before the stay."""
    return [goal["text"] for goal in application.goals] if application else []


def _skills(report: ContentReport, application: Application | None) -> dict[str, Any]:
    """What was done and learnt, as the accepted report says."""
    language = application.language if application else None
    return {
        "activities": report.activities,
        "job": report.knowledge,
        "language": localized(language, "name") if language else "",
        "level": application.own_level if application else "",
        "outcomes": printed(report)["goals"],
    }
