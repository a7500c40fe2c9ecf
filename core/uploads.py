"""What a form does with a file that someone sent."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from core import clock
from core.files import REASONS, Kind, UploadRefused, clean_name, examine, scan, store
from core.models import StoredFile
from core.policy import Refusal

MEGABYTE = 1024 * 1024
SEEN_IN_START = 512

# What a file may turn out to be, by how it starts; only to tell the sender, nothing is decided by it.
STARTS: tuple[tuple[bytes, Any], ...] = (
    (b"MZ", _("a Windows program")),
    (b"\x7fELF", _("a program")),
    (b"PK\x03\x04", _("a ZIP archive or an Office document")),
    (b"\xd0\xcf\x11\xe0", _("an old Office document")),
    (b"GIF8", _("a GIF picture")),
    (b"RIFF", _("a WebP picture or a film")),
    (b"II*\0", _("a TIFF picture")),
    (b"MM\0*", _("a TIFF picture")),
    (b"{\\rtf", _("an RTF document")),
)
MARKS: tuple[tuple[bytes, Any], ...] = (
    (b"ftyphei", _("a HEIC picture")),
    (b"ftypmif", _("a HEIC picture")),
    (b"<svg", _("an SVG drawing")),
    (b"<!doctype html", _("a web page")),
    (b"<html", _("a web page")),
    (b"<script", _("a web page")),
    (b"<?xml", _("an XML document")),
)


@dataclass(frozen=True)
class CleanUpload:
    """A file that may be stored: opened, scanned, without hidden metadata, under a name that can be shown."""

    content: bytes
    kind: Kind
    sha256: str
    name: str
    is_scanned: bool = True


class OversizedUpload(UploadedFile):
    """Stands in a form for a file that was larger than allowed and of which nothing was kept."""


def clean_upload(uploaded_file: "UploadedFile[Any]") -> CleanUpload:
    """Return what may be stored of the file. Raises UploadRefused with words for the sender."""
    content = content_within_limit(uploaded_file)
    try:
        examined = examine(content)
    except UploadRefused as refusal:
        if refusal.code == "foreign":
            raise _foreign(str(uploaded_file.name), content) from refusal
        raise
    is_scanned = scan(content)
    return CleanUpload(
        content=examined.content,
        kind=examined.kind,
        sha256=hashlib.sha256(examined.content).hexdigest(),
        name=clean_name(str(uploaded_file.name), examined.kind),
        is_scanned=is_scanned,
    )


def keep(
    clean: CleanUpload, *, university: Any, member: Any, person: Any, share: tuple[int, int] | None = None
) -> StoredFile:
    """Store what somebody sent. Raises Refusal when they sent more than their share (files, bytes) within a day."""
    day = StoredFile.objects.filter(created_by=person, created_at__gt=clock.now() - timedelta(days=1))
    sent = day.aggregate(files=Count("pk"), bytes=Sum("size"))
    most_files, most_bytes = share or settings.POPOTNIK_UPLOADS_A_DAY
    if sent["files"] >= most_files or (sent["bytes"] or 0) + len(clean.content) > most_bytes:
        raise Refusal(_("You have sent many files today. Send this one tomorrow."))
    return store(
        content=clean.content,
        name=clean.name,
        university=university,
        member=member,
        created_by=person,
        is_scanned=clean.is_scanned,
    )


def content_within_limit(uploaded_file: "UploadedFile[Any]") -> bytes:
    """What was sent, unopened. Raises UploadRefused for nothing, and for more than is taken."""
    limit: int = settings.POPOTNIK_UPLOAD_LIMIT
    if isinstance(uploaded_file, OversizedUpload) or (uploaded_file.size or 0) > limit:
        message = _("The file is larger than %(limit)s MB. Save it in a smaller size and send that file.")
        raise UploadRefused(message, code="oversized", params={"limit": limit // MEGABYTE})
    uploaded_file.seek(0)
    content: bytes = uploaded_file.read()
    if not content:
        raise UploadRefused(_("The file is empty. Choose it once more."), code="empty")
    return content


def _foreign(name: str, content: bytes) -> UploadRefused:
    looks_like = _looks_like(content)
    if not looks_like:
        return UploadRefused(REASONS["foreign"], code="foreign")
    message = _("The file is called “%(name)s”, but its content is %(content)s. Send a PDF, JPEG or PNG.")
    return UploadRefused(message, code="foreign", params={"name": name, "content": looks_like})


def _looks_like(content: bytes) -> Any:
    start = content[:SEEN_IN_START].lower()
    by_start = (words for mark, words in STARTS if content.startswith(mark))
    by_mark = (words for mark, words in MARKS if mark in start)
    return next(by_start, None) or next(by_mark, None)
