"""The grant agreements of the one faculty that makes them here: terms, amounts, accounts, signatures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from core import clock
from core.tenancy import tenant_scope
from demo.people import House
from demo.walk import Walker
from funding import operations
from funding.enums import GrantKind, Support
from funding.models import GrantAgreement
from funding.operations.accounts import Wish as AccountWish
from funding.operations.grants import Wish
from funding.operations.terms import Wish as TermsWish
from mobility.enums import Party

TERMS = TermsWish(
    is_on=True,
    share=80,
    days_to_pay=30,
    days_for_balance=45,
    survey_days=30,
    special_sl="Za ta sporazum velja slovensko pravo. O sporih, ki jih stranki ne rešita sami, odloča sodišče v kraju "
    "ustanove.\n\nZavarovanje odgovornosti in nezgodno zavarovanje sta obvezni.",
    special_en="This agreement is governed by Slovenian law. Disputes that the parties do not settle themselves are "
    "decided by the court at the seat of the institution.\n\nLiability and accident insurance are obligatory.",
)
# A day's amount is this story's own, not a rate of any programme year.
A_DAY, JOURNEY = Decimal("141.50"), Decimal("309.00")
BANK = "Banka Emona"


@dataclass
class Grants:
    """The grants of one house; elsewhere nothing happens."""

    house: House
    is_on: bool

    def switch_on(self, when: datetime) -> None:
        """The coordinator decides before the first place is confirmed."""
        if not self.is_on:
            return
        member, actor = self.house.member, self.house.actor
        with clock.travel(when), tenant_scope(university_id=self.house.university.pk):
            operations.change_terms(member=member, actor=actor("koordinator"), wish=TERMS)

    def settle(self, walker: Walker, when: datetime, *, turn: int, until: int = 3) -> None:
        """Entered, the account stated, signed by the participant, by the institution: so many of these steps.

        Of several every third is without money or for some days only.
        """
        if not self.is_on:
            return
        kind = (GrantKind.GRANTED, GrantKind.ZERO, GrantKind.PARTLY)[turn % 3]
        days = len(walker.plan.days)
        walker.do(when, lambda: self._enter(walker, kind, days))
        if until > 1 and kind != GrantKind.ZERO:
            walker.do(when + timedelta(hours=2), lambda: self._state(walker, turn))
        if until > 1:
            walker.do(when + timedelta(hours=3), lambda: self._sign(walker, Party.PARTICIPANT))
        if until > 2:
            walker.do(when + timedelta(days=1), lambda: self._sign(walker, Party.HOME))

    def _enter(self, walker: Walker, kind: GrantKind, days: int) -> None:
        funded = days if kind == GrantKind.GRANTED else days - 2
        amounts = {Support.INDIVIDUAL: A_DAY * (funded + 2), Support.TRAVEL: JOURNEY}
        if kind == GrantKind.PARTLY:
            amounts[Support.GREEN] = Decimal("108.00")
        wish = Wish(kind) if kind == GrantKind.ZERO else Wish(kind, funded, 2, amounts)
        actor = self.house.actor("koordinator")
        operations.enter_grant(mobility=walker.file, actor=actor, wish=wish)

    def _state(self, walker: Walker, turn: int) -> None:
        account = AccountWish(walker.person.get_full_name(), iban_of(turn), BANK, "")
        operations.give_account(mobility=walker.file, actor=walker.me, wish=account)

    def _sign(self, walker: Walker, party: Party) -> None:
        paper = GrantAgreement.objects.get(mobility=walker.mobility, superseded_at=None)
        actor = walker.me if party == Party.PARTICIPANT else self.house.actor("dekan")
        operations.sign(agreement=paper, party=party, actor=actor, text_hash=paper.text_hash)


def iban_of(number: int) -> str:
    """A well-formed Slovenian account of nobody."""
    account = f"99{number:011d}"
    basic = f"{account}{98 - int(account + '00') % 97:02d}"
    return f"SI{98 - int(basic + '281800') % 97:02d}{basic}"
