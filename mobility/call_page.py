"""What the public page of a call says about its rules: told by the app that reads them, which registers itself here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mobility.models import Call


@dataclass(frozen=True)
class RuleWords:
    """A rule: a sentence, and what gives how many points."""

    sentence: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class RulesInWords:
    """The rules of a call: each criterion by its code, who may take part, the keys of the order; who decides, how
    places and money are given, and what follows the decision, each in sentences.
    """

    criteria: Mapping[str, RuleWords] = field(default_factory=dict)
    gates: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    committee: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


Reader = Callable[[Call, dict[str, Any]], RulesInWords]
_READERS: list[Reader] = []
NOTHING = RulesInWords()


def reads_rules(reader: Reader) -> Reader:
    """Register who puts the rules of a call (given with its document) into words."""
    if reader not in _READERS:
        _READERS.append(reader)
    return reader


def rules_in_words(call: Call, document: dict[str, Any]) -> RulesInWords:
    """The rules in the reader's language; nothing where nobody reads them."""
    return _READERS[-1](call, document) if _READERS else NOTHING
