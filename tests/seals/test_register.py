"""The register: what is issued gets a code, a seal and an entry; and anybody is told the truth about a paper."""

import hashlib
import io
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from core import files
from core.models import Entry, StoredFile
from core.paper_code import grouped
from core.seals import Seal
from core.throttle import Limit
from mobility import verification
from mobility.agreement_text import canonical
from mobility.enums import Party
from mobility.models import IssuedDocument, Mobility, RegisteredPaper
from mobility.operations import agreement as operations
from mobility.operations.editions import choose_editions
from mobility.paper_data import initials
from mobility.verification import State
from mobility.verification_words import WORDS
from tests.agreement.paths import find_suitable, fresh, paper, preparing, sign, sign_all
from tests.doors import corpus
from tests.outbox import deliver_all
from tests.papers.issued import faults_of
from tests.seals import making
from tests.seals.alterations import ALTERATIONS
from tests.world import House
from tools.verify_document import main as verify_alone

pytestmark = pytest.mark.papers

HOST = "Anna Gruber"


@pytest.fixture
def seals_here(seal: Seal, seals: Path, settings: Any) -> Seal:
    """The university has its seal."""
    settings.POPOTNIK_SEALS = seals
    return seal


@pytest.fixture
def signed(house: House, seals_here: Seal) -> Mobility:
    with house.scope():
        mobility = preparing(house)
        for party in Party:
            sign(house, mobility, party, name=HOST)
        deliver_all()
        return fresh(mobility)


def registered(house: House, language: str = "sl", version: int = 1) -> tuple[RegisteredPaper, bytes]:
    with house.scope():
        row = RegisteredPaper.objects.get(kind="agreement", language=language, version=version)
        return row, files.content_of(StoredFile.objects.get(sha256=row.sha256))


def test_an_issued_paper_is_sealed_coded_and_entered(house: House, signed: Mobility, seal: Seal) -> None:
    row, content = registered(house)
    assert verification.look(content, seal).state == "whole"
    assert row.sha256 == hashlib.sha256(content).hexdigest() != row.content_sha256
    assert row.seal == seal.fingerprint
    with house.scope():
        entry = Entry.objects.get(pk=row.entry_id)
        assert entry.verb == "document.issued"
        assert entry.facts == {
            "kind": "agreement", "version": 1, "language": "sl", "code": row.code, "sha256": row.sha256,
            "content_sha256": row.content_sha256, "seal": row.seal,
        }  # fmt: skip
    assert len({one["party"] for one in row.signed}) == 3
    assert HOST not in json.dumps(row.signed)
    assert initials("dr. Anna-Maria Gruber") == "A. M. G."


def test_the_file_carries_what_was_signed(house: House, signed: Mobility) -> None:
    row, content = registered(house)
    with pikepdf.open(io.BytesIO(content)) as file:
        data = json.loads(file.attachments["paper.json"].get_file().read_bytes())
    with house.scope():
        agreement = paper(signed)
    assert data["format"] == "popotnik-paper-1"
    assert data["code"] == grouped(row.code)
    assert hashlib.sha256(canonical(data["data"]["text"])).hexdigest() == agreement.text_hash
    assert len(data["signatures"]) == 3
    assert {one["mark"] for one in data["signatures"]} == {agreement.text_hash[:16]}


