"""Signatures given elsewhere, with a certificate or in ink: what is taken, and what is refused and why."""

import io
import re
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from core import clock, files
from core.files import UploadRefused
from core.models import Entry
from core.policy import Refusal
from core.tenancy import tenant_scope
from core.uploads import CleanUpload, clean_upload
from mobility import agreement_paper, received, verification
from mobility.enums import DocumentKind, Party, SigningWay, Stage
from mobility.models import IssuedDocument, Mobility, ReceivedPaper, RegisteredPaper, Signature
from mobility.operations import agreement as agreements
from mobility.operations import received as operations
from mobility.operations.received import Ink
from mobility.verification import State
from tests.agreement import outside
from tests.agreement.paths import find_suitable, fresh, link_to_host, paper, preparing, sign
from tests.agreement.room import enter as enter_room
from tests.agreement.test_pages import english
from tests.core import samples
from tests.outbox import deliver_all
from tests.world import House

pytestmark = pytest.mark.papers

FLOOR, COUNTED = 9, Counter[str]()


@pytest.fixture(scope="module")
def root() -> outside.Authority:
    return outside.authority()


@pytest.fixture(scope="module")
def ana(root: outside.Authority) -> Any:
    return outside.signer(root, "Ana Novak")


def ready_to_sign(house: House) -> tuple[Mobility, bytes]:
    """A prepared agreement and the Slovenian copy of it that is to be signed."""
    mobility = preparing(house)
    operations.ask_for_copy(agreement=paper(mobility), actor=house.actor("coordinator"))
    deliver_all()
    return mobility, copy_of(mobility)


def copy_of(mobility: Mobility) -> bytes:
    kind = DocumentKind.AGREEMENT_TO_SIGN
    found = IssuedDocument.objects.get(mobility=mobility, kind=kind, language="sl", superseded_at=None)
    return files.content_of(found.file)


def sent(content: bytes, name: str = "signed.pdf") -> CleanUpload:
    return clean_upload(SimpleUploadedFile(name, content))


def enter(
    house: House, mobility: Mobility, content: bytes, party: Party = Party.PARTICIPANT, who: str = "office"
) -> Signature:
    return operations.enter_signed_file(
        agreement=paper(mobility), party=party, actor=house.actor(who), upload=sent(content)
    )


def overlaid(content: bytes) -> bytes:
    """One more layer on the first page, as an editor adds it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    layer = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 18 Tf 90 400 Td (10 days) Tj ET"))
    writer.add_stream_to_page(0, layer)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def saved_anew(content: bytes) -> bytes:
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(result)
    return result.getvalue()


def locked(content: bytes) -> bytes:
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(result, encryption=pikepdf.Encryption(owner="a", user="b"))
    return result.getvalue()


def test_a_copy_signed_with_a_certificate_counts(house: House, ana: Any) -> None:
    """The name is the certificate's; the paper that is issued at the end says how each party signed."""
    with house.scope():
        mobility, copy = ready_to_sign(house)
        rows = RegisteredPaper.objects.filter(kind=DocumentKind.AGREEMENT_TO_SIGN)
        assert {(row.language, row.seal, row.is_draft) for row in rows} == {
            ("sl", "", True),
            ("en", "", True),
        }
        given = enter(house, mobility, outside.signed(copy, ana, is_shown=True))
        assert (given.name, given.way, given.person_id) == (
            "Ana Novak",
            SigningWay.OUTSIDE,
            mobility.person_id,
        )
        assert given.text_hash == paper(mobility).text_hash
        assert given.received.paper in rows
        entry = Entry.objects.get(verb="agreement.signature_given")
        assert entry.facts["way"] == "outside"
        assert entry.facts["sha256"] == given.received.file.sha256
        sign(house, mobility, Party.HOME)
        day = clock.today()
        scan = sent(samples.picture("JPEG"), "scan.jpg")
        operations.enter_scan(
            agreement=paper(mobility), party=Party.HOST, actor=house.actor("coordinator"), upload=scan,
            ink=Ink("Anna Gruber", "Head of Office", day),
        )  # fmt: skip
        deliver_all()
        assert fresh(mobility).stage == Stage.READY
        issued = IssuedDocument.objects.get(kind=DocumentKind.AGREEMENT, language="en")
        sheets = pypdf.PdfReader(io.BytesIO(files.content_of(issued.file))).pages
        words = " ".join(sheet.extract_text() for sheet in sheets)
    told = " ".join(words.split())
    for said in (
        "issued by “Trust Service of the Tests”",
        "in ink, dated",
        "entered on behalf by",
        "Ana Novak",
    ):
        assert said in told, said
    assert "qualified" not in told


