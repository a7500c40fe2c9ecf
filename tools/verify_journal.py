#!/usr/bin/env python3
"""Checks an exported journal of Popotnik, offline: `verify_journal.py BUNDLE [--head N:HASH] [--key NAME]`.

Needs Python 3.11 and the package `cryptography`; imports nothing of the product. Written from docs/formats.md.

  --head N:HASH   a signed end that was given out earlier (a letter to the witness, a published list); repeatable.
                  Without one, whoever holds the signing key and the database could have written another history.
  --key NAME      the only key names (or public keys) to be trusted; repeatable.

Ends with 0 when the journal is sound, 1 when it is not (the first bad entry is named), 2 when it cannot be read.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT, HEAD_FORMAT = "popotnik-journal-1", "popotnik-journal-head-1"
GENESIS = "0" * 64
PARTS = {"actor", "facts", "note"}
REDACTED = "journal.redacted"
KEYS_OF = {
    "header": {"format", "kind", "slug", "texts", "university"},
    "key": {"id", "kind", "public"},
    "entry": {"fields", "hash", "kind"},
    "head": {"at", "hash", "key", "kind", "number", "occasion", "signature", "university"},
    "end": {"entries", "format", "heads", "key", "keys", "kind", "sha256", "signature"},
}
ENTRY_FIELDS = {
    "university", "member", "number", "verb", "subject", "file", "actor", "capacity", "move", "because",
    "parts", "at", "written", "previous",
}  # fmt: skip
SOUND, NOT_SOUND, UNREADABLE = 0, 1, 2


class Unreadable(Exception):
    """This is no bundle at all."""


@dataclass
class Report:
    """What was found: problems as (number of the entry, sentence); 0 stands for the bundle itself."""

    problems: list[tuple[int, str]] = field(default_factory=list)
    entries: int = 0
    heads: int = 0
    erased: int = 0
    last: str = GENESIS
    keys: list[str] = field(default_factory=list)

    def bad(self, number: int, sentence: str) -> None:
        self.problems.append((number, sentence))

    @property
    def first(self) -> tuple[int, str] | None:
        """The problem at the lowest entry; what concerns the bundle as a whole comes last."""
        return min(self.problems, key=lambda problem: problem[0] or sys.maxsize, default=None)


@dataclass
class Bundle:
    """The lines of a bundle by kind."""

    header: dict[str, Any]
    keys: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    heads: list[dict[str, Any]]
    end: dict[str, Any] | None
    sha256: str


def canonical(value: Any) -> bytes:
    """Keys sorted, no spaces, UTF-8 without escapes of letters."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def sha256_of(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def verify(lines: Sequence[bytes], witnessed: Iterable[str] = (), trusted: Iterable[str] = ()) -> Report:
    """Check a bundle's lines against what is known from elsewhere. Raises Unreadable."""
    report = Report()
    bundle = read(lines, report)
    keys = check_keys(bundle, set(trusted), report)
    check_entries(bundle, report)
    check_texts(bundle, report)
    check_heads(bundle, keys, report)
    check_end(bundle, keys, report)
    for known in witnessed:
        check_witness(bundle, known, report)
    return report


def read(lines: Sequence[bytes], report: Report) -> Bundle:
    """Sort the lines by kind. A line that is not written canonically, or in its place, is a problem."""
    header = parsed(lines[0]) if lines else None
    if header is None or set(header) != KEYS_OF["header"] or header["format"] != FORMAT:
        raise Unreadable("This is no journal of Popotnik in a form that this verifier knows.")
    order = ("header", "key", "entry", "head", "end")
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in order}
    place, sha256 = 0, hashlib.sha256()
    for line in lines:
        value = parsed(line)
        kind = value.get("kind") if value else None
        expected = KEYS_OF.get(str(kind), set()) | (
            {"texts"} if kind == "entry" and header.get("texts") else set()
        )
        if value is None or kind not in order or set(value) != expected or order.index(kind) < place:
            report.bad(next_number(found), "A line cannot be read, or stands where it must not.")
            sha256.update(line)
            continue
        place = order.index(kind)
        found[kind].append(value)
        if kind != "end":
            sha256.update(line)
    if len(found["header"]) != 1 or len(found["end"]) > 1:
        report.bad(0, "The bundle has no single header and end.")
    end = found["end"][0] if found["end"] else None
    return Bundle(header, found["key"], found["entry"], found["head"], end, sha256.hexdigest())


def parsed(line: bytes) -> dict[str, Any] | None:
    """The line's object, if the line is written in the one canonical way."""
    try:
        value = json.loads(line)
        is_canonical = canonical(value) + b"\n" == line
    except (ValueError, RecursionError):
        return None
    return value if is_canonical and isinstance(value, dict) else None


