"""Both languages in one file, where a faculty chose so: every kind of paper, and whatever leads to its files."""

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from core import clock, files, pdf
from core.models import Entry
from core.paper_code import grouped
from core.words import TOGETHER, WRITTEN
from members.actor import host
from mobility import agreement_archive, host_tokens, printing, verification
from mobility.agreement_paper import paper_context
from mobility.editions import editions_of, is_whole
from mobility.enums import DocumentKind, Party
from mobility.models import CallText, IssuedDocument, Mobility, PaperEditions, RegisteredPaper
from mobility.operations import agreement as operations
from mobility.operations import received
from mobility.operations.agreement_runs import signed_papers
from mobility.operations.editions import choose_editions
from recognition.operations import record_entry
from reporting.certificate_text import Stay
from reporting.models import Certificate
from reporting.operations import certify_stay
from tests.agreement import outside
from tests.agreement.paths import (
    after_stay,
    find_suitable,
    fresh,
    home_again,
    link_to_host,
    paper,
    preparing,
    sign,
    sign_all,
)
from tests.agreement.room import SIGNED, enter
from tests.agreement.test_scans import bring, scanned
from tests.agreement.test_scans import file as a_scan
from tests.agreement.test_signed_elsewhere import enter as enter_file
from tests.mobility.drafts import published
from tests.outbox import deliver_all
from tests.papers.common import spoken
from tests.papers.issued import PROFILES, data_in, faults_of, packed
from tests.papers.test_papers import MADE_AT
from tests.papers.test_papers import PAPERS as ALL_PAPERS
from tests.reporting.scene import completed
from tests.world import House

pytestmark = pytest.mark.papers

PRINTED = {
    "agreement",
    "agreement_to_sign",
    "departure",
    "content_report",
    "europass",
    "recognition",
    "interview",
}
# What every file says in its first language and in its second.
PAGE = {"sl": "stran", "en": "page"}


@pytest.fixture
def joined(house: House) -> House:
    """The faculty has both languages in one file."""
    choose(house, together=True)
    return house


def choose(house: House, *, together: bool) -> PaperEditions | None:
    with house.scope():
        return choose_editions(member=house.member, together=together, actor=house.actor("coordinator"))


def papers_of(mobility: Mobility) -> list[IssuedDocument]:
    return list(IssuedDocument.objects.filter(mobility=mobility).select_related("file").order_by("kind"))


def spoken_on(content: bytes) -> dict[str, list[int]]:
    """By language, the pages whose part of the structure says it, counted from 1."""
    found: dict[str, set[int]] = defaultdict(set)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {sheet.objgen: number for number, sheet in enumerate(pdf.pages, 1)}
        own = str(pdf.Root.Lang)
        for element in pdf.Root.StructTreeRoot.K[0].K:
            found[str(element.get("/Lang", own))].add(pages[element.Pg.objgen])
    return {language: sorted(numbers) for language, numbers in found.items()}


def test_every_paper_of_a_file_is_one_and_conforms(joined: House, tmp_path: Path) -> None:
    """Slovenian first, English after it on a new page: tagged so, numbered through, under one code and both titles."""
    with joined.scope():
        mobility = preparing(joined, slug="another", who="colleague")
        received.ask_for_copy(agreement=paper(mobility), actor=joined.actor("coordinator"))
        sign_all(joined, mobility)
    done = completed(joined)
    with joined.scope():
        kinds = ["annual_interview"]
        record_entry(
            mobility=done, actor=joined.actor("hr"), kinds=kinds, entered_on=clock.today(), reference="OM-1"
        )
        deliver_all()
        rows = papers_of(mobility) + papers_of(done)
        assert {row.kind for row in rows} >= PRINTED
        for row in rows:
            content = files.content_of(row.file)
            assert row.language == TOGETHER
            assert row.file.original_name.endswith(f"-{row.kind}-sl-en-v{row.version}.pdf")
            assert faults_of(row.file, tmp_path) == [], row.kind
            look_through(content, row)


def look_through(content: bytes, row: IssuedDocument) -> None:
    spoken = spoken_on(content)
    assert spoken["sl"] + spoken["en"] == list(range(1, len(spoken["sl"] + spoken["en"]) + 1)), row.kind
    reader = pypdf.PdfReader(io.BytesIO(content))
    last, code = len(reader.pages), RegisteredPaper.objects.get(sha256=row.file.sha256).code
    for language, numbers in spoken.items():
        for number in numbers:
            words = packed(reader.pages[number - 1].extract_text())
            assert packed(f"{PAGE[language]} {number}") in words, (row.kind, number)
            assert f"{last}" in words
            assert grouped(code) in words
    title = str(reader.metadata.title if reader.metadata else "")
    chapters = [one for one in reader.outline if not isinstance(one, list)]
    assert [str(one["/Title"]) for one in chapters] == (title.split(" / ") * 2)[:2], row.kind
    told = data_in(row.file)
    assert (told["language"], told["title"], told["code"]) == (TOGETHER, title, grouped(code))


