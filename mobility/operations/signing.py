"""Signatures: given by three parties under one text, declined with a reason, or not given in time."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from core.wording import day_and_year
from members.actor import Actor, system
from members.enums import Capacity
from mobility import agreement_text, agreements, duties, lifecycle
from mobility.enums import DutyKind, Party, SigningWay
from mobility.models import Agreement, Mobility, Signature
from mobility.operations.host_links import revoke_host_links, spend_links_to_sign
from mobility.policy_agreement import NEW_VERSION
from mobility.proposals import open_proposal

# Days after preparation until which each party is asked to sign; always before departure.
DAYS_TO_SIGN = {Party.PARTICIPANT: 7, Party.HOME: 14, Party.HOST: 21}
CHANGED = _("The text of the agreement changed after you opened it. Please read it again, then sign.")


@transaction.atomic
def sign(
    *,
    agreement: Agreement,
    party: str,
    actor: Actor,
    way: str,
    name: str,
    function: str = "",
    text_hash: str,
) -> Signature:
    """Sign the text whose hash the person saw, for one party. Raises Refusal with the reason.

    Signatures bind to the hash: a text that changed meanwhile, a version set aside, a second signature of a
    party and the institution's signature before suitability is confirmed are refused. The third signature
    completes the agreement and may make the mobility ready.
    """
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, f"sign_as_{Party(party).value}", mobility)
    present = still_to_sign(agreement, Party(party), text_hash)
    acting = acting_for(actor, mobility, Party(party))
    signature = Signature(
        agreement=present,
        party=party,
        person_id=actor.person_id,
        name=name.strip() or actor.name,
        function=function.strip(),
        capacity=acting.capacity,
        way=SigningWay(way),
    )
    return give(signature, mobility, acting)


def give(signature: Signature, mobility: Mobility, acting: Actor) -> Signature:
    """Put a signature under the text in force, with what follows at once; the mobility is locked."""
    present, party = signature.agreement, signature.party
    signature.member_id, signature.text_hash = mobility.member_id, present.text_hash
    signature.signed_at = clock.now()
    signature.save(force_insert=True)
    journal.record(
        verb="agreement.signature_given",
        subject=present,
        actor=acting,
        file_id=str(mobility.public_id),
        because=signature,
        facts=_facts_of(signature),
    )
    if party == Party.HOST:
        spend_links_to_sign(present)
    if set(agreements.signed_by(present)) == set(Party.values):
        _complete(present, mobility, acting)
    duties.fulfil(mobility=mobility, kind=DutyKind.SIGN, by=signature, part=party)
    return signature


def _facts_of(signature: Signature) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "party": signature.party,
        "name": signature.name,
        "version": signature.agreement.version,
        "hash": signature.text_hash,
    }
    if signature.received is not None:
        facts |= {"way": str(signature.way), "sha256": signature.received.file.sha256}
    return facts


def still_to_sign(agreement: Agreement, party: Party, text_hash: str) -> Agreement:
    """The agreement's row, locked, when this party can sign this text now. Raises Refusal."""
    present = Agreement.objects.select_for_update().get(pk=agreement.pk)
    require_open(present, party, text_hash, agreements.signed_by(present))
    if present.lapsed_at is not None or (present.sign_by and clock.today() > present.sign_by):
        raise Refusal(
            _("This version could be signed until %s. A new version is needed first.")
            % day_and_year(present.sign_by)
        )
    if party == Party.HOST and open_proposal(agreement.mobility) is not None:
        raise Refusal(
            _("Your proposal is with the sending institution. You are asked to sign when it is answered.")
        )
    return present


def require_open(present: Any, party: Party, text_hash: str, given: Mapping[str, Any]) -> None:
    """The text of either agreement is the one that was read, nobody declined it, and this party has not signed yet.

    `given` are the signatures of this version by party. Raises Refusal.
    """
    is_same_text = present.text_hash == text_hash == agreement_text.hash_of(present.text)
    if present.superseded_at is not None or not is_same_text:
        raise Refusal(CHANGED)
    if present.refused_at is not None:
        refused = {"party": Party(present.refused_by).label}
        raise Refusal(
            _("This version was not signed by: %(party)s. A new version is needed first.") % refused
        )
    earlier = given.get(party)
    if earlier is not None:
        words = {"name": earlier.name, "day": date_format(earlier.signed_at, "DATE_FORMAT")}
        raise Refusal(_("This has been signed already: %(name)s, %(day)s.") % words)


