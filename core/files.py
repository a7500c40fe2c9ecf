"""Files of a tenant: what may come in, where it lies, how it goes out.

A file lies below `settings.POPOTNIK_FILES` as `<university>/<member>/<first two letters of the
hash>/<hash>`, never at a public address. Its content was opened and named before it was stored, and its
hash is checked whenever it is given out.
"""

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from core import clock, scanner
from core.limited import ChildFailed, LimitedProcess, Limits
from core.models import StoredFile

LIMITS = Limits(seconds=20, memory=768 * 1024 * 1024, answers=500)
NAME_LENGTH = 120
OF_THE_UNIVERSITY = "university"
SENT_WITH = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

REASONS: dict[str, Any] = {
    "broken": _("The file is damaged and cannot be opened. Save it once more and send the new file."),
    "encrypted": _("The PDF is protected with a password. Save it without protection and send that file."),
    "active": _("The PDF contains a program or an active form. Print it to a new PDF and send that file."),
    "carrier": _("The PDF has other files inside it. Print it to a new PDF and send that file."),
    "mixed": _("The PDF has another file hidden in it. Print it to a new PDF and send that file."),
    "long": _("The PDF has more than 500 pages. Send only the part that is needed."),
    "large": _(
        "The page or picture is too large to be opened. Save it in a smaller size and send that file."
    ),
    "costly": _(
        "The file takes too long to open. Save it once more, or print it to a new PDF, and send that."
    ),
    "foreign": _("Only PDF, JPEG and PNG files are accepted."),
}

logger = logging.getLogger(__name__)


class UploadRefused(ValidationError):
    """The file is not taken; the message tells the sender why and what to do. Forms let it pass through."""

    @property
    def reason(self) -> str:
        """The message in the reader's language."""
        return str(self.messages[0])


class FileDamaged(RuntimeError):
    """A stored file is gone or is not what was stored."""


class FileWaits(PermissionDenied):
    """A stored file is in quarantine; the text tells the reader why."""


