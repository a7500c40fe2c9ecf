"""Signing the grant agreement: the participant first, then the institution; or declining to, with the reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from funding.enums import GrantKind
from funding.models import GrantAgreement, GrantSignature
from funding.operations.grants import DAYS_TO_ENTER, ENTER
from funding.operations.versions import AGAIN, acting
from funding.queries import PARTIES, details_of, signed_by, waits_for_the_office
from members.actor import Actor
from members.enums import Capacity
from mobility import duties, lifecycle
from mobility.enums import DutyKind, Party, SigningWay
from mobility.models import Mobility
from mobility.operations.signing import CHANGED, before_departure, require_open


@transaction.atomic
def sign(
    *, agreement: GrantAgreement, party: str, actor: Actor, text_hash: str, function: str = ""
) -> GrantSignature:
    """Sign the text whose hash the person saw, for one party. Raises Refusal with the reason.

    Refused are a text that changed meanwhile, a version set aside or declined, a second signature of a party, an
    account that is missing or is not the one in the text, and the institution before the participant. The second
    signature puts the agreement into force and may make the mobility ready.
    """
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, f"sign_grant_as_{Party(party).value}", mobility)
    present = _still_to_sign(agreement, mobility, Party(party), text_hash)
    doer = acting(actor, mobility, Party(party))
    signature = GrantSignature.objects.create(
        member_id=mobility.member_id,
        agreement=present,
        party=party,
        person_id=actor.me,
        name=actor.name,
        function=function.strip(),
        capacity=doer.capacity,
        way=SigningWay.SIGNED_IN,
        signed_at=clock.now(),
        text_hash=present.text_hash,
    )
    _record("grant.signature_given", present, mobility, doer, because=signature, facts={"party": party})
    if set(signed_by(present)) == set(PARTIES):
        present.signed_at = clock.now()
        present.save(update_fields=["signed_at"])
        _record("grant.signed", present, mobility, doer)
    duties.fulfil(mobility=mobility, kind=DutyKind.SIGN_GRANT, by=signature, part=party)
    return signature


def _record(
    verb: str,
    agreement: GrantAgreement,
    mobility: Mobility,
    actor: Actor,
    *,
    because: GrantSignature | None = None,
    facts: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    said = {"version": agreement.version, "amendment": agreement.amendment, "hash": agreement.text_hash}
    journal.record(
        verb=verb,
        subject=agreement,
        actor=actor,
        file_id=str(mobility.public_id),
        because=because,
        facts={**said, **(facts or {})},
        note=note,
    )


def _still_to_sign(
    agreement: GrantAgreement, mobility: Mobility, party: Party, text_hash: str
) -> GrantAgreement:
    """The agreement's row, locked, when this party can sign this text now. Raises Refusal."""
    present = GrantAgreement.objects.select_for_update().get(pk=agreement.pk)
    require_open(present, party, text_hash, signed_by(present))
    if waits_for_the_office(mobility):
        raise Refusal(_("The days changed: the office looks at the grant once more before it is signed."))
    _account_fits(present, mobility)
    return present


def _account_fits(agreement: GrantAgreement, mobility: Mobility) -> None:
    """The account is the one that the text binds to. Raises Refusal."""
    if agreement.text["grant"]["kind"] == GrantKind.ZERO:
        return
    details, told = details_of(mobility), agreement.text["account"]
    if details is None or told is None:
        raise Refusal(_("State the account first that the grant is paid to."))
    if details.account.mark != told["mark"]:
        raise Refusal(CHANGED)


@transaction.atomic
def refuse_to_sign(*, agreement: GrantAgreement, party: str, actor: Actor, reason: str) -> GrantAgreement:
    """Decline to sign, with the reason: this version is dead, the office enters the grant anew. Raises Refusal."""
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, f"refuse_grant_as_{Party(party).value}", mobility)
    if not reason.strip():
        raise Refusal(_("Please give the reason."))
    present = GrantAgreement.objects.select_for_update().get(pk=agreement.pk)
    is_over = present.superseded_at or present.refused_at or present.signed_at
    if is_over or Party(party) in signed_by(present):
        raise Refusal(_("This version cannot be declined any more."))
    present.refused_by, present.refused_reason, present.refused_at = party, reason.strip(), clock.now()
    present.save(update_fields=["refused_by", "refused_reason", "refused_at"])
    doer = acting(actor, mobility, Party(party))
    _record("grant.refused", present, mobility, doer, facts={"party": party}, note=reason.strip())
    due_on = before_departure(mobility, DAYS_TO_ENTER)
    duties.open_duty(mobility=mobility, kind=ENTER, owed_by=Capacity.COORDINATOR, part=AGAIN, due_on=due_on)
    duties.waive(mobility=mobility, kinds=(DutyKind.SIGN_GRANT,), reason=reason.strip())
    return present
