"""The Mobility Agreement: prepared from the application, signed by three parties, renewed with the plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor, system
from members.enums import Capacity
from mobility import agreement_text, duties, lifecycle, relations
from mobility.enums import DutyKind, Party
from mobility.models import Agreement, Application, Mobility
from mobility.operations.host_links import revoke_host_link, revoke_host_links, send_host_link
from mobility.operations.signing import (
    DAYS_TO_SIGN,
    acting_for,
    before_departure,
    let_agreement_lapse,
    refuse_to_sign,
    sign,
)
from mobility.plan_change import as_it_lies, changes_content, changes_dates_only, is_tolerated
from mobility.policy import is_participant
from mobility.policy_agreement import NEW_VERSION
from mobility.queries import submitted_application
from mobility.readers import holders, home_signers, signatories
from mobility.signing_rules import rules_of

__all__ = [
    "change_plan",
    "let_agreement_lapse",
    "move_dates",
    "prepare_agreement",
    "refuse_to_sign",
    "reopen_preparation",
    "revoke_host_link",
    "send_host_link",
    "sign",
]

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
    if earlier is not None and not earlier.is_dead and _says_still(earlier, fresh, application):
        return earlier
    agreement = _next_version(fresh, application, earlier)
    journal.record(
        verb="agreement.prepared",
        subject=agreement,
        actor=acting_for(actor, fresh),
        file_id=str(fresh.public_id),
        facts={"version": agreement.version, "hash": agreement.text_hash},
    )
    relations.set_people(fresh, relations.SIGN, [person.pk for person in signatories(fresh)])
    _ask_for_signatures(fresh, agreement)
    return agreement


def _says_still(agreement: Agreement, mobility: Mobility, application: Application) -> bool:
    """Whether this version says what the application says now."""
    return agreement_text.hash_of(_text(mobility, application, agreement)) == agreement.text_hash


def _text(mobility: Mobility, application: Application, agreement: Agreement) -> dict[str, Any]:
    contact = next(iter(holders(mobility, Capacity.COORDINATOR, with_substitutes=False)), None)
    return agreement_text.compose(
        mobility=mobility, application=application, agreement=agreement, contact=contact
    )


def _next_version(mobility: Mobility, application: Application, earlier: Agreement | None) -> Agreement:
    if earlier is not None:
        earlier.superseded_at = clock.now()
        earlier.save(update_fields=["superseded_at"])
        revoke_host_links(earlier)
    version = earlier.version + 1 if earlier else 1
    rules = rules_of(mobility.member_id, mobility.call_id)
    agreement = Agreement(
        member_id=mobility.member_id,
        mobility=mobility,
        version=version,
        application=application,
        made_at=clock.now(),
        signing_order=rules.order,
        sign_by=before_departure(mobility, rules.days) if rules.days else None,
    )
    _amend(agreement, earlier)
    agreement.text = _text(mobility, application, agreement)
    agreement.text_hash = agreement_text.hash_of(agreement.text)
    agreement.save(force_insert=True)
    return agreement


def _amend(agreement: Agreement, earlier: Agreement | None) -> None:
    """After all have signed once, each further version amends the one that all signed last."""
    if earlier is None:
        return
    agreement.amends, agreement.amendment = earlier.amends, earlier.amendment
    if earlier.signed_at is not None:
        agreement.amends, agreement.amendment = earlier, earlier.amendment + 1


def _ask_for_signatures(mobility: Mobility, agreement: Agreement) -> None:
    """Open what the three parties owe; what a refusal left to the coordinator is done by the new version."""
    owed_by = {
        Party.PARTICIPANT: Capacity.PARTICIPANT,
        Party.HOME: home_signers(mobility)[0],
        Party.HOST: Capacity.HOST,
    }
    for party, days in DAYS_TO_SIGN.items():
        due_on = before_departure(mobility, days)
        asked: dict[str, Any] = {
            "mobility": mobility,
            "kind": DutyKind.SIGN,
            "part": party,
            "owed_by": owed_by[party],
            "due_on": min(due_on, agreement.sign_by) if agreement.sign_by else due_on,
        }
        duties.ask_anew(**asked)
        duties.open_duty(person_id=mobility.person_id if party == Party.PARTICIPANT else None, **asked)
    duties.fulfil(mobility=mobility, kind=DutyKind.ADAPT, by=agreement, part=NEW_VERSION)


def change_plan(*, mobility: Mobility, actor: Actor, reason: str, changes: Mapping[str, Any]) -> Agreement:
    """Change the plan of a mobility that is ready: dates alone may move a little, all else makes a new version.

    How little the member's rules say, counted from what was agreed. `changes` are fields of the application out of
    CHANGEABLE, as against the plan on the days on which the stay lies now. Raises Refusal.
    """
    plan = _plan_of(mobility)
    told: dict[str, Any] = {"mobility": mobility, "actor": actor, "reason": reason}
    starts_on, ends_on = (changes.get(name, getattr(mobility, name)) for name in ("starts_on", "ends_on"))
    if changes_dates_only(plan, changes) and is_tolerated(plan, mobility, starts_on, ends_on):
        return move_dates(**told, starts_on=starts_on, ends_on=ends_on)
    return reopen_preparation(**told, changes=changes)


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
    plan = _plan_of(mobility)
    facts = {"changed": sorted(changes), "content": changes_content(plan, changes)}
    lifecycle.advance(
        mobility=mobility, verb="reopen_preparation", actor=actor, note=reason.strip(), facts=facts
    )
    return put_into_force(mobility, changes)


@transaction.atomic
def move_dates(*, mobility: Mobility, actor: Actor, reason: str, starts_on: date, ends_on: date) -> Agreement:
    """The stay moves by no more than the member's rules tolerate: what was signed stands, those concerned are told.

    Raises Refusal, also where the move is beyond the tolerance (`reopen_preparation` is for that).
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "reopen_preparation", fresh)
    if not reason.strip():
        raise Refusal(_("Please give the reason."))
    if not is_tolerated(_plan_of(fresh), fresh, starts_on, ends_on):
        raise Refusal(_("The stay moves by more than is tolerated; the agreement needs a new version."))
    agreement = Agreement.objects.get(mobility=fresh, superseded_at=None)
    _set_period(fresh, starts_on, ends_on)
    journal.record(
        verb="agreement.dates_moved",
        subject=agreement,
        actor=acting_for(actor, fresh, Party.PARTICIPANT if is_participant(actor, fresh) else None),
        file_id=str(fresh.public_id),
        note=reason.strip(),
        facts={"from": starts_on.isoformat(), "to": ends_on.isoformat()},
    )
    return agreement


