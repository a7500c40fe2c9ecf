"""The account that a grant is paid to: given and changed by the participant alone."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, journal
from core.policy import Refusal, require
from funding.accounts import compact, is_bic, is_iban, new_salt
from funding.models import BankDetails
from funding.operations.versions import renew
from funding.queries import details_of, waits_for_the_office
from members.actor import Actor
from members.enums import Capacity
from mobility import lifecycle
from mobility.models import Mobility


@dataclass(frozen=True)
class Wish:
    """An account as it was typed."""

    holder: str
    iban: str
    bank: str
    bic: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """As it is kept."""
        return {
            "holder": " ".join(self.holder.split()),
            "iban": compact(self.iban),
            "bic": compact(self.bic),
            "bank": " ".join(self.bank.split()),
        }


@transaction.atomic
def give_account(*, mobility: Mobility, actor: Actor, wish: Wish) -> BankDetails:
    """State where the grant is paid to, or change it: after a signature both sign a new version. Raises Refusal.

    The journal says that it was stated or changed, never what.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "give_account", fresh)
    said = wish.columns
    _look_over(said)
    present = details_of(fresh)
    if present is not None and all(getattr(present, name) == value for name, value in said.items()):
        return present
    details, _made = BankDetails.objects.update_or_create(
        mobility=fresh,
        defaults={"member_id": fresh.member_id, "salt": new_salt(), "given_at": clock.now(), **said},
    )
    journal.record(
        verb="grant.account_given",
        subject=details,
        actor=actor.acting_as(Capacity.PARTICIPANT),
        file_id=str(fresh.public_id),
    )
    if not waits_for_the_office(fresh):
        renew(fresh, actor)
    return details


def _look_over(said: dict[str, str]) -> None:
    if not said["holder"] or not said["bank"]:
        raise Refusal(_("Write the holder of the account and the bank."))
    if not is_iban(said["iban"]):
        raise Refusal(_("This is no IBAN: its check digits do not fit. Please look at it once more."))
    if said["bic"] and not is_bic(said["bic"]):
        raise Refusal(_("This is no BIC: it has 8 or 11 letters and digits. You may leave it out."))
