"""Values of facts in words."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import wording
from members.enums import ContractKind, StaffGroup
from selection.engine.facts import Fact

OWN_WORDS = {
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
    own = OWN_WORDS.get(fact.register, {}) if fact else {}
    return str(own.get(value, value))