def put_into_force(mobility: Mobility, changes: Mapping[str, Any]) -> Agreement:
    """Application and agreement in a new version with these changes, for a mobility that is locked. Raises Refusal."""
    application = _changed(mobility, changes)
    mobility.training_days = application.training_days or mobility.training_days
    _set_period(mobility, application.starts_on, application.ends_on)
    return prepare_agreement(mobility=mobility, actor=system(mobility.university_id))


def _set_period(mobility: Mobility, starts_on: date | None, ends_on: date | None) -> None:
    mobility.starts_on, mobility.ends_on = starts_on, ends_on
    try:
        mobility.validate_constraints()
    except ValidationError as error:
        raise Refusal(error.messages[0]) from error
    mobility.save(update_fields=["starts_on", "ends_on", "training_days"])


def _plan_of(mobility: Mobility) -> Application:
    application = submitted_application(mobility)
    if application is None:
        raise Refusal(_("The application does not say yet where the stay is."))
    return application


def _changed(mobility: Mobility, changes: Mapping[str, Any]) -> Application:
    """The next version of the application: the submitted one with these changes. Raises Refusal."""
    application = as_it_lies(_plan_of(mobility), mobility)
    application.pk, application.version = None, application.version + 1
    application._state.adding = True
    application.saved_at = application.submitted_at = clock.now()
    for field, value in changes.items():
        setattr(application, field, value)
    application.save(force_insert=True)
    return application
