"""A member faculty's own texts on its papers: on which kinds they may stand, what stands in them by itself.

The Mobility Agreement has none: its text is what three parties sign, in the order of the Commission's form. Names in
braces are filled in when the paper is printed; `{{` and `}}` are braces.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.wording import day_and_year
from mobility.enums import DocumentKind, TextPlace
from mobility.models import Call, Mobility, PaperText

LONGEST = 3000
CALL_TEXT = "call"
Words = str | Promise

OF_EVERY: dict[str, Words] = {
    "university": _("the university"),
    "member": _("the member faculty"),
    "number": _("the number of the paper"),
    "date": _("the day on which it is printed"),
}
OF_CALL: dict[str, Words] = {
    "call": _("the title of the call"),
    "academic_year": _("the academic year"),
}
OF_MOBILITY: dict[str, Words] = {
    **OF_CALL,
    "name": _("the participant’s name"),
    "host": _("the host"),
    "first_day": _("the first day of the stay"),
    "last_day": _("the last day of the stay"),
}


@dataclass(frozen=True)
class TextKind:
    """A kind of paper that takes texts: what it is called, and the names that may stand in braces."""

    code: str
    label: Words
    names: Mapping[str, Words]


KINDS: dict[str, TextKind] = {}


def offer(code: str, label: Words, names: Mapping[str, Words]) -> None:
    """Let a kind of paper carry texts. Each app offers its own."""
    KINDS[code] = TextKind(code, label, {**OF_EVERY, **names})


WITH_TEXTS = (
    DocumentKind.RECEIPT,
    DocumentKind.INELIGIBLE,
    DocumentKind.DECISION,
    DocumentKind.APPEAL,
    DocumentKind.SUITABILITY,
    DocumentKind.DEPARTURE,
    DocumentKind.CONTENT_REPORT,
    DocumentKind.RECOGNITION,
    DocumentKind.INTERVIEW,
)
for kind in WITH_TEXTS:
    offer(kind.value, kind.label, OF_MOBILITY)
offer(CALL_TEXT, _("Text of the call"), OF_CALL)


class WrongText(ValueError):
    """A text that cannot be filled in; `name` is what stands in its braces, empty where braces do not match."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def faults(words: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """By language, what keeps a text from being printed, for whoever wrote it; empty where nothing does."""
    known = set(names)
    found = {language: _fault(text, known) for language, text in words.items()}
    if any(words.values()):
        both = _("Papers are printed in both languages: write the text in both, or in none.")
        found |= {language: str(both) for language, text in words.items() if not text}
    return {language: fault for language, fault in found.items() if fault}


def _fault(text: str, known: set[str]) -> str:
    if len(text) > LONGEST:
        return str(_("A text may have at most %(most)d characters.") % {"most": LONGEST})
    try:
        strange = next((name for name in names_in(text) if name not in known), None)
    except WrongText as wrong:
        strange = wrong.name
    if strange is None:
        return ""
    if not strange:
        return str(_("A brace has no partner. Write {{ and }} where you mean the brace itself."))
    return str(
        _("“{%(name)s}” is not known on this paper; the names that are known stand beside the form.")
        % {"name": strange}
    )


def names_in(words: str) -> list[str]:
    """The names in braces, in their order. Raises WrongText where braces do not match or hold more than a name."""
    try:
        parts = list(Formatter().parse(words))
    except ValueError as error:
        raise WrongText("") from error
    for _text, name, form, conversion in parts:
        if name is not None and (form or conversion or not name.isidentifier()):
            raise WrongText(name)
    return [name for _text, name, _form, _conversion in parts if name is not None]


def filled(words: str, values: Mapping[str, str]) -> str:
    """The text with its names filled in; a name without a value is left out."""
    parts = Formatter().parse(words)
    return "".join(text + (values.get(name, "") if name else "") for text, name, _form, _how in parts)


def newest(member_ids: Iterable[int]) -> dict[tuple[int, str, str], PaperText]:
    """The newest version of each text by member, kind and place. One statement."""
    rows = PaperText.objects.filter(member_id__in=list(member_ids))
    rows = rows.order_by("member", "kind", "place", "-version").distinct("member", "kind", "place")
    return {(row.member_id, row.kind, row.place): row for row in rows}


def in_force(member_id: int, kind: str) -> dict[str, PaperText]:
    """The newest version of each text of a kind, by its place. One statement."""
    rows = PaperText.objects.filter(member_id=member_id, kind=kind).order_by("place", "-version")
    return {row.place: row for row in rows.distinct("place")}


def printed_texts(member_id: int, kind: str, values: Mapping[str, str], language: str) -> dict[str, str]:
    """What stands on a paper before and after its contents, in its language; nothing where there is no text."""
    texts = in_force(member_id, kind)
    return {
        place.value: filled(_words(texts[place], language), values) if place in texts else ""
        for place in TextPlace
    }


def _words(text: PaperText, language: str) -> str:
    return text.words_en if language.startswith("en") else text.words_sl


def values_of(row: Any) -> dict[str, str]:
    """What is known for the names in braces about a mobility or a call, in the active language."""
    if isinstance(row, Call):
        return {"call": row.title, "academic_year": row.academic_year}
    if not isinstance(row, Mobility):
        return {}
    return {
        **values_of(row.call),
        "name": row.person.get_full_name(),
        "host": row.host.name if row.host else "",
        "first_day": day_and_year(row.starts_on) if row.starts_on else "",
        "last_day": day_and_year(row.ends_on) if row.ends_on else "",
    }
