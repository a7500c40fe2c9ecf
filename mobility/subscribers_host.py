"""What follows from what a host does in its room: letters."""

from core.journal import subscribe
from core.models import Entry
from mobility import notices_agreement, notices_host
from mobility.agreements import file_of
from mobility.host_enums import LinkPurpose
from mobility.models import HostLink


@subscribe("proposal.made")
def tell_of_proposal(entry: Entry) -> None:
    """The host proposes changes."""
    notices_host.proposal_made(entry, file_of(entry))


@subscribe("proposal.accepted", "proposal.declined")
def tell_of_answer(entry: Entry) -> None:
    """The proposal was answered: the others at home hear of it."""
    notices_host.proposal_answered(entry, file_of(entry))


@subscribe("proposal.declined")
def tell_the_host(entry: Entry) -> None:
    """The proposal was declined: the host hears why."""
    notices_host.tell_host_of_answer(entry, file_of(entry))


@subscribe("agreement.host_link_passed_on")
def write_to_the_other(entry: Entry) -> None:
    """The host named another person: they get the link, and those at home hear of it."""
    link = HostLink.objects.select_related("agreement").get(pk=int(entry.subject_id))
    mobility = file_of(entry)
    notices_host.tell_of_passing_on(link, mobility)
    if link.purpose == LinkPurpose.SIGN and link.revoked_at is None and link.used_at is None:
        notices_agreement.ask_host(link, mobility)


@subscribe("host.mentor_named")
def tell_of_mentor(entry: Entry) -> None:
    """The host named a mentor."""
    notices_host.tell_of_mentor(entry, file_of(entry))
