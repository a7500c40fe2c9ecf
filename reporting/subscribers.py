"""What follows from the end of the stay and from the papers: duties at once, letters and papers later."""

from core.journal import subscribe
from core.models import Entry
from mobility.host_enums import LinkPurpose
from mobility.models import HostLink, Mobility
from mobility.queries import due_after_return, with_file
from reporting import documents, europass, notices, operations
from reporting.enums import CertificateSource
from reporting.models import Certificate
from reporting.operations import host
from reporting.queries import latest_accepted_report


def _file(entry: Entry) -> Mobility:
    return with_file().get(public_id=entry.file_id)


@subscribe("mobility.ended", at_once=True)
def open_duties_after_return(entry: Entry) -> None:
    operations.open_closing(mobility=_file(entry), because=entry)


@subscribe("mobility.ended")
def welcome_home(entry: Entry) -> None:
    mobility = _file(entry)
    notices.welcome_home(mobility, entry, due_after_return(mobility))


@subscribe("mobility.ended", at_once=True)
def ask_the_host(entry: Entry) -> None:
    """The stay is over: the host gets a link to certify it, where its address is known."""
    host.ask_known_host(_file(entry))


@subscribe("agreement.host_asked_to_certify", "agreement.host_link_passed_on")
def write_to_the_host(entry: Entry) -> None:
    link = HostLink.objects.select_related("agreement").get(pk=int(entry.subject_id))
    if link.purpose == LinkPurpose.CERTIFY and link.revoked_at is None and link.used_at is None:
        notices.ask_host_to_certify(link, _file(entry))


@subscribe("certificate.given_by_host")
def tell_of_the_hosts_certificate(entry: Entry) -> None:
    notices.certificate_from_host(_file(entry), entry)


@subscribe("certificate.given_by_host", renders=True)
def issue_certificate(entry: Entry) -> None:
    """What was signed in the room is printed; then the host gets its copy."""
    certificate = Certificate.objects.select_related("mobility").get(pk=int(entry.subject_id))
    certificate.mobility = _file(entry)
    if certificate.source == CertificateSource.HOST_ROOM:
        documents.issue_certificate(certificate)
    notices.thank_host(certificate.mobility, certificate)


@subscribe("certificate.uploaded", "certificate.given_by_host")
def ask_to_check_certificate(entry: Entry) -> None:
    notices.certificate_to_check(_file(entry), entry)


@subscribe("certificate.returned")
def tell_certificate_returned(entry: Entry) -> None:
    notices.certificate_returned(_file(entry), entry)


@subscribe("report.handed_in")
def ask_to_check_report(entry: Entry) -> None:
    notices.report_to_check(_file(entry), entry)


@subscribe("report.returned")
def tell_report_returned(entry: Entry) -> None:
    notices.report_returned(_file(entry), entry)


@subscribe("report.accepted")
def tell_report_accepted(entry: Entry) -> None:
    notices.report_accepted(_file(entry), entry)


@subscribe("report.accepted", renders=True)
def issue_annex_2(entry: Entry) -> None:
    """The accepted report is printed, and with it what Europass Mobility asks for."""
    report = latest_accepted_report(_file(entry))
    if report is not None:
        documents.issue_report(report)
        europass.issue(report)


@subscribe("mobility.closing_reopened")
def tell_closing_reopened(entry: Entry) -> None:
    notices.closing_reopened(_file(entry), entry)
