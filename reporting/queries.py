"""Reading the papers after return: what is in force, what a new report begins with, what still lacks."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from mobility import agreements, host_languages
from mobility.enums import DutyKind
from mobility.host_enums import LinkPurpose
from mobility.models import Application, Duty, HostLink, Mobility, Promise
from mobility.models.promise import PromiseKind
from reporting.enums import Publication, Section, SharingStatus
from reporting.host_enums import GoalResult
from reporting.models import (
    FIELDS,
    Certificate,
    ContentReport,
    Cooperation,
    OutcomeAssessment,
    PublicationConsent,
    SurveyStatus,
)
from reporting.publication import PublicReport, without_addresses


@dataclass(frozen=True)
class Missing:
    """What a report lacks: in which section, at which field, in words for its author."""

    section: Section
    field: str
    words: str


@dataclass(frozen=True)
class Papers:
    """The papers of one mobility after return, as its pages show them."""

    certificate: Certificate | None
    survey: SurveyStatus | None
    report: ContentReport | None


def papers_of(mobility: Mobility) -> Papers:
    """Certificate in force, survey and latest report; three statements."""
    return Papers(certificate_of(mobility), survey_of(mobility), latest_report(mobility))


def certificate_of(mobility: Mobility) -> Certificate | None:
    """The certificate in force, with its file."""
    found = (
        Certificate.objects.filter(mobility=mobility, superseded_at=None)
        .select_related("file", "decided_by")
        .first()
    )
    if found is not None:
        found.mobility = mobility
    return found


def survey_of(mobility: Mobility) -> SurveyStatus | None:
    return SurveyStatus.objects.filter(mobility=mobility).first()


def latest_report(mobility: Mobility) -> ContentReport | None:
    """The newest version, be it a draft."""
    return _newest(mobility, ContentReport.objects.filter(mobility=mobility))


def handed_in_report(mobility: Mobility) -> ContentReport | None:
    """The newest version that was handed in: what others than its author may read."""
    return _newest(mobility, ContentReport.objects.filter(mobility=mobility).exclude(handed_in_at=None))


def handed_in_versions(mobility: Mobility) -> list[ContentReport]:
    """Every version that was handed in, newest first."""
    found = list(
        ContentReport.objects.filter(mobility=mobility)
        .exclude(handed_in_at=None)
        .select_related("decided_by")
    )
    for report in found:
        report.mobility = mobility
    return found


def latest_accepted_report(mobility: Mobility) -> ContentReport | None:
    """The newest version that was accepted: what is issued as a paper."""
    return _newest(mobility, ContentReport.objects.filter(mobility=mobility).exclude(accepted_at=None))


def _newest(mobility: Mobility, reports: Any) -> ContentReport | None:
    found: ContentReport | None = reports.select_related("decided_by").order_by("-version").first()
    if found is not None:
        found.mobility = mobility
    return found


@dataclass(frozen=True)
class Feedback:
    """What the host said after the stay; `rows` has the host's and the participant's word on each goal."""

    outcomes: OutcomeAssessment | None
    cooperation: Cooperation | None
    rows: list[dict[str, str]]


def feedback_of(mobility: Mobility) -> Feedback | None:
    """What the host said, or None when it said nothing."""
    outcomes = OutcomeAssessment.objects.filter(mobility=mobility).first()
    cooperation = Cooperation.objects.filter(mobility=mobility).first()
    if outcomes is None and cooperation is None:
        return None
    report = handed_in_report(mobility)
    own = {goal["text"]: goal.get("result", "") for goal in report.goals} if report else {}
    rows = outcomes.rows if outcomes else []
    return Feedback(outcomes, cooperation, [_beside(row, own.get(row["text"], "")) for row in rows])


def _beside(row: dict[str, str], own: str) -> dict[str, str]:
    named = {str(value): str(label) for value, label in GoalResult.choices}
    return {**row, "outcome": named.get(row["result"], ""), "own": named.get(own, "")}


def link_to_certify(mobility: Mobility) -> HostLink | None:
    """The host's newest link to certify the stay, whatever became of it."""
    links = agreements.links_of(mobility, LinkPurpose.CERTIFY)
    return links.select_related("agreement__mobility").order_by("-pk").first()


def host_to_ask(mobility: Mobility) -> dict[str, str]:
    """Name, address and language of whoever at the host was written to last, or whom the agreement names."""
    link = agreements.latest_link(mobility)
    if link is not None:
        return {"name": link.name, "address": link.address, "language": link.language}
    agreement = agreements.in_force(mobility)
    if agreement is not None:
        return agreements.contact_of(agreement)
    return {"name": "", "address": "", "language": host_languages.USUAL}


def may_replace_certificate(mobility: Mobility) -> bool:
    """Until it is accepted, a certificate may be sent, and sent again."""
    kinds = (DutyKind.CERTIFICATE, DutyKind.ACCEPT_CERTIFICATE)
    return Duty.objects.filter(mobility=mobility, kind__in=kinds, fulfilled_at=None, waived_at=None).exists()


def report_to_write(mobility: Mobility) -> ContentReport | None:
    """The draft, or a first version not stored yet; None while one is with the coordinator or accepted."""
    latest = latest_report(mobility)
    if latest is None:
        return new_report(mobility)
    return latest if latest.is_draft else None


def new_report(mobility: Mobility) -> ContentReport:
    """A first version, not stored: goals read back from the application, dissemination from the promises."""
    return ContentReport(
        mobility=mobility,
        member_id=mobility.member_id,
        university_id=mobility.university_id,
        goals=[{"text": text, "result": "", "comment": ""} for text in agreed_goals(mobility)],
        dissemination=[_as_row(promise) for promise in _shares(mobility)],
    )


