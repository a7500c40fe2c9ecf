"""The child process of core.files: opens what was sent, says what it is, or why it is refused.

The answer is one line of JSON, `{"kind": …}` or `{"refused": …}`, and after it the content to keep when
that is not the content that came (pictures lose their metadata).
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath

import pikepdf
from PIL import Image

from core.pictures import JPEG_START, PNG_START, BrokenPicture, bare_jpeg, bare_png

PDF_START, PDF_END = b"%PDF-", b"%%EOF"
PAGES, PAGE_POINTS, PICTURE_POINTS = 500, 14_400, 60_000_000
STREAM_BYTES = 64 * 1024 * 1024
DATA_SUFFIXES = {".json", ".xml", ".csv", ".txt"}
ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute",
}  # fmt: skip
PLAYED = {"/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"}

Image.MAX_IMAGE_PIXELS = PICTURE_POINTS
Image.preinit()
pikepdf.settings.set_qpdf_limits(flate_max_memory=STREAM_BYTES, parser_max_container_size=1_000_000)


class Refused(Exception):
    """The file is refused; the text is the code that core.files has words for."""


def answer(content: bytes) -> bytes:
    """Examine one file."""
    try:
        kind, kept = _examine(content)
    except Refused as refusal:
        return json.dumps({"refused": str(refusal)}).encode()
    verdict = json.dumps({"kind": kind}).encode()
    return verdict if kept == content else verdict + b"\n" + kept


def _examine(content: bytes) -> tuple[str, bytes]:
    if content.startswith(PDF_START):
        _check_pdf(content)
        return "application/pdf", content
    if content.startswith(JPEG_START + b"\xff"):
        return "image/jpeg", _bare(content, bare_jpeg, "JPEG")
    if content.startswith(PNG_START):
        return "image/png", _bare(content, bare_png, "PNG")
    raise Refused("foreign")


def _bare(content: bytes, strip: Callable[[bytes], bytes], name: str) -> bytes:
    try:
        bare = strip(content)
        picture = Image.open(io.BytesIO(bare), formats=[name])
        if picture.width * picture.height > PICTURE_POINTS:
            raise Refused("large")
        picture.load()
    except Image.DecompressionBombError:
        raise Refused("large") from None
    except (BrokenPicture, OSError, SyntaxError, ValueError):
        raise Refused("broken") from None
    return bare


def _check_pdf(content: bytes) -> None:
    if content[content.rfind(PDF_END) :].strip(b"\0\t\n\f\r ") != PDF_END:
        raise Refused("broken")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused("mixed")
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            _check_pages(pdf)
            for part in _parts(pdf):
                _check_part(part)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError, OverflowError):
        raise Refused("broken") from None


def _check_pages(pdf: pikepdf.Pdf) -> None:
    if not pdf.pages:
        raise Refused("broken")
    if len(pdf.pages) > PAGES:
        raise Refused("long")
    for page in pdf.pages:
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        if max(abs(right - left), abs(top - bottom)) > PAGE_POINTS:
            raise Refused("large")


def _parts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, those inside others too."""
    waiting = list(pdf.objects)
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            inside = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            inside = [value for _key, value in part.items()]
        else:
            continue
        waiting += [item for item in inside if isinstance(item, pikepdf.Object) and not item.is_indirect]


def _check_part(part: pikepdf.Object) -> None:
    if "/JS" in part or "/XFA" in part or str(part.get("/S", "")) in ACTIONS:
        raise Refused("active")
    if str(part.get("/Subtype", "")) in PLAYED:
        raise Refused("active")
    if "/EF" in part:
        name = PurePath(str(part.get("/UF", part.get("/F", ""))))
        if name.suffix.lower() not in DATA_SUFFIXES:
            raise Refused("carrier")
