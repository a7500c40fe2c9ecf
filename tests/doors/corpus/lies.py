"""Files that are not what they are called, two things at once, archives, and odd sizes."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from tests.core import samples as some
from tests.doors.corpus.sample import ANY, TAKEN, Sample

SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
MEGABYTE = 1024 * 1024
LIMIT = 10 * MEGABYTE

FOREIGN = {
    "a web page": b"<!DOCTYPE html><html><body>" + SCRIPT,
    "a web page with space before": b"\n\n \t<html>" + SCRIPT,
    "a web page with a mark of order": b"\xef\xbb\xbf<html>" + SCRIPT,
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a drawing after a declaration": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "XML with a style": b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
    "XML with an entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "an archived web page": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + SCRIPT,
    "a script": b"alert(document.cookie)",
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "PHP": PHP,
    "a Windows program": b"MZ\x90\0" + b"\0" * 500,
    "a Linux program": b"\x7fELF\x02\x01\x01" + b"\0" * 500,
    "a Mac program": b"\xcf\xfa\xed\xfe" + b"\0" * 500,
    "Java": b"\xca\xfe\xba\xbe\0\0\0\x34" + b"\0" * 100,
    "a shortcut": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100,
    "an old Office document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "an RTF document": b"{\\rtf1\\ansi hello}",
    "PostScript": b"%!PS-Adobe-3.0\nshowpage\n",
    "LaTeX": b"\\documentclass{article}\\input{/etc/passwd}",
    "text": b"Certificate of attendance",
    "CSV": b"=HYPERLINK(1),2\n",
    "JSON": b'{"a": 1}',
    "a calendar": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "a mail": b"From: a@b\r\nSubject: x\r\n\r\n%PDF-1.4",
    "a GIF": some.picture("GIF"),
    "a WebP": some.picture("WEBP"),
    "a TIFF": some.picture("TIFF"),
    "a BMP": some.picture("BMP"),
    "an icon": some.picture("ICO", (32, 32)),
    "a HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99,
    "a film": b"\0\0\0\x20ftypisom" + b"\0" * 99,
    "nothing but zeros": b"\0" * 4096,
    "nothing but spaces": b" " * 4096,
    "a PDF one byte late": b" " + some.pdf(),
    "a PDF after a mark of order": b"\xef\xbb\xbf" + some.pdf(),
    "a PDF in UTF-16": some.pdf().decode("latin-1").encode("utf-16"),
    "a PDF in lower case": b"%pdf-1.4" + some.pdf()[8:],
    "a PDF behind a web page": b"<html>" + SCRIPT + some.pdf(),
    "a PDF behind a program": b"MZ\x90\0" + some.pdf(),
    "a GIF that is a script": b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1)",
    "a bitmap that is a script": b"BM=alert(1);//" + b"\0" * 60,
}


def samples() -> Iterator[Sample]:
    """Lies, things that are two, archives, sizes."""
    for title, content in FOREIGN.items():
        yield Sample(f"lie: {title}", content, "foreign")
    yield from _two_at_once()
    for title, content in _archives():
        yield Sample(f"archive: {title}", content, "foreign")
    yield from _sizes()
    yield from _damaged()


def _two_at_once() -> Iterator[Sample]:
    pdf, jpeg, png, archive = some.pdf(), some.picture("JPEG"), some.picture("PNG"), some.zip_archive()
    yield Sample("two: PDF and web page", pdf + b"\n" + SCRIPT, "broken")
    yield Sample("two: PDF and web page, ended again", pdf + b"\n" + SCRIPT + b"\n%%EOF", ANY)
    yield Sample("two: PDF and archive", pdf + archive, "broken|mixed")
    yield Sample("two: PDF and archive, ended again", pdf + archive + b"\n%%EOF", "mixed")
    yield Sample("two: PDF and PHP", pdf + PHP, "broken")
    yield Sample("two: archive and PDF", archive + pdf, "foreign")
    for name, picture in (("JPEG", jpeg), ("PNG", png)):
        for title, other in (("PHP", PHP), ("script", SCRIPT), ("archive", archive), ("PDF", pdf)):
            yield Sample(f"two: {name} and {title}", picture + other, TAKEN, name="a.jpg", gone=other)
    noted = jpeg[:2] + b"\xff\xfe" + (len(PHP) + 2).to_bytes(2, "big") + PHP + jpeg[2:]
    yield Sample("two: JPEG with PHP as its comment", noted, TAKEN, name="a.php.jpg", gone=PHP)
    told = png[:33] + png_chunk(b"tEXt", b"Comment\0" + SCRIPT) + png[33:]
    yield Sample("two: PNG with a script as its comment", told, TAKEN, name="a.png", gone=SCRIPT)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "bomb", _zip({"a": b"\0" * (8 * MEGABYTE)})
    yield "nested", _zip({"a.zip": _zip({"b.zip": _zip({"c": b"x"})})})
    yield "climbing names", _zip({"../../../etc/cron.d/x": b"x"})
    yield "a PDF first", _zip({"a.pdf": some.pdf()}, zipfile.ZIP_STORED)
    yield "Word", _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    yield "Excel with macros", _zip({"[Content_Types].xml": b"<Types/>", "xl/vbaProject.bin": b"x"})
    yield "OpenDocument", _zip({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED)
    yield "EPUB", _zip({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED)
    yield "Java", _zip({"META-INF/MANIFEST.MF": b"Main-Class: X"})
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    yield "with a link", _zip({link: b"/etc/passwd"})
    yield "gzip", gzip.compress(some.pdf())
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        member = tarfile.TarInfo("link")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    yield "tar", target.getvalue()
    yield "RAR", b"Rar!\x1a\x07\x01\0" + b"\0" * 90
    yield "7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 90


def _zip(members: dict[str, bytes] | dict[zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _sizes() -> Iterator[Sample]:
    pdf = some.pdf()
    yield Sample("size: nothing", b"", "empty")
    yield Sample("size: one byte", b"%", "foreign")
    yield Sample("size: five bytes", b"%PDF-", "broken")
    yield Sample("size: a start and an end", b"%PDF-1.7\n%%EOF", "broken")
    yield Sample("size: as large as it may be", pdf + b"\n" * (LIMIT - len(pdf)), TAKEN)
    yield Sample("size: one byte more", pdf + b"\n" * (LIMIT - len(pdf) + 1), "oversized")
    yield Sample("size: a megabyte more", pdf + b"\n" * (LIMIT + MEGABYTE), "oversized")
    yield Sample("size: zeros, too many", b"\0" * (LIMIT + 1), "oversized")


def _damaged() -> Iterator[Sample]:
    """A few bits turned in honest files: whatever becomes of them, they bring nothing down."""
    for seed in range(24):
        source = (some.pdf(pages=2), some.picture("PNG", (64, 64)), some.picture("JPEG", (64, 64)))[seed % 3]
        content = bytearray(source)
        for step in range(1, 7):
            content[(seed * 7919 + step * 104_729) % len(content)] ^= 1 << (seed % 8)
        yield Sample(f"damaged: {seed}", bytes(content), ANY)