def agreed_goals(mobility: Mobility) -> list[str]:
    """The goals of the application as it was submitted last."""
    goals = (
        Application.objects.filter(mobility=mobility)
        .exclude(submitted_at=None)
        .order_by("-version")
        .values_list("goals", flat=True)
        .first()
    )
    return [str(goal.get("text", "")) for goal in goals or [] if goal.get("text")]


def _shares(mobility: Mobility) -> list[Promise]:
    return list(Promise.objects.filter(mobility=mobility, kind=PromiseKind.DISSEMINATION))


def _as_row(promise: Promise) -> dict[str, Any]:
    return {
        "promise": promise.pk,
        "kind": promise.subject,
        "audience": promise.words,
        "due_on": (promise.kept_on or promise.due_on).isoformat(),
        "reached": None,
        "proof": promise.proof,
        "status": SharingStatus.DONE if promise.kept_on else SharingStatus.PLANNED,
    }


def missing_in(report: ContentReport) -> list[Missing]:
    """All that a report lacks before it can be handed in, in the order of its sections."""
    found = [*_empty_texts(report), *_open_goals(report), *_empty_lists(report), *_unclear_sharing(report)]
    found += _unclear_publication(report)
    order = list(FIELDS)
    return sorted(found, key=lambda one: order.index(one.section))


def _empty_texts(report: ContentReport) -> list[Missing]:
    asked = (
        (Section.ACTIVITIES, "activities", _("Describe what you did.")),
        (Section.KNOWLEDGE, "knowledge", _("Name the knowledge and skills you gained.")),
        (Section.EFFECTS, "effects_on_work", _("Say what changes in your own work.")),
        (Section.EFFECTS, "effects_on_unit", _("Say what it means for the development of your unit.")),
        (
            Section.INTERNATIONALISATION,
            "internationalisation",
            _("Say what it adds to internationalisation."),
        ),
    )
    return [Missing(*one) for one in asked if not getattr(report, one[1]).strip()]


def _open_goals(report: ContentReport) -> list[Missing]:
    found = []
    for number, goal in enumerate(report.goals):
        prefix = f"goals-{number}"
        words = {"number": number + 1}
        if not goal.get("result"):
            found.append(
                Missing(
                    Section.GOALS, f"{prefix}-result_0", _("Goal %(number)d: say what became of it.") % words
                )
            )
        elif goal["result"] != GoalResult.FULLY and not str(goal.get("comment", "")).strip():
            found.append(Missing(Section.GOALS, f"{prefix}-comment", _("Goal %(number)d: say why.") % words))
    return found


def _empty_lists(report: ContentReport) -> list[Missing]:
    words = {
        Section.PRACTICES: _("Name the new practices, or say why there are none."),
        Section.PROCESSES: _("Name the improved processes, or say why there are none."),
        Section.LINKS: _("Name the new links and agreements, or say why there are none."),
    }
    return [
        Missing(section, f"{section}_words", told)
        for section, told in words.items()
        if not getattr(report, section) and not getattr(report, f"{section}_words").strip()
    ]


def _unclear_sharing(report: ContentReport) -> list[Missing]:
    section = Section.DISSEMINATION
    if not report.dissemination:
        return [Missing(section, "dissemination-0-kind", _("Say how you share what you learnt."))]
    found = []
    for number, row in enumerate(report.dissemination):
        for field in ("kind", "audience", "due_on", "status"):
            if not row.get(field):
                words = _("Dissemination %(number)d: fill in the row.") % {"number": number + 1}
                found.append(Missing(section, f"dissemination-{number}-{field}", words))
                break
        else:
            if row["status"] == SharingStatus.DONE and row["due_on"] > clock.today().isoformat():
                words = _("Dissemination %(number)d is done, but its day lies ahead.") % {
                    "number": number + 1
                }
                found.append(Missing(section, f"dissemination-{number}-due_on", words))
    return found


def _unclear_publication(report: ContentReport) -> list[Missing]:
    found = []
    if not report.consent:
        found.append(Missing(Section.PUBLICATION, "consent_0", _("Say whether the report may be published.")))
    if report.consent != Publication.NONE and not report.summary.strip():
        found.append(Missing(Section.PUBLICATION, "summary", _("Write the summary for publication.")))
    return found


def consent_of(mobility: Mobility) -> PublicationConsent | None:
    """The consent to publication that holds now."""
    return PublicationConsent.objects.filter(mobility=mobility, withdrawn_at=None).first()


def consents_of(mobility: Mobility) -> list[PublicationConsent]:
    """Every consent that was given, newest first."""
    return list(PublicationConsent.objects.filter(mobility=mobility))


def published_reports() -> list[PublicReport]:
    """The public part of every accepted report whose author consents, newest stay first. Two statements."""
    consents = PublicationConsent.objects.filter(withdrawn_at=None)
    scopes = dict(consents.values_list("mobility_id", "scope"))
    rows = (
        ContentReport.objects.filter(mobility_id__in=scopes)
        .exclude(accepted_at=None)
        .select_related("mobility__person", "mobility__host__country")
        .order_by("mobility_id", "-version")
        .distinct("mobility_id")
    )
    found = [_public_part(report, scopes[report.mobility_id]) for report in rows]
    return sorted(found, key=lambda report: report.starts_on, reverse=True)


def _public_part(report: ContentReport, scope: str) -> PublicReport:
    mobility: Any = report.mobility
    return PublicReport(
        name=mobility.person.get_full_name() if scope == Publication.ALL else "",
        title=without_addresses(mobility.title),
        host=mobility.host.name,
        city=mobility.host.city,
        country=mobility.host.country.name,
        starts_on=mobility.starts_on,
        summary=without_addresses(report.summary),
        advice=without_addresses(report.advice),
    )
