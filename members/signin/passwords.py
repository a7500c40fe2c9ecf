"""What a password may not be, beside short and common: endless, or a word that the house itself suggests."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.tasks import universities
from core.tenancy import tenant_scope
from members.models import Member, Person, University

PRODUCT_WORDS = (
    "popotnik",
    "erasmus",
    "mobility",
    "mobilnost",
    "univerza",
    "university",
    "fakulteta",
    "faculty",
)
SHORTEST_WORD = 4
# What has to remain of a password, in letters and digits, once the house's own words are taken out of it.
FEWEST_LEFT = 8


class MaximumLengthValidator:
    """Refuses what is longer than a hash should be asked to swallow (ASVS 6.2.9 wants at least 64 allowed)."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Person | None = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        words = ngettext(
            "A password may have at most %(most)d character.",
            "A password may have at most %(most)d characters.",
            self.max_length,
        )
        return words % {"most": self.max_length}


class KnownWordsValidator:
    """Refuses a password that is little more than words of the product, the universities, the faculties or a name."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = re.sub(r"[\W_]", "", plain(password))
        rest = typed
        for word in sorted(known_words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < FEWEST_LEFT and rest != typed:
            raise ValidationError(self.get_help_text(), code="password_of_known_words")

    def get_help_text(self) -> str:
        return _(
            "A password may not be made of your name, of the names of the university and its faculties, or of Popotnik."
        )


def plain(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def known_words(person: Any = None) -> set[str]:
    """The words that somebody who knows the house would try first."""
    texts = list(PRODUCT_WORDS)
    for university in University.objects.all():
        texts += [university.slug, university.name_sl, university.name_en, university.city]
    for university_id in universities():
        with tenant_scope(university_id=university_id):
            for row in Member.objects.values_list("slug", "short", "name_sl", "name_en"):
                texts += row
    if person is not None:
        texts += [getattr(person, name, "") or "" for name in ("first_name", "last_name", "email")]
    words = {word for text in texts for word in re.findall(r"[a-z]+", plain(text))}
    return {word for word in words if len(word) >= SHORTEST_WORD}
