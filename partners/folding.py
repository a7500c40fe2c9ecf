"""Folded text: what is left of a name for finding it again.

Names in the registers and what people type are folded alike: case, accents and punctuation go, letters that
languages swap become one (c and k, v and w, i and y), and doubled letters and umlauts in two letters are one.
So »Čačak« and »CACAK« meet, »Universitaet« and »Universität«, »Århus« and »Aarhus«, »Sorbonne« and »sorbone«.
"""

import re
import unicodedata

# Letters that Unicode does not take apart.
LETTERS = str.maketrans("łøđðæœıħŋ", "loddaoihn") | {ord("þ"): "th"}
SWAPPED = str.maketrans("kqwy", "ccvi")
SECOND_LETTERS = re.compile(r"(?<=[aou])e|([^\W\d])(?=\1)")
SEPARATORS = re.compile(r"[\W_]+")
# Letters of their own in Slovenian and its neighbours.
CARON = re.compile("([csz])\u030c")

# What an institution calls itself, folded, in the languages of the registers: one word for all of them.
KINDS = {
    "techn": "tech?n|tehn|politec|politeh",
    "medic": "medi[cz]|medec",
    "econom": "econom|virtschaft",
    "pedagog": "padagog|pedagog",
    "musi": "mu[sz]i[cq]|glasb",
    "art": "arts?\\b|arte\\b|cunst|umetn|umjetn|umeni|sztuc",
    "catol": "cath?ol",
    "univ": "univ|egietem|iliopist|ulicol|sveucilist|panepistimi|hascoli|unibertsi|polite",
}
CALLED = {kind: re.compile(rf"(?:{stems})") for kind, stems in KINDS.items()}


def plain(text: str) -> str:
    """The text in small letters without accents, its words divided by one space."""
    bare = text.casefold()
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        bare = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(LETTERS)
    return SEPARATORS.sub(" ", bare).strip()


def fold(text: str) -> str:
    """The words of the text as they are compared, divided by one space."""
    return SECOND_LETTERS.sub("", plain(text).translate(SWAPPED))


def bag(*texts: str) -> str:
    """Every different word of the texts, folded, between spaces: each word begins after one."""
    words = dict.fromkeys(word for text in texts for word in fold(text).split())
    return f" {' '.join(words)} " if words else ""


def names(*texts: str) -> str:
    """Every different name, folded, between strokes: ` | vienna | vien | dunaj | `."""
    folded = dict.fromkeys(fold(text) for text in texts if text)
    return f" | {' | '.join(folded)} | "


def kinds_in(name: str) -> list[str]:
    """The words for what an organisation calls itself, also within a compound (»Privatuniversität«)."""
    folded = fold(name)
    return [kind for kind, pattern in CALLED.items() if pattern.search(folded)]


def words_of(text: str) -> list[str]:
    """The words of a question to a `bag` that holds `kinds_in` too."""
    return [_kind_of(word) or word for word in fold(text).split()]


def _kind_of(word: str) -> str:
    return next((kind for kind, pattern in CALLED.items() if pattern.match(word)), "")


def collation_key(text: str) -> tuple[str, str]:
    """For sorting names: č after c, š after s and ž after z, other accents as their plain letters."""
    return plain(CARON.sub(r"\1zz", unicodedata.normalize("NFKD", text.casefold()))), text