def test_the_data_say_each_language_once(joined: House) -> None:
    """What both languages are printed from stands once; what each says in its words stands by language."""
    with joined.scope():
        mobility = sign_all(joined, preparing(joined))
        rows = {row.kind: data_in(row.file) for row in papers_of(mobility)}
    assert set(rows["agreement"]["data"]) == {"text", "text_hash"}
    assert set(rows["departure"]["data"]) == {"sl", "en"}
    parties = {one["party"] for one in rows["agreement"]["signatures"]}
    assert "Ustanova gostiteljica / Receiving institution" in parties


def test_the_same_data_give_the_same_bytes(joined: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "new_code", lambda: "7F3K92AXM4TDH7KC")
    with joined.scope():
        mobility = preparing(joined)
        at, kept = clock.now(), []
        monkeypatch.setattr(printing.pdf, "render", keeping(printing.pdf.render, kept))
        for _turn in range(2):
            document = IssuedDocument(
                member_id=joined.member.pk, language=TOGETHER, version=1, issued_at=at, mobility=mobility
            )
            printing.printed(document, blank_of(mobility))
    assert len(kept) == 2
    assert kept[0] == kept[1]


def keeping(render: Any, kept: list[bytes]) -> Any:
    def rendered(**question: Any) -> bytes:
        kept.append(render(**question))
        return kept[-1]

    return rendered


def blank_of(mobility: Mobility) -> printing.Blank:
    return printing.Blank(
        kind="agreement",
        template="mobility/pdf/agreement.html",
        name="x",
        context=lambda: paper_context(paper(mobility), mobility),
    )


def renewed(house: House) -> tuple[Mobility, Client]:
    """Signed in two files; then the faculty chose one, and a new version is signed, by the host in its room."""
    with house.scope():
        mobility = sign_all(house, preparing(house))
    choose(house, together=True)
    with house.scope():
        before = printed(mobility)
        coordinator = house.actor("coordinator")
        changes = {"host_unit": "Library"}
        operations.reopen_preparation(mobility=mobility, actor=coordinator, reason="New.", changes=changes)
        deliver_all()
        assert printed(mobility) == before, "a choice prints nothing anew"
        find_suitable(fresh(mobility))
        link = link_to_host(house, fresh(mobility))
        typed = {**SIGNED, "text_hash": paper(mobility).text_hash}
    browser = enter(link)
    assert browser.post(house.url("host/room/sign/"), typed).status_code == 302
    with house.scope():
        for party in (Party.PARTICIPANT, Party.HOME):
            sign(house, mobility, party)
        deliver_all()
    return mobility, browser


def test_the_next_version_follows_the_choice_and_sets_the_others_aside(house: House) -> None:
    """What was issued stays, and leads to what is in force."""
    mobility, _browser = renewed(house)
    with house.scope():
        assert printed(mobility) == [(1, "en", False), (1, "sl", False), (2, TOGETHER, True)]
        [whole] = signed_papers([mobility.pk])
        name = f"{fresh(mobility).number}-ff-emona-agreement-v2-sl-en.pdf"
        assert agreement_archive.name_of(whole) == name
        assert is_whole([whole])
        for row in RegisteredPaper.objects.filter(kind="agreement", version=1):
            later = verification.by_code(row.code).later
            assert later is not None
            assert (later.version, later.language) == (2, TOGETHER)


def test_pages_lead_to_the_one_file_and_name_its_languages(house: House) -> None:
    """In the host's room, on the file's page and on the page of verification."""
    mobility, browser = renewed(house)
    copy = house.url("host/room/copy/agreement/sl-en/")
    assert copy in browser.get(house.url("host/room/")).content.decode()
    assert browser.get(copy)["Content-Type"] == "application/pdf"
    with house.scope():
        code = RegisteredPaper.objects.get(kind="agreement", version=2).code
    client = house.client("coordinator")
    shown = client.get(house.url(f"mobilities/{mobility.public_id}/")).content.decode()
    told = client.get(f"/{house.university.slug}/verify/{code}/").content.decode()
    assert "slovenščina in angleščina" in shown
    assert "slovenščina in angleščina" in told
    assert 'lang="sl"' in told


def printed(mobility: Mobility) -> list[tuple[int, str, bool]]:
    rows = IssuedDocument.objects.filter(mobility=mobility, kind=DocumentKind.AGREEMENT)
    return [
        (row.version, row.language, row.superseded_at is None) for row in rows.order_by("version", "language")
    ]