def next_number(found: dict[str, list[dict[str, Any]]]) -> int:
    """The entry that would stand here; 0 once the heads have begun or before the entries."""
    return 0 if found["head"] or not found["header"] else len(found["entry"]) + 1


def check_keys(bundle: Bundle, trusted: set[str], report: Report) -> dict[str, Ed25519PublicKey]:
    """The usable public keys by name; a name must follow from the key."""
    keys: dict[str, Ed25519PublicKey] = {}
    for line in bundle.keys:
        try:
            raw = bytes.fromhex(line["public"])
            key = Ed25519PublicKey.from_public_bytes(raw)
        except (TypeError, ValueError):
            report.bad(0, f"The public key {line['id']!r} is none.")
            continue
        name = hashlib.sha256(raw).hexdigest()[:16]
        if name != line["id"] or name in keys:
            report.bad(0, f"The key {line['id']!r} does not bear its name, or stands twice.")
        elif not trusted or {name, line["public"]} & trusted:
            keys[name] = key
    report.keys = sorted(keys)
    return keys


def check_entries(bundle: Bundle, report: Report) -> None:
    """Numbers without gaps, each hash right and taken up by the next entry, time never running back."""
    previous, written = GENESIS, ""
    for number, line in enumerate(bundle.entries, 1):
        fields = line["fields"]
        if not isinstance(fields, dict) or set(fields) != ENTRY_FIELDS or not well_formed(fields):
            report.bad(number, "The entry has not the fields of an entry.")
            previous = line["hash"] if isinstance(line["hash"], str) else GENESIS
            continue
        for holds, sentence in (
            (fields["number"] == number, f"Here stands the entry numbered {fields['number']}."),
            (fields["university"] == bundle.header["university"], "The entry is of another university."),
            (fields["previous"] == previous, "The entry does not continue the one before."),
            (sha256_of(fields) == line["hash"], "The hash of the entry does not fit its fields."),
            (fields["written"] >= written, "The clock was set back before this entry."),
        ):
            if not holds:
                report.bad(number, sentence)
        previous, written = line["hash"], max(written, fields["written"])
    report.entries, report.last = len(bundle.entries), previous


def well_formed(fields: dict[str, Any]) -> bool:
    """The types on which the other checks rely."""
    parts = fields["parts"]
    return (
        isinstance(fields["number"], int)
        and isinstance(parts, dict)
        and set(parts) == PARTS
        and is_instant(fields["written"])
        and is_instant(fields["at"])
    )


