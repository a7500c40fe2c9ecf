"""One file of the corpus."""

from dataclasses import dataclass

TAKEN, ANY = "taken", "any"


@dataclass(frozen=True)
class Sample:
    """A file, and what is to become of it: TAKEN, a code of core.files.REASONS (several by |), or ANY of them.

    `gone` must not be in what is kept, `shown` is the name it is kept under (where that is told).
    """

    title: str
    content: bytes
    outcome: str
    name: str = "potrdilo.pdf"
    gone: bytes = b""
    shown: str = ""
    is_honest: bool = False
