"""Values of facts in words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from core import wording
from members.enums import ContractKind, StaffGroup
from selection.engine.facts import Fact
from selection.engine.scalars import Words

ACTIVITIES = {"STT": gettext_lazy("training (STT)"), "STA": gettext_lazy("teaching (STA)")}
UNIT_NAMES: dict[str, Any] = {
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
    "days": gettext_lazy("days"),
    "points": pgettext_lazy("unit", "points"),
}
PAPER_KINDS: tuple[tuple[str, Any], ...] = (
    ("invitation", gettext_lazy("invitation of the host")),
    ("programme", gettext_lazy("programme of the stay")),
    ("language_certificate", gettext_lazy("language certificate")),
    ("cv", gettext_lazy("curriculum vitae")),
    ("employment", gettext_lazy("certificate of employment")),
    ("superior_consent", gettext_lazy("consent of the superior")),
    ("motivation_letter", gettext_lazy("motivation letter")),
    ("evidence", gettext_lazy("other evidence of a stated fact")),
    ("other", pgettext_lazy("kind of paper", "other")),
)
OWN_WORDS: dict[str, dict[str, Any]] = {
    "application.activity": ACTIVITIES,
    "employment.group": {group.value: group.label for group in StaffGroup},
    "employment.contract": {kind.value: kind.label for kind in ContractKind},
}


def value_words(value: Any, fact: Fact | None = None) -> str:
    """A value as people read it: yes and no, days, exact numbers, the product's own words for its choices."""
    if value is None:
        return _("not known")
    if isinstance(value, bool):
        return pgettext("fact", "yes") if value else pgettext("fact", "no")
    if isinstance(value, Decimal):
        return wording.points(value)
    if isinstance(value, date):
        return wording.day_and_year(value)
    return choice_words(str(value), fact)


def choice_words(value: str, fact: Fact | None) -> str:
    """What a choice is called: as the call says it, else the product's own word, else its code."""
    if fact is None:
        return value
    said = (fact.words or {}).get(value)
    return text_of(said) or str(OWN_WORDS.get(fact.register, {}).get(value, value))


def text_of(words: Words | None, instead: str = "") -> str:
    """A text of the call in the reader's language, or in the other one."""
    if words is None:
        return instead
    own, other = (words.en, words.sl) if (get_language() or "sl").startswith("en") else (words.sl, words.en)
    return own or other or instead


def value_and_unit(value: Any, fact: Fact | None = None) -> str:
    """A value as people read it, a number with what it is counted in."""
    if isinstance(value, Decimal) and fact is not None and fact.unit in COUNTED:
        return COUNTED[fact.unit](value)
    return value_words(value, fact)


def _unit(words: Callable[[int], str]) -> Callable[[Decimal], str]:
    """A number with its unit; a fraction takes the form of the plural."""

    def say(value: Decimal) -> str:
        return words(int(value) if value == value.to_integral_value() else MANY) % {
            "number": wording.number(value)
        }

    return say


MANY = 5
COUNTED: dict[str, Callable[[Decimal], str]] = {
    "months": _unit(lambda number: ngettext("%(number)s month", "%(number)s months", number)),
    "years": _unit(lambda number: ngettext("%(number)s year", "%(number)s years", number)),
    "days": _unit(lambda number: ngettext("%(number)s day", "%(number)s days", number)),
    "points": _unit(lambda number: ngettext("%(number)s point", "%(number)s points", number)),
}
