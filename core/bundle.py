"""The journal as a file for others: JSON lines as docs/formats.md says; tools/verify_journal.py checks it."""

import hashlib
from collections.abc import Iterator
from typing import Any

from core import chain, heads, journal
from core.models import Entry, EntryText, SignedHead, SigningKey

FORMAT = "popotnik-journal-1"
CHUNK = 2000


def lines(*, university_id: int, slug: str, with_texts: bool) -> Iterator[bytes]:
    """The whole bundle of the present scope's university, line by line, its end signed anew and over every byte.

    Consume it within one tenant scope. Raises heads.NoSigningKey.
    """
    heads.sign_head(occasion=heads.EXPORT)
    sha256, counts = hashlib.sha256(), {"entries": 0, "heads": 0, "keys": 0}
    header = {
        "format": FORMAT,
        "kind": "header",
        "slug": slug,
        "texts": with_texts,
        "university": university_id,
    }
    for line in _described(header, counts, with_texts=with_texts):
        sha256.update(line)
        yield line
    yield _line(_end(sha256.hexdigest(), counts))


def _described(header: dict[str, Any], counts: dict[str, int], *, with_texts: bool) -> Iterator[bytes]:
    """Header, keys, entries and heads, counted as they pass."""
    yield _line(header)
    for key in SigningKey.objects.order_by("key_id"):
        counts["keys"] += 1
        yield _line({"id": key.key_id, "kind": "key", "public": key.public_key})
    for entry in Entry.objects.select_related("text").order_by("number").iterator(CHUNK):
        counts["entries"] += 1
        yield _line(entry_line(entry, with_texts=with_texts))
    for head in SignedHead.objects.order_by("number", "at", "pk").iterator(CHUNK):
        counts["heads"] += 1
        yield _line(head_line(head))


def entry_line(entry: Entry, *, with_texts: bool) -> dict[str, Any]:
    """One entry: what the hash covers, the hash, and the parts with their salts (null: erased)."""
    line = {"fields": journal.fields_of(entry), "hash": entry.hash, "kind": "entry"}
    if with_texts:
        line["texts"] = {part: _text(entry.text, part) for part in chain.PARTS}
    return line


def _text(text: EntryText, part: str) -> dict[str, Any] | None:
    salt = getattr(text, f"{part}_salt")
    return {"salt": salt, "value": journal.parts_of(text)[part]} if salt else None


def head_line(head: SignedHead) -> dict[str, Any]:
    """One signed head."""
    return {
        "at": chain.instant(head.at),
        "hash": head.hash,
        "key": head.key_id,
        "kind": "head",
        "number": head.number,
        "occasion": head.occasion,
        "signature": head.signature,
        "university": head.university_id,
    }


def _end(sha256: str, counts: dict[str, int]) -> dict[str, Any]:
    """The last line: counts, the hash of all lines before, and the signature over that."""
    key = heads.signing_key()
    signed = {**counts, "format": FORMAT, "key": heads.key_id(heads.public_half(key)), "sha256": sha256}
    return {**signed, "kind": "end", "signature": key.sign(chain.canonical(signed)).hex()}


def _line(value: dict[str, Any]) -> bytes:
    return chain.canonical(value) + b"\n"