def test_every_page_says_where_and_how_it_is_checked(house: House, signed: Mobility) -> None:
    row, content = registered(house)
    pages = [" ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 1
    for words in pages:
        assert grouped(row.code) in words
        assert "/emona/verify/" in words


def test_a_file_in_both_languages_has_one_code_and_one_seal(
    house: House, seals_here: Seal, tmp_path: Path
) -> None:
    """It conforms with its seal, and is genuine to the product and to the stand-alone verifier."""
    with house.scope():
        choose_editions(member=house.member, together=True, actor=house.actor("coordinator"))
        sign_all(house, preparing(house))
        document = IssuedDocument.objects.get(kind="agreement")
        content = files.content_of(document.file)
        assert faults_of(document.file, tmp_path) == []
        verdict = verification.by_file(content, seals_here)
        assert (verdict.state, verdict.is_ours) == (State.GENUINE, True)
        assert "Ustanova gostiteljica / Receiving institution" in {one["party"] for one in verdict.signatures}
        assert len({row.code for row in RegisteredPaper.objects.filter(kind="agreement")}) == 1
    file, certificate = tmp_path / "whole.pdf", tmp_path / "seal.pem"
    file.write_bytes(content)
    certificate.write_text(seals_here.published)
    assert verify_alone([str(file), "--certificate", str(certificate)]) == 0


def visitor() -> Client:
    """Somebody without an account who reads English."""
    return Client(headers={"accept-language": "en"})


def ask(house: House, content: bytes, slug: str = "") -> str:
    upload = SimpleUploadedFile("paper.pdf", content, "application/pdf")
    response = visitor().post(f"/{slug or house.university.slug}/verify/", {"paper": upload})
    assert response.status_code == 200, response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    return " ".join(response.content.decode().split())


def test_the_code_tells_what_the_paper_says_and_no_name(house: House, signed: Mobility) -> None:
    row, _content = registered(house)
    response = visitor().get(f"/emona/verify/{row.code}/")
    words = response.content.decode()
    assert response.status_code == 200
    for told in (
        "We issued a paper with this code",
        signed.number,
        row.sha256,
        "the latest that was issued",
        "A. G.",
    ):
        assert told in words
    assert HOST not in words
    with house.scope():
        assert signed.person.last_name not in words
    typed = visitor().get("/emona/verify/", {"code": f" {grouped(row.code).lower()} "})
    assert (typed.status_code, typed["Location"]) == (302, f"/emona/verify/{row.code}/")


def test_the_file_tells_who_signed(house: House, signed: Mobility) -> None:
    words = ask(house, registered(house)[1])
    for told in (
        "This file is genuine",
        "our seal in it is whole",
        HOST,
        "our seal; it covers the whole file",
    ):
        assert told in words


def test_nothing_that_is_sent_is_kept(house: House, signed: Mobility) -> None:
    with house.scope():
        before = (StoredFile.objects.count(), Entry.objects.count())
    ask(house, registered(house)[1] + b"\n")
    with house.scope():
        assert (StoredFile.objects.count(), Entry.objects.count()) == before


def test_each_alteration_gets_its_own_sentence(
    house: House, signed: Mobility, seal: Seal, forger: Seal
) -> None:
    row, content = registered(house)
    bare = content[: content.rindex(b"%%EOF", 0, len(content) - 10) + 6]
    assert hashlib.sha256(bare).hexdigest() == row.content_sha256
    flipped = bytearray(content)
    flipped[len(bare) // 2] ^= 1
    for altered, title in (
        (content + b"\n", "Something was added to this file"),
        (making.overlaid(content, b"PAID"), "Something was added to this file"),
        (bare, "Our seal is missing from this file"),
        (making.rewritten(content, "stripped"), "Our seal is missing from this file"),
        (making.sealed(bare, forger), "This file does not carry our seal"),
        (bytes(flipped), "This file was changed"),
        (b"%PDF-1.7 nothing", "This file cannot be opened"),
        (b"GIF89a", "This file cannot be opened"),
        (
            making.sealed(making.a_paper(7), seal),
            "The seal is ours, but our register does not know this file",
        ),
    ):
        words = ask(house, altered)
        assert title in words
        assert "This file is genuine" not in words
        assert HOST not in words


def test_no_alteration_is_ever_taken_for_ours(
    house: House, signed: Mobility, seal: Seal, forger: Seal
) -> None:
    _row, content = registered(house)
    bare = content[: content.rindex(b"%%EOF", 0, len(content) - 10) + 6]
    chance, told = random.Random(5), 0
    for name, (_share, alter) in ALTERATIONS.items():
        for _turn in range(3):
            with house.scope():
                verdict = verification.by_file(alter(content, bare, chance, forger), seal)
            assert not verdict.is_ours, name
            told += 1
    print(f"page: altered={told} reported={told}")
    assert told == 3 * len(ALTERATIONS)


def test_no_file_breaks_the_page(house: House, seals_here: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpus of bad uploads: each is answered, none is ours, nothing is kept."""
    monkeypatch.setattr("mobility.views.verify.FILES", Limit("verify_file", most=10_000, seconds=600))
    answers, client = Counter[int](), visitor()
    for sample in corpus.every():
        sent = SimpleUploadedFile("x", sample.content, content_type="application/pdf")
        sent._name = sample.name
        response = client.post("/emona/verify/", {"paper": sent})
        answers[response.status_code] += 1
        assert b"This file is genuine" not in response.content, sample.title
    print(f"verify: files={answers.total()} {dict(answers)}")
    assert set(answers) == {200, 422}
    assert answers.total() > 100
    with house.scope():
        assert not StoredFile.objects.exists()


def test_a_superseded_paper_says_by_which(house: House, signed: Mobility) -> None:
    early = registered(house)[1]
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
    later, content = registered(house, version=2)
    words = ask(house, early)
    assert "This file is genuine" in words
    assert "It is no longer the latest: version 2 was issued after it." in words
    assert f"/emona/verify/{later.code}/" in words
    assert "no longer the latest" not in ask(house, content)


def test_another_university_tells_nothing(
    house: House, stranger: House, signed: Mobility, seals: Path
) -> None:
    row, content = registered(house)
    unknown, foreign = "7F3K92AXM4TDH7KC", visitor().get(f"/drava/verify/{row.code}/")
    missing = visitor().get(f"/drava/verify/{unknown}/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert same(foreign.content, row.code) == same(missing.content, unknown)
    making.a_seal(seals, "drava")
    words = ask(house, content, "drava")
    assert "This file does not carry our seal" in words
    assert signed.number not in words


def same(page: bytes, code: str) -> str:
    """A page without what differs by itself: the token of its form and the address that was asked."""
    return re.sub(r'"\w{64}"', "", page.decode()).replace(code, "CODE")


def test_without_a_seal_everything_says_so(house: House, settings: Any, tmp_path: Path) -> None:
    settings.POPOTNIK_SEALS = tmp_path / "none"
    with house.scope():
        sign_all(house, preparing(house))
    row, content = registered(house, "en")
    assert (row.seal, row.sha256) == ("", row.content_sha256)
    words = ask(house, content)
    assert "This file is genuine, and has no seal" in words
    assert "has set up no electronic seal yet" in words
    assert "This file is genuine" not in ask(house, content + b"\n")
    assert visitor().get("/emona/seal.pem").status_code == 404
    assert "issued without an electronic seal" in " ".join(
        " ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(io.BytesIO(content)).pages
    )


def test_the_certificate_is_published(house: House, seals_here: Seal) -> None:
    response = visitor().get("/emona/seal.pem")
    assert response.content.decode() == seals_here.published
    assert seals_here.fingerprint in visitor().get("/emona/verify/").content.decode()


def test_a_register_that_contradicts_the_journal_is_not_believed(house: House, signed: Mobility) -> None:
    row, content = registered(house)
    with house.scope():
        row.sha256 = hashlib.sha256(content + b"\n").hexdigest()
        forged = RegisteredPaper(
            **{
                field.attname: getattr(row, field.attname)
                for field in RegisteredPaper._meta.concrete_fields
                if field.attname not in {"id", "code"}
            },
            code="2" * 16,
        )
        forged.save()
    assert "Our register and our journal do not agree" in ask(house, content + b"\n")


def test_asking_too_often_is_stopped(house: House) -> None:
    client = visitor()
    answers = [client.get("/emona/verify/7F3K92AXM4TDH7KC/").status_code for _turn in range(61)]
    assert answers == [404] * 60 + [429]


def test_the_command_tells_the_operator(
    house: House, signed: Mobility, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _row, content = registered(house)
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    call_command("verify_document", str(file))
    assert "emona: This file is genuine." in capsys.readouterr().out
    file.write_bytes(content + b"\n")
    with pytest.raises(CommandError, match="No university"):
        call_command("verify_document", str(file))
    assert "Something was added" in capsys.readouterr().out


def test_the_states_have_words() -> None:
    assert set(WORDS) == set(State)


def test_documents_and_register_are_one(house: House, signed: Mobility) -> None:
    with house.scope():
        issued = set(IssuedDocument.objects.values_list("file__sha256", flat=True))
        assert issued == set(RegisteredPaper.objects.values_list("sha256", flat=True))
