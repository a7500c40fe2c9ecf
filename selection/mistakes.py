"""Mistakes of call files and of tables in words: one sentence for each code, in the active language."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any

from django.utils.translation import gettext as _

from core import wording
from selection.engine.mistakes import Mistake
from selection.mistake_words import SENTENCES, band_gap, nothing_but


def sentence(mistake: Mistake) -> str:
    """What is wrong and what was expected; without path and line, which the reader sees beside it."""
    say = SENTENCES.get(mistake.code)
    if say is None:
        return band_gap(mistake.values, shown) if mistake.code == "band_gap" else mistake.code
    told: dict[str, str] = defaultdict(str, {name: shown(value) for name, value in mistake.values.items()})
    said = str(say) % told
    known = mistake.values.get("known")
    return f"{said} {nothing_but(shown(known))}" if known and mistake.code in CLOSED else said


CLOSED = frozenset(
    {
        "unknown_field",
        "unknown_choice",
        "unknown_code",
        "unknown_column",
        "unknown_format",
        "not_a_choice",
        "off_scale",
    }
)
"""Mistakes after which the closed list of what may stand there is told."""


def shown(value: Any) -> str:
    """A value as people read it; several one after another."""
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value) or "–"
    say = next((say for type_, say in WORDS.items() if isinstance(value, type_)), str)
    return say(value)


WORDS: dict[type, Callable[[Any], str]] = {
    NoneType: lambda value: "–",
    bool: lambda value: _("yes") if value else _("no"),
    datetime: lambda value: f"{wording.day_and_year(value)} {wording.clock(value)}",
    date: wording.day_and_year,
    Decimal: wording.number,
}
"""The first type that fits: a moment is a day too."""
