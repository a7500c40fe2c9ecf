"""The repository speaks of the product alone, and of finished work."""

import re

import pytest

from tests.tidiness.files import source, text_files


def either(*pieces: str) -> str:
    """Alternatives, each written with a stroke inside, so that this file does not find itself."""
    return "|".join(piece.replace("¦", "") for piece in pieces)


UNFINISHED = either(
    "TO¦DO", "FIX¦ME", "XX¦X", "HA¦CK", "(?i:for ¦now)", "(?i:lorem ¦ipsum)", "(?i:place¦holder text)"
)
MACHINE_PATHS = either("/wo¦rk/", "/ro¦ot/", "/tm¦p/", "/ho¦me/")
HOSTS = either(
    r"pypi¦\.org", r"python¦hosted\.org", r"npm¦js\.(?:org|com)", r"un¦pkg\.com", r"js¦delivr\.net"
)
BANNED = re.compile(rf"\b(?:{UNFINISHED})\b|(?<![\w.}}])(?:{MACHINE_PATHS})|(?:{HOSTS})")


def test_no_banned_words() -> None:
    found = [
        f"{path}:{number}: {match.group(0)}"
        for path in text_files()
        for number, line in enumerate(source(path).splitlines(), start=1)
        for match in BANNED.finditer(line)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "text", ["# TO" + "DO: later", "good enough for " + "now", '"/tm' + 'p/x"', "pypi" + ".org"]
)
def test_banned_words_are_found(text: str) -> None:
    assert BANNED.search(text)


@pytest.mark.parametrize("text", ["a mastodon", "/{university}/work/", "for nowhere", "<script src="])
def test_other_words_are_not(text: str) -> None:
    assert not BANNED.search(text)
