"""The virus scanner: clamd, or whatever speaks its protocol, asked over its socket.

`settings.POPOTNIK_SCANNER` says where it is: `unix:/run/clamav/clamd.ctl`, `tcp:scanner.example.org:3310`, or the
dotted name of a function that takes the content and returns what it found, or None. Empty: there is none.
A scanner that does not answer has found nothing and cleared nothing: that is ScannerAway.
"""

import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 20
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND = re.compile(r"^stream: OK$"), re.compile(r"^stream: (.+) FOUND$")
DATE = "%a %b %d %H:%M:%S %Y"


class ScannerAway(RuntimeError):
    """The scanner gave no verdict; the text says why."""


@dataclass(frozen=True)
class Definitions:
    """What the scanner knows viruses by: its version as it says it, and when that was made (None: it has none)."""

    version: str
    made_at: datetime | None


def is_set() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.POPOTNIK_SCANNER)


def inspect(content: bytes) -> str | None:
    """What the scanner found in the content; None when it found nothing. Raises ScannerAway."""
    where = settings.POPOTNIK_SCANNER
    if not where.startswith(("unix:", "tcp:")):
        return _asked_function(where, content)
    parts = [b"zINSTREAM\0"]
    for start in range(0, len(content), CHUNK):
        part = content[start : start + CHUNK]
        parts += [struct.pack(">I", len(part)), part]
    answer = _asked(where, b"".join([*parts, struct.pack(">I", 0)]))
    if CLEAN.match(answer):
        return None
    found = FOUND.match(answer)
    if not found:
        raise ScannerAway(answer or "no answer")
    return found[1]


def definitions() -> Definitions:
    """What clamd says of itself. Raises ScannerAway; a function that is the scanner has nothing to say."""
    if not settings.POPOTNIK_SCANNER.startswith(("unix:", "tcp:")):
        return Definitions(settings.POPOTNIK_SCANNER, None)
    answer = _asked(settings.POPOTNIK_SCANNER, b"zVERSION\0")
    try:
        made_at = datetime.strptime(answer.split("/")[-1], DATE).replace(tzinfo=UTC)
    except ValueError:
        made_at = None
    return Definitions(answer, made_at)


def _asked_function(name: str, content: bytes) -> str | None:
    try:
        found: str | None = import_string(name)(content)
    except Exception as failure:
        raise ScannerAway(f"{type(failure).__name__}: {failure}") from failure
    return found


def _asked(where: str, question: bytes) -> str:
    try:
        with _connected(where) as line:
            line.sendall(question)
            answer = b"".join(_parts_of_answer(line))
    except (OSError, ValueError) as failure:
        raise ScannerAway(f"{type(failure).__name__}: {failure}") from failure
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _parts_of_answer(line: socket.socket) -> Iterator[bytes]:
    """What comes back until the closing zero byte, the line's end, or more than any honest answer."""
    received, part = 0, b" "
    while part and not part.endswith(b"\0") and received < LONGEST_ANSWER:
        part = line.recv(CHUNK)
        received += len(part)
        yield part


def _connected(where: str) -> socket.socket:
    kind, _colon, place = where.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
