"""What the apps above add to the file's page, by registration: where a duty is done, and sections of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from members.actor import Actor
from mobility.enums import DutyKind
from mobility.models import Mobility

Facts = Callable[[Mobility, Actor], dict[str, Any] | None]
Words = Callable[[Mobility], str]


@dataclass(frozen=True)
class DutyPage:
    """Where a duty is done (URL name, called with the mobility's address), how long it takes, and why it is asked."""

    url_name: str
    minutes: int
    why: str | Promise


@dataclass(frozen=True)
class Section:
    """A part of the file's page: a template, and a function that gives its facts or None when it stays away."""

    place: int
    template: str
    facts: Facts


DUTY_PAGES: dict[tuple[str, str], DutyPage] = {}
SECTIONS: list[Section] = []


def duty_page(kind: DutyKind, url_name: str, *, minutes: int, why: str | Promise, part: str = "") -> None:
    """Register where a duty of this kind (and part: for example a party that signs) is done."""
    DUTY_PAGES[(kind, part)] = DutyPage(url_name, minutes, why)


def page_of(kind: str, part: str = "") -> DutyPage | None:
    """Where a duty is done; the page of its part if there is one, else of its kind."""
    return DUTY_PAGES.get((kind, part)) or DUTY_PAGES.get((kind, ""))


def section(place: int, template: str) -> Callable[[Facts], Facts]:
    """Register a section of the file's page; sections stand in the order of `place`."""

    def register(function: Facts) -> Facts:
        SECTIONS.append(Section(place, template, function))
        SECTIONS.sort(key=lambda entry: entry.place)
        return function

    return register


def sections_for(mobility: Mobility, actor: Actor) -> list[dict[str, Any]]:
    """The sections that have something to show to this actor, as template and facts."""
    shown = []
    for entry in SECTIONS:
        facts = entry.facts(mobility, actor)
        if facts is not None:
            shown.append({"template": entry.template, "facts": facts})
    return shown


@dataclass(frozen=True)
class CheckPart:
    """What an app adds to the coordinator's check of an application: a template with its facts.

    `reasons` and `days` are offered for sending it back; `shuts`: it cannot be passed on as it is; `waits`: something
    has to be looked at first.
    """

    template: str
    facts: dict[str, Any]
    reasons: str = ""
    days: int | None = None
    shuts: bool = False
    waits: bool = False


CheckFacts = Callable[[Mobility], CheckPart | None]
CHECK_PARTS: list[CheckFacts] = []


def check_part(function: CheckFacts) -> CheckFacts:
    """Register a part of the check; it stays away where the function gives None."""
    CHECK_PARTS.append(function)
    return function


def check_parts_for(mobility: Mobility) -> list[CheckPart]:
    """The parts of the check that have something to say of this application."""
    return [part for part in (function(mobility) for function in CHECK_PARTS) if part is not None]


@dataclass(frozen=True)
class Evidence:
    """A paper that shows what a mobility was: its name, the page that opens it, and its state in words."""

    label: str | Promise
    url_name: str
    words: Words


EVIDENCE: list[Evidence] = []


def evidence(label: str | Promise, url_name: str) -> Callable[[Words], Words]:
    """Register a paper on which recognition rests; the function says its state, empty where there is none."""

    def register(words: Words) -> Words:
        EVIDENCE.append(Evidence(label, url_name, words))
        return words

    return register
