"""The paper: both languages, valid, data without the account, read by those whom it concerns, verified by anybody."""

from pathlib import Path

import pytest

from core import files
from funding.enums import GrantKind
from mobility import verification, verification_words
from mobility.enums import DocumentKind, TextPlace
from mobility.models import IssuedDocument, Mobility
from mobility.operations.editions import choose_editions
from mobility.operations.paper_texts import change_text
from tests.funding import paths
from tests.funding.paths import IBAN, ZERO
from tests.outbox import deliver_all
from tests.papers.issued import data_in, faults_of, packed, words_of
from tests.world import House

pytestmark = pytest.mark.papers
PLAIN = IBAN.replace(" ", "")


def papers(mobility: Mobility) -> dict[str, IssuedDocument]:
    rows = IssuedDocument.objects.filter(mobility=mobility, kind=DocumentKind.GRANT, superseded_at=None)
    return {row.language: row for row in rows}


def test_the_signed_paper_in_both_languages(house: House, tmp_path: Path) -> None:
    with house.scope():
        change_text(
            member=house.member, kind="grant", place=TextPlace.CLOSING, actor=house.actor("coordinator"),
            words={"sl": "Računovodstvo: soba 12.", "en": "Accounting: room 12."},
        )  # fmt: skip
        mobility = paths.signed(house)
        found = papers(mobility)
        assert set(found) == {"sl", "en"}
        for language, wanted in {
            "sl": ("Sporazum o dotaciji", "1.128,99 €", "903,19 €", "sodišče v Ljubljani", "soba 12"),
            "en": ("Grant agreement", "€1,128.99", "€903.19", "court of Ljubljana", "room 12"),
        }.items():
            said = words_of(found[language].file)
            for words in (*wanted, IBAN, "Banka Slovenije", "BSLJSI2X"):
                assert packed(words) in said, (language, words)
            assert faults_of(found[language].file, tmp_path) == []
            data = data_in(found[language].file)
            assert data["data"]["text_hash"] == paths.paper(mobility).text_hash
            assert [one["party"] for one in data["signatures"]]
            assert PLAIN not in str(data).replace(" ", "")
            assert "Banka Slovenije" not in str(data)
            assert data["data"]["text"]["account"]["ending"] == "5649"


def test_in_one_file_where_the_faculty_chose_so(house: House, tmp_path: Path) -> None:
    with house.scope():
        choose_editions(member=house.member, together=True, actor=house.actor("coordinator"))
        [document] = papers(paths.signed(house)).values()
        said = words_of(document.file)
        for words in ("Sporazum o dotaciji", "Grant agreement", IBAN):
            assert packed(words) in said
        assert faults_of(document.file, tmp_path) == []
        data = data_in(document.file)
        assert data["data"]["text"]["account"]["ending"] == "5649"
        assert PLAIN not in str(data).replace(" ", "")


def test_anybody_verifies_it_and_learns_no_account(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        document = papers(mobility)["en"]
        verdict = verification.by_file(files.content_of(document.file), None)
        assert verdict.is_ours
        told = str(verification_words.facts_of(verdict)) + str(verification_words.signers_of(verdict))
        assert "Grant agreement" in told
        assert len(verification_words.signers_of(verdict)) == 2
        assert "5649" not in told


def test_an_amendment_names_itself_and_sets_the_first_aside(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house, ZERO)
        assert "Annex I" in words_of_first(mobility)
        paths.enter(house, mobility)
        paths.give(house, mobility)
        for party in ("participant", "home"):
            paths.sign(house, mobility, party)
        deliver_all(papers=True)
        said = words_of(papers(mobility)["en"].file)
        assert packed("Amendment 1 to the grant agreement") in said
        assert packed("with a grant for all days") in said
        assert IssuedDocument.objects.filter(kind=DocumentKind.GRANT).exclude(superseded_at=None).count() == 2
        assert paths.paper(mobility).text["grant"]["kind"] == GrantKind.GRANTED


def words_of_first(mobility: Mobility) -> str:
    return words_of(papers(mobility)["en"].file).replace("AnnexI", "Annex I")


READERS = {
    "participant": 200, "coordinator": 200, "office": 200, "dean": 200,
    "secretary": 404, "faculty_office": 404, "auditor": 404, "rectorate": 404, "hr": 404, "colleague": 404,
}  # fmt: skip


def test_who_opens_the_paper(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        document = papers(mobility)["sl"]
    address = house.url(f"mobilities/{mobility.public_id}/agreement/documents/{document.public_id}/")
    got = {who: house.client(who).get(address).status_code for who in READERS}
    assert got == READERS
    for who, status in READERS.items():
        listed = house.client(who).get(house.url(f"mobilities/{mobility.public_id}/")).content.decode()
        assert (str(document.public_id) in listed) == (status == 200), who