def test_two_parties_sign_one_file_and_each_counts_once(
    house: House, root: outside.Authority, ana: Any
) -> None:
    with house.scope():
        mobility, copy = ready_to_sign(house)
        first = outside.signed(copy, ana)
        second = outside.signed(first, outside.signer(root, "Dean Kos"), "Signature2")
        enter(house, mobility, first)
        with pytest.raises(Refusal, match="counts for another party"):
            enter(house, mobility, first, Party.HOME)
        assert enter(house, mobility, second, Party.HOME).name == "Dean Kos"
        with pytest.raises(Refusal, match="signed already"):
            enter(house, mobility, second, Party.HOME)
        assert len(ReceivedPaper.objects.get(counted=1).found) == 2


TROUBLES: dict[str, tuple[Callable[[bytes, Any], bytes], str]] = {
    "another text": (lambda copy, who: outside.signed(samples.pdf(), who), "not our text"),
    "saved anew and signed": (lambda copy, who: outside.signed(saved_anew(copy), who), "not our text"),
    "not signed": (lambda copy, who: copy, "no electronic signature"),
    "changed, then signed": (lambda copy, who: outside.signed(overlaid(copy), who), "besides signatures"),
    "signed, then changed": (lambda copy, who: overlaid(outside.signed(copy, who)), "besides signatures"),
    "a byte of the signature": (
        lambda copy, who: _flipped(outside.signed(copy, who)), "does not hold|cannot be opened|besides signatures"
    ),
    "a byte of the text": (lambda copy, who: _first_flipped(outside.signed(copy, who)), "not our text|damaged"),
    "under a password": (lambda copy, who: locked(copy), "password"),
    "cut off": (lambda copy, who: outside.signed(copy, who)[:-400], "damaged|no electronic"),
}  # fmt: skip


def _flipped(content: bytes) -> bytes:
    """One hexadecimal digit near the end of the last signature's value changed."""
    start = content.rindex(b"/Contents <") + len(b"/Contents <")
    place = start + len(content[start : content.index(b">", start)].rstrip(b"0")) - 20
    digit = b"1" if content[place : place + 1] != b"1" else b"2"
    return content[:place] + digit + content[place + 1 :]


def _first_flipped(content: bytes) -> bytes:
    place = content.index(b"/Title") + 10
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_is_not_our_text_with_signatures_is_refused(house: House, ana: Any, trouble: str) -> None:
    make, reason = TROUBLES[trouble]
    with house.scope():
        mobility, copy = ready_to_sign(house)
        with pytest.raises((Refusal, UploadRefused)) as refused:
            enter(house, mobility, make(copy, ana))
        told = getattr(refused.value, "reason", "")
        assert re.search(reason, str(told)), told
        assert not Signature.objects.exists()
        assert not ReceivedPaper.objects.exists()
        COUNTED["refused"] += 1


def test_every_trouble_was_tried() -> None:
    print(f"signed elsewhere: refused={COUNTED['refused']} of {len(TROUBLES)}")
    assert COUNTED["refused"] == len(TROUBLES) >= FLOOR


