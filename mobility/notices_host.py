"""Letters about what happens in the host's room: proposals and their answers, another signatory, the mentor."""

from core.models import Entry
from members.enums import Capacity
from members.models import Person
from mobility import agreements, proposals
from mobility.links import to_mobility
from mobility.models import ChangeProposal, HostLink, Mentor, Mobility
from mobility.notices_agreement import COPY_LINK, ROOM_LINK, to_host, write
from mobility.readers import holders


def proposal_made(entry: Entry, mobility: Mobility) -> None:
    """Coordinator and participant read what the host would have otherwise."""
    proposal = ChangeProposal.objects.get(pk=int(entry.subject_id))
    _about_proposal("proposal_made", proposal, mobility, _concerned(mobility))


def proposal_answered(entry: Entry, mobility: Mobility) -> None:
    """Whoever did not answer it themselves hears what became of the proposal."""
    proposal = ChangeProposal.objects.get(pk=int(entry.subject_id))
    readers = [person for person in _concerned(mobility) if person.pk != entry.actor_id]
    _about_proposal("proposal_answered", proposal, mobility, readers)


def tell_host_of_answer(entry: Entry, mobility: Mobility) -> None:
    """The host hears that its proposal was declined, and why; the same link goes on."""
    proposal = ChangeProposal.objects.get(pk=int(entry.subject_id))
    link = agreements.latest_link(mobility)
    if link is None or link.revoked_at is not None:
        return
    to_host(
        "proposal_declined_host",
        link,
        mobility,
        str(proposal.pk),
        secret=ROOM_LINK if link.used_at is None else COPY_LINK,
        proposal=proposal,
    )


def tell_of_passing_on(link: HostLink, mobility: Mobility) -> None:
    """The host named another person: coordinator and participant know whom to expect."""
    for person in _concerned(mobility):
        write(person, mobility, "host_passed_on", key=str(link.pk), host_link=link)


def tell_of_mentor(entry: Entry, mobility: Mobility) -> None:
    """The participant knows whom to write to at the host."""
    mentor = Mentor.objects.get(pk=int(entry.subject_id))
    write(
        mobility.person,
        mobility,
        "mentor_named",
        key=str(mentor.pk),
        link=to_mobility(mobility),
        mentor=mentor,
    )


def _concerned(mobility: Mobility) -> list[Person]:
    return [*holders(mobility, Capacity.COORDINATOR), mobility.person]


def _about_proposal(kind: str, proposal: ChangeProposal, mobility: Mobility, readers: list[Person]) -> None:
    for person in readers:
        write(
            person,
            mobility,
            kind,
            key=str(proposal.pk),
            proposal=proposal,
            changes=lambda: proposals.shown(proposal),
        )
