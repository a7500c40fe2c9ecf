"""What reporting adds to the file's page: where its duties are done, its section, evidence, lines."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import policy
from core.templatetags.papers import dated
from core.wording import period
from members.actor import Actor
from mobility import documents, pages
from mobility.enums import DocumentKind, DutyKind
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.moves import TOLD
from mobility.outcomes import Outcomes, tells_outcomes
from mobility.readings import called
from reporting.documents import outcomes_in
from reporting.queries import certificate_of, latest_accepted_report, papers_of
from reporting.states import steps_of

CHAPTER_6 = gettext_lazy("Instructions for staff mobility, chapter 6")

called(gettext_lazy("certificate and report"), "reporting", "host-stay")
documents.read_by(DocumentKind.CERTIFICATE, "see_certificate")
documents.read_by(DocumentKind.EUROPASS, "see_reporting")
pages.duty_page(DutyKind.CERTIFICATE, "reporting:certificate", minutes=3, why=CHAPTER_6)
pages.duty_page(DutyKind.SURVEY, "reporting:survey", minutes=2, why=CHAPTER_6)
pages.duty_page(DutyKind.REPORT, "reporting:write", minutes=40, why=CHAPTER_6)
pages.duty_page(DutyKind.ACCEPT_CERTIFICATE, "reporting:check_certificate", minutes=3, why=CHAPTER_6)
pages.duty_page(DutyKind.ACCEPT_REPORT, "reporting:check_report", minutes=15, why=CHAPTER_6)

TOLD.update(
    {
        "certificate.uploaded": gettext_lazy("The certificate of attendance was uploaded."),
        "certificate.given_by_host": gettext_lazy("The host gave the certificate of attendance."),
        "host.outcomes_assessed": gettext_lazy("The host assessed the agreed goals."),
        "host.cooperation_rated": gettext_lazy("The host rated the cooperation."),
        "certificate.accepted": gettext_lazy("The certificate of attendance was accepted."),
        "certificate.returned": gettext_lazy("The certificate of attendance was returned."),
        "survey.noted": gettext_lazy("The EU Survey was handed in."),
        "report.handed_in": gettext_lazy("The content report was handed in."),
        "report.accepted": gettext_lazy("The content report was accepted."),
        "report.returned": gettext_lazy("The content report was returned to be completed."),
    }
)


@tells_outcomes
def came_of_it(mobility: Mobility) -> Outcomes | None:
    """What the accepted report says of goals, knowledge, effects and changes."""
    report = latest_accepted_report(mobility)
    return outcomes_in(report) if report else None


@pages.section(60, "reporting/section.html")
def after_return(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The three things after return and how far each has come."""
    if not policy.can(actor, "see_reporting", mobility):
        return None
    steps = steps_of(mobility, papers_of(mobility), actor)
    return {"steps": steps, "url": to_mobility(mobility, "reporting:overview")}


@pages.evidence(gettext_lazy("Certificate of attendance"), "reporting:certificate_file")
def certificate_state(mobility: Mobility) -> str:
    certificate = certificate_of(mobility)
    if certificate is None or certificate.accepted_at is None:
        return ""
    return _("%(period)s; accepted on %(day)s") % {
        "period": period(certificate.starts_on, certificate.ends_on),
        "day": dated(certificate.accepted_at),
    }


@pages.evidence(gettext_lazy("Content report (Annex 2)"), "reporting:read")
def report_state(mobility: Mobility) -> str:
    report = latest_accepted_report(mobility)
    if report is None:
        return ""
    return _("version %(version)d; accepted on %(day)s by %(who)s") % {
        "version": report.version,
        "day": dated(report.accepted_at),
        "who": report.decided_by,
    }
