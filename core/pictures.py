"""JPEG and PNG without what does not show: places and names in the metadata, and whatever follows the end.

The picture itself is not decoded and not changed. A phone writes where it was into every photograph, and
anything can be hung behind the last byte of a picture; neither belongs into a personnel file.
"""

import struct

JPEG_START = b"\xff\xd8"
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT"}

SOS, EOI, APP0, APP1, APP2, APP14, APP15, COM = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
RESTARTS = range(0xD0, 0xD8)
ORIENTATION, UPRIGHT, LAST_ORIENTATION = 0x0112, 1, 8
CHUNK = struct.Struct(">I4s")
CHUNK_EXTRA = 12


class BrokenPicture(ValueError):
    """The bytes do not hold together as a picture."""


def bare_png(content: bytes) -> bytes:
    """Return the PNG with its picture chunks only. Raises BrokenPicture."""
    kept, at = [PNG_START], len(PNG_START)
    while True:
        if at + CHUNK_EXTRA > len(content):
            raise BrokenPicture("no end")
        length, kind = CHUNK.unpack_from(content, at)
        chunk = content[at : at + length + CHUNK_EXTRA]
        if kind in PNG_KEPT:
            kept.append(chunk)
        if kind == b"IEND":
            return b"".join(kept)
        at += len(chunk)


def bare_jpeg(content: bytes) -> bytes:
    """Return the JPEG with its picture, colour profile and orientation only. Raises BrokenPicture."""
    kept, at = [JPEG_START], len(JPEG_START)
    while True:
        marker, segment = _segment(content, at)
        at += len(segment)
        if marker == EOI:
            return b"".join([*kept, segment])
        if marker == APP1:
            segment = _oriented(segment)
        if marker == SOS:
            scan = _scan(content, at)
            at += len(scan)
            segment += scan
        if _shows(marker, segment):
            kept.append(segment)


def _segment(content: bytes, at: int) -> tuple[int, bytes]:
    """The marker at this place and its segment, length field included."""
    if content[at : at + 1] != b"\xff" or at + 2 > len(content):
        raise BrokenPicture("no marker where one must be")
    marker = content[at + 1]
    if marker == EOI:
        return marker, content[at : at + 2]
    length = int.from_bytes(content[at + 2 : at + 4], "big")
    segment = content[at : at + 2 + length]
    if len(segment) < 2 + max(length, 2):
        raise BrokenPicture("segment cut off")
    return marker, segment


def _scan(content: bytes, start: int) -> bytes:
    """The compressed points from here to the next marker that is none of their own."""
    at = content.find(b"\xff", start)
    while at != -1 and at + 1 < len(content):
        if content[at + 1] != 0 and content[at + 1] not in RESTARTS:
            return content[start:at]
        at = content.find(b"\xff", at + 2)
    raise BrokenPicture("no end")


def _shows(marker: int, segment: bytes) -> bool:
    if marker == APP2:
        return segment[4:15] == b"ICC_PROFILE"
    return marker in (APP0, APP14) or bool(marker == APP1 and segment) or not APP0 <= marker <= COM


def _oriented(segment: bytes) -> bytes:
    """An Exif segment that says nothing but which way is up; empty when the given one does not say it."""
    body = segment[4:]
    if not body.startswith(b"Exif\0\0"):
        return b""
    order = "<" if body[6:8] == b"II" else ">"
    try:
        (offset,) = struct.unpack_from(order + "I", body, 10)
        (count,) = struct.unpack_from(order + "H", body, 6 + offset)
        tags = [
            struct.unpack_from(order + "HHIHH", body, 8 + offset + 12 * n) for n in range(min(count, 200))
        ]
    except struct.error:
        return b""
    way_up = next((value for tag, _kind, _count, value, _rest in tags if tag == ORIENTATION), 0)
    if not UPRIGHT < way_up <= LAST_ORIENTATION:
        return b""
    directory = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, way_up, 0, 0)
    exif = b"Exif\0\0" + directory
    return struct.pack(">BBH", 0xFF, APP1, len(exif) + 2) + exif
