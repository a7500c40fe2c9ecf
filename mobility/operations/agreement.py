"""The Mobility Agreement: prepared from the application, signed by three parties, renewed with the plan."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor, system
from members.enums import Capacity
from mobility import agreement_text, agreements, duties, lifecycle, relations
from mobility.enums import DutyKind, Party, SigningWay
from mobility.models import Agreement, Application, Mobility, Signature
from mobility.operations.host_links import (
    revoke_host_link,
    revoke_host_links,
    send_host_link,
    spend_links_to_sign,
)
from mobility.policy_agreement import NEW_VERSION
from mobility.proposals import open_proposal
from mobility.queries import submitted_application
from mobility.readers import holders, signatories

__all__ = [
    "prepare_agreement",
    "refuse_to_sign",
    "reopen_preparation",
    "revoke_host_link",
    "send_host_link",
    "sign",
]

# Days after preparation until which each party is asked to sign; always before departure.
DAYS_TO_SIGN = {Party.PARTICIPANT: 7, Party.HOME: 14, Party.HOST: 21}
OWED_BY = {Party.PARTICIPANT: Capacity.PARTICIPANT, Party.HOME: Capacity.DEAN, Party.HOST: Capacity.HOST}
CHANGEABLE = frozenset(
    {"starts_on", "ends_on", "programme", "travel_before", "travel_after", "host_unit",
     "contact_name", "contact_position", "contact_email"}
)  # fmt: skip


@transaction.atomic
def prepare_agreement(*, mobility: Mobility, actor: Actor) -> Agreement:
    """Write the agreement from the application as it is now, and ask the three parties for their signatures.

    A text that says what the version in force says is no new version. A new version sets the earlier one
    aside with its signatures and the host's link. Raises Refusal.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "prepare_agreement", fresh)
    application = submitted_application(fresh)
    if application is None or application.host is None:
        raise Refusal(_("The application does not say yet where the stay is."))
    earlier = Agreement.objects.select_for_update().filter(mobility=fresh, superseded_at=None).first()
    if earlier is not None and _still_says(earlier, _text(fresh, application, earlier.version)):
        return earlier
    agreement = _next_version(fresh, application, earlier)
    journal.record(
        verb="agreement.prepared",
        subject=agreement,
        actor=_acting(actor, fresh),
        file_id=str(fresh.public_id),
        facts={"version": agreement.version, "hash": agreement.text_hash},
    )
    relations.set_people(fresh, relations.SIGN, [person.pk for person in signatories(fresh)])
    _ask_for_signatures(fresh, agreement)
    return agreement


def _still_says(agreement: Agreement, text: dict[str, Any]) -> bool:
    """Whether this version is open to signatures and says what the application says now."""
    return agreement.refused_at is None and agreement_text.hash_of(text) == agreement.text_hash


def _text(mobility: Mobility, application: Application, version: int) -> dict[str, Any]:
    contact = next(iter(holders(mobility, Capacity.COORDINATOR, with_substitutes=False)), None)
    return agreement_text.compose(
        mobility=mobility, application=application, version=version, contact=contact
    )


def _next_version(mobility: Mobility, application: Application, earlier: Agreement | None) -> Agreement:
    if earlier is not None:
        earlier.superseded_at = clock.now()
        earlier.save(update_fields=["superseded_at"])
        revoke_host_links(earlier)
    version = earlier.version + 1 if earlier else 1
    text = _text(mobility, application, version)
    return Agreement.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        version=version,
        application=application,
        text=text,
        text_hash=agreement_text.hash_of(text),
        made_at=clock.now(),
    )


def _ask_for_signatures(mobility: Mobility, agreement: Agreement) -> None:
    """Open what the three parties owe; what a refusal left to the coordinator is done by the new version."""
    for party, days in DAYS_TO_SIGN.items():
        duties.open_duty(
            mobility=mobility,
            kind=DutyKind.SIGN,
            owed_by=OWED_BY[party],
            part=party,
            person_id=mobility.person_id if party == Party.PARTICIPANT else None,
            due_on=before_departure(mobility, days),
        )
    duties.fulfil(mobility=mobility, kind=DutyKind.ADAPT, by=agreement, part=NEW_VERSION)


