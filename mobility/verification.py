"""Whether a paper is one that the university issued: by its code, or by its file.

The register decides: a file whose hash stands there is ours, byte for byte. For any other file the seal tells what
became of it. Nothing is told that the paper does not say itself, and nothing of another university.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.outside import NotAsIssued, signatures_added
from core.seal_look import Look, SealState, look
from core.seals import Seal
from core.trust import Trust
from mobility import register
from mobility.models import RegisteredPaper


class State(StrEnum):
    """What a paper turned out to be."""

    CODE = "code"
    GENUINE = "genuine"
    UNSEALED = "unsealed"
    STRIPPED = "stripped"
    ALTERED = "altered"
    ADDED_TO = "added_to"
    SIGNED = "signed"
    FOREIGN = "foreign"
    NOT_REGISTERED = "not_registered"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


# What the seal says of a file whose bytes are in no register.
BY_SEAL = {
    SealState.WHOLE: State.NOT_REGISTERED,
    SealState.ALTERED: State.ALTERED,
    SealState.ADDED_TO: State.ADDED_TO,
    SealState.FOREIGN: State.FOREIGN,
    SealState.UNREADABLE: State.UNREADABLE,
}
OURS = frozenset({State.CODE, State.GENUINE, State.UNSEALED, State.SIGNED})


@dataclass(frozen=True)
class Verdict:
    """What is known of a paper. `paper` is the one in the register that it is, or that it calls itself."""

    state: State
    paper: RegisteredPaper | None = None
    later: RegisteredPaper | None = None
    look: Look | None = None
    sha256: str = ""
    agrees: bool = True

    @property
    def is_ours(self) -> bool:
        """Whether this is a paper of the register, unchanged as far as can be told."""
        return self.state in OURS and self.agrees

    @property
    def signatures(self) -> list[dict[str, Any]]:
        """Who signed: from the file itself when it is ours, else as the register keeps it, without names."""
        data = self.look.data if self.look and self.state in OURS else None
        if data:
            return [{**one, "who": one["name"], "at": one["signed_at"]} for one in data["signatures"]]
        return [{**one, "who": one["initials"]} for one in self.paper.signed] if self.paper else []


def by_code(typed: str) -> Verdict:
    """The paper with this code."""
    paper = register.by_code(typed)
    return _of(State.CODE, paper) if paper else Verdict(State.UNKNOWN_CODE)


def by_file(content: bytes, seal: Seal | None) -> Verdict:
    """What this file is. It is opened in a limited child process and kept nowhere."""
    sha256, seen = hashlib.sha256(content).hexdigest(), look(content, seal)
    paper = register.by_hash(sha256)
    if paper is not None:
        return _of(State.GENUINE if paper.seal else State.UNSEALED, paper, seen, sha256)
    begun = register.by_beginning(content)
    if begun is not None:
        return _of(_added_to(content, begun[1]), begun[0], seen, sha256)
    bare = register.by_content(sha256)
    named = bare or _named(seen)
    if named is not None and (bare or seen.state == SealState.NONE):
        return _of(State.STRIPPED if named.seal else State.ALTERED, named, seen, sha256)
    return _of(BY_SEAL.get(seen.state, State.UNKNOWN), named, seen, sha256)


def _added_to(content: bytes, length: int) -> State:
    """What a file is that begins with an unsealed paper of ours: signed elsewhere, or changed."""
    try:
        signatures_added(content, length, Trust())
    except NotAsIssued:
        return State.ALTERED
    return State.SIGNED


def _named(seen: Look) -> RegisteredPaper | None:
    """The paper whose code stands in the file."""
    papers = (register.by_code(code) for code in seen.codes)
    return next((paper for paper in papers if paper is not None), None)


def _of(state: State, paper: RegisteredPaper | None, seen: Look | None = None, sha256: str = "") -> Verdict:
    if paper is None:
        return Verdict(state, look=seen, sha256=sha256)
    agrees = register.agrees_with_journal(paper)
    return Verdict(state, paper, register.later(paper), seen, sha256, agrees)
