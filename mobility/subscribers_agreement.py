"""What follows from moves and signatures for the agreement: rows at once, papers, letters by the worker."""

from django.conf import settings
from django.utils import translation

from core.journal import subscribe
from core.models import Entry
from members.actor import system
from mobility import agreement_paper, agreements, departure, duties, notices_agreement
from mobility.agreements import file_of
from mobility.enums import ENDED, Stage
from mobility.models import Agreement, HostLink, Mobility
from mobility.moves import MOVES, TOLD
from mobility.operations.agreement import prepare_agreement, send_host_link
from mobility.operations.host_links import revoke_host_links
from mobility.operations.promises import write_promises
from mobility.operations.proposals import let_proposals_lapse
from mobility.proposals import open_proposal
from mobility.signing_rules import is_asked_now

# Every move after which nobody owes anything to the file any more (a closed one owes nothing already).
ENDINGS = sorted({f"mobility.{move.past}" for move in MOVES if move.to in ENDED - {Stage.CLOSED}})


@subscribe("mobility.place_accepted", at_once=True)
def begin_preparation(entry: Entry) -> None:
    """The place is confirmed: the promises are written down and the agreement waits for its signatures."""
    mobility = file_of(entry)
    write_promises(mobility)
    if mobility.stage == Stage.PREPARING and agreements.in_force(mobility) is None:
        prepare_agreement(mobility=mobility, actor=system(mobility.university_id))


@subscribe("agreement.signature_given", at_once=True)
def ask_the_host(entry: Entry) -> None:
    """When it is the host's turn it is asked, if an address is known and no link is out."""
    agreement = Agreement.objects.select_related("mobility__call").get(pk=int(entry.subject_id))
    signed = agreements.signed_by(agreement)
    if not is_asked_now(agreement.signing_order, signed) or agreements.present_link(agreement) is not None:
        return
    contact, mobility = agreements.contact_of(agreement), agreement.mobility
    is_open = agreement.takes_signatures and mobility.stage == Stage.PREPARING
    if contact["address"] and is_open and open_proposal(mobility) is None:
        send_host_link(agreement=agreement, actor=system(entry.university_id), **contact)


@subscribe(*ENDINGS, at_once=True)
def fall_silent(entry: Entry) -> None:
    """A file that ended asks nobody for anything any more, and the host's link opens nothing."""
    mobility = Mobility.objects.select_for_update().get(public_id=entry.file_id)
    if mobility.stage not in ENDED:
        return
    with translation.override(settings.LANGUAGE_CODE):
        duties.waive(mobility=mobility, reason=str(TOLD[entry.verb]))
    let_proposals_lapse(mobility)
    for agreement in Agreement.objects.filter(mobility=mobility):
        revoke_host_links(agreement)


@subscribe("agreement.prepared")
def ask_for_signatures(entry: Entry) -> None:
    """The participant is asked to sign; the institution too, when it may already."""
    mobility = file_of(entry)
    agreement = agreements.in_force(mobility)
    if agreement is not None and str(agreement.pk) == entry.subject_id and mobility.stage == Stage.PREPARING:
        notices_agreement.ask_participant(agreement, mobility)
        notices_agreement.ask_home(agreement, mobility)


@subscribe("suitability.decided", "suitability.plan_adapted", "agreement.signature_given")
def ask_the_institution(entry: Entry) -> None:
    """Suitability is confirmed: now the institution may sign."""
    mobility = file_of(entry)
    agreement = agreements.in_force(mobility)
    if agreement is not None and mobility.stage == Stage.PREPARING:
        notices_agreement.ask_home(agreement, mobility)


@subscribe("agreement.host_link_sent")
def write_to_the_host(entry: Entry) -> None:
    """The host's letter leaves, unless the link died meanwhile."""
    link = HostLink.objects.get(pk=int(entry.subject_id))
    if link.revoked_at is None and link.used_at is None:
        notices_agreement.ask_host(link, file_of(entry))


@subscribe("agreement.signed", renders=True)
def issue_and_send_copies(entry: Entry) -> None:
    """The paper is printed in both languages, and each party gets its copy."""
    mobility = file_of(entry)
    agreement = Agreement.objects.get(pk=int(entry.subject_id))
    agreement_paper.issue(agreement, mobility)
    notices_agreement.send_copies(agreement, mobility)


@subscribe("agreement.copy_asked", renders=True)
def print_copy_to_sign(entry: Entry) -> None:
    """The text in force is printed with empty boxes, unless it was set aside meanwhile."""
    agreement = Agreement.objects.get(pk=int(entry.subject_id))
    if agreement.superseded_at is None:
        agreement_paper.issue_to_sign(agreement, file_of(entry))


@subscribe("mobility.made_ready", renders=True)
def issue_departure_pack(entry: Entry) -> None:
    """Everything is signed: what to have along is printed on a page."""
    rows = Agreement.objects.filter(pk=int(entry.because.partition(":")[2] or 0))
    agreement = rows.first()
    if agreement is not None:
        departure.issue(agreement, file_of(entry))


@subscribe("agreement.refused")
def tell_of_refusal(entry: Entry) -> None:
    """Somebody declined to sign."""
    agreement = Agreement.objects.get(pk=int(entry.subject_id))
    notices_agreement.tell_of_refusal(agreement, file_of(entry), by=entry.actor_id)


@subscribe("agreement.lapsed")
def tell_of_agreement_lapse(entry: Entry) -> None:
    """Not everybody signed in time."""
    agreement = Agreement.objects.get(pk=int(entry.subject_id))
    notices_agreement.tell_of_agreement_lapse(agreement, file_of(entry))


@subscribe("agreement.dates_moved")
def tell_of_moved_dates(entry: Entry) -> None:
    """The stay moved a little; what was signed stands."""
    agreement = Agreement.objects.get(pk=int(entry.subject_id))
    notices_agreement.tell_of_moved_dates(agreement, file_of(entry), entry)


@subscribe("mobility.lapsed")
def tell_of_lapse(entry: Entry) -> None:
    """The place was not confirmed in time."""
    notices_agreement.tell_of_lapse(entry, file_of(entry))


@subscribe("mobility.lapsed", "mobility.place_declined")
def offer_the_place(entry: Entry) -> None:
    """A place became free."""
    notices_agreement.offer_the_place(entry, file_of(entry))
