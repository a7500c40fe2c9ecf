"""Everything that could be done to a journal, and where it has to be noticed first.

Outsiders change a bundle; insiders hold the database (`rehash`) or even the signing keys too (`resign`).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core import chain
from core.heads import key_id, public_half
from tests.evidence.logs import Log, append, hexadecimal, honest


@dataclass
class Forged:
    """A bundle, what the verifier is told besides, and the entries one of which it must name first (empty: any)."""

    lines: list[bytes]
    expected: set[int] = field(default_factory=set)
    witnessed: list[str] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)


Mutation = Callable[[Log, random.Random], Forged]
MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__] = function
    return function


def any_entry(log: Log, rng: random.Random, *, before_last: bool = False) -> int:
    return rng.randint(1, log.length - before_last)


@mutation
def change_a_byte(log: Log, rng: random.Random) -> Forged:
    lines = log.lines()
    place = rng.randrange(len(lines))
    line = bytearray(lines[place])
    line[rng.randrange(len(line))] ^= 1 << rng.randrange(7)
    first = 1 + len(log.keys)
    number = place - first + 1
    lines[place] = bytes(line)
    again = b"".join(lines).splitlines(keepends=True)
    return Forged(again, {number} if 1 <= number <= log.length else set())


@mutation
def change_a_field(log: Log, rng: random.Random) -> Forged:
    number = any_entry(log, rng)
    fields = log.entries[number - 1]["fields"]
    name = rng.choice(
        ("verb", "capacity", "file", "actor", "because", "at", "member", "move", "subject", "parts")
    )
    fields[name] = {
        "member": 99,
        "move": ["", "closed"],
        "subject": ["core.entry", "1"],
        "at": chain.instant(datetime.fromisoformat(fields["at"]) + timedelta(seconds=1)),
        "parts": {part: hexadecimal(rng, 32) for part in chain.PARTS},
    }.get(name, "forged")
    return Forged(log.lines(), {number})


@mutation
def change_a_text(log: Log, rng: random.Random) -> Forged:
    number, part, what = any_entry(log, rng), rng.choice(chain.PARTS), rng.choice(("salt", "value"))
    log.entries[number - 1]["texts"][part] = {"salt": "00", "value": "x", what: "forged"}
    return Forged(log.lines(), {number})


@mutation
def erase_a_text_without_saying_so(log: Log, rng: random.Random) -> Forged:
    """The last entry: nothing after it can have announced its erasure."""
    log.entries[-1]["texts"][rng.choice(chain.PARTS)] = None
    return Forged(log.lines(), {log.length})


@mutation
def swap_two(log: Log, rng: random.Random) -> Forged:
    one, two = sorted(rng.sample(range(1, log.length + 1), 2))
    entries = log.entries
    entries[one - 1], entries[two - 1] = entries[two - 1], entries[one - 1]
    return Forged(log.lines(), {one})


@mutation
def delete_the_first(log: Log, rng: random.Random) -> Forged:
    del log.entries[0]
    return Forged(log.lines(), {1})


@mutation
def delete_a_middle_one(log: Log, rng: random.Random) -> Forged:
    number = rng.randint(2, log.length - 1)
    del log.entries[number - 1]
    return Forged(log.lines(), {number})


@mutation
def delete_the_last(log: Log, rng: random.Random) -> Forged:
    del log.entries[-1]
    return Forged(log.lines(), {log.length + 1})


@mutation
def insert_one(log: Log, rng: random.Random) -> Forged:
    """A well-made entry in the middle: it fits the one before, the next one does not fit it."""
    number = any_entry(log, rng, before_last=True)
    beginning = Log(log.university, log.with_texts, log.keys, log.entries[:number])
    append(beginning, rng, datetime.fromisoformat(log.entries[number - 1]["fields"]["written"]))
    log.entries.insert(number, beginning.entries[-1])
    return Forged(log.lines(), {number + 1, number + 2})


@mutation
def duplicate_one(log: Log, rng: random.Random) -> Forged:
    number = any_entry(log, rng)
    log.entries.insert(number, log.entries[number - 1])
    return Forged(log.lines(), {number + 1})


@mutation
def renumber(log: Log, rng: random.Random) -> Forged:
    number = any_entry(log, rng)
    for line in log.entries[number - 1 :]:
        line["fields"]["number"] += 1
    return Forged(log.lines(), {number})


@mutation
def rehash_after_a_change(log: Log, rng: random.Random) -> Forged:
    """With the database alone: the chain fits, the old heads do not."""
    number = any_entry(log, rng)
    log.entries[number - 1]["fields"]["verb"] = "forged.verb"
    log.rehash(number)
    return Forged(log.lines(), {log.heads_from(number)[0]})


@mutation
def rewrite_with_the_keys(log: Log, rng: random.Random) -> Forged:
    """With database and keys: everything fits; only what a witness was given does not."""
    number = any_entry(log, rng)
    known = rng.randint(number, log.length)
    told = log.witness_at(known)
    log.entries[number - 1]["fields"]["verb"] = "forged.verb"
    log.rehash(number)
    log.resign()
    return Forged(log.lines(), {known}, [told])


@mutation
def truncate_the_tail(log: Log, rng: random.Random) -> Forged:
    """With the keys: a shorter journal, properly signed; the witness knows more."""
    told, kept = log.witness_at(log.length), any_entry(log, rng, before_last=True)
    del log.entries[kept:]
    log.resign()
    return Forged(log.lines(), {kept + 1}, [told])


@mutation
def restore_an_older_copy(log: Log, rng: random.Random) -> Forged:
    """The database of yesterday, and on from there: what happened in between is gone."""
    kept = any_entry(log, rng, before_last=True)
    known = rng.randint(kept + 1, log.length)
    told, now = log.witness_at(known), datetime.fromisoformat(log.heads[-1]["at"])
    del log.entries[kept:]
    for _ in range(rng.randrange(8)):
        append(log, rng, now)
    log.resign(kept)
    return Forged(log.lines(), {min(known, log.length + 1)}, [told])


@mutation
def split_history(log: Log, rng: random.Random) -> Forged:
    """Two readers are shown two histories with one beginning: the second holds the first one's head."""
    kept, other = any_entry(log, rng, before_last=True), log.copy()
    now = datetime.fromisoformat(log.heads[-1]["at"])
    del other.entries[kept:]
    for _ in range(log.length - kept):
        append(other, rng, now)
    other.resign(kept)
    known = rng.randint(kept + 1, log.length)
    return Forged(other.lines(), {known}, [log.witness_at(known)])


