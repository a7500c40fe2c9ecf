"""The tasks of the host's room after the stay: the certificate, the agreed goals, the cooperation."""

from django.utils.translation import gettext as _

from core.wording import day, moment
from mobility.host_enums import LinkPurpose
from mobility.host_tasks import Task, Visit, host_task
from mobility.models import Mobility
from reporting.models import Cooperation, OutcomeAssessment
from reporting.policy import HAS_RETURNED
from reporting.queries import agreed_goals, certificate_of, may_replace_certificate


@host_task(20)
def certificate(visit: Visit) -> Task | None:
    """The certificate of attendance, filled in and signed here, or sent."""
    label = _("Certificate of attendance")
    present = certificate_of(visit.mobility)
    if present is not None and present.is_from_host and present.returned_at is None:
        words = {"name": present.signed_by, "when": moment(present.uploaded_at)}
        return Task(label, done=_("%(name)s signed: %(when)s") % words)
    if present is not None and present.accepted_at:
        return Task(label, done=_("The sending institution has it."))
    if not visit.is_for(LinkPurpose.CERTIFY) or not may_replace_certificate(visit.mobility):
        return None
    return Task(
        _("Issue the certificate of attendance"),
        _("Confirm the real dates and sign; without it the stay does not count."),
        visit.url("host-stay:certify"),
        minutes=4,
        is_asked=True,
    )


@host_task(60)
def outcomes(visit: Visit) -> Task | None:
    """How far the agreed goals were reached."""
    label = _("Assess the agreed goals")
    given = OutcomeAssessment.objects.filter(mobility=visit.mobility).first()
    if given is not None:
        return Task(
            label, done=_("%(name)s: %(when)s") % {"name": given.given_by, "when": day(given.given_at)}
        )
    if not _is_after(visit) or not agreed_goals(visit.mobility):
        return None
    return Task(
        label,
        _("If you like. It helps your guest to show what was learnt."),
        visit.url("host-stay:outcomes"),
        3,
    )


@host_task(70)
def cooperation(visit: Visit) -> Task | None:
    """How it was, and whether again."""
    label = _("Rate the cooperation, offer another visit")
    given = Cooperation.objects.filter(mobility=visit.mobility).first()
    if given is not None:
        return Task(
            label, done=_("%(name)s: %(when)s") % {"name": given.given_by, "when": day(given.given_at)}
        )
    if not _is_after(visit):
        return None
    return Task(label, _("If you like. Two questions."), visit.url("host-stay:cooperation"), minutes=1)


def may_assess(mobility: Mobility) -> bool:
    """Whether the goals wait for the host's word."""
    return bool(agreed_goals(mobility)) and not OutcomeAssessment.objects.filter(mobility=mobility).exists()


def _is_after(visit: Visit) -> bool:
    return visit.link.purpose == LinkPurpose.CERTIFY and visit.mobility.stage in HAS_RETURNED
