"""What is held of a grant: the account goes before the rest, and what was signed stays without it."""

from datetime import timedelta

from core import clock
from core.models import Entry
from funding import documents
from funding.models import BankDetails, GrantSignature
from mobility.agreement_text import hash_of
from mobility.operations import place
from protection import operations
from protection.copying import copy_of
from protection.enums import Ground
from protection.records import BANK, records_of
from tests.agreement.paths import fresh, sign_all
from tests.funding import paths
from tests.funding.paths import IBAN
from tests.outbox import deliver_all
from tests.world import House

PLAIN = IBAN.replace(" ", "")


def test_the_account_is_in_ones_own_copy_and_in_nobody_elses(house: House) -> None:
    with house.scope():
        paths.signed(house)
        for who in ("participant", "coordinator", "dean", "office"):
            tables = {table.label: table.rows for table in copy_of(house.people[who]).tables}
            assert (PLAIN in str(tables)) == (who == "participant")
            signatures = tables.get("funding.GrantSignature", [])
            assert len(signatures) == (who in {"participant", "dean"})


def test_erased_it_leaves_the_signed_text_and_nothing_to_find_it_by(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        agreement = paths.paper(mobility)
        told = documents.paper_context(agreement, mobility)["account"]
        assert told["iban"] == IBAN
        operations.erase_account(mobility, because="test")
        assert not BankDetails.objects.exists()
        assert paths.paper(mobility).text_hash == hash_of(agreement.text)
        assert GrantSignature.objects.count() == 2
        told = documents.paper_context(agreement, mobility)["account"]
        assert told == {"holder": "", "iban": "•••• 5649", "bic": "", "bank": ""}


def ground_of(house: House) -> Ground:
    return next(record.ground for record in records_of(house.people["participant"]) if record.kind == BANK)


def test_it_is_kept_while_the_grant_is_settled_and_no_longer(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, paths.signed(house))
        assert ground_of(house) == Ground.RUNNING
        with clock.travel(clock.now() + timedelta(days=70)):
            place.end(mobility=mobility, actor=house.actor("coordinator"), reason="over")
            deliver_all()
            assert ground_of(house) == Ground.AUDIT
        with clock.travel(clock.now() + timedelta(days=70 + 366)):
            assert ground_of(house) == Ground.NONE


def test_where_nothing_took_place_nobody_needs_it(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        place.decline_place(mobility=mobility, actor=house.actor("participant"), reason="I cannot.")
        deliver_all()
        assert fresh(mobility).stage == "declined"
        assert ground_of(house) == Ground.NONE


def test_the_journal_says_that_it_was_stated_and_nothing_else(house: House) -> None:
    with house.scope():
        paths.entered(house)
        entry = Entry.objects.select_related("text").get(verb="grant.account_given")
        assert (entry.facts, entry.note) == ({}, "")
