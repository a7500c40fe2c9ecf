"""Walks through the product as one person: every link, fragment and form address, PDFs with text and metadata."""

import html
import io
import re
import zipfile
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from tests.matrix.oracle import body

LINKS = re.compile(rb'(?:href|action|hx-get|hx-post|data-[a-z-]*url)="([^"#]*)', re.IGNORECASE)
SKIPPED = re.compile(r"^/(accounts|static|language|demo|confirmed|healthz|readyz)")
MOST = 900


@dataclass
class Page:
    """One answer: status, headers that matter, and its text (of a PDF: what stands in it and its metadata)."""

    status: int
    headers: dict[str, str]
    text: bytes


@dataclass
class Walk:
    """Everything that one person was shown."""

    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """All that was shown, in one text."""
        parts = [page.text + repr(page.headers).encode() for page in self.pages.values()]
        return html.unescape(b"\n".join(parts).decode(errors="replace"))

    @property
    def queries(self) -> dict[str, set[str]]:
        """The query parameters that were met, by path."""
        found: dict[str, set[str]] = {}
        for address in self.pages:
            parts = urlsplit(address)
            names = {pair.partition("=")[0] for pair in parts.query.split("&") if pair}
            found.setdefault(parts.path, set()).update(names)
        return found


def walk(client: Client, starts: tuple[str, ...], *, most: int = MOST) -> Walk:
    """Follow everything from these addresses, each once, within this host."""
    seen, waiting = Walk(), deque(starts)
    client.raise_request_exception = False
    # What an earlier walk was told at its end would be shown at the beginning of this one.
    client.cookies.pop(settings.POPOTNIK_MESSAGES_COOKIE, None)
    known = set(starts)
    while waiting and len(seen.pages) < most:
        address = waiting.popleft()
        response = client.get(address)
        seen.pages[address] = _page(response)
        for found in _addresses(address, response):
            if found not in known and not SKIPPED.match(found):
                known.add(found)
                waiting.append(found)
    return seen


def _page(response: Any) -> Page:
    content = body(response)
    if response.headers.get("Content-Type", "").startswith("application/pdf"):
        content = paper(content)
    unlike = {"Date", "Expires", "Set-Cookie"}
    if response.headers.get("Content-Type", "").endswith("spreadsheetml.sheet"):
        content = workbook(content)
        # It holds the second in which it was written, packed: a byte more or less.
        unlike.add("Content-Length")
    kept = {name: value for name, value in response.headers.items() if name not in unlike}
    policy = kept.get("Content-Security-Policy")
    if policy:
        kept["Content-Security-Policy"] = re.sub(r"'nonce-[^']*'", "", policy)
    return Page(response.status_code, kept, content)


def _addresses(address: str, response: Any) -> list[str]:
    if response.status_code in {301, 302}:
        return [_within(urljoin(address, response["Location"]))]
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    found = [html.unescape(link.decode()) for link in LINKS.findall(response.content)]
    return [
        _within(urljoin(address, link))
        for link in found
        if link and not link.startswith(("http", "mailto:", "data:"))
    ]


def _within(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def paper(content: bytes) -> bytes:
    """What stands in a PDF: its text with the line breaks taken out too, its metadata, and its XMP packet."""
    reader = PdfReader(io.BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    xmp = reader.xmp_metadata
    return "\n".join(
        [
            text,
            re.sub(r"\s+", "", text),
            repr(dict(reader.metadata or {})),
            xmp.stream.get_data().decode(errors="replace") if xmp else "",
            repr(list(reader.attachments)),
        ]
    ).encode()


def workbook(content: bytes) -> bytes:
    """Every part of a spreadsheet, without the second in which it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        told = [name.encode() + b"\n" + parts.read(name) for name in sorted(parts.namelist())]
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\1", b"\n".join(told))


BEGINNINGS = (
    "", "calls/", "desk/?view=all", "scoring/", "recognition/", "recognition/?list=recorded", "people/",
    "data-protection/", "register/hosts/search", "register/hosts/search?q=cnry", "register/hosts/propose",
)  # fmt: skip


def starts_of(university: str) -> tuple[str, ...]:
    """Where everybody begins: the front door and every page of a university that has no thing in its address."""
    return ("/", f"/my-data/{university}/", *(f"/{university}/{page}" for page in BEGINNINGS))
