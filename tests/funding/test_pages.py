"""The pages: who is shown what, the account above all; signing asks for a proof of late."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import Reading
from funding.models import BankDetails
from mobility.enums import Party
from mobility.models import Mobility
from tests.funding import paths
from tests.funding.paths import IBAN
from tests.outbox import deliver_all
from tests.world import House

FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "set local")
FULL, ENDING = IBAN, "•••• 5649"


def english(house: House, name: str, **how: Any) -> Client:
    """Somebody's browser in English."""
    client = house.client(name, **how)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def url(house: House, mobility: Mobility, rest: str = "") -> str:
    return house.url(f"mobilities/{mobility.public_id}/grant/{rest}")


@pytest.fixture
def waiting(house: House) -> Mobility:
    """The participant has stated the account and signed."""
    with house.scope():
        mobility = paths.entered(house)
        paths.sign(house, mobility, Party.PARTICIPANT)
        deliver_all()
        return mobility


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("participant", 200),
        ("coordinator", 200),
        ("office", 200),
        ("dean", 200),
        ("secretary", 403),
        ("faculty_office", 403),
        ("auditor", 403),
        ("rectorate", 403),
        ("hr", 404),
        ("assessor", 404),
        ("finance", 404),
        ("colleague", 404),
    ],
)
def test_who_sees_the_agreement_and_nobody_the_account_in_full(
    house: House, waiting: Mobility, who: str, status: int
) -> None:
    client = english(house, who)
    response = client.get(url(house, waiting))
    assert response.status_code == status
    assert (ENDING in response.content.decode()) == (status == 200)
    file = client.get(house.url(f"mobilities/{waiting.public_id}/"))
    assert ("waits for signatures" in file.content.decode()) == (status == 200)
    for address in ("", "account/", "account/details/", "enter/", "sign/", "decline/"):
        page = client.get(url(house, waiting, address)).content.decode()
        may = (who, address) in {
            ("participant", "account/"), ("coordinator", "account/details/"), ("office", "account/details/"),
        }  # fmt: skip
        assert (FULL in page) == may, address


def test_whoever_opens_the_account_stands_among_the_readers(house: House, waiting: Mobility) -> None:
    english(house, "coordinator").get(url(house, waiting, "account/details/"))
    with house.scope():
        assert Reading.objects.filter(page="grant:details", person=house.people["coordinator"]).exists()
    readers = english(house, "participant").get(house.url(f"mobilities/{waiting.public_id}/readers/"))
    assert "the account for the grant" in readers.content.decode()


@pytest.mark.parametrize(
    ("who", "rest"), [("participant", "account/"), ("dean", "sign/"), ("office", "account/details/")]
)
def test_what_weighs_asks_for_a_proof_of_late(house: House, waiting: Mobility, who: str, rest: str) -> None:
    client = english(house, who, signed_in=timedelta(hours=5))
    assert client.get(url(house, waiting, rest)).status_code == 302


def test_from_the_account_to_the_signature_in_the_browser(house: House) -> None:
    with house.scope():
        mobility = paths.asked(house)
    office, participant, dean = (english(house, who) for who in ("coordinator", "participant", "dean"))
    page = office.get(url(house, mobility, "enter/")).content.decode()
    assert 'value="5"' in page
    typed = {
        "kind": "granted", "funded_days": "5", "travel_days": "2",
        "individual_support": "819,99", "travel_support": "309.00",
    }  # fmt: skip
    assert (
        office.post(url(house, mobility, "enter/"), {**typed, "travel_support": "1.234"}).status_code == 422
    )
    assert office.post(url(house, mobility, "enter/"), {**typed, "funded_days": "3"}).status_code == 409
    assert office.post(url(house, mobility, "enter/"), typed).status_code == 302
    first = participant.get(url(house, mobility, "sign/"))
    assert first["Location"].endswith("/grant/account/")
    account = {"holder": "Ana Participant", "iban": IBAN, "bank": "Banka Slovenije", "bic": ""}
    wrong = participant.post(url(house, mobility, "account/"), {**account, "iban": IBAN[:-1] + "8"})
    assert wrong.status_code == 422
    after = participant.post(url(house, mobility, "account/"), account)
    assert after["Location"].endswith("/grant/sign/")
    with house.scope():
        text_hash = paths.paper(mobility).text_hash
    told = {"text_hash": text_hash, "read": "on"}
    assert dean.post(url(house, mobility, "sign/"), told).status_code == 409
    assert participant.post(url(house, mobility, "sign/"), told).status_code == 302
    assert dean.post(url(house, mobility, "sign/"), told).status_code == 302
    shown = participant.get(url(house, mobility)).content.decode()
    assert "in force" in shown
    assert "Pre-financing due by" in shown


def test_the_page_of_the_terms(house: House) -> None:
    client = english(house, "coordinator")
    assert (
        house.url("grant-agreements/")
        in client.get(f"/{house.university.slug}/grant-agreements/").content.decode()
    )
    typed = {"is_on": "on", "share": "80", "days_to_pay": "30", "days_for_balance": "45", "survey_days": "30"}
    assert client.post(house.url("grant-agreements/"), typed).status_code == 409
    special = {"special_sl": "Pravo in sodišče.", "special_en": "Law and court."}
    assert client.post(house.url("grant-agreements/"), {**typed, **special}).status_code == 302
    assert "version 1" in client.get(house.url("grant-agreements/")).content.decode()
    assert english(house, "dean").get(house.url("grant-agreements/")).status_code == 403


def test_an_account_is_not_readable_in_the_table(house: House, waiting: Mobility) -> None:
    with house.scope():
        with connection.cursor() as cursor:
            cursor.execute("select holder || iban || bic || bank || salt from funding_bankdetails")
            [(kept,)] = cursor.fetchall()
        assert BankDetails.objects.get().iban == IBAN.replace(" ", "")
    assert IBAN.replace(" ", "") not in kept
    assert "Participant" not in kept
    assert "Slovenije" not in kept


def test_a_file_without_a_grant_asks_nothing_more(house: House) -> None:
    with house.scope():
        mobility = paths.preparing(house)
    client = english(house, "coordinator")
    address = house.url(f"mobilities/{mobility.public_id}/")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert not [query["sql"] for query in asked if "funding_" in query["sql"]]


@pytest.mark.parametrize(("who", "rest", "most"), [("participant", "", 12), ("dean", "sign/", 13)])
def test_what_a_page_costs(house: House, waiting: Mobility, who: str, rest: str, most: int) -> None:
    """Statements but for the frame of the transaction; the note of who read it is among them."""
    client, address = english(house, who), url(house, waiting, rest)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    counted = [query for query in asked.captured_queries if not query["sql"].startswith(FRAME)]
    assert len(counted) <= most
