"""Pictures that are too large, moving, talkative or torn."""

import io
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.core import samples as some
from tests.doors.corpus.lies import png_chunk
from tests.doors.corpus.sample import ANY, TAKEN, Sample

PLACE = b"CNRY-PLACE"


def samples() -> Iterator[Sample]:
    """Bombs, films, secrets, ruins."""
    png, jpeg = some.picture("PNG"), some.picture("JPEG")
    yield Sample("picture: a PNG of 30,000 by 30,000", some.png_bomb(), "large")
    yield Sample("picture: a PNG of 8,000 by 8,000", _blank((8000, 8000)), "large")
    yield Sample("picture: a JPEG that claims 65,500 by 65,500", _resized(jpeg), "large|broken")
    yield Sample("picture: a PNG with no width", png[:16] + b"\0" * 8 + png[24:], "broken")
    yield Sample("picture: half a PNG", png[: len(png) // 2], "broken")
    yield Sample("picture: half a JPEG", jpeg[: len(jpeg) // 2], "broken")
    yield Sample("picture: a PNG without points", png[:33] + png[-12:], "broken")
    yield Sample("picture: only a JPEG's start", b"\xff\xd8\xff\xe0", "broken")
    yield Sample("picture: only a PNG's start", png[:8], "broken")
    yield Sample("picture: a PNG with a wrong sum", png[:29] + b"\0\0\0\0" + png[33:], "broken")
    yield Sample("picture: a place in Exif", some.photograph(), TAKEN, gone=b"CNRY-CAMERA")
    yield Sample("picture: a place in XMP", _with_xmp(jpeg), TAKEN, gone=PLACE)
    yield Sample("picture: a place in a PNG", _after_header(png, b"eXIf", PLACE), TAKEN, gone=PLACE)
    packed = b"Comment\0\0" + zlib.compress(b"\0" * 90_000_000, 9)
    yield Sample(
        "picture: a packed comment of 90 MB", _after_header(png, b"zTXt", packed), TAKEN, gone=packed[9:]
    )
    profile = b"icc\0\0" + zlib.compress(b"\0" * 90_000_000, 9)
    yield Sample("picture: a packed profile of 90 MB", _after_header(png, b"iCCP", profile), ANY)
    yield Sample("picture: a film of 300 frames", _film(), TAKEN, gone=b"fdAT")
    yield Sample("picture: a length beyond the end", png[:33] + b"\x7f\xff\xff\xff" + png[37:], "broken")
    yield Sample("picture: torn Exif", _segment(jpeg, b"Exif\0\0II*\0\xff\xff\xff\xff"), TAKEN)


def _blank(size: tuple[int, int]) -> bytes:
    target = io.BytesIO()
    Image.new("1", size).save(target, "PNG")
    return target.getvalue()


def _resized(jpeg: bytes) -> bytes:
    at = jpeg.index(b"\xff\xc0")
    return jpeg[: at + 5] + (65_500).to_bytes(2, "big") * 2 + jpeg[at + 9 :]


def _segment(jpeg: bytes, content: bytes) -> bytes:
    return jpeg[:2] + b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content + jpeg[2:]


def _with_xmp(jpeg: bytes) -> bytes:
    return _segment(jpeg, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + PLACE + b"</x:xmpmeta>")


def _after_header(png: bytes, kind: bytes, data: bytes) -> bytes:
    return png[:33] + png_chunk(kind, data) + png[33:]


def _film() -> bytes:
    frames = [Image.new("RGB", (20, 20), (n % 255, 0, 0)) for n in range(300)]
    target = io.BytesIO()
    frames[0].save(target, "PNG", save_all=True, append_images=frames[1:])
    return target.getvalue()
