"""The languages in which hosts read their room and their letters; the university itself works in its own two."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_info

# What is spoken where, for a first guess; everybody can choose in the room.
SPOKEN = {"SE": "sv", "LV": "lv", "SI": "sl"}
USUAL = "en"


def guess(country: str) -> str:
    """The language to write in to a host in this country (two letters, upper case)."""
    return SPOKEN.get(country, USUAL)


def choices() -> list[tuple[str, str]]:
    """Every language that a host can choose, under its own name."""
    return [
        (code, get_language_info(code)["name_local"].capitalize())
        for code in settings.POPOTNIK_HOST_LANGUAGES
    ]


def is_offered(code: str) -> bool:
    return code in settings.POPOTNIK_HOST_LANGUAGES


@contextmanager
def read_in(code: str) -> Iterator[None]:
    """Say everything in the host's language; in the usual one where theirs is not offered any more."""
    with translation.override(code if is_offered(code) else USUAL):
        yield


def others() -> list[str]:
    """The languages besides the usual one."""
    return [code for code in settings.POPOTNIK_HOST_LANGUAGES if code != USUAL]
