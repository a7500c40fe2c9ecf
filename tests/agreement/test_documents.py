"""Issued papers: once for a version, in both languages, and opened by whom they concern."""

import pytest
from django.db.models import QuerySet
from django.test import Client

from core.models import Entry, SentNotice
from mobility import agreement_paper, relations
from mobility.enums import DocumentKind, Stage
from mobility.models import IssuedDocument, Mobility
from mobility.operations import agreement as operations
from tests.agreement.paths import find_suitable, fresh, paper, preparing, sign_all
from tests.outbox import deliver_all
from tests.world import House

pytestmark = pytest.mark.papers

# Who opens the agreement's PDF: the status each gets.
MATRIX = {
    "participant": 200,
    "coordinator": 200,
    "dean": 200,
    "secretary": 200,
    "faculty_office": 200,
    "office": 200,
    "auditor": 200,
    "head": 200,
    "hr": 404,
    "colleague": 404,
    "finance": 404,
    "assessor": 403,
}


@pytest.fixture
def signed(house: House) -> Mobility:
    with house.scope():
        mobility = sign_all(house, preparing(house))
        relations.set_people(mobility, relations.ENDORSE, [house.people["head"].pk])
        relations.set_people(mobility, relations.ASSESS, [house.people["assessor"].pk])
        return mobility


def agreements() -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.filter(kind=DocumentKind.AGREEMENT)


def address_of(house: House, mobility: Mobility, language: str = "sl") -> str:
    with house.scope():
        document = agreements().get(language=language, superseded_at=None)
    return house.url(f"mobilities/{mobility.public_id}/agreement/documents/{document.public_id}/")


@pytest.mark.parametrize(("who", "status"), MATRIX.items())
def test_who_opens_a_paper(house: House, signed: Mobility, who: str, status: int) -> None:
    response = house.client(who).get(address_of(house, signed))
    assert response.status_code == status
    assert response.content.startswith(b"%PDF-") == (status == 200)


def test_strangers_find_nothing(house: House, sister: House, stranger: House, signed: Mobility) -> None:
    address = address_of(house, signed)
    assert sister.client("coordinator").get(address).status_code == 404
    assert stranger.client("coordinator").get(address).status_code == 404
    assert Client().get(address).status_code == 302
    missing = address.rsplit("/", 2)[0] + "/00000000-0000-4000-8000-000000000000/"
    assert house.client("participant").get(missing).status_code == 404


def test_human_resources_open_it_once_reporting_is_done(house: House, signed: Mobility) -> None:
    with house.scope():
        Mobility.objects.filter(pk=signed.pk).update(stage=Stage.COMPLETED)
    assert house.client("hr").get(address_of(house, signed)).status_code == 200


def test_it_goes_out_as_a_paper_and_nothing_else(house: House, signed: Mobility) -> None:
    response = house.client("participant").get(address_of(house, signed))
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_a_paper_is_issued_once(house: House, signed: Mobility) -> None:
    with house.scope():
        before = list(agreements().order_by("pk").values_list("pk", "file__sha256"))
        agreement_paper.issue(paper(signed), fresh(signed))
        assert list(agreements().order_by("pk").values_list("pk", "file__sha256")) == before
        entries = Entry.objects.filter(verb="document.issued", text__facts__kind=DocumentKind.AGREEMENT)
        assert entries.count() == 2


def test_a_new_version_sets_the_earlier_paper_aside(house: House, signed: Mobility) -> None:
    with house.scope():
        operations.reopen_preparation(
            mobility=signed,
            actor=house.actor("coordinator"),
            reason="New unit.",
            changes={"host_unit": "Library"},
        )
        deliver_all()
        find_suitable(fresh(signed))
        sign_all(house, fresh(signed))
        rows = agreements().order_by("version", "language")
        assert [(row.version, row.language, row.superseded_at is None) for row in rows] == [
            (1, "en", False), (1, "sl", False), (2, "en", True), (2, "sl", True),
        ]  # fmt: skip


def test_each_party_gets_the_copy_once(house: House, signed: Mobility) -> None:
    with house.scope():
        told = SentNotice.objects.filter(kind="signed_copy").values_list("person_id", flat=True)
        wanted = {house.people[name].pk for name in ("participant", "dean", "coordinator")}
        assert sorted(told) == sorted(wanted)
