"""Honest certificates, as scanners, telephones, offices and this product make them: all must be taken."""

import io
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pikepdf
import weasyprint
from PIL import Image, ImageCms

from core import pdf as papers
from tests.core import samples as some
from tests.doors.corpus.sample import TAKEN, Sample

TEXT = "<h1>Certificate of Attendance</h1><p>Žiga Čuček, Univerza Emona – 12.–16. 10. 2026</p>" * 20


def samples() -> Iterator[Sample]:
    """More than thirty of them."""
    for title, content in (*_printed(), *_assembled(), *_written_by_hand()):
        yield Sample(f"honest: {title}", content, TAKEN, is_honest=True)
    for title, content in _pictures():
        yield Sample(f"honest: {title}", content, TAKEN, name="potrdilo.jpg", is_honest=True)


def _printed() -> Iterator[tuple[str, bytes]]:
    for variant in (None, "pdf/ua-1"):
        source = weasyprint.HTML(string=f'<html lang="sl"><title>Potrdilo</title>{TEXT}')
        yield f"WeasyPrint {variant}", source.write_pdf(pdf_variant=variant)
    made_at = datetime(2026, 6, 8, tzinfo=UTC)
    how = {"title": "Sporazum", "language": "sl", "made_at": made_at}
    yield "our own paper", papers.render(html=TEXT, **how)
    yield "our own paper with data", papers.render(html=TEXT, attachments={"a.json": b"{}"}, **how)
    scan = Image.open(io.BytesIO(some.picture("JPEG", (1240, 1754))))
    for title, pages in (("a scan", [scan]), ("a scan of three pages", [scan, scan, scan])):
        target = io.BytesIO()
        pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=150)
        yield f"Pillow {title}", target.getvalue()


def _assembled() -> Iterator[tuple[str, bytes]]:
    yield "one page", some.pdf()
    yield "five hundred pages", some.pdf(pages=500)
    yield "linear", some.pdf(pages=3, linearize=True)
    yield "object streams", some.pdf(pages=9, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "uncompressed", some.pdf(compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    yield "version 1.4", some.pdf(force_version="1.4")
    yield "version 2.0", some.pdf(force_version="2.0")
    yield "bytes after the end that printers add", some.pdf() + b"\r\n\0\0\0"
    for change in (
        _with_link,
        _with_outline,
        _with_metadata,
        _with_plain_form,
        _signed,
        _with_layers,
        _turned,
    ):
        yield change.__name__.strip("_").replace("_", " "), some.pdf(change=change)


def _with_link(file: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://univie.example"))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    file.pages[0].obj.Annots = pikepdf.Array([note])


def _with_outline(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Certificate", 0))


def _with_metadata(file: pikepdf.Pdf) -> None:
    with file.open_metadata() as metadata:
        metadata["dc:title"] = "Potrdilo o udeležbi – Žiga Čuček"
        metadata["xmp:CreatorTool"] = "Microsoft® Word za Microsoft 365"
    file.docinfo["/Producer"] = "LibreOffice 24.2"


def _with_plain_form(file: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("name"), V=pikepdf.String("Anna"))
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[file.make_indirect(field)])


def _signed(file: pikepdf.Pdf) -> None:
    """The shape of a signed PDF: a field with a detached signature over a byte range."""
    value = pikepdf.Dictionary(
        Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"), SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
        ByteRange=[0, 100, 200, 100], Contents=pikepdf.String(b"\x30\x82" + b"\0" * 500),
    )  # fmt: skip
    field = pikepdf.Dictionary(
        FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1"), V=file.make_indirect(value)
    )
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[file.make_indirect(field)], SigFlags=3)


def _with_layers(file: pikepdf.Pdf) -> None:
    layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Žig")))
    file.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(Order=[layer]))


def _turned(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Rotate = 90


def _written_by_hand() -> Iterator[tuple[str, bytes]]:
    """As small libraries write: plain objects, a table, an update hung on."""
    for title, line in (("line feeds", b"\n"), ("carriage returns and line feeds", b"\r\n")):
        yield f"by hand with {title}", by_hand(line)
    first = by_hand(b"\n")
    at = len(first)
    update = b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1/Rotate 0>>\nendobj\n"
    table = b"xref\n2 1\n%010d 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev %d>>\n" % (
        at,
        first.rindex(b"xref\n0"),
    )
    yield "with an update hung on", first + update + table + b"startxref\n%d\n%%%%EOF\n" % (at + len(update))


def by_hand(line: bytes) -> bytes:
    """A PDF of one empty page."""
    parts = [b"1 0 obj", b"<</Type/Catalog/Pages 2 0 R>>", b"endobj", b"2 0 obj",
             b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"endobj", b"3 0 obj",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", b"endobj"]  # fmt: skip
    written, offsets = b"%PDF-1.4" + line, []
    for part in parts:
        if part.endswith(b" obj"):
            offsets.append(len(written))
        written += part + line
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows + b"trailer\n<</Size 4/Root 1 0 R>>\n"
    return written + table + b"startxref\n%d\n%%%%EOF\n" % len(written)


def _pictures() -> Iterator[tuple[str, bytes]]:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield "a JPEG", some.picture("JPEG")
    yield "a large JPEG", some.picture("JPEG", (4000, 3000))
    yield "a progressive JPEG", some.picture("JPEG", progressive=True)
    yield "a JPEG with restart markers", some.picture("JPEG", restart_marker_blocks=1)
    yield "a JPEG with a colour profile", some.picture("JPEG", icc_profile=profile)
    yield "a photograph", some.photograph()
    yield "one point", some.picture("JPEG", (1, 1))
    for mode in ("L", "CMYK"):
        yield f"a JPEG in {mode}", _in_mode(mode, "JPEG")
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield f"a PNG in {mode}", _in_mode(mode, "PNG")
    yield "a large PNG", some.picture("PNG", (3000, 4000))
    yield "a PNG with a profile", some.picture("PNG", icc_profile=profile)
    yield "an interlaced PNG", _interlaced()


def _in_mode(mode: str, kind: str) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (60, 40)).save(target, kind)
    return target.getvalue()


def _interlaced() -> bytes:
    """One grey point, written in seven passes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\x7f"))
        + chunk(b"IEND", b"")
    )
