"""What may be uploaded, where it lies, how it goes out."""

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory, override_settings
from PIL import Image

from core import files, limited
from core.files import Kind, UploadRefused, download_response, sniff
from core.models import StoredFile
from core.uploads import CleanUpload, OversizedUpload, clean_upload
from members.models import Member, University
from tests.core import samples

MEGABYTE = 1024 * 1024


def sent(content: bytes, name: str = "potrdilo.pdf") -> CleanUpload:
    return clean_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.pdf(), Kind.PDF),
        (samples.pdf(pages=3) + b"\r\n\0\0", Kind.PDF),
        (samples.carrying_pdf("podatki.json"), Kind.PDF),
        (samples.picture("JPEG"), Kind.JPEG),
        (samples.picture("JPEG", progressive=True), Kind.JPEG),
        (samples.picture("JPEG", quality=95, optimize=True, restart_marker_blocks=1), Kind.JPEG),
        (samples.picture("PNG"), Kind.PNG),
        (samples.photograph(), Kind.JPEG),
    ],
)
def test_good_files_are_taken_whatever_they_are_called(content: bytes, kind: Kind) -> None:
    taken = sent(content, "Potrdilo o udeležbi – čšž.png")
    assert taken.kind is kind
    assert taken.name == f"Potrdilo o udeležbi – čšž{kind.suffix}"
    assert sniff(taken.content) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>", "foreign"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "foreign"),
        (b"MZ\x90\0" + b"\0" * 200, "foreign"),
        (b"\0" * 64, "foreign"),
        (samples.zip_archive(), "foreign"),
        (samples.picture("GIF"), "foreign"),
        (b"<html>" + samples.pdf(), "foreign"),
        (samples.pdf()[:-40], "broken"),
        (samples.pdf() + b"\n<script>", "broken"),
        (samples.pdf(pages=0), "broken"),
        (b"%PDF-1.7\n%%EOF", "broken"),
        (samples.pdf() + samples.zip_archive() + b"%%EOF", "mixed"),
        (samples.encrypted_pdf(), "encrypted"),
        (samples.restricted_pdf(), "encrypted"),
        (samples.scripted_pdf(), "active"),
        (samples.launching_pdf(), "active"),
        (samples.carrying_pdf("račun.exe"), "carrier"),
        (samples.pdf(pages=501), "long"),
        (samples.huge_page_pdf(), "large"),
        (samples.picture("JPEG")[:-200], "broken"),
        (samples.picture("PNG")[:-30], "broken"),
        (samples.png_bomb(), "large"),
        (b"\xff\xd8\xff\xe0", "broken"),
    ],
)
def test_bad_files_are_refused_with_the_reason(content: bytes, code: str) -> None:
    with pytest.raises(UploadRefused) as refusal:
        sent(content)
    assert refusal.value.code == code
    assert len(refusal.value.reason) > 20


def test_the_sender_is_told_what_a_foreign_file_is() -> None:
    with pytest.raises(UploadRefused) as refusal:
        sent(b"<!doctype html><p>Vabilo", "vabilo.pdf")
    assert "vabilo.pdf" in refusal.value.reason
    assert refusal.value.code == "foreign"


def test_a_program_named_jpg_is_refused() -> None:
    with pytest.raises(UploadRefused, match=r"slika\.jpg"):
        sent(b"MZ\x90\0" + b"\0" * 900, "slika.jpg")


def test_a_photograph_keeps_its_picture_and_loses_its_secrets() -> None:
    before = samples.photograph()
    kept = sent(before).content
    assert b"CNRY-CAMERA" in before
    assert b"CNRY-CAMERA" not in kept
    assert not kept.endswith(b"</script>")
    old, new = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(kept))
    assert dict(new.getexif()) == {0x0112: 6}
    assert old.tobytes() == new.tobytes()


@pytest.mark.parametrize("seed", range(20))
def test_damage_in_the_middle_never_brings_the_examiner_down(seed: int) -> None:
    content = bytearray(samples.pdf(pages=2) if seed % 2 else samples.picture("PNG", (64, 64)))
    for step in range(1, 6):
        content[(seed * 7919 + step * 104_729) % len(content)] ^= 1 << (seed % 8)
    try:
        outcome = sniff(bytes(content)).value
    except UploadRefused as refusal:
        outcome = refusal.code
    assert outcome in {*Kind, *files.REASONS} - {"costly"}


def test_a_file_that_costs_too_much_is_refused_and_the_next_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tight = limited.LimitedProcess(
        "core.file_child", limited.Limits(seconds=20, memory=220 * MEGABYTE, answers=9)
    )
    monkeypatch.setattr(files, "_examiner", tight)
    with pytest.raises(UploadRefused) as refusal:
        sniff(samples.picture("PNG", (7000, 7000)))
    assert refusal.value.code == "costly"
    assert sniff(samples.picture("PNG")) is Kind.PNG
    tight.close()


