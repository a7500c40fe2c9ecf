"""The receipt: what was received and when, to the second, with a mark that anybody computes again from the file."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from core import clock
from mobility.models import Application, IssuedDocument, Mobility
from mobility.operations.application import save_section, submit, take_back
from tests.mobility.drafts import drafted, published
from tests.outbox import deliver_all
from tests.papers.issued import data_in, faults_of, packed, words_of
from tests.world import House

pytestmark = pytest.mark.papers

OPENED_BY = {
    "participant": 200, "coordinator": 200, "office": 200, "dean": 200, "auditor": 200,
    "head": 404, "hr": 404, "chair": 404, "assessor": 404, "colleague": 404, "finance": 404,
}  # fmt: skip


@pytest.fixture
def handed_in(house: House) -> Mobility:
    with house.scope():
        mobility = drafted(house, published(house))
        submit(mobility=mobility, actor=house.actor("participant"))
    deliver_all()
    return mobility


def receipts(house: House) -> list[IssuedDocument]:
    rows = IssuedDocument.objects.filter(kind="receipt").select_related("file")
    return list(rows.order_by("version", "language"))


def test_it_says_what_was_received_when_and_conforms(
    house: House, handed_in: Mobility, tmp_path: Path
) -> None:
    with house.scope():
        english, slovenian = receipts(house)
        assert (english.language, slovenian.language) == ("en", "sl")
        application = Application.objects.get(mobility=handed_in)
        words, at = words_of(english.file), application.submitted_at
        assert handed_in.number in words
        assert f"{timezone.localtime(at):%H:%M:%S}" in words
        assert packed("The result is told by") in words
        assert packed("Potrdilo o prejemu prijave") in words_of(slovenian.file)
        told = data_in(english.file)["data"]
        written = json.dumps(
            told["application"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
        ).encode()
        assert hashlib.sha256(written).hexdigest() == told["sha256"]
        assert told["sha256"] in words
        assert told["sha256"] in words_of(slovenian.file)
        assert told["application"]["motivation"] == application.motivation
        assert [faults_of(row.file, tmp_path) for row in (english, slovenian)] == [[], []]


def test_each_version_has_its_own(house: House, handed_in: Mobility) -> None:
    with house.scope():
        actor = house.actor("participant")
        take_back(mobility=handed_in, actor=actor)
        save_section(
            mobility=handed_in, actor=actor, section="goals", values={"motivation": "Vsak dan drugače. " * 20}
        )
        with clock.travel(clock.now() + timedelta(hours=1)):
            submit(mobility=handed_in, actor=actor)
    deliver_all()
    with house.scope():
        rows = receipts(house)
        assert [(row.version, row.language, row.superseded_at is None) for row in rows] == [
            (1, "en", False), (1, "sl", False), (2, "en", True), (2, "sl", True),
        ]  # fmt: skip
        marks = [data_in(row.file)["data"]["sha256"] for row in rows]
        assert marks[0] == marks[1] != marks[2] == marks[3]
        assert packed("It takes the place of version 1.") in words_of(rows[2].file)


@pytest.mark.parametrize(("who", "status"), OPENED_BY.items())
def test_who_reads_the_application_reads_its_receipt(
    house: House, handed_in: Mobility, who: str, status: int
) -> None:
    with house.scope():
        public_id = receipts(house)[0].public_id
    address = house.url(f"mobilities/{handed_in.public_id}/agreement/documents/{public_id}/")
    assert house.client(who).get(address).status_code == status


def test_the_page_of_the_receipt_shows_the_paper(house: House, handed_in: Mobility) -> None:
    page = house.client("participant").get(
        house.url(f"mobilities/{handed_in.public_id}/application/receipt/")
    )
    assert page.content.decode().count("/agreement/documents/") == 2
