"""Folded text: what is left of a name when case, accents and punctuation are taken away.

Names in the registers and what people type are folded alike, so that »Čačak«, »Cacak« and »CACAK«
meet. Letters written as two meet too: »Universitaet« and »Universität« both become
`universitat`, »Århus« and »Aarhus« `arhus`.
"""

import re
import unicodedata

# Letters that Unicode does not take apart.
LETTERS = str.maketrans("łøđðæœıħŋ", "loddaoihn") | {ord("þ"): "th"}
SECOND_LETTERS = re.compile(r"(?<=[aou])e|(?<=a)a")
SEPARATORS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The text in small letters without accents, its words divided by one space."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    words = SEPARATORS.sub(" ", plain.translate(LETTERS)).strip()
    return SECOND_LETTERS.sub("", words)


def search_text(*texts: str) -> str:
    """Every different word of the texts in the order of the texts, between spaces: each word begins with one."""
    words = dict.fromkeys(word for text in texts for word in fold(text).split())
    return f" {' '.join(words)} " if words else ""