def is_instant(text: Any) -> bool:
    """UTC with six digits of microseconds, so that instants compare as text."""
    try:
        return bool(datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds") == text)
    except (TypeError, ValueError):
        return False


def check_texts(bundle: Bundle, report: Report) -> None:
    """A text that is there fits its digest; one that is missing was erased by an entry that says so."""
    if not bundle.header["texts"]:
        return
    announced = announcements(bundle)
    for number, line in enumerate(bundle.entries, 1):
        texts, fields = line["texts"], line["fields"]
        if not isinstance(texts, dict) or set(texts) != PARTS or not isinstance(fields, dict):
            report.bad(number, "The entry has not the texts of an entry.")
            continue
        digests = fields.get("parts")
        for part in sorted(PARTS):
            digest = digests.get(part) if isinstance(digests, dict) else None
            if texts[part] is not None and not fits(part, texts[part], digest):
                report.bad(number, f"The {part} does not fit its digest.")
        report.erased += sum(text is None for text in texts.values())
        for part in sorted(name for name in PARTS if texts[name] is None):
            if announced.get((number, part), 0) <= number:
                report.bad(number, f"The {part} is missing, and no later entry announces its erasure.")


def fits(part: str, text: Any, digest: Any) -> bool:
    if not isinstance(text, dict) or set(text) != {"salt", "value"}:
        return False
    return bool(sha256_of([part, text["salt"], text["value"]]) == digest)


def announcements(bundle: Bundle) -> dict[tuple[int, str], int]:
    """(number, part) → the last entry that announces its erasure."""
    found: dict[tuple[int, str], int] = {}
    for number, line in enumerate(bundle.entries, 1):
        fields, texts = line["fields"], line["texts"]
        if not isinstance(fields, dict) or fields.get("verb") != REDACTED or not isinstance(texts, dict):
            continue
        facts = texts.get("facts")
        value = facts.get("value") if isinstance(facts, dict) else None
        if isinstance(value, dict):
            named = product(numbers_in(value.get("entries")), words_in(value.get("parts")))
            found |= dict.fromkeys(named, number)
    return found


def numbers_in(value: Any) -> list[int]:
    return [item for item in value if isinstance(item, int)] if isinstance(value, list) else []


def words_in(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def check_heads(bundle: Bundle, keys: dict[str, Ed25519PublicKey], report: Report) -> None:
    """Each signed head is signed by a known key, and is what the chain says; the last one covers the last entry."""
    last = 0
    for head in bundle.heads:
        number = head["number"] if isinstance(head["number"], int) else 0
        if number < last:
            report.bad(number, f"The heads are out of order at {number}.")
        last = max(last, number)
        if not is_instant(head["at"]):
            report.bad(number, "A head has no time.")
        elif head["university"] != bundle.header["university"]:
            report.bad(number, "A head is of another university.")
        elif not is_signed(head_words(head), head, keys):
            report.bad(
                number, f"The signature of the head at {number} does not hold, or its key is not trusted."
            )
        elif not 1 <= number <= len(bundle.entries):
            report.bad(len(bundle.entries) + 1, f"The journal was signed up to {number}, but ends before.")
        else:
            check_place(bundle, head, number, report)
    report.heads = len(bundle.heads)
    if last < len(bundle.entries):
        report.bad(last + 1, f"Nothing after entry {last} is signed.")


def check_place(bundle: Bundle, head: dict[str, Any], number: int, report: Report) -> None:
    """The head's hash and time fit the entries around it."""
    if bundle.entries[number - 1]["hash"] != head["hash"]:
        report.bad(number, f"History up to entry {number} is not what was signed on {head['at']}.")
    if written_of(bundle, number) > head["at"]:
        report.bad(number, "The entry says it was written after the journal was signed with it.")
    if number < len(bundle.entries) and written_of(bundle, number + 1) < head["at"]:
        report.bad(number + 1, "The entry says it was written before the journal was signed without it.")


def written_of(bundle: Bundle, number: int) -> str:
    fields = bundle.entries[number - 1]["fields"]
    return str(fields.get("written", "")) if isinstance(fields, dict) else ""


def head_words(head: dict[str, Any]) -> bytes:
    signed = {name: head[name] for name in ("at", "hash", "key", "number", "university")}
    return canonical({**signed, "format": HEAD_FORMAT})


def is_signed(words: bytes, line: dict[str, Any], keys: dict[str, Ed25519PublicKey]) -> bool:
    try:
        keys[line["key"]].verify(bytes.fromhex(line["signature"]), words)
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def check_end(bundle: Bundle, keys: dict[str, Ed25519PublicKey], report: Report) -> None:
    """The last line counts and signs everything before it."""
    end = bundle.end
    if end is None:
        report.bad(0, "The bundle breaks off: its last line is missing.")
        return
    counts = (len(bundle.entries), len(bundle.heads), len(bundle.keys))
    if (end["entries"], end["heads"], end["keys"]) != counts or end["sha256"] != bundle.sha256:
        report.bad(0, "The bundle is not what was exported.")
    signed = {name: end[name] for name in KEYS_OF["end"] - {"kind", "signature"}}
    if end["format"] != FORMAT or not is_signed(canonical(signed), end, keys):
        report.bad(0, "The signature of the bundle does not hold, or its key is not trusted.")


def check_witness(bundle: Bundle, known: str, report: Report) -> None:
    """What was given out earlier must still be part of the history."""
    number_text, _, known_hash = known.partition(":")
    number = int(number_text)
    if number > len(bundle.entries):
        report.bad(
            len(bundle.entries) + 1, f"The witness knows the journal up to {number}; this one ends before."
        )
    elif bundle.entries[number - 1]["hash"] != known_hash.lower():
        report.bad(number, f"History up to entry {number} is not what the witness was given.")


def witness(text: str) -> str:
    """`N:HASH` of the command line."""
    number, _, known_hash = text.partition(":")
    if not number.isdigit() or int(number) < 1 or len(known_hash) != len(GENESIS):
        raise argparse.ArgumentTypeError("write it as NUMBER:HASH, with 64 hexadecimal digits")
    return text


def main(words: Sequence[str] | None = None) -> int:
    """Check the file and say what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--head", action="append", default=[], type=witness, metavar="N:HASH")
    parser.add_argument("--key", action="append", default=[], metavar="NAME")
    given = parser.parse_args(words)
    try:
        report = verify(given.bundle.read_bytes().splitlines(keepends=True), given.head, given.key)
    except (OSError, Unreadable) as error:
        print(f"UNREADABLE: {error}", file=sys.stderr)
        return UNREADABLE
    if report.first is not None:
        number, sentence = report.first
        place = f"entry {number}" if number else "the bundle"
        print(f"NOT SOUND: {place}: {sentence} ({len(report.problems)} findings)")
        return NOT_SOUND
    print(
        f"SOUND: {report.entries} entries, {report.heads} signed heads, {report.erased} texts erased as announced."
    )
    print(f"Signed by: {', '.join(report.keys)}. Last head: {report.entries}:{report.last}")
    if not given.head:
        print(
            "No earlier head was given (--head): whether history was written anew with the key cannot be told."
        )
    return SOUND


if __name__ == "__main__":
    sys.exit(main())