@mutation
def take_another_tenants_entry(log: Log, rng: random.Random) -> Forged:
    number, foreign = any_entry(log, rng), honest(rng, size=log.length, university=2, texts=log.with_texts)
    log.entries[number - 1] = foreign.entries[number - 1]
    return Forged(log.lines(), {number})


@mutation
def take_another_tenants_head(log: Log, rng: random.Random) -> Forged:
    foreign = Log(2, log.with_texts, log.keys, log.entries, log.heads)
    head = log.heads[-1]
    log.heads[-1] = foreign.signed(head["number"], head["at"], head["key"])
    return Forged(log.lines(), {head["number"]})


@mutation
def set_the_clock_back(log: Log, rng: random.Random) -> Forged:
    """With everything signed anew: an entry that claims an earlier hour than the one before."""
    number = rng.randint(2, log.length)
    before = datetime.fromisoformat(log.entries[number - 2]["fields"]["written"])
    log.entries[number - 1]["fields"]["written"] = chain.instant(before - timedelta(microseconds=1))
    log.rehash(number)
    log.resign()
    return Forged(log.lines(), {number})


@mutation
def sign_one_end_twice(log: Log, rng: random.Random) -> Forged:
    """The same number under two keys with two hashes."""
    head = log.heads[-1]
    other = Log(log.university, log.with_texts, [Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))])
    other.entries = [{**line, "hash": hexadecimal(rng, 32)} for line in log.entries]
    log.keys = [*log.keys, *other.keys]
    log.heads.append(other.signed(head["number"], head["at"], key_id(public_half(other.keys[0]))))
    return Forged(log.lines(), {head["number"]})


@mutation
def swap_the_keys(log: Log, rng: random.Random) -> Forged:
    foreign = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
    lines = log.key_lines()
    lines[-1]["public"] = public_half(foreign)
    return Forged(log.lines(lines))


@mutation
def sign_with_a_key_of_ones_own(log: Log, rng: random.Random) -> Forged:
    """A whole bundle under another key: the names of the true ones are published."""
    true = [line["id"] for line in log.key_lines()]
    log.keys = [Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))]
    own = key_id(public_half(log.keys[0]))
    log.heads = [log.signed(head["number"], head["at"], own) for head in log.heads]
    return Forged(log.lines(), {log.heads[0]["number"]}, trusted=true)


@mutation
def drop_the_last_head(log: Log, rng: random.Random) -> Forged:
    last = log.heads.pop()["number"]
    before = log.heads[-1]["number"] if log.heads else 0
    return Forged(log.lines(), {before + 1} if last == log.length else set())


@mutation
def break_off(log: Log, rng: random.Random) -> Forged:
    whole = b"".join(log.lines())
    return Forged(whole[: rng.randrange(1, len(whole))].splitlines(keepends=True))
