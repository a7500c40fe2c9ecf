"""Texts that stand in both languages side by side: `name_sl`, `name_en` and so on."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

FALLBACK = "sl"
WRITTEN = ("sl", "en")
# The language of a file that holds a paper in all of them, one after the other.
TOGETHER = "-".join(WRITTEN)


def written_in(language: str = "") -> str:
    """Which of the two languages somebody reads who reads `language` (the active one); a third one reads English."""
    wanted = (language or get_language() or FALLBACK)[:2]
    return wanted if wanted in WRITTEN else "en"


def languages_in(edition: str) -> tuple[str, ...]:
    """The languages of a printed file in their order: one, or all that follow one another in it."""
    return tuple(edition.split("-"))


def language_words(edition: str) -> str:
    """What the language of a printed file is called: “Slovenian”, “Slovenian and English”."""
    if edition == TOGETHER:
        return _("Slovenian and English")
    return {"sl": _("Slovenian"), "en": _("English")}.get(edition, edition)


def localized(row: Any, field: str) -> str:
    """The field in the reader's language, or in the other one when it was left empty there."""
    language = written_in()
    return getattr(row, f"{field}_{language}", "") or getattr(row, f"{field}_{FALLBACK}", "")


class Bilingual:
    """Mixin of models with `<field>_sl` and `<field>_en`: `row.in_words("name")` and `row.name`."""

    def in_words(self, field: str) -> str:
        return localized(self, field)

    @property
    def name(self) -> str:
        return localized(self, "name")
