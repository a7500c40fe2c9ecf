"""A live check is a small rule over the application; it answers with findings in the field's own words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from core.rules import Words
from members.models import Employment
from mobility.models import Application, Call
from mobility.questions import Asking
from mobility.sections import LABELS, Section, section_of

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Stay:
    """Another mobility of the same person, as far as it can collide with this one."""

    number: str
    title: str
    starts_on: date
    ends_on: date
    is_binding: bool


@dataclass(frozen=True)
class Facts:
    """All that the rules look at. `asking`: what the call asks, `papers`: the slots in which one stands."""

    application: Application
    call: Call
    employment: Employment
    home_country: str
    dissemination_required: bool
    today: date
    others: tuple[Stay, ...] = ()
    asking: Asking = field(default_factory=Asking)
    papers: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Finding:
    """One sentence about one field. Errors stand in the way of submission, warnings are for thought.

    `is_missing`: nothing is wrong, something is only not written yet; `is_blank`: nothing at all is there. `label`
    names what is none of the application's own fields.
    """

    level: Level
    field: str
    words: Words
    is_missing: bool = False
    is_blank: bool = False
    label: str = ""

    @property
    def called(self) -> Words:
        """What the field is called."""
        return self.label or LABELS[self.field]

    @property
    def section(self) -> Section:
        return section_of(self.field)

    @property
    def is_error(self) -> bool:
        return self.level == "error"

    @property
    def is_wrong(self) -> bool:
        """Whether something stands there that cannot stay."""
        return self.is_error and not self.is_missing


@dataclass(frozen=True)
class Check:
    """A rule of the list: what is checked, in words, the function that does it, and where it says anything."""

    name: str
    title: Words
    find: Callable[[Facts], Iterable[Finding]]
    applies: Callable[[Facts], bool]


CHECKS: list[Check] = []


def always(_facts: Facts) -> bool:
    """A rule that every application is held to."""
    return True


def check(
    title: Words, *, applies: Callable[[Facts], bool] = always
) -> Callable[[Callable[[Facts], Iterable[Finding]]], Callable[[Facts], Iterable[Finding]]]:
    """Add a rule to the list; the title is what the coordinator reads beside passed or failed.

    `applies`: to which applications; the others are neither held to it nor shown it.
    """

    def add(function: Callable[[Facts], Iterable[Finding]]) -> Callable[[Facts], Iterable[Finding]]:
        CHECKS.append(Check(function.__name__, title, function, applies))
        return function

    return add


def error(field: str, words: Words) -> Finding:
    """Something that stands in the way of submission."""
    return Finding("error", field, words)


def missing(field: str, words: Words) -> Finding:
    """Something that is not written yet."""
    return Finding("error", field, words, is_missing=True)


def blank(field: str, words: Words) -> Finding:
    """A required field in which nothing stands."""
    return Finding("error", field, words, is_missing=True, is_blank=True)


def warning(field: str, words: Words) -> Finding:
    """Something to think about."""
    return Finding("warning", field, words)