class Kind(StrEnum):
    """What a stored file can be: the value is its content type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return {Kind.PDF: ".pdf", Kind.JPEG: ".jpg", Kind.PNG: ".png"}[self]


@dataclass(frozen=True)
class Examined:
    """A file that was opened: its kind, and the content to keep (pictures without their metadata)."""

    kind: Kind
    content: bytes


def examine(content: bytes) -> Examined:
    """Open the file in the limited child process. Raises UploadRefused."""
    try:
        line, _newline, kept = _examiner.ask(content).partition(b"\n")
    except ChildFailed as failure:
        logger.warning("A file was refused unopened: %s", failure)
        raise UploadRefused(REASONS["costly"], code="costly") from failure
    verdict = json.loads(line)
    if "refused" in verdict:
        code = verdict["refused"]
        raise UploadRefused(REASONS[code], code=code)
    return Examined(Kind(verdict["kind"]), kept or content)


def sniff(content: bytes) -> Kind:
    """What the file is by its content, whatever it is called. Raises UploadRefused."""
    return examine(content).kind


def scan(content: bytes) -> bool:
    """Ask the scanner, if there is one; False when it does not answer, and the file must wait in quarantine.

    Raises UploadRefused when it finds something.
    """
    if not scanner.is_set():
        return True
    try:
        found = scanner.inspect(content)
    except scanner.ScannerAway as away:
        logger.warning("The virus scanner gave no verdict: %s", away)
        return False
    if found:
        message = _("The virus check found “%(found)s” in the file.")
        raise UploadRefused(message, code="infected", params={"found": found})
    return True


def clean_name(name: str, kind: Kind) -> str:
    """The name as it may be shown and sent: no path, nothing invisible, not too long, the right ending."""
    visible = "".join(
        sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C"
    )
    stem = PurePosixPath(visible.replace("\\", "/")).name
    stem = re.sub(r"\.(pdf|jpe?g|png)$", "", stem, flags=re.IGNORECASE).strip(" .")
    return (stem[:NAME_LENGTH] or "file") + kind.suffix


def store(
    *, content: bytes, name: str, university: Any, member: Any, created_by: Any, is_scanned: bool = True
) -> StoredFile:
    """Keep the content for the member (None: for the university) and return its row. Raises UploadRefused.

    What is not scanned waits in quarantine (core.quarantine). The file stands on disk before the row does;
    storing the same content twice for one tenant keeps one file.
    """
    kind = sniff(content)
    stored = StoredFile(
        university=university,
        member=member,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content_type=kind,
        original_name=clean_name(name, kind),
        created_at=clock.now(),
        created_by=created_by,
        quarantined_at=None if is_scanned else clock.now(),
    )
    _write(path_of(stored), content)
    stored.save()
    return stored


def path_of(stored: StoredFile) -> Path:
    """Where the file lies: the path begins with the tenant."""
    tenant = Path(str(stored.university_id), str(stored.member_id or OF_THE_UNIVERSITY))
    return Path(settings.POPOTNIK_FILES) / tenant / stored.sha256[:2] / stored.sha256


def content_of(stored: StoredFile, *, quarantined: bool = False) -> bytes:
    """The content as it was stored. Raises FileWaits for a file in quarantine, FileDamaged for one gone or changed.

    `quarantined` is for the virus check alone, which must see what nobody else may.
    """
    if stored.finding:
        raise FileWaits(_("The virus check found “%(found)s” in the file.") % {"found": stored.finding})
    if stored.quarantined_at and not quarantined:
        raise FileWaits(_("The file waits for the virus check. It opens as soon as the check has answered."))
    try:
        content = path_of(stored).read_bytes()
    except FileNotFoundError as missing:
        raise FileDamaged(f"stored file {stored.public_id} is missing") from missing
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamaged(f"stored file {stored.public_id} was changed")
    return content


def download_response(stored: StoredFile, filename: str, *, inline: bool = False) -> HttpResponse:
    """Give the file out so that a browser cannot take it for a page of ours. Raises FileDamaged."""
    kind = Kind(stored.content_type)
    name = clean_name(filename, kind)
    return sealed_response(content_of(stored), name, content_type=kind.value, inline=inline)


def sealed_response(
    content: bytes | str, filename: str, *, content_type: str, inline: bool = False
) -> HttpResponse:
    """A download made by the product itself, under the name given, that a browser cannot take for a page of ours."""
    disposition = content_disposition_header(not inline, filename)
    headers = {**SENT_WITH, "Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def large_response(path: Path, sha256: str, filename: str, *, content_type: str) -> FileResponse:
    """A download made by the product itself that lies on disk, given out piece by piece.

    Its hash is checked first. Raises FileDamaged when it is gone or changed.
    """
    try:
        content = path.open("rb")
    except FileNotFoundError as missing:
        raise FileDamaged(f"{path.name} is missing") from missing
    if digest_of(content) != sha256:
        content.close()
        raise FileDamaged(f"{path.name} was changed")
    disposition = content_disposition_header(True, filename)
    headers = {**SENT_WITH, "Content-Disposition": disposition or "attachment"}
    return FileResponse(content, content_type=content_type, headers=headers)


def digest_of(content: BinaryIO) -> str:
    """The SHA-256 of an open file from its beginning, where it stands again afterwards."""
    content.seek(0)
    found = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    content.seek(0)
    return found


def destroy(stored: StoredFile) -> None:
    """Remove the content of an infected file; its row stays, and so does its hash."""
    path_of(stored).unlink(missing_ok=True)


@contextmanager
def draft_of(path: Path) -> Iterator[BinaryIO]:
    """A file to write (and to read again) beside a place, that takes the place when it is whole, else is gone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        try:
            yield cast("BinaryIO", draft)
            draft.flush()
        except BaseException:
            Path(draft.name).unlink()
            raise
    Path(draft.name).replace(path)


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    with draft_of(path) as draft:
        draft.write(content)


_examiner = LimitedProcess("core.file_child", LIMITS)
