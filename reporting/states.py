"""How far each of the three things after return has come, in words and with the one link that leads on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import policy
from core.face import Tone
from core.wording import day, moment, period
from members.actor import Actor
from mobility.links import to_mobility
from mobility.models import Mobility
from reporting import taught
from reporting.models import Certificate, ContentReport, SurveyStatus
from reporting.queries import Papers


@dataclass(frozen=True)
class Step:
    """One of the three things: its name, its state in a word and in a sentence, and where to go on."""

    title: str
    state: str
    tone: Tone
    words: str
    url: str = ""
    action: str = ""


def steps_of(mobility: Mobility, papers: Papers, actor: Actor) -> list[Step]:
    """Certificate, survey and report as this reader sees them."""
    return [
        _certificate(mobility, papers.certificate, actor),
        _survey(mobility, papers.survey, actor),
        _report(mobility, papers.report, actor),
    ]


def _certificate(mobility: Mobility, paper: Certificate | None, actor: Actor) -> Step:
    title = _("Certificate of attendance")
    upload = _link(mobility, actor, "upload_certificate", "reporting:certificate")
    check = _link(mobility, actor, "accept_certificate", "reporting:check_certificate")
    opened = _link(mobility, actor, "see_certificate", "reporting:certificate_file")
    if paper is None:
        words = _("Your host gives you the certificate on the last day, or sends it.")
        return Step(title, _("not here yet"), "soon", words, upload, _("Upload") if upload else "")
    if paper.accepted_at:
        words = _("Accepted on %(day)s.") % {"day": day(paper.accepted_at)}
        return Step(title, _("accepted"), "lead", words, opened, _("Open") if opened else "")
    if paper.returned_at:
        action = _("Send another") if upload else ""
        return Step(title, _("returned"), "late", paper.returned_reasons, upload, action)
    words = _("Sent on %(moment)s; the international office is checking it.") % {
        "moment": moment(paper.uploaded_at)
    }
    if paper.is_from_host:
        words = _("Given by the host, %(name)s, on %(moment)s; the international office is checking it.") % {
            "name": paper.signed_by,
            "moment": moment(paper.uploaded_at),
        }
    if check:
        return Step(title, _("being checked"), "", words, check, _("Check"))
    return Step(title, _("being checked"), "", words, upload, _("Replace") if upload else "")


def _survey(mobility: Mobility, survey: SurveyStatus | None, actor: Actor) -> Step:
    title = _("EU Survey")
    note = _link(mobility, actor, "note_survey", "reporting:survey")
    if survey is None:
        words = _("The European Commission sends the invitation by e-mail after the end of the stay.")
        return Step(title, _("not noted yet"), "soon", words, note, _("Note the day") if note else "")
    words = _("Handed in on %(day)s.") % {"day": day(survey.submitted_on)}
    return Step(title, _("done"), "lead", words, note, _("Correct the day") if note else "")


def _report(mobility: Mobility, report: ContentReport | None, actor: Actor) -> Step:
    title = _("Content report (Annex 2)")
    write = _link(mobility, actor, "write_report", "reporting:write")
    check = _link(mobility, actor, "accept_report", "reporting:check_report")
    read = to_mobility(mobility, "reporting:read")
    if report is None:
        words = _("Ten short sections; what you write is saved on its own.")
        return Step(title, _("not begun"), "soon", words, write, _("Begin") if write else "")
    if report.is_draft:
        # When somebody works on a draft is their own matter.
        words = _("Saved on %(moment)s.") % {"moment": moment(report.saved_at)} if write else ""
        return Step(title, _("being written"), "soon", words, write, _("Go on writing") if write else "")
    if report.accepted_at:
        words = report.remark or _("Accepted on %(day)s.") % {"day": day(report.accepted_at)}
        return Step(title, _("accepted"), "lead", words, read, _("Read"))
    words = _("Handed in on %(moment)s.") % {"moment": moment(report.handed_in_at)}
    return Step(title, _("being checked"), "", words, check or read, _("Check") if check else _("Read"))


def _link(mobility: Mobility, actor: Actor, verb: str, name: str) -> str:
    """The page's address where the policy lets this reader do it, else empty."""
    return to_mobility(mobility, name) if policy.can(actor, verb, mobility) else ""


def difference(certificate: Certificate | None) -> str:
    """How dates and hours of teaching on the certificate differ from the plan; empty where they do not."""
    if certificate is None:
        return ""
    return " ".join(filter(None, (_other_dates(certificate), taught.difference(certificate))))


def _other_dates(certificate: Certificate) -> str:
    if not certificate.differs_from_plan:
        return ""
    mobility = certificate.mobility
    return _("The certificate says %(certified)s; planned was %(planned)s. The certificate counts.") % {
        "certified": period(certificate.starts_on, certificate.ends_on),
        "planned": period(mobility.starts_on, mobility.ends_on),
    }
