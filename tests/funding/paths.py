"""The way to a grant agreement in tests: terms switched on, a confirmed place, amounts, an account, signatures."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from funding import operations
from funding.enums import GrantKind, Support
from funding.models import GrantAgreement, GrantTerms
from funding.operations.accounts import Wish as AccountWish
from funding.operations.grants import Wish
from funding.operations.terms import Wish as TermsWish
from funding.queries import in_force
from mobility.enums import Party
from mobility.models import Duty, Mobility
from tests.agreement.paths import actor_of, fresh, preparing
from tests.outbox import deliver_all
from tests.world import House

IBAN, OTHER_IBAN = "SI56 0110 0600 0005 649", "DE89 3704 0044 0532 0130 00"
TERMS = TermsWish(
    True,
    80,
    30,
    45,
    30,
    "Velja slovensko pravo; odloča sodišče v Ljubljani.",
    "Slovenian law; court of Ljubljana.",
)
ACCOUNT = AccountWish(holder="Ana Participant", iban=IBAN, bank="Banka Slovenije", bic="BSLJSI2X")
GRANT = Wish(
    GrantKind.GRANTED,
    funded_days=5,
    travel_days=2,
    amounts={Support.INDIVIDUAL: Decimal("819.99"), Support.TRAVEL: Decimal("309.00")},
)
ZERO = Wish(GrantKind.ZERO)


def switch_on(house: House, **changes: Any) -> GrantTerms:
    """The coordinator decides that agreements are made here."""
    terms = operations.change_terms(
        member=house.member, actor=house.actor("coordinator"), wish=replace(TERMS, **changes)
    )
    assert terms is not None
    return terms


def asked(house: House, *, suitable: bool = True, **how: Any) -> Mobility:
    """A mobility in preparation whose grant is asked for."""
    switch_on(house)
    return preparing(house, suitable=suitable, **how)


def enter(
    house: House, mobility: Mobility, wish: Wish = GRANT, *, who: str = "coordinator"
) -> GrantAgreement:
    return operations.enter_grant(mobility=mobility, actor=house.actor(who), wish=wish)


def give(house: House, mobility: Mobility, **changes: str) -> None:
    actor = actor_of(house, mobility.person)
    operations.give_account(mobility=mobility, actor=actor, wish=replace(ACCOUNT, **changes))


def paper(mobility: Mobility) -> GrantAgreement:
    """The version in force."""
    found = in_force(mobility)
    assert found is not None
    return found


def sign(house: House, mobility: Mobility, party: Party, *, text_hash: str = "") -> None:
    found = paper(mobility)
    actor = actor_of(house, mobility.person) if party == Party.PARTICIPANT else house.actor("dean")
    operations.sign(agreement=found, party=party, actor=actor, text_hash=text_hash or found.text_hash)


def entered(house: House, wish: Wish = GRANT, **how: Any) -> Mobility:
    """A grant that waits for the participant, with the account given where money is paid."""
    mobility = asked(house, **how)
    enter(house, mobility, wish)
    if wish.kind != GrantKind.ZERO:
        give(house, mobility)
    return fresh(mobility)


def signed(house: House, wish: Wish = GRANT) -> Mobility:
    """A grant agreement in force."""
    mobility = entered(house, wish)
    for party in (Party.PARTICIPANT, Party.HOME):
        sign(house, mobility, party)
    deliver_all()
    return fresh(mobility)


def open_duties(mobility: Mobility) -> set[str]:
    """What is owed for the grant."""
    rows = Duty.objects.filter(mobility=mobility, kind__in=["enter_grant", "sign_grant"])
    return {row.token for row in rows if row.is_open}