def _complete(agreement: Agreement, mobility: Mobility, actor: Actor) -> None:
    agreement.signed_at = clock.now()
    agreement.save(update_fields=["signed_at"])
    journal.record(
        verb="agreement.signed",
        subject=agreement,
        actor=actor,
        file_id=str(mobility.public_id),
        facts={"version": agreement.version, "hash": agreement.text_hash},
    )


@transaction.atomic
def refuse_to_sign(*, agreement: Agreement, party: str, actor: Actor, reason: str) -> Agreement:
    """Decline to sign, with the reason: this version is dead, a new one is needed. Raises Refusal."""
    mobility = lifecycle.lock(agreement.mobility)
    require(actor, f"refuse_as_{Party(party).value}", mobility)
    if not reason.strip():
        raise Refusal(_("Please give the reason."))
    present = still_to_sign(agreement, Party(party), agreement.text_hash)
    present.refused_by, present.refused_reason, present.refused_at = party, reason.strip(), clock.now()
    present.save(update_fields=["refused_by", "refused_reason", "refused_at"])
    journal.record(
        verb="agreement.refused",
        subject=present,
        actor=acting_for(actor, mobility, Party(party)),
        file_id=str(mobility.public_id),
        note=reason.strip(),
        facts={"party": party, "version": present.version},
    )
    _leave_to_coordinator(present, mobility, reason.strip())
    return present


@transaction.atomic
def let_agreement_lapse(*, mobility: Mobility) -> Agreement:
    """Close a version that was not signed by all in time; a new one asks again. Raises Refusal before that."""
    fresh = lifecycle.lock(mobility)
    actor = system(fresh.university_id)
    require(actor, "let_agreement_lapse", fresh)
    present = Agreement.objects.select_for_update().filter(mobility=fresh, superseded_at=None).get()
    if not present.takes_signatures or present.sign_by is None or clock.today() <= present.sign_by:
        raise Refusal(_("This version can still be signed, or was closed already."))
    present.lapsed_at = clock.now()
    present.save(update_fields=["lapsed_at"])
    journal.record(
        verb="agreement.lapsed",
        subject=present,
        actor=actor,
        file_id=str(fresh.public_id),
        facts={"version": present.version, "sign_by": present.sign_by.isoformat()},
    )
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Version %(version)d was not signed in time.") % {"version": present.version}
    _leave_to_coordinator(present, fresh, reason)
    return present


def _leave_to_coordinator(agreement: Agreement, mobility: Mobility, reason: str) -> None:
    """Nobody is asked to sign this version any more; the coordinator owes a new one."""
    revoke_host_links(agreement)
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.ADAPT,
        owed_by=Capacity.COORDINATOR,
        part=NEW_VERSION,
        due_on=before_departure(mobility, DAYS_TO_SIGN[Party.PARTICIPANT]),
    )
    duties.waive(mobility=mobility, kinds=(DutyKind.SIGN,), reason=reason)


def before_departure(mobility: Mobility, days: int) -> date:
    """So many days from today, but not later than the eve of the stay, and never a day that has passed."""
    today = clock.today()
    wished = today + timedelta(days=days)
    if mobility.starts_on is None:
        return wished
    return max(today, min(wished, mobility.starts_on - timedelta(days=1)))


def acting_for(actor: Actor, mobility: Mobility, party: Party | None = None) -> Actor:
    """The actor in the capacity in which they sign or prepare, for the journal and the signature."""
    if party == Party.PARTICIPANT:
        return actor.acting_as(Capacity.PARTICIPANT)
    wanted = (Capacity.DEAN, Capacity.OFFICE) if party == Party.HOME else (Capacity.COORDINATOR,)
    held = actor.holding(
        wanted, member_id=mobility.member_id, unit_id=mobility.unit_id, about=mobility.person_id
    )
    return actor.acting_as(held) if held else actor
