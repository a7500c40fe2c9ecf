"""Random honest journals as bundles, made without a database, and the means to forge them."""

import copy
import hashlib
import random
import string
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core import chain
from core.bundle import FORMAT
from core.heads import key_id, public_half
from core.journal import REDACTED

SHORTEST, LONGEST = 5, 60
LETTERS = string.ascii_letters + 'čšžČŠŽäß€😀"\\\n\t /<>'
VERBS = ("mobility.submitted", "mobility.awarded", "decision.noted", "document.issued", "person.employed")


def text(rng: random.Random, most: int = 30) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.randrange(most)))


def hexadecimal(rng: random.Random, size: int) -> str:
    return rng.randbytes(size).hex()


@dataclass
class Log:
    """A journal as the lines of its bundle; `keys` sign, the last of them is in use."""

    university: int
    with_texts: bool
    keys: list[Ed25519PrivateKey]
    entries: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, Any]] = field(default_factory=list)
    # How often an entry erases parts of earlier ones.
    erasing: float = 0.0

    def copy(self) -> "Log":
        return Log(
            self.university, self.with_texts, self.keys, *map(copy.deepcopy, (self.entries, self.heads))
        )

    @property
    def length(self) -> int:
        return len(self.entries)

    def witness_at(self, number: int) -> str:
        """What a witness was given when the journal ended with this entry."""
        return f"{number}:{self.entries[number - 1]['hash']}"

    def heads_from(self, number: int) -> list[int]:
        return [head["number"] for head in self.heads if head["number"] >= number]

    def rehash(self, start: int = 1) -> None:
        """Number and chain all entries anew from one on, as somebody with the database could."""
        previous = self.entries[start - 2]["hash"] if start > 1 else chain.GENESIS
        for number in range(start, self.length + 1):
            line = self.entries[number - 1]
            line["fields"] |= {"number": number, "previous": previous}
            previous = line["hash"] = chain.entry_hash(line["fields"])

    def resign(self, kept: int | None = None) -> None:
        """Sign every head (up to an entry) and the end anew, as somebody with the keys could."""
        heads = [head for head in self.heads if head["number"] <= (kept or self.length)]
        if not heads or heads[-1]["number"] < self.length:
            heads.append({**self.heads[-1], "number": self.length})
        self.heads = [self.signed(head["number"], head["at"], head["key"]) for head in heads]

    def signed(self, number: int, at: str, name: str) -> dict[str, Any]:
        """A head over the entry as it stands now."""
        key = next(key for key in self.keys if key_id(public_half(key)) == name)
        words = chain.head_words(
            university=self.university,
            number=number,
            hash_=self.entries[number - 1]["hash"],
            at=datetime.fromisoformat(at),
            key=name,
        )
        return {
            "at": at,
            "hash": self.entries[number - 1]["hash"],
            "key": name,
            "kind": "head",
            "number": number,
            "occasion": "hourly",
            "signature": key.sign(words).hex(),
            "university": self.university,
        }

    def key_lines(self) -> list[dict[str, Any]]:
        publics = sorted(map(public_half, self.keys), key=key_id)
        return [{"id": key_id(public), "kind": "key", "public": public} for public in publics]

    def lines(self, key_lines: list[dict[str, Any]] | None = None) -> list[bytes]:
        """The bundle, its end signed over every byte."""
        header = {
            "format": FORMAT,
            "kind": "header",
            "slug": "emona",
            "texts": self.with_texts,
            "university": self.university,
        }
        keys = self.key_lines() if key_lines is None else key_lines
        lines = [chain.canonical(line) + b"\n" for line in (header, *keys, *self.entries, *self.heads)]
        signed = {
            "entries": self.length,
            "format": FORMAT,
            "heads": len(self.heads),
            "key": key_id(public_half(self.keys[-1])),
            "keys": len(keys),
            "sha256": hashlib.sha256(b"".join(lines)).hexdigest(),
        }
        signature = self.keys[-1].sign(chain.canonical(signed)).hex()
        return [*lines, chain.canonical({**signed, "kind": "end", "signature": signature}) + b"\n"]


def honest(
    rng: random.Random,
    *,
    size: int | None = None,
    university: int = 1,
    texts: bool | None = None,
    erasing: float = 0.1,
) -> Log:
    """A journal as the product would write it: growing, signed now and then, keys rotated, some texts erased."""
    keys = [Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)) for _ in range(rng.randint(1, 3))]
    log = Log(university, rng.random() < 0.7 if texts is None else texts, keys, erasing=erasing)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(10**7))
    size, used = size or rng.randint(SHORTEST, LONGEST), 0
    for number in range(1, size + 1):
        now += timedelta(microseconds=rng.choice((0, 1, 10**6, 10**10)))
        append(log, rng, now)
        if number == size or rng.random() < 0.2:
            used = max(used, rng.randrange(len(keys))) if number < size else len(keys) - 1
            now += timedelta(microseconds=rng.randrange(2))
            log.heads.append(log.signed(number, chain.instant(now), key_id(public_half(keys[used]))))
    return log


def append(log: Log, rng: random.Random, now: datetime) -> None:
    """One more entry; now and then one that erases parts of earlier ones."""
    number = log.length + 1
    values: dict[str, Any] = {"actor": text(rng), "facts": {text(rng, 5): text(rng)}, "note": text(rng)}
    verb = rng.choice(VERBS)
    if number > 3 and rng.random() < log.erasing:
        verb, parts = REDACTED, rng.sample(chain.PARTS, rng.randint(1, 3))
        targets = [n for n in range(1, number) if log.entries[n - 1]["fields"]["verb"] != REDACTED][:2]
        values["facts"] = {"entries": targets, "parts": parts}
        for target in targets if log.with_texts else ():
            log.entries[target - 1]["texts"] |= dict.fromkeys(parts)
    salts = {part: hexadecimal(rng, 16) for part in chain.PARTS}
    fields = {
        "university": log.university,
        "member": rng.choice((None, 1, 2)),
        "number": number,
        "verb": verb,
        "subject": ["mobility.mobility", str(rng.randrange(1000))],
        "file": hexadecimal(rng, 16),
        "actor": hexadecimal(rng, 32),
        "capacity": "office",
        "move": ["submitted", "awarded"],
        "because": "",
        "parts": {part: chain.digest(part, salts[part], values[part]) for part in chain.PARTS},
        "at": chain.instant(now - timedelta(days=rng.randrange(3))),
        "written": chain.instant(now),
        "previous": log.entries[-1]["hash"] if log.entries else chain.GENESIS,
    }
    line = {"fields": fields, "hash": chain.entry_hash(fields), "kind": "entry"}
    if log.with_texts:
        line["texts"] = {part: {"salt": salts[part], "value": values[part]} for part in chain.PARTS}
    log.entries.append(line)
