"""Papers: nothing foreign gets in, nothing runs away, and the file keeps its promises for decades."""

import io
import random
import re
import socketserver
import threading
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import page
import pikepdf
import pydyf
import pypdf
import pytest
from django.utils.html import escape

from core import limited, pdf, pdf_finish
from core.pdf import RenderFailed, render
from tests.core import samples

MADE_AT = datetime(2026, 6, 8, 9, 30, tzinfo=UTC)
LETTERS = "čšžđć ČŠŽĐĆ āēīūģķļņ åäö ő ş ğ – „“ »« € ☐ ☑ Αθήνα Москва"

RICH = f"""<!doctype html><html lang="sl"><head><title>ignored</title>
<link rel="stylesheet" href="paper.css"></head><body><h1>Sporazum o mobilnosti</h1><p lang="en">Agreement {
    LETTERS
}</p>
<img src="data:image/png;base64,{samples.base64_picture()}" alt="Grb fakultete">
<h2>Program</h2><table><caption>Program po dneh</caption>
<thead><tr><th>Dan</th><th>Ure</th></tr></thead><tbody>{
    "".join(f"<tr><th>{n}. dan</th><td>{n}</td></tr>" for n in range(1, 90))
}</tbody></table>
<dl><dt>Ime</dt><dd>Maja Novak</dd></dl><ol><li>prva<ul><li>prva a</li></ul></li><li>druga</li></ol>
<p><a href="https://popotnik.example/preveri">Preveri</a></p></body></html>"""


def printed(html: str, **options: object) -> bytes:
    return render(html=html, title="Sporazum", language="sl", made_at=MADE_AT, **options)


def text_of(content: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.fixture(scope="module")
def rich() -> bytes:
    return printed(RICH, attachments={"agreement.json": b'{"stay": 5}'})


@pytest.mark.parametrize("profile", ["PDF_A_3A", "PDF_UA_1"])
def test_a_rich_paper_conforms(rich: bytes, profile: str, tmp_path: Path) -> None:
    file = tmp_path / "rich.pdf"
    file.write_bytes(rich)
    report = page.validate_pdf(str(file), profile=getattr(page.ValidationProfile, profile))
    assert [str(failure.rule_id) for failure in report.failures] == []
    assert report.is_compliant


def test_the_validator_would_notice(rich: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bare.pdf"
    file.write_bytes(samples.pdf())
    assert not page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_A_3A).is_compliant
    assert not page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_the_end_of_a_stream_is_not_mistaken(tmp_path: Path) -> None:
    """About one stream in 256 ends with a carriage return: with the line feed after it, it would look too short."""
    content = b"babababa"
    assert zlib.compress(content, 9).endswith(b"\r")
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed(RICH, attachments={"a.json": content}))
    report = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_A_3A)
    assert [failure.rule_id for failure in report.failures] == []
    with pikepdf.open(file) as paper:
        assert paper.attachments["a.json"].get_file().read_bytes() == content


def test_nor_is_the_end_of_the_list_of_objects() -> None:
    """What pydyf adds while it writes: of a thousand small files some end so, and each is measured right."""
    assert pydyf.Stream is pdf_finish.Ended
    ended = 0
    for number in range(1000):
        file, content = pydyf.PDF(), io.BytesIO()
        file.info["Title"] = pydyf.String(random.Random(number).randbytes(20).hex())
        file.write(content, compress=True, identifier=True)
        for found in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", content.getvalue()):
            body, tail = found.end() + int(found[1]), b"\nendstream"
            is_ended = content.getvalue()[body - 1 : body] == b"\r"
            ended += is_ended
            assert content.getvalue()[body:].startswith(b"\r" + tail if is_ended else tail)
    assert ended > 0


def test_the_paper_carries_its_title_language_date_data_and_letters(rich: bytes) -> None:
    with pikepdf.open(io.BytesIO(rich)) as file:
        assert str(file.docinfo.Title) == "Sporazum"
        assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate) == "D:20260608093000+00'00"
        assert str(file.Root.Lang) == "sl"
        assert file.attachments["agreement.json"].get_file().read_bytes() == b'{"stay": 5}'
        scopes = {str(item.A.Scope) for item in file.objects if _is_header(item)}
    assert scopes == {"/Column", "/Row"}
    assert LETTERS.replace(" ", "") in text_of(rich).replace("\n", "").replace(" ", "")


