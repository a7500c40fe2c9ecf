"""The register of papers: what is printed gets a code, and is found again by its code or by its file."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Case, When

from core import journal
from core.models import Entry, StoredFile
from core.paper_code import WrongCode, read_code
from mobility.models import Mobility, RegisteredPaper

# Where a PDF ends, and was added to: looked for in as many places as signatures are taken, and a few more.
END, MOST_REVISIONS = re.compile(rb"%%EOF(?:\r\n|\r|\n)?"), 40


@dataclass(frozen=True)
class Printed:
    """A paper that was printed, stored and (where the university has a seal) sealed; not yet in the register."""

    member_id: int
    file: StoredFile
    code: str
    kind: str
    title: str
    reference: str
    version: int
    language: str
    is_draft: bool
    issued_at: datetime
    content_sha256: str
    seal: str
    signed: list[dict[str, str]]

    @property
    def facts(self) -> dict[str, Any]:
        """What the journal keeps of it."""
        return {
            "kind": self.kind,
            "version": self.version,
            "language": self.language,
            "code": self.code,
            "sha256": self.file.sha256,
            "content_sha256": self.content_sha256,
            "seal": self.seal,
        }


def enter(
    printed: Printed, entry: Entry, *, series: str, mobility: Mobility | None = None
) -> RegisteredPaper:
    """Put a paper into the register, beside the entry of the journal that says it was issued."""
    return RegisteredPaper.objects.create(
        member_id=printed.member_id,
        mobility=mobility,
        entry=entry,
        code=printed.code,
        kind=printed.kind,
        title=printed.title,
        reference=printed.reference,
        series=series,
        version=printed.version,
        language=printed.language,
        is_draft=printed.is_draft,
        issued_at=printed.issued_at,
        sha256=printed.file.sha256,
        content_sha256=printed.content_sha256,
        seal=printed.seal,
        signed=printed.signed,
    )


def by_code(typed: str) -> RegisteredPaper | None:
    """The university's paper with this code, however it was typed; None where there is none."""
    try:
        code = read_code(typed)
    except WrongCode:
        return None
    return _papers().filter(code=code).first()


def by_hash(sha256: str) -> RegisteredPaper | None:
    """The paper whose file this is, byte for byte."""
    return _papers().filter(sha256=sha256).order_by("pk").first()


def by_beginning(content: bytes) -> tuple[RegisteredPaper, int] | None:
    """The unsealed paper that this file begins with, and its length: the file is that paper, with something added."""
    digest, lengths, read = hashlib.sha256(), {}, 0
    for match in islice(END.finditer(content), MOST_REVISIONS):
        digest.update(content[read : match.end()])
        read = match.end()
        lengths[digest.hexdigest()] = read
    paper = _papers().filter(sha256__in=lengths, seal="").order_by("pk").first()
    return (paper, lengths[paper.sha256]) if paper else None


def by_content(sha256: str) -> RegisteredPaper | None:
    """The sealed paper of which this is the file without its seal."""
    return _papers().filter(content_sha256=sha256).exclude(seal="").order_by("pk").first()


def _papers() -> Any:
    return RegisteredPaper.objects.select_related("entry__text")


def later(paper: RegisteredPaper) -> RegisteredPaper | None:
    """The last version of the paper, where that is not this one; of its editions the one in this paper's language."""
    versions = RegisteredPaper.objects.filter(series=paper.series, version__gt=paper.version)
    other = Case(When(language=paper.language, then=0), default=1)
    return versions.order_by("-version", other, "-language").first()


def agrees_with_journal(paper: RegisteredPaper) -> bool:
    """Whether the journal says the same of the file; where its words were erased, whether its entry still fits."""
    entry = paper.entry
    said = entry.facts
    return entry.hash == journal.hash_of(entry) and (
        not said or (said.get("sha256") == paper.sha256 and said.get("code") == paper.code)
    )
