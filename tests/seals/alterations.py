"""Ways to alter a sealed file. Each gets (genuine file, its content before the seal, chance, forger's seal)."""

import random
import re
from collections.abc import Callable

from core.seals import Seal
from tests.seals import making

Alter = Callable[[bytes, bytes, random.Random, Seal], bytes]
HOLE = re.compile(rb"/Contents <([0-9A-F]+)>")


def flipped(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    """One to three bits anywhere."""
    content = bytearray(genuine)
    for place in chance.sample(range(len(content)), chance.randint(1, 3)):
        content[place] ^= 1 << chance.randrange(8)
    return bytes(content)


def replaced(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    """One byte anywhere becomes another."""
    content = bytearray(genuine)
    place = chance.randrange(len(content))
    content[place] = chance.choice([value for value in range(256) if value != content[place]])
    return bytes(content)


def flipped_in_seal(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    """One hexadecimal digit of the seal itself becomes another, or the same one written large."""
    found = HOLE.search(genuine)
    assert found is not None
    start, end = found.span(1)
    content, place = bytearray(genuine), chance.randrange(start, start + (end - start) // 4)
    digit = chr(content[place])
    others = [one for one in "0123456789abcdefABCDEF" if one != digit]
    content[place] = ord(chance.choice(others))
    return bytes(content)


def inserted(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    place = chance.randrange(len(genuine))
    return genuine[:place] + chance.randbytes(chance.randint(1, 40)) + genuine[place:]


def removed(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    place = chance.randrange(len(genuine) - 50)
    return genuine[:place] + genuine[place + chance.randint(1, 40) :]


def truncated(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    return genuine[: chance.randrange(1, len(genuine))]


def appended(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    """Bytes at the end, some of them nothing but an empty line."""
    return genuine + chance.choice([b"\n", b"%", b"\r\n%%EOF\n", chance.randbytes(chance.randint(1, 200))])


def overlaid(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    return making.overlaid(genuine, str(chance.randrange(10**9)).encode())


def resealed(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    """The text as it was, sealed by another key with the same name."""
    return making.sealed(making.overlaid(bare, str(chance.randrange(10**9)).encode()), forger)


def countersigned(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    return making.countersigned(genuine, forger)


def bare_again(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
    """The seal cut off: what was there before it, with or without a little more."""
    return bare + b"\n" * chance.randint(0, 3)


def _rewriting(change: str) -> Alter:
    def rewritten(genuine: bytes, bare: bytes, chance: random.Random, forger: Seal) -> bytes:
        return making.rewritten(genuine, change)

    return rewritten


# How often out of a hundred each is tried.
ALTERATIONS: dict[str, tuple[int, Alter]] = {
    "flipped": (30, flipped),
    "replaced": (16, replaced),
    "flipped in the seal": (16, flipped_in_seal),
    "inserted": (6, inserted),
    "removed": (6, removed),
    "truncated": (6, truncated),
    "appended": (5, appended),
    "overlaid": (4, overlaid),
    "resealed": (3, resealed),
    "countersigned": (2, countersigned),
    "bare again": (1, bare_again),
    "stripped": (1, _rewriting("stripped")),
    "swapped": (1, _rewriting("swapped")),
    "page gone": (1, _rewriting("page gone")),
    "title": (1, _rewriting("title")),
    "data": (1, _rewriting("data")),
}