def test_a_joined_copy_is_signed_elsewhere_and_counts(joined: House) -> None:
    ana = outside.signer(outside.authority(), "Ana Novak")
    with joined.scope():
        mobility = preparing(joined)
        received.ask_for_copy(agreement=paper(mobility), actor=joined.actor("coordinator"))
        deliver_all()
        copy = IssuedDocument.objects.get(mobility=mobility, kind=DocumentKind.AGREEMENT_TO_SIGN)
        sheets = len(pypdf.PdfReader(io.BytesIO(files.content_of(copy.file))).pages)
        [brought] = bring(joined, a_scan(scanned(files.content_of(copy.file), page=sheets - 1)))
        assert brought.scan is not None, "a page of the second language leads back as well"
        assert brought.scan.mobility == mobility
        given = enter_file(joined, mobility, outside.signed(files.content_of(copy.file), ana, is_shown=True))
        assert (given.name, given.received.paper.language) == ("Ana Novak", TOGETHER)
    with joined.scope():
        link = link_to_host(joined, mobility)
    browser = enter(link)
    address = joined.url("host/room/copy-to-sign/sl-en/")
    assert address in browser.get(joined.url("host/room/signed-file/")).content.decode()
    assert b"".join(browser.get(address)) == files.content_of(copy.file)


def test_the_host_finds_its_certificate_in_one_file(joined: House, tmp_path: Path) -> None:
    with joined.scope():
        mobility = preparing(joined)
        link_to_host(joined, mobility)
        mobility = sign_all(joined, mobility)
    with clock.travel(home_again(mobility)):
        with joined.scope():
            link = after_stay(joined, mobility)
            stay = Stay(mobility.starts_on, mobility.ends_on, 30, "Days with the office.")
            actor = host(joined.university.pk, "Karl Huber")
            certify_stay(link=link, actor=actor, stay=stay, name="Karl Huber", function="Director")
            deliver_all()
            given = IssuedDocument.objects.get(kind=DocumentKind.CERTIFICATE)
            assert Certificate.objects.get().file_id == given.file_id
            assert faults_of(given.file, tmp_path) == []
            look_through(files.content_of(given.file), given)
        browser = enter(link, host_tokens.COPY)
        room = browser.get(joined.url("host/room/")).content.decode()
        assert joined.url("host/room/copy/certificate/sl-en/") in room
        assert "(sl, en, PDF)" in room


@pytest.mark.parametrize("template", ALL_PAPERS)
def test_every_sheet_conforms_as_a_part(template: str, tmp_path: Path) -> None:
    """Whatever it holds, and with a seal's field in it."""
    file, parts = tmp_path / "paper.pdf", []
    for language in WRITTEN:
        with translation.override(language):
            context = spoken(ALL_PAPERS[template])
            context["paper"]["frame"] = printing.FRAME_OF_PART
            parts.append(render_to_string(template, context))
    whole = {"paper": {"language": "sl", "title": "Listina / Paper"}, "parts": parts}
    html = render_to_string("pdf/joined.html", whole)
    made = {"title": "Listina / Paper", "language": "sl", "made_at": MADE_AT, "seal_words": "Žig"}
    file.write_bytes(pdf.render(html=html, parts=len(parts), **made))
    assert set(spoken_on(file.read_bytes())) == set(WRITTEN)
    assert [
        found.rule_id for kind in PROFILES for found in page.validate_pdf(str(file), profile=kind).failures
    ] == []


def test_one_text_of_a_call(joined: House) -> None:
    with joined.scope():
        call = published(joined)
    deliver_all()
    with joined.scope():
        text = CallText.objects.get(of__call=call)
        assert (text.language, text.version) == (TOGETHER, 1)
        assert set(spoken_on(files.content_of(text.file))) == {"sl", "en"}
    shown = joined.client("participant").get(joined.url(f"calls/{call.slug}/")).content.decode()
    assert joined.url(f"calls/{call.slug}/text/1/sl-en/") in shown


# The choice itself


def test_the_choice_has_versions_and_stands_in_the_journal(house: House) -> None:
    address = house.url("files-of-papers/")
    answers = [
        house.client(who).post(address, {"way": way}).status_code
        for who, way in (("coordinator", "apart"), ("coordinator", "together"), ("office", "together"))
    ]
    assert answers == [302, 302, 302]
    with house.scope():
        assert [(row.version, row.together) for row in PaperEditions.objects.all()] == [(1, True)]
        assert editions_of(house.member.pk) == (TOGETHER,)
        told = Entry.objects.get(verb="paper.editions_chosen").facts
    assert told == {"version": 1, "together": True}
    assert house.client("coordinator").post(address, {"way": "apart"}).status_code == 302
    with house.scope():
        assert editions_of(house.member.pk) == ("sl", "en")
    told = house.client("coordinator").get(address).context["versions"]
    assert [(one["row"].version, one["row"].together) for one in told] == [(2, False), (1, True)]
    assert house.client("coordinator").post(address, {"way": "three"}).status_code == 422


def test_nobody_else_chooses(house: House, sister: House) -> None:
    address = house.url("files-of-papers/")
    for who in ("participant", "dean", "hr", "assessor"):
        assert house.client(who).post(address, {"way": "together"}).status_code in (403, 404)
    assert sister.client("coordinator").post(address, {"way": "together"}).status_code in (403, 404)
    with house.scope():
        assert not PaperEditions.objects.exists()
