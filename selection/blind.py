"""The blind phase: the committee reads numbers where names would stand, inside texts too.

`hide` is plain: it knows a person's names in every case that Slovenian gives them, with or without carons, and in
addresses. A name that is a common word is left alone where it is written small.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Person
from mobility import aside
from mobility.models import Call, Mobility
from selection.models import Committee

Thing = TypeVar("Thing")
PARTICIPANT = _("[participant]")
VOWELS = "aeiou"
SHORT = 2
# Endings of names: cases of nouns, and the possessives made of them with their own cases.
ENDINGS = (
    "|a|e|i|o|u|om|em|[eo]t(?:a|u|om|ov)|ju|ja|jem|jo|ega|emu|im|ih|imi|ima|ama|am|ah|ami|ta|tu|tom"
    "|(?:t?ov|j?ev|in)(?:|a|e|i|o|ega|em|emu|im|ih|imi|ima)"
)
ADDRESS = re.compile(r"\S+@\S+")
CARONS = str.maketrans(
    {"c": "[cčć]", "s": "[sš]", "z": "[zž]", "d": "[dđ]", "C": "[CČĆ]", "S": "[SŠ]", "Z": "[ZŽ]"}
)
PLAIN = str.maketrans("čćšžđČĆŠŽĐ", "ccszdCCSZD")


def is_blind(call: Call) -> bool:
    """Whether the committee of a call does not see names now. One statement, remembered on the object."""
    known: bool | None = call.__dict__.get("_is_blind")
    if known is None:
        known = call.__dict__["_is_blind"] = call.released_at is None and _hides_names(call)
    return known


def _hides_names(call: Call) -> bool:
    if "committee" in call._state.fields_cache:  # the page has read it already
        committee = getattr(call, "committee", None)
        return committee is not None and committee.is_blind
    return Committee.objects.filter(call=call, hides_names=True, names_shown_at=None).exists()


def unnamed() -> Q:
    """The applications that a committee is judging without their names."""
    calls = Committee.objects.filter(hides_names=True, names_shown_at=None, call__released_at=None)
    return Q(call__in=calls.values("call"))


def name_of(mobility: Mobility) -> str:
    """The participant for the committee: by name, or while names are hidden by the number."""
    return mobility.number if is_blind(mobility.call) else mobility.person.get_full_name()


aside.hide_names(of=unnamed, name=name_of)


def shown(thing: Thing, mobility: Mobility) -> Thing:
    """A text, or rows and sections of texts, as the committee may read them now."""
    return hidden(thing, mobility.person) if is_blind(mobility.call) else thing


def hidden(thing: Any, person: Person) -> Any:
    """The same thing with the person's names replaced in every text in it; addresses of pages name nobody."""
    if type(thing) is str:
        return hide(thing, (person.first_name, person.last_name), str(PARTICIPANT))
    if isinstance(thing, tuple | list):
        return type(thing)(hidden(part, person) for part in thing)
    if isinstance(thing, dict):
        return {key: hidden(part, person) for key, part in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {
            field.name: hidden(getattr(thing, field.name), person)
            for field in fields(thing)
            if field.name != "url"
        }
        return replace(thing, **changed)
    return thing


def hide(text: str, names: tuple[str, ...], instead: str) -> str:
    """The text with a person's names, in whatever case and composed name, and their addresses replaced."""
    parts = [part for name in names for part in re.split(r"[\s-]+", name) if len(part) > 1]
    if not parts:
        return text
    plain = [part.translate(PLAIN).casefold() for part in parts]

    def address(match: re.Match[str]) -> str:
        written = match[0].translate(PLAIN).casefold()
        return instead if any(name in written for name in plain) else match[0]

    text = ADDRESS.sub(address, text)
    found = re.compile(rf"\b(?:{'|'.join(forms_of(part) for part in parts)})\b")
    one = found.sub(instead, text)
    again = re.escape(instead)
    return re.sub(rf"{again}(?:[\s-]+{again})+", instead, one)


def forms_of(name: str) -> str:
    """A pattern of the forms of one name, capitalised or in capitals only."""
    stems = {name.rstrip(VOWELS) if name[-1] in VOWELS and len(name) > SHORT else name}
    if re.search(r"[^aeiou][ae][^aeiou]$", name):
        # The fleeting vowel: Peter, Petra.
        stems.add(name[:-2] + name[-1])
    patterns = []
    for stem in sorted(stems):
        bare = stem.translate(PLAIN)
        written, capitals = bare[0].upper() + bare[1:].lower(), bare.upper()
        patterns.append(f"{_any(written)}(?:{ENDINGS})")
        patterns.append(f"{_any(capitals)}(?:{ENDINGS.upper()})")
    return "|".join([*patterns, re.escape(name)])


def _any(stem: str) -> str:
    return re.escape(stem).translate(CARONS)
