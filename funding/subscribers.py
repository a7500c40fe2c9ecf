"""What follows for the grant: duties at once; letters and papers by the worker."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.journal import subscribe
from core.models import Entry
from funding import documents, notices, operations
from funding.models import GrantAgreement, GrantTerms
from funding.queries import are_made_here, in_force, waits_for_the_office
from mobility.agreements import file_of
from mobility.enums import Stage
from mobility.models import Mobility
from mobility.moves import TOLD
from mobility.policy_agreement import OPEN_IN


@subscribe("mobility.place_accepted", at_once=True)
def ask_for_grant(entry: Entry) -> None:
    """The place is confirmed: the office enters the grant, where agreements are made here."""
    mobility = file_of(entry)
    if are_made_here(mobility.member_id):
        operations.ask_for_grant(mobility=mobility)


@subscribe("mobility.place_accepted")
def write_to_the_office(entry: Entry) -> None:
    mobility = file_of(entry)
    if mobility.stage == Stage.PREPARING and waits_for_the_office(mobility):
        notices.ask_office(entry, mobility)


@subscribe("grant.terms_changed")
def follow_the_terms(entry: Entry) -> None:
    """Switched on or off: mobilities in preparation are asked for their grant, or no longer."""
    terms = GrantTerms.objects.get(pk=int(entry.subject_id))
    for mobility in Mobility.objects.filter(member_id=terms.member_id, stage=Stage.PREPARING).order_by("pk"):
        if terms.is_on:
            operations.ask_for_grant(mobility=mobility)
        elif waits_for_the_office(mobility):
            with translation.override(settings.LANGUAGE_CODE):
                reason = _("The member faculty makes its grant agreements elsewhere.")
            operations.ask_no_longer(mobility=mobility, reason=reason)


@subscribe("agreement.prepared", at_once=True)
def follow_the_plan(entry: Entry) -> None:
    """A new version of the mobility agreement: with other dates the grant agreement follows."""
    mobility = file_of(entry)
    if in_force(mobility) is not None:
        operations.follow_plan(mobility=mobility)


@subscribe("mobility.ended", at_once=True)
def fall_silent(entry: Entry) -> None:
    """Nobody is asked to enter or sign anything after the stay."""
    mobility = file_of(entry)
    if in_force(mobility) is None and not waits_for_the_office(mobility):
        return
    with translation.override(settings.LANGUAGE_CODE):
        reason = str(TOLD[entry.verb])
    operations.fall_silent(mobility=mobility, reason=reason)


@subscribe("grant.prepared")
def ask_the_participant(entry: Entry) -> None:
    agreement, mobility = _agreement(entry), file_of(entry)
    if agreement.superseded_at is None and mobility.stage in OPEN_IN:
        notices.ask_participant(agreement, mobility)


@subscribe("grant.signature_given", "suitability.decided", "suitability.plan_adapted")
def ask_the_institution(entry: Entry) -> None:
    """The participant has signed and suitability is confirmed: the institution is asked, once a version."""
    mobility = file_of(entry)
    agreement = in_force(mobility)
    if agreement is not None and mobility.stage in OPEN_IN:
        notices.ask_home(agreement, mobility)


@subscribe("grant.refused")
def tell_of_refusal(entry: Entry) -> None:
    notices.tell_of_refusal(_agreement(entry), file_of(entry), by=entry.actor_id)


@subscribe("grant.signed", renders=True)
def issue_and_send_copies(entry: Entry) -> None:
    """The paper is printed in both languages, and both parties and the office get the way to it."""
    agreement, mobility = _agreement(entry), file_of(entry)
    documents.issue(agreement, mobility)
    notices.send_copies(agreement, mobility)


def _agreement(entry: Entry) -> GrantAgreement:
    return GrantAgreement.objects.get(pk=int(entry.subject_id))
