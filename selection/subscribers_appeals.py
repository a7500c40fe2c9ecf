"""What follows from appeals: letters to participant, office and panel; those with nothing left are settled."""

from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Entry
from core.outbox import subscribe
from members.enums import Capacity
from mobility.agreements import file_of
from mobility.enums import Stage
from mobility.models import Mobility
from mobility.readers import holders
from selection import notices
from selection.appeals import seats_of
from selection.decision_papers import issue_appeal
from selection.enums import Cause, Role
from selection.models import Appeal, Decision
from selection.operations.appeals import settle_appeal
from selection.subscribers import mobility_of

MOVED_ON = (
    "mobility.withdrawn",
    "mobility.place_declined",
    "mobility.cancelled",
    "mobility.found_unsuitable",
)


def appeal_in(entry: Entry) -> tuple[Appeal, Mobility]:
    """The appeal that an entry is about, and its file."""
    return Appeal.objects.get(pk=int(entry.subject_id)), mobility_of(entry)


@subscribe("appeal.lodged")
def confirm_appeal(entry: Entry) -> None:
    """The participant gets a receipt; the office and the dean are asked to name the panel."""
    appeal, mobility = appeal_in(entry)
    notices.write("appeal_received", mobility.person, mobility, entry, page="appeals:show", appeal=appeal)
    people = {
        person.pk: person
        for capacity in (Capacity.OFFICE, Capacity.DEAN)
        for person in holders(mobility, capacity)
    }
    for person in people.values():
        notices.write("appeal_to_name", person, mobility, entry, page="appeals:panel", appeal=appeal)


@subscribe("appeal.panel_named")
def ask_the_panel(entry: Entry) -> None:
    """Each of the panel hears until when to decide, and who chairs it."""
    appeal, mobility = appeal_in(entry)
    seats = seats_of(appeal)
    chair = next((seat.person.get_full_name() for seat in seats if seat.role == Role.CHAIR), "")
    for seat in seats:
        page = "appeals:decide" if seat.role == Role.CHAIR else "appeals:show"
        notices.write("appeal_to_hear", seat.person, mobility, entry, page=page, appeal=appeal, chair=chair)


@subscribe("appeal.decided")
def tell_of_appeal(entry: Entry) -> None:
    """The participant reads what the panel decided and why, and what follows."""
    appeal, mobility = appeal_in(entry)
    with translation.override(mobility.person.language):
        follows = what_follows(mobility)
    notices.write(
        "appeal_decided",
        mobility.person,
        mobility,
        entry,
        page="appeals:show",
        appeal=appeal,
        follows=follows,
    )


@subscribe("appeal.decided", renders=True)
def issue_decision_on_appeal(entry: Entry) -> None:
    """What the panel decided is printed in both languages."""
    rows = Appeal.objects.select_related("against", "exclusion", "decided_by")
    issue_appeal(rows.get(pk=int(entry.subject_id)), file_of(entry), entry)


@subscribe("mobility.awarded", at_once=True)
def settle_after_award(entry: Entry) -> None:
    """Somebody who appealed got a place meanwhile: the panel has nothing left to decide."""
    decision = Decision.objects.get(pk=int(entry.because.partition(":")[2]))
    if decision.cause != Cause.APPEAL:
        settle_appeal(mobility=mobility_of(entry))


@subscribe(*MOVED_ON, at_once=True)
def settle_after_leaving(entry: Entry) -> None:
    """Whoever left the running has nothing left to appeal for."""
    settle_appeal(mobility=mobility_of(entry))


def what_follows(mobility: Mobility) -> str:
    """What an upheld appeal led to, in a sentence."""
    if mobility.stage == Stage.AWARDED:
        return _("A place is awarded to you; a letter of its own asks you to confirm it.")
    if mobility.stage == Stage.RESERVE:
        return _("You stand at place %(place)s of the reserve list.") % {"place": mobility.place}
    return _("Your application goes to the committee.")
