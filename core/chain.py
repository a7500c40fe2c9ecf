"""The journal's arithmetic, as docs/formats.md gives it: canonical JSON, digests of parts, hashes, signed words.

Pure functions without a database: what is written here must be writable again from the document alone.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
HEAD_FORMAT = "popotnik-journal-head-1"
# Whole numbers beyond this are not read alike everywhere.
LARGEST = 2**53 - 1
# What of an entry is personal, stands beside it and can be erased.
PARTS = ("actor", "facts", "note")


def canonical(value: Any) -> bytes:
    """The one way to write a value: keys sorted, no spaces, UTF-8 without escapes of letters."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def refuse_inexact(value: Any) -> None:
    """Raise TypeError for what two implementations could write differently: fractions, great numbers, odd keys."""
    if isinstance(value, bool | str | None):
        return
    if isinstance(value, int) and abs(value) <= LARGEST:
        return
    if isinstance(value, list | tuple):
        for item in value:
            refuse_inexact(item)
        return
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        for item in value.values():
            refuse_inexact(item)
        return
    raise TypeError(f"{value!r} has no exact form in the journal: write it as text")


def instant(moment: datetime) -> str:
    """An instant in UTC with six digits of microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def digest(part: str, salt: str, value: Any) -> str:
    """What the chain keeps of a personal part: it says nothing once the salt is gone."""
    return hashlib.sha256(canonical([part, salt, value])).hexdigest()


def entry_hash(fields: Mapping[str, Any]) -> str:
    """The hash of an entry's fields, the hash before it among them."""
    return hashlib.sha256(canonical(dict(fields))).hexdigest()


def pseudonym(key: str, person_id: int | None) -> str:
    """Who acted, as the chain knows them: the same for one person in one university; empty for no person."""
    if person_id is None:
        return ""
    return hmac.new(bytes.fromhex(key), str(person_id).encode(), hashlib.sha256).hexdigest()


def head_words(*, university: int, number: int, hash_: str, at: datetime, key: str) -> bytes:
    """What is signed: that the university's chain had this end at this instant."""
    return canonical(
        {
            "at": instant(at),
            "format": HEAD_FORMAT,
            "hash": hash_,
            "key": key,
            "number": number,
            "university": university,
        }
    )
