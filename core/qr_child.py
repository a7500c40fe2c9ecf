"""The child process of core.qr_reading: looks for QR codes on the pages of a scan, and tells what is written in them.

The question is the file, the answer JSON: `{"words": […], "pages": …}`, each text once, in the order of the pages.
"""

import io
import json
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image

PDF_START = b"%PDF-"
# What a code of fourteen millimetres needs, also when the scan itself is coarser.
DOTS_PER_INCH, POINTS_PER_INCH = 300, 72
MOST_PAGES, MOST_DOTS = 40, 40_000_000
ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

Image.MAX_IMAGE_PIXELS = MOST_DOTS * 2
Image.preinit()


def answer(content: bytes) -> bytes:
    """Read the codes of one file."""
    found: dict[str, None] = {}
    pages = 0
    for picture in _pages(content):
        pages += 1
        found |= dict.fromkeys(_codes(picture))
    return json.dumps({"words": list(found), "pages": pages}).encode()


def _pages(content: bytes) -> Iterator[Image.Image]:
    """Each page as a picture in shades of grey."""
    if not content.startswith(PDF_START):
        yield Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]).convert("L")
        return
    with pypdfium2.PdfDocument(content) as pdf:
        for place in range(min(len(pdf), MOST_PAGES)):
            page = pdf[place]
            width, height = page.get_size()
            scale = min(DOTS_PER_INCH / POINTS_PER_INCH, (MOST_DOTS / max(width * height, 1)) ** 0.5)
            yield page.render(scale=scale, grayscale=True).to_pil().convert("L")


def _codes(picture: Image.Image) -> list[str]:
    codes = zxingcpp.read_barcodes(picture, formats=ONLY)
    return [code.text for code in codes if code.valid]