def test_a_version_that_was_set_aside_is_refused(house: House, ana: Any) -> None:
    with house.scope():
        mobility, copy = ready_to_sign(house)
        present = paper(mobility)
        agreements.refuse_to_sign(
            agreement=present, party=Party.PARTICIPANT, actor=house.actor("participant"), reason="The dates."
        )
        agreements.prepare_agreement(mobility=mobility, actor=house.actor("coordinator"))
        with pytest.raises(Refusal, match=r"version 1 of the agreement\. Version 2 is in force"):
            enter(house, mobility, outside.signed(copy, ana))


@pytest.mark.parametrize(
    "case",
    [
        ("", True, "nobody here vouches for it"),
        ("known", True, "which is trusted here"),
        ("qualified", False, "which is trusted here"),
        ("qualified", True, "qualified certificate"),
    ],
)
def test_the_word_qualified_needs_statement_and_root(
    house: House, settings: Any, tmp_path: Path, case: tuple[str, bool, str]
) -> None:
    folder, calls_itself, words = case
    root = outside.authority()
    settings.POPOTNIK_TRUST = tmp_path
    if folder:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "root.pem").write_bytes(root.pem)
    with house.scope():
        mobility, copy = ready_to_sign(house)
        given = enter(
            house, mobility, outside.signed(copy, outside.signer(root, "Eva", is_qualified=calls_itself))
        )
        [fact] = received.facts_of(given.received)
    assert words in str(fact.value)
    assert ("qualified" in str(fact.value)) == (words == "qualified certificate")


def test_a_folder_of_roots_that_cannot_be_read_stops_entering(
    house: House, ana: Any, settings: Any, tmp_path: Path
) -> None:
    settings.POPOTNIK_TRUST = tmp_path
    (tmp_path / "known").mkdir()
    (tmp_path / "known" / "root.pem").write_text("no certificate")
    with house.scope():
        mobility, copy = ready_to_sign(house)
        with pytest.raises(Refusal, match="cannot be judged"):
            enter(house, mobility, outside.signed(copy, ana))


MAY = {
    "participant": {Party.PARTICIPANT},
    "coordinator": set(Party),
    "office": set(Party),
    "dean": {Party.HOME},
    "secretary": set(),
    "colleague": set(),
}


@pytest.mark.parametrize("who", MAY)
def test_who_enters_for_whom(house: House, root: outside.Authority, who: str) -> None:
    with house.scope():
        mobility, copy = ready_to_sign(house)
        entered = set()
        for party in Party:
            with suppress(Refusal):
                file = outside.signed(copy, outside.signer(root, party.value))
                entered.add(enter(house, mobility, file, party, who).party)
        assert entered == MAY[who]


def test_ink_is_the_offices_to_enter_with_the_day_beside_it(house: House) -> None:
    with house.scope():
        mobility = preparing(house, suitable=False)
        scan, today = sent(samples.pdf()), clock.today()
        given = {"agreement": paper(mobility), "upload": scan}
        for who, party, day, reason in (
            ("participant", Party.PARTICIPANT, today, "."),
            ("coordinator", Party.PARTICIPANT, today + timedelta(days=1), "in the future"),
            ("coordinator", Party.PARTICIPANT, today - timedelta(days=400), "before this version"),
            ("coordinator", Party.HOME, today, "Suitability"),
        ):
            with pytest.raises(Refusal, match=reason):
                operations.enter_scan(actor=house.actor(who), party=party, ink=Ink("A", "", day), **given)
        find_suitable(mobility)
        done = operations.enter_scan(
            actor=house.actor("coordinator"), party=Party.HOME, ink=Ink("Dean Kos", "dean", today), **given
        )
        assert (done.name, done.way, done.written_on, done.person_id) == ("Dean Kos", "scan", today, None)
        assert "entered on behalf by Coordinator" in agreement_paper.way_words(done)


def test_nothing_counts_that_the_virus_check_has_not_seen(house: House, ana: Any, settings: Any) -> None:
    with house.scope():
        mobility, copy = ready_to_sign(house)
        settings.POPOTNIK_SCANNER = "unix:/nowhere/clamd.socket"
        with pytest.raises(Refusal, match="virus check"):
            enter(house, mobility, outside.signed(copy, ana))


