"""The tasks of the host's room before the stay: sign, propose changes, name another signatory, name a mentor."""

from django.utils.translation import gettext as _

from core.wording import day, moment
from mobility import agreements, proposals
from mobility.enums import Party, Stage
from mobility.host_enums import LinkPurpose
from mobility.host_tasks import Task, Visit, host_task
from mobility.models import Mentor
from mobility.operations.host_links import PASSED_ON_AT_MOST
from mobility.policy_agreement import OPEN_IN


@host_task(10)
def sign(visit: Visit) -> Task | None:
    """The signature; not asked for while a proposal of the host is open."""
    label = _("Sign the agreement")
    signature = agreements.signed_by(visit.agreement).get(Party.HOST)
    if signature is not None:
        words = {"name": signature.name, "when": moment(signature.signed_at)}
        return Task(label, done=_("%(name)s signed: %(when)s") % words)
    if not visit.is_for(LinkPurpose.SIGN) or proposals.open_proposal(visit.mobility):
        return None
    return Task(
        _("Read and sign the agreement"),
        _("The stay can begin when all three parties have signed."),
        visit.url("host:sign"),
        minutes=5,
        is_asked=True,
    )


@host_task(30)
def propose(visit: Visit) -> Task | None:
    """Other dates, more days, other content, another contact."""
    if visit.mobility.stage not in OPEN_IN or proposals.open_proposal(visit.mobility):
        return None
    return Task(
        _("Propose a change"),
        _("Other dates, more days, other content of a day, another contact person."),
        visit.url("host:propose"),
        minutes=3,
    )


@host_task(40)
def pass_on(visit: Visit) -> Task | None:
    """Somebody else signs."""
    link = visit.link
    if link.used_at is not None or not visit.is_for(link.purpose):
        return None
    if (
        visit.mobility.stage not in (Stage.PREPARING, Stage.RETURNED)
        or _passed_on(visit) >= PASSED_ON_AT_MOST
    ):
        return None
    return Task(
        _("Name another person to sign"),
        _("The link moves to their address; yours opens nothing any more."),
        visit.url("host:pass_on"),
        minutes=1,
    )


@host_task(50)
def mentor(visit: Visit) -> Task | None:
    """Who looks after the guest."""
    named = Mentor.objects.filter(mobility=visit.mobility).first()
    if named is not None:
        words = {"name": named.name, "when": day(named.named_at)}
        return Task(_("Name a mentor"), done=_("%(name)s, named: %(when)s") % words)
    if visit.mobility.stage not in OPEN_IN:
        return None
    return Task(
        _("Name a mentor"),
        _("Whom your guest can turn to during the stay."),
        visit.url("host:mentor"),
        minutes=1,
    )


def _passed_on(visit: Visit) -> int:
    links = agreements.links_of(visit.mobility, visit.link.purpose)
    return links.exclude(passed_on_by="").count()
