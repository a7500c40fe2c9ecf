"""Who decides on grants, enters them, gives and sees the account, and signs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import rule
from funding.enums import GrantKind
from funding.models import BankDetails, Grant, GrantAgreement, GrantSignature, GrantTerms
from members.enums import Capacity as C
from members.policy import holds, holds_anywhere
from mobility.enums import Party
from mobility.policy import in_stage, is_home_signatory, is_not_own, is_not_set_aside, is_participant
from mobility.policy_agreement import OPEN_IN, for_own_party, suitability_is_confirmed

# Who enters grants and sees accounts, for their member or for all.
IN_CHARGE = (C.COORDINATOR, C.OFFICE)


@rule(_("This member faculty makes its grant agreements elsewhere."))
def are_made_here(actor: Any, mobility: Any) -> bool:
    """Switched on for the member, or begun here before it was switched off."""
    terms = GrantTerms.objects.filter(member_id=mobility.member_id).first()
    return bool(terms and terms.is_on) or Grant.objects.filter(mobility=mobility).exists()


@rule(_("There is no grant agreement for this mobility."))
def is_written(actor: Any, mobility: Any) -> bool:
    return GrantAgreement.objects.filter(mobility=mobility, superseded_at=None).exists()


@rule(_("A zero grant needs no account."))
def is_paid(actor: Any, mobility: Any) -> bool:
    return Grant.objects.filter(mobility=mobility).exclude(kind=GrantKind.ZERO).exists()


@rule(_("No account is stated."))
def account_is_given(actor: Any, mobility: Any) -> bool:
    return BankDetails.objects.filter(mobility=mobility).exists()


@rule(_("The participant signs first."))
def participant_has_signed(actor: Any, mobility: Any) -> bool:
    return GrantSignature.objects.filter(
        agreement__mobility=mobility, agreement__superseded_at=None, party=Party.PARTICIPANT
    ).exists()


@rule(_("A signed grant agreement is read by its parties and by whoever is in charge of it."))
def has_signed_it(actor: Any, mobility: Any) -> bool:
    """Whoever signed any version for the institution, while they may still sign for it."""
    return bool(is_home_signatory(actor, mobility)) and (
        GrantSignature.objects.filter(agreement__mobility=mobility, person_id=actor.person_id).exists()
    )


is_in_charge = holds(*IN_CHARGE) & is_not_own & is_not_set_aside
is_open = in_stage(*OPEN_IN)
is_signatory = is_home_signatory & is_not_own
sign_as_participant = is_participant & is_open & is_written
refuse_as_home = is_signatory & is_open & is_written
sign_as_home = refuse_as_home & suitability_is_confirmed & participant_has_signed

policy.register(
    {
        "see_grant_terms": holds_anywhere(*IN_CHARGE),
        "change_grant_terms": holds(*IN_CHARGE),
        "enter_grant": holds(*IN_CHARGE) & is_not_own & is_not_set_aside & is_open & are_made_here,
        "see_grant": (is_participant | is_in_charge | is_signatory).because(
            _(
                "A grant is seen by the participant, whoever is in charge of it, and the institution’s signatory."
            )
        )
        & is_written,
        "give_account": is_participant & is_open & is_written & is_paid,
        "see_account": is_in_charge & account_is_given,
        "sign_grant_as_participant": sign_as_participant,
        "sign_grant_as_home": sign_as_home,
        "sign_grant": for_own_party(sign_as_participant, sign_as_home),
        "refuse_grant_as_participant": sign_as_participant,
        "refuse_grant_as_home": refuse_as_home,
        "refuse_grant": for_own_party(sign_as_participant, refuse_as_home),
        "open_grant_paper": is_participant | is_in_charge | has_signed_it,
    }
)
