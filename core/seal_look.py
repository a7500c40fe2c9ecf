"""What the signatures in a PDF prove, looked at in a limited child process: anybody may send any file."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from core.limited import ChildFailed, LimitedProcess, Limits
from core.seals import Seal

LIMITS = Limits(seconds=20, memory=768 * 1024 * 1024, answers=200)


class SealState(StrEnum):
    """How a file stands to the university's seal."""

    WHOLE = "whole"
    ALTERED = "altered"
    ADDED_TO = "added_to"
    FOREIGN = "foreign"
    NONE = "none"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Signed:
    """One signature in a file, as it stands there. `holds`: the bytes it covers are those that were signed.

    The name is the certificate's word; who vouches for it is `issuer`. `said_at` is the signer's own clock,
    `stamped_at` an authority's.
    """

    field: str
    name: str
    issuer: str
    fingerprint: str
    holds: bool
    covers_all: bool
    is_time: bool
    said_at: datetime | None
    stamped_at: datetime | None
    stamped_by: str


@dataclass(frozen=True)
class Look:
    """What was found in a file: how it stands to the seal, its signatures, codes of papers, a paper's own data."""

    state: SealState
    signatures: tuple[Signed, ...] = ()
    codes: tuple[str, ...] = ()
    data: dict[str, Any] | None = None


def look(content: bytes, seal: Seal | None) -> Look:
    """Open the file in the limited child and judge its signatures by the university's seal."""
    certificates = [one.public_bytes(Encoding.PEM).decode() for one in (seal.every if seal else ())]
    question = json.dumps({"certificates": certificates}).encode() + b"\n" + content
    try:
        told = json.loads(_looker.ask(question))
    except ChildFailed:
        return Look(SealState.UNREADABLE)
    signatures = tuple(_signed(row) for row in told["signatures"])
    ours = seal.fingerprints if seal else frozenset()
    state = _state(signatures, ours) if told["opens"] or signatures else SealState.UNREADABLE
    data = told["data"] if isinstance(told["data"], dict) else None
    return Look(state, signatures, tuple(told["codes"]), data)


def _state(signatures: tuple[Signed, ...], ours: frozenset[str]) -> SealState:
    """The last signature must be the university's, hold, and reach to the end of the file."""
    if not signatures:
        return SealState.NONE
    own = [one for one in signatures if one.fingerprint in ours]
    if not own:
        return SealState.FOREIGN
    if not all(one.holds for one in own):
        return SealState.ALTERED
    last = signatures[-1]
    return SealState.WHOLE if last in own and last.covers_all else SealState.ADDED_TO


def _signed(row: dict[str, Any]) -> Signed:
    at = {key: datetime.fromisoformat(row[key]) if row[key] else None for key in ("said_at", "stamped_at")}
    return Signed(**{**row, **at})


_looker = LimitedProcess("core.seal_child", LIMITS)