def test_anybody_is_told_what_a_signed_copy_is(house: House, ana: Any) -> None:
    with house.scope():
        _mobility, copy = ready_to_sign(house)
        file = outside.signed(copy, ana)
        assert verification.by_file(copy, None).state == State.UNSEALED
        told = verification.by_file(file, None)
        assert (told.state, told.look.signatures[0].name) == (State.SIGNED, "Ana Novak")
        for changed in (overlaid(file), outside.signed(overlaid(copy), ana)):
            assert verification.by_file(changed, None).state == State.ALTERED


def test_the_pages_lead_from_the_copy_to_the_signature(house: House, ana: Any) -> None:
    with house.scope():
        mobility = preparing(house)
    base = house.url(f"mobilities/{mobility.public_id}/agreement/")
    office = english(house, "office")
    assert office.post(base + "copy/").status_code == 302
    deliver_all()
    with house.scope():
        copy = copy_of(mobility)
    typed = {"party": "participant", "function": ""}
    wrong = office.post(base + "signed-file/", {**typed, "upload": SimpleUploadedFile("a.pdf", copy)})
    assert wrong.status_code == 409
    assert "no electronic signature" in wrong.content.decode()
    file = SimpleUploadedFile("a.pdf", outside.signed(copy, ana))
    assert office.post(base + "signed-file/", {**typed, "upload": file}).status_code == 302
    shown = office.get(base).content.decode()
    for words in ("Ana Novak", "nobody here vouches for it", "Open the signed file", "entered on behalf by"):
        assert words in shown, words
    with house.scope():
        address = base + f"received/{ReceivedPaper.objects.get().public_id}/"
    assert house.client("participant").get(address).content.startswith(b"%PDF-")
    assert house.client("colleague").get(address).status_code == 404


def test_two_who_enter_the_same_signature_enter_it_once(real_db: None, a_house: House, ana: Any) -> None:
    with a_house.scope():
        mobility, copy = ready_to_sign(a_house)
        file = outside.signed(copy, ana)
    barrier, said = threading.Barrier(2, timeout=20), []

    def one(who: str) -> None:
        try:
            with tenant_scope(university_id=a_house.university.pk):
                barrier.wait()
                said.append(enter(a_house, mobility, file, who=who).party)
        except Refusal as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(who,)) for who in ("coordinator", "office")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with a_house.scope():
        assert Signature.objects.count() == ReceivedPaper.objects.count() == 1
    assert sorted(word == Party.PARTICIPANT for word in said) == [False, True], said


def test_a_host_signs_with_its_own_certificate_from_its_room(house: House, ana: Any) -> None:
    with house.scope():
        mobility = preparing(house)
        browser = enter_room(link_to_host(house, mobility))
    room = house.url("host/room/")
    assert "signed-file/" in browser.get(room + "sign/").content.decode()
    assert browser.get(room + "copy-to-sign/en/").status_code == 404
    assert browser.post(room + "print-copy/").status_code == 302
    deliver_all()
    copy = browser.get(room + "copy-to-sign/en/").content
    typed = {"function": "Head of Office", "may_sign": "on"}
    wrong = browser.post(room + "signed-file/", {**typed, "upload": SimpleUploadedFile("a.pdf", copy)})
    assert (wrong.status_code, "no electronic signature" in wrong.content.decode()) == (409, True)
    file = SimpleUploadedFile("a.pdf", outside.signed(copy, ana))
    assert browser.post(room + "signed-file/", {**typed, "upload": file}).status_code == 302
    with house.scope():
        given = Signature.objects.get()
        assert (given.party, given.way, given.name) == (Party.HOST, SigningWay.OUTSIDE, "Ana Novak")
        assert (given.function, given.received.entered_by_id) == ("Head of Office", None)
        assert given.received.guest
        assert not agreement_paper.is_on_behalf(given)
    again = browser.post(room + "signed-file/", {**typed, "upload": SimpleUploadedFile("a.pdf", copy)})
    assert again.status_code == 302
    assert browser.get(room + "copy-to-sign/en/").status_code == 404
