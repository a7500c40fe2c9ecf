"""The grant: asked for when the place is confirmed, entered by the office, looked at again when the plan changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, journal
from core.policy import Refusal, require
from funding.enums import GrantKind, Support
from funding.models import Grant, GrantAgreement, GrantTerms
from funding.money import NOTHING, total_of
from funding.operations.versions import AGAIN, acting, renew
from funding.queries import are_made_here, grant_of, in_force, terms_of
from members.actor import Actor, system
from members.enums import Capacity
from mobility import duties, lifecycle
from mobility.checks.stay import MOST_TRAVEL, MOST_TRAVEL_GREEN
from mobility.enums import DutyKind, Stage
from mobility.models import Mobility
from mobility.operations.signing import before_departure
from mobility.policy_agreement import OPEN_IN
from mobility.queries import submitted_application

DAYS_TO_ENTER = 7
ENTER = DutyKind.ENTER_GRANT


@dataclass(frozen=True)
class Wish:
    """A grant to be entered: days, and amounts in euros by kind of support."""

    kind: GrantKind
    funded_days: int = 0
    travel_days: int = 0
    amounts: Mapping[Support, Decimal] = field(default_factory=dict)
    other_name: str = ""

    @property
    def total(self) -> Decimal:
        return total_of(self.amounts.values())

    @property
    def columns(self) -> dict[str, Any]:
        """What is written of it: a zero grant has neither days nor money."""
        if self.kind == GrantKind.ZERO:
            none: dict[str, Any] = {support.value: NOTHING for support in Support}
            return none | {"kind": self.kind, "funded_days": 0, "travel_days": 0, "other_name": ""}
        amounts = {support.value: self.amounts.get(support, NOTHING) for support in Support}
        other = self.other_name.strip() if self.amounts.get(Support.OTHER) else ""
        days = {"funded_days": self.funded_days, "travel_days": self.travel_days}
        return {**amounts, **days, "kind": self.kind, "other_name": other}


@transaction.atomic
def ask_for_grant(*, mobility: Mobility) -> None:
    """Ask the office for the grant of a mobility in preparation, where its member makes agreements here."""
    fresh = lifecycle.lock(mobility)
    if fresh.stage == Stage.PREPARING and are_made_here(fresh.member_id) and grant_of(fresh) is None:
        _owe(fresh)


@transaction.atomic
def ask_no_longer(*, mobility: Mobility, reason: str) -> None:
    """The member makes its agreements elsewhere: what was asked for and not entered is waived."""
    fresh = lifecycle.lock(mobility)
    if not are_made_here(fresh.member_id) and grant_of(fresh) is None:
        duties.waive(mobility=fresh, kinds=(ENTER,), reason=reason)


@transaction.atomic
def enter_grant(*, mobility: Mobility, actor: Actor, wish: Wish) -> GrantAgreement:
    """Enter what is paid, or enter it anew; the agreement follows, and both are asked to sign. Raises Refusal.

    It stands under the member's terms of that day. Another amount after a signature makes a new version.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "enter_grant", fresh)
    look_over(wish, fresh)
    terms = _terms_for(fresh)
    grant, _made = Grant.objects.update_or_create(
        mobility=fresh,
        defaults={"member_id": fresh.member_id, "terms": terms, "entered_at": clock.now(), **wish.columns},
    )
    journal.record(
        verb="grant.entered",
        subject=grant,
        actor=acting(actor, fresh),
        file_id=str(fresh.public_id),
        facts={"kind": str(grant.kind), "total": str(grant.total)},
    )
    _owe(fresh)
    agreement = renew(fresh, actor)
    duties.fulfil(mobility=fresh, kind=ENTER, by=grant)
    return agreement


def _owe(mobility: Mobility, part: str = "") -> None:
    due_on = before_departure(mobility, DAYS_TO_ENTER)
    duties.open_duty(mobility=mobility, kind=ENTER, owed_by=Capacity.COORDINATOR, part=part, due_on=due_on)


def _terms_for(mobility: Mobility) -> GrantTerms:
    """The member's terms of today; where it has switched them off meanwhile, those of the grant that was begun."""
    terms, grant = terms_of(mobility.member_id), grant_of(mobility)
    if terms is not None and (terms.is_on or grant is None):
        return terms
    if grant is None:
        raise Refusal(_("This member faculty makes its grant agreements elsewhere."))
    return grant.terms


def look_over(wish: Wish, mobility: Mobility) -> None:
    """Whether days and amounts go together (domain 4.3, 4.5). Raises Refusal."""
    if wish.kind == GrantKind.ZERO:
        if wish.total:
            raise Refusal(_("A zero grant has no amounts."))
        return
    if any(amount < 0 for amount in wish.amounts.values()) or not wish.total:
        raise Refusal(_("Enter at least one amount; without one it is a zero grant."))
    if wish.amounts.get(Support.OTHER) and not wish.other_name.strip():
        raise Refusal(_("Write what the other support is."))
    _look_over_days(wish, mobility)


def _look_over_days(wish: Wish, mobility: Mobility) -> None:
    days = mobility.training_days
    if wish.kind == GrantKind.GRANTED and wish.funded_days != days:
        raise Refusal(
            _("All %(days)d days of training are funded, or it is a grant for some days.") % {"days": days}
        )
    if wish.kind == GrantKind.PARTLY and not 1 <= wish.funded_days < days:
        raise Refusal(
            _("A grant for some days funds at least one, and fewer than all %(days)d.") % {"days": days}
        )
    application = submitted_application(mobility)
    is_green = bool(application and application.green_travel) or bool(wish.amounts.get(Support.GREEN))
    most = MOST_TRAVEL_GREEN if is_green else MOST_TRAVEL
    if wish.travel_days > most:
        raise Refusal(_("At most %(most)d travel days are funded here.") % {"most": most})


@transaction.atomic
def follow_plan(*, mobility: Mobility) -> None:
    """The plan changed: other dates make the next version; another number of days is the office's to look at."""
    fresh = lifecycle.lock(mobility)
    agreement = in_force(fresh)
    if agreement is None or fresh.stage not in OPEN_IN or fresh.starts_on is None or fresh.ends_on is None:
        return
    agreed = agreement.text["period"]
    same_days = agreed["training_days"] == fresh.training_days
    if not same_days and agreement.text["grant"]["kind"] != GrantKind.ZERO:
        _owe(fresh, AGAIN)
    elif not same_days or [agreed["from"], agreed["to"]] != [str(fresh.starts_on), str(fresh.ends_on)]:
        renew(fresh, system(fresh.university_id))


@transaction.atomic
def fall_silent(*, mobility: Mobility, reason: str) -> None:
    """The stay is over: nothing is entered or signed any more (no change after it, domain 4.6)."""
    fresh = lifecycle.lock(mobility)
    duties.waive(mobility=fresh, kinds=(ENTER, DutyKind.SIGN_GRANT), reason=reason)
