"""Folded text: what is left of a name when case, accents and punctuation are taken away.

Names in the registers and what people type are folded alike, so that »Čačak«, »Cacak« and »CACAK« meet.
Letters written as two meet too: »Universitaet« and »Universität« both become `universitat`, »Århus« and
»Aarhus« `arhus`.
"""

import re
import unicodedata

# Letters that Unicode does not take apart.
LETTERS = str.maketrans("łøđðæœıħŋ", "loddaoihn") | {ord("þ"): "th"}
SECOND_LETTERS = re.compile(r"(?<=[aou])e|(?<=a)a")
SEPARATORS = re.compile(r"[\W_]+")
# Letters of their own in Slovenian and its neighbours.
CARON = re.compile("([csz])\u030c")
# »University« as it is called in the registers, in words beginning so and in compounds (»Privatuniversität«).
UNIVERSITY = "univ"
STEMS = "universi|univerz|uniwers|unibertsi|egyetem|yliopist|ulikool|sveucilist|panepistimi|haskoli"
CALLED_SO = re.compile(rf"\b(?:univ|{STEMS})\w*")
CONTAINS = re.compile(STEMS)


def fold(text: str) -> str:
    """The text in small letters without accents, its words divided by one space."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    words = SEPARATORS.sub(" ", plain.translate(LETTERS)).strip()
    return SECOND_LETTERS.sub("", words)


def search_text(*texts: str) -> str:
    """Every different word of the folded texts, in order, between spaces: each word begins after one."""
    words = dict.fromkeys(word for text in texts for word in fold(text).split())
    return f" {' '.join(words)} " if words else ""


def words_of(text: str) -> list[str]:
    """The words of a question to `search_text`: folded, each word for a university as `univ`."""
    return CALLED_SO.sub(UNIVERSITY, fold(text)).split()


def with_kind(name: str) -> str:
    """The name, with `univ` added when it calls itself a university in whatever language."""
    return f"{name} {UNIVERSITY}" if CONTAINS.search(fold(name)) else name


def collation_key(text: str) -> tuple[str, str]:
    """For sorting names: č after c, š after s and ž after z, other accents as their plain letters."""
    return fold(CARON.sub(r"\1zz", unicodedata.normalize("NFKD", text.casefold()))), text