def before_departure(mobility: Mobility, days: int) -> date:
    """So many days from today, but not later than the eve of the stay, and never a day that has passed."""
    today = clock.today()
    wished = today + timedelta(days=days)
    if mobility.starts_on is None:
        return wished
    return max(today, min(wished, mobility.starts_on - timedelta(days=1)))


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
    acting = _acting(actor, mobility, Party(party))
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
    is_same_text = present.text_hash == text_hash == agreement_text.hash_of(present.text)
    if present.superseded_at is not None or not is_same_text:
        raise Refusal(
            _("The text of the agreement changed after you opened it. Please read it again, then sign.")
        )
    if present.refused_at is not None:
        refused = {"party": Party(present.refused_by).label}
        raise Refusal(
            _("This version was not signed by: %(party)s. A new version is needed first.") % refused
        )
    earlier = Signature.objects.filter(agreement=present, party=party).first()
    if earlier is not None:
        words = {"name": earlier.name, "day": date_format(earlier.signed_at, "DATE_FORMAT")}
        raise Refusal(_("This has been signed already: %(name)s, %(day)s.") % words)
    if party == Party.HOST and open_proposal(agreement.mobility) is not None:
        raise Refusal(
            _("Your proposal is with the sending institution. You are asked to sign when it is answered.")
        )
    return present


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
    revoke_host_links(present)
    journal.record(
        verb="agreement.refused",
        subject=present,
        actor=_acting(actor, mobility, Party(party)),
        file_id=str(mobility.public_id),
        note=reason.strip(),
        facts={"party": party, "version": present.version},
    )
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.ADAPT,
        owed_by=Capacity.COORDINATOR,
        part=NEW_VERSION,
        due_on=before_departure(mobility, DAYS_TO_SIGN[Party.PARTICIPANT]),
    )
    duties.waive(mobility=mobility, kinds=(DutyKind.SIGN,), reason=reason.strip())
    return present


@transaction.atomic
def reopen_preparation(
    *, mobility: Mobility, actor: Actor, reason: str, changes: Mapping[str, Any]
) -> Agreement:
    """Change the plan of a mobility that is ready: application and agreement in a new version, to be signed.

    `changes` are fields of the application out of CHANGEABLE. Raises Refusal; ValueError for another field.
    """
    if not set(changes) <= CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(set(changes) - CHANGEABLE)}")
    if not reason.strip():
        raise Refusal(_("Please give the reason."))
    facts = {"changed": sorted(changes)}
    lifecycle.advance(
        mobility=mobility, verb="reopen_preparation", actor=actor, note=reason.strip(), facts=facts
    )
    return put_into_force(mobility, changes)


def put_into_force(mobility: Mobility, changes: Mapping[str, Any]) -> Agreement:
    """Application and agreement in a new version with these changes, for a mobility that is locked. Raises Refusal."""
    application = _changed(mobility, changes)
    mobility.starts_on, mobility.ends_on = application.starts_on, application.ends_on
    mobility.training_days = application.training_days or mobility.training_days
    try:
        mobility.validate_constraints()
    except ValidationError as error:
        raise Refusal(error.messages[0]) from error
    mobility.save(update_fields=["starts_on", "ends_on", "training_days"])
    return prepare_agreement(mobility=mobility, actor=system(mobility.university_id))


def _changed(mobility: Mobility, changes: Mapping[str, Any]) -> Application:
    """The next version of the application: the submitted one with these changes. Raises Refusal."""
    application = submitted_application(mobility)
    if application is None:
        raise Refusal(_("The application does not say yet where the stay is."))
    application.pk, application.version = None, application.version + 1
    application._state.adding = True
    application.saved_at = application.submitted_at = clock.now()
    for field, value in changes.items():
        setattr(application, field, value)
    application.save(force_insert=True)
    return application


def _acting(actor: Actor, mobility: Mobility, party: Party | None = None) -> Actor:
    """The actor in the capacity in which they sign or prepare, for the journal and the signature."""
    if party == Party.PARTICIPANT:
        return actor.acting_as(Capacity.PARTICIPANT)
    wanted = (Capacity.DEAN, Capacity.OFFICE) if party == Party.HOME else (Capacity.COORDINATOR,)
    held = actor.holding(
        wanted, member_id=mobility.member_id, unit_id=mobility.unit_id, about=mobility.person_id
    )
    return actor.acting_as(held) if held else actor