class TestSize:
    def test_a_file_over_the_limit_is_refused(self) -> None:
        with pytest.raises(UploadRefused, match="10"):
            sent(samples.pdf() + b"\n" * (11 * MEGABYTE))

    @override_settings(POPOTNIK_UPLOAD_LIMIT=MEGABYTE)
    def test_reading_stops_at_the_limit_and_the_form_says_so(self) -> None:
        small, large = (
            SimpleUploadedFile("s.pdf", samples.pdf()),
            SimpleUploadedFile("l.pdf", b"x" * (2 * MEGABYTE)),
        )
        request = RequestFactory().post("/", {"name": "Žana", "small": small, "large": large})
        assert isinstance(request.FILES["large"], OversizedUpload)
        assert request.FILES["large"].file is None
        assert request.POST["name"] == "Žana"
        assert clean_upload(request.FILES["small"]).kind is Kind.PDF
        with pytest.raises(UploadRefused) as refusal:
            clean_upload(request.FILES["large"])
        assert refusal.value.code == "oversized"

    @override_settings(POPOTNIK_UPLOAD_LIMIT=100)
    def test_a_body_no_form_can_have_is_not_read(self) -> None:
        request = RequestFactory().post("/", {"file": SimpleUploadedFile("l.pdf", b"x" * 5000)})
        with pytest.raises(RequestDataTooBig):
            _ = request.FILES


class TestScanner:
    @override_settings(POPOTNIK_SCANNER="tests.core.test_files.finds_eicar")
    def test_a_finding_refuses_the_file(self) -> None:
        infected = samples.pdf(change=lambda file: setattr(file.Root, "Test", pikepdf.String("EICAR")))
        with pytest.raises(UploadRefused, match="Eicar"):
            sent(infected)
        assert sent(samples.pdf()).kind is Kind.PDF

    @pytest.mark.parametrize("scanner", ["tests.core.test_files.is_down", "no.such.scanner"])
    def test_what_a_scanner_did_not_clear_is_not_cleared(self, scanner: str) -> None:
        with override_settings(POPOTNIK_SCANNER=scanner):
            assert not sent(samples.pdf()).is_scanned
        assert sent(samples.pdf()).is_scanned


def finds_eicar(content: bytes) -> str | None:
    return "Eicar-Test" if b"EICAR" in content else None


def is_down(content: bytes) -> str | None:
    raise ConnectionRefusedError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for files, and rows that are not written."""
    monkeypatch.setattr(StoredFile, "save", lambda self: None)
    monkeypatch.setattr(files, "clock", SimpleNamespace(now=lambda: None))
    with override_settings(POPOTNIK_FILES=tmp_path):
        yield tmp_path


def kept(content: bytes, name: str = "a.pdf", *, member: Member | None = None) -> StoredFile:
    return files.store(
        content=content, name=name, university=University(id=7), member=member, created_by=None
    )


def test_a_file_lies_below_its_tenant_under_its_hash(folder: Path) -> None:
    content = samples.pdf()
    stored = kept(content, "načrt.PDF", member=Member(id=3, university_id=7))
    path = files.path_of(stored)
    assert path.relative_to(folder).parts == ("7", "3", stored.sha256[:2], stored.sha256)
    assert files.path_of(kept(content)).relative_to(folder).parts[:2] == ("7", "university")
    assert path.stat().st_mode & 0o077 == 0
    assert (stored.size, stored.content_type, stored.original_name) == (
        len(content),
        "application/pdf",
        "načrt.pdf",
    )
    assert files.content_of(stored) == content
    assert len([file for file in folder.rglob("*") if file.is_file()]) == 2


def test_nothing_is_stored_that_was_not_recognised(folder: Path) -> None:
    with pytest.raises(UploadRefused):
        kept(b"<html>")
    assert not list(folder.iterdir())


def test_a_changed_or_missing_file_is_not_given_out(folder: Path) -> None:
    stored = kept(samples.pdf())
    files.path_of(stored).write_bytes(b"%PDF-1.4 forged")
    with pytest.raises(files.FileDamaged):
        download_response(stored, "a.pdf")
    files.path_of(stored).unlink()
    with pytest.raises(files.FileDamaged):
        download_response(stored, "a.pdf")


def test_a_file_goes_out_as_a_sealed_attachment(folder: Path) -> None:
    response = download_response(kept(samples.picture("PNG"), "s.png"), "Žiga Čuček – šola.png")
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C5%BDiga%20%C4%8Cu%C4%8Dek%20%E2%80%93%20%C5%A1ola.png"
    )
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("a.pdf\r\nSet-Cookie: x=1", "a.pdfSet-Cookie: x=1.pdf"),
        ('a".pdf; filename="b.exe', 'a".pdf; filename="b.exe.pdf'),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\vabilo.PDF", "vabilo.pdf"),
        ("cod\u202efdp.exe", "codfdp.exe.pdf"),
        ("\0\u200b", "file.pdf"),
        ("ž" * 400, "ž" * 120 + ".pdf"),
        ("z\u030caba.jpeg", "žaba.pdf"),
    ],
)
def test_names_cannot_break_out_of_the_header(folder: Path, name: str, clean: str) -> None:
    assert files.clean_name(name, Kind.PDF) == clean
    header = download_response(kept(samples.pdf()), name)["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not set(header) & set("\r\n\0\u202e")
    assert header.count('"') - header.count('\\"') in (0, 2)


def test_only_the_way_of_showing_changes_inline(folder: Path) -> None:
    response = download_response(kept(samples.pdf()), "a.pdf", inline=True)
    assert response["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