def _is_header(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"


def test_the_product_s_own_face_is_used_and_embedded(rich: bytes) -> None:
    with pikepdf.open(io.BytesIO(rich)) as file:
        faces = [
            item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item
        ]
        names = {str(face.FontName).partition("+")[2] for face in faces}
    assert {"Source-Sans-Pro", "Source-Sans-Pro-Bold"} <= names


def test_the_same_call_gives_the_same_bytes(rich: bytes) -> None:
    printed("<p>something else in between, in <b>other</b> <i>faces</i>")
    assert printed(RICH, attachments={"agreement.json": b'{"stay": 5}'}) == rich
    pdf._printer.close()
    assert printed(RICH, attachments={"agreement.json": b'{"stay": 5}'}) == rich
    elsewhere = MADE_AT.astimezone(UTC) + timedelta(seconds=1)
    assert render(html=RICH, title="Sporazum", language="sl", made_at=elsewhere) != rich


def test_an_instant_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        render(html="<p>", title="x", language="sl", made_at=datetime(2026, 6, 8))  # noqa: DTZ001


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine and the list of what it was asked."""
    asked: list[bytes] = []

    class Note(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline())

    with socketserver.TCPServer(("127.0.0.1", 0), Note) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
        server.shutdown()


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="{address}">',
        '<p style="background: url({address})">x',
        '<link rel="stylesheet" href="{address}">',
        '<link rel="attachment" href="{address}">',
        '<a rel="attachment" href="{address}">x</a>',
        '<style>@import "{address}";</style>',
        "<style>@font-face {{ font-family: f; src: url({address}) }} p {{ font-family: f }}</style><p>x",
        '<style>li {{ list-style-image: url("{address}") }}</style><ul><li>x</ul>',
        '<style>p::before {{ content: url("{address}") }}</style><p>x',
        '<object data="{address}"></object>',
        '<embed src="{address}">',
        '<iframe src="{address}"></iframe>',
        '<svg width="9" height="9"><image href="{address}" width="9" height="9"/></svg>',
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{address}"/></svg>',
        '<svg><use href="{address}#a"/></svg>',
        '<base href="{address}"><img src="x.png">',
    ],
)
def test_no_address_is_followed(hostile: str, listener: tuple[str, list[bytes]], tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(samples.picture("PNG", (33, 77)))
    address, asked = listener
    for target in (address, secret.as_uri(), str(secret), "data:text/html,<p>x"):
        try:
            made = printed(hostile.format(address=target))
        except RenderFailed:
            continue
        with pikepdf.open(io.BytesIO(made)) as file:
            assert not file.attachments
            assert not [item for item in file.objects if _is_picture(item)]
    assert asked == []


def _is_picture(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_a_foreign_address_stops_the_printing_with_its_name() -> None:
    with pytest.raises(RenderFailed, match="file:///etc/passwd"):
        printed('<img src="file:///etc/passwd">')


def test_escaped_text_stays_text() -> None:
    written = "<b>x</b> <img src=file:///etc/passwd> {{ 7*7 }} & </p><style>*{color:#fff}</style>"
    assert written.replace(" ", "") in text_of(printed(f"<p>{escape(written)}</p>")).replace(
        "\n", ""
    ).replace(" ", "")


@pytest.mark.parametrize(
    "bomb",
    [
        "<table><tr><td colspan=100000>x</table>",
        "<table>" + "<tr><td>x<td>y" * 20_000 + "</table>",
    ],
)
def test_a_paper_that_takes_too_long_is_given_up(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = limited.LimitedProcess("core.pdf_child", limited.Limits(seconds=2), pdf._variables())
    monkeypatch.setattr(pdf, "_printer", hasty)
    with pytest.raises(RenderFailed, match="2 "):
        printed(bomb)
    assert printed("<p>x").startswith(b"%PDF-1.7")
    hasty.close()


def test_a_question_may_have_several_shares_of_the_time() -> None:
    """A paper in two languages is two papers' work; whoever asks for one share gets no more."""
    patient = limited.LimitedProcess("tests.core.prying", limited.Limits(seconds=1))
    slow = b"__import__('time').sleep(1.6) or 42"
    assert patient.ask(slow, times=2) == b"42"
    with pytest.raises(limited.ChildFailed, match="1 "):
        patient.ask(slow)
    patient.close()


@pytest.mark.parametrize("heavy", ["<div>" * 2000, "x" * (pdf.HTML_LIMIT + 1)])
def test_a_paper_too_deep_or_too_long_is_refused(heavy: str) -> None:
    with pytest.raises(RenderFailed, match="Sporazum"):
        printed(heavy)
    assert printed("<p>x").startswith(b"%PDF-1.7")


def test_the_child_knows_no_secret_and_is_replaced_after_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POPOTNIK_SECRET_KEY", "CNRY-KEY")
    tired = limited.LimitedProcess("core.pdf_child", limited.Limits(answers=2), pdf._variables())
    monkeypatch.setattr(pdf, "_printer", tired)
    children = []
    for _turn in range(3):
        printed("<p>x")
        children.append(tired._child.pid)
    assert children[0] == children[1] != children[2]
    assert b"CNRY-KEY" not in Path(f"/proc/{children[2]}/environ").read_bytes()
    tired.close()


@pytest.mark.parametrize(
    "attempt",
    [
        "__import__('socket').socket()",
        "__import__('os').system('true')",
        "__import__('subprocess').run(['true'])",
        "open('/etc/passwd')",
        "open('/proc/self/environ', 'rb')",
        "open(__import__('sys').prefix + '/popotnik-was-here', 'w')",
        "__import__('os').open(__import__('sys').prefix + '/popotnik-was-here', 65)",
    ],
)
def test_the_child_can_reach_nothing(attempt: str) -> None:
    prying = limited.LimitedProcess("tests.core.prying", limited.Limits(seconds=5))
    assert prying.ask(b"6 * 7") == b"42"
    with pytest.raises(limited.ChildFailed, match="PermissionError refused"):
        prying.ask(attempt.encode())
    prying.close()
