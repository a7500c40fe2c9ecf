"""Letters about the papers after return."""

from datetime import date
from typing import Any

from core.letters import Letter, queue
from core.models import Entry, SentNotice
from members.enums import Capacity
from members.models import Member, Person
from mobility.agreements import links_of
from mobility.host_enums import LinkPurpose
from mobility.links import to_mobility
from mobility.models import HostLink, Mobility
from mobility.notices_agreement import COPY_LINK, to_host
from mobility.readers import holders, reader_of
from reporting.models import Certificate
from reporting.queries import certificate_of
from reporting.states import difference


def welcome_home(mobility: Mobility, entry: Entry, due_on: date) -> None:
    """Certificate, survey, report: the three things and their date."""
    _write(mobility.person, mobility, entry, "welcome_home", to_mobility(mobility), due_on=due_on)


def certificate_to_check(mobility: Mobility, entry: Entry) -> None:
    for person in holders(mobility, Capacity.COORDINATOR):
        link = to_mobility(mobility, "reporting:check_certificate")
        paper = certificate_of(mobility)
        _write(
            person, mobility, entry, "certificate_to_check", link, paper=paper, difference=difference(paper)
        )


def certificate_from_host(mobility: Mobility, entry: Entry) -> None:
    """The participant need not send a certificate any more."""
    link = to_mobility(mobility, "reporting:overview")
    _write(mobility.person, mobility, entry, "certificate_given", link, paper=certificate_of(mobility))


def ask_host_to_certify(link: HostLink, mobility: Mobility, *, reminder: str = "") -> SentNotice | None:
    """The host's letter with the link to certify the stay; `reminder` tells repeated ones apart."""
    key = f"{link.pk}{reminder}"
    return to_host("certify_host", link, mobility, key, app="reporting", is_reminder=bool(reminder))


def thank_host(mobility: Mobility, certificate: Certificate) -> None:
    """The host gets the way to its copy, and to what it may still say."""
    link = links_of(mobility, LinkPurpose.CERTIFY).exclude(used_at=None).order_by("-pk").first()
    if link is not None and link.revoked_at is None:
        key = f"{link.pk}:{certificate.version}"
        to_host("certified_host", link, mobility, key, secret=COPY_LINK, app="reporting", paper=certificate)


def certificate_returned(mobility: Mobility, entry: Entry) -> None:
    link = to_mobility(mobility, "reporting:certificate")
    _write(mobility.person, mobility, entry, "certificate_returned", link, reasons=entry.note)


def report_to_check(mobility: Mobility, entry: Entry) -> None:
    for person in holders(mobility, Capacity.COORDINATOR):
        _write(person, mobility, entry, "report_to_check", to_mobility(mobility, "reporting:check_report"))


def report_returned(mobility: Mobility, entry: Entry) -> None:
    link = to_mobility(mobility, "reporting:write")
    _write(mobility.person, mobility, entry, "report_returned", link, reasons=entry.note)


def report_accepted(mobility: Mobility, entry: Entry) -> None:
    link = to_mobility(mobility, "reporting:read")
    _write(mobility.person, mobility, entry, "report_accepted", link, remark=entry.note)


def closing_reopened(mobility: Mobility, entry: Entry) -> None:
    link = to_mobility(mobility, "reporting:overview")
    _write(mobility.person, mobility, entry, "closing_reopened", link, reasons=entry.note)


def _write(person: Person, mobility: Mobility, entry: Entry, kind: str, link: str, **more: Any) -> None:
    letter = Letter(
        kind=f"reporting.{kind}",
        template=f"reporting/mail/{kind}",
        key=f"{kind}:{entry.pk}:{person.pk}",
        link=link,
        file_id=str(mobility.public_id),
        member_id=mobility.member_id,
    )
    queue(letter, to=reader_of(person), context={**about(mobility), **more})


def about(mobility: Mobility) -> dict[str, Any]:
    """What every letter about a mobility says: its number, and whom to ask."""
    office = Member.objects.values_list("email", flat=True).get(pk=mobility.member_id)
    return {"mobility": mobility, "reference": mobility.number, "ask": office}
