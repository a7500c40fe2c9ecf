"""The cells of the matrix: every route × method × persona × relation × transport, with what is expected of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal
from zlib import crc32

from tests.matrix.estate import Estate
from tests.matrix.estate.build import OTHERS
from tests.matrix.expectations import FOREIGNERS, OVERVIEW, PERSONAS, ROWS, STRANGERS, Row
from tests.matrix.routes import MALFORMED, METHODS, Route

Answer = Literal["in", "told", "absent", "sign_in"]
PLAIN = ("GET", "POST")
WHOLE = frozenset(OVERVIEW.split())
OBJECTS = {"mobility", "call", "draft", "host", "person", "role", "invitation", "asked", "distribution"}
OF_PEOPLE = {"person", "role", "invitation", "asked"}


@dataclass(frozen=True)
class Cell:
    """One request and the class of its answer."""

    route: Route
    method: str
    persona: str
    relation: str
    path: str
    answer: Answer
    htmx: bool = False

    @property
    def is_public(self) -> bool:
        return self.route.is_public

    def __str__(self) -> str:
        way = "htmx" if self.htmx else "full"
        return f"{self.route.name} {self.method} {self.persona} {self.relation} {way} → {self.answer}"

    def falls_into(self, slice_of: int) -> bool:
        """Whether this cell is among the one in `slice_of` that every run asks."""
        return crc32(str(self).encode()) % slice_of == 0


@dataclass(frozen=True)
class Place:
    """A relation between asker and thing: its name, the address, and what each persona should get there."""

    relation: str
    path: str
    answers: dict[str, Answer]
    methods: tuple[str, ...] = PLAIN
    leads_nowhere: bool = False


def verdict(row: Row, persona: str, state: str) -> Answer:
    """What one of the house gets for the house's own thing in a state."""
    if row.may(persona, state):
        return "in"
    return "told" if row.told(persona, state) else "absent"


@dataclass
class Neighbourhood:
    """The house that is asked in, its sister, and a house of another university."""

    home: Estate
    sister: Estate
    foreign: Estate
    known: dict[tuple[str, str], dict[str, str]]

    def values(self, estate: str, state: str, row: Row) -> dict[str, str]:
        return self.known[estate, state] | row.values

    def places(self, route: Route) -> Iterator[Place]:
        """Every relation in which this route is asked for."""
        row = ROWS[route.name]
        for turn, state in enumerate(row.states):
            yield self._own(route, row, state, METHODS if turn == 0 else PLAIN)
        yield from self._of_others(route, row)
        yield from self._nowhere(route, row)

    def _own(self, route: Route, row: Row, state: str, methods: tuple[str, ...]) -> Place:
        path = route.path(self.values("home", state, row))
        answers = {persona: verdict(row, persona, state) for persona in PERSONAS}
        for name in STRANGERS:
            is_kept = row.kept_in or "member" in route.parts
            answers[f"sister:{name}"] = "absent" if is_kept else _at_large(row, name, state)
        answers |= {f"foreign:{name}": "absent" for name in FOREIGNERS}
        return Place(state, path, answers, methods)

    def _of_others(self, route: Route, row: Row) -> Iterator[Place]:
        """A colleague's file, the sister's, another university's – at its own address and under one's own."""
        state = next(iter(row.states))
        absent: dict[str, Answer] = dict.fromkeys(PERSONAS, "absent")
        if "mobility" in route.parts and OTHERS + state in self.home.files:
            path = route.path(self.values("home", OTHERS + state, row))
            yield Place("colleague’s", path, _of_colleague(route, row, state))
        if "member" in route.parts:
            path = route.path(self.values("sister", state, row))
            whole = {name: verdict(row, name, state) for name in WHOLE}
            doubled = verdict(row, "coordinator", state)
            if row.askers_own and doubled == "in":
                doubled = "told"
            yield Place("sister’s", path, {**absent, **whole, "double": doubled})
        yield Place("foreign", route.path(self.values("foreign", state, row)), absent)
        own = {persona: verdict(row, persona, state) for persona in PERSONAS}
        if OBJECTS & set(route.parts):
            mine, foreign = self.values("home", state, row), self.values("foreign", state, row)
            theirs = {**foreign, "university": mine["university"], "member": mine["member"]}
            sisters = {**self.values("sister", state, row), "member": mine["member"]}
            if {"mobility", "host", *OF_PEOPLE} & set(route.parts):
                yield Place("foreign under mine", route.path(theirs), absent)
            if "mobility" in route.parts:
                yield Place("sister’s under mine", route.path(sisters), absent)
            part = {"promise", "document", "paper"} & set(route.parts)
            if part:
                others = self.values("home", OTHERS + state, row)
                yield Place(
                    "colleague’s part under mine",
                    route.path({**mine, **{p: others[p] for p in part}}),
                    {name: "absent" if answer == "in" else answer for name, answer in own.items()},
                    ("GET",),
                )

    def _nowhere(self, route: Route, row: Row) -> Iterator[Place]:
        state = next(iter(row.states))
        absent: dict[str, Answer] = dict.fromkeys(PERSONAS, "absent")
        known = self.values("home", state, row)
        for part in ("university", "member"):
            if part in route.parts:
                rest = {name: value for name, value in known.items() if name != part}
                yield Place(f"missing {part}", route.path(rest), absent, leads_nowhere=True)
        tenant = {name: known[name] for name in ("university", "member")}
        if OBJECTS & set(route.parts):
            yield Place("missing", route.path(tenant), absent)
            malformed = route.path(tenant, instead=MALFORMED)
            yield Place("malformed", malformed, absent, leads_nowhere=True)


def _at_large(row: Row, name: str, state: str) -> Answer:
    """What somebody of the sister member gets on a page over several members: as everybody of that capacity."""
    return verdict(row, name, state)


def _of_colleague(route: Route, row: Row, state: str) -> dict[str, Answer]:
    """The colleague's file: participant and colleague change places, and nobody stepped back from it."""
    answers = {persona: verdict(row, persona, state) for persona in PERSONAS}
    answers["participant"], answers["colleague"] = answers["colleague"], answers["participant"]
    if state in {"scored", "meeting", "decided", "reserve", "appealed"}:
        answers["conflicted"] = verdict(row, "assessor", state)
    if route.name in {"selection:abstain", "selection:step_back"}:
        answers |= dict.fromkeys(("chair", "assessor", "conflicted"), "in")
    if route.name in {"selection:award", "appeals:lodge"}:  # the colleague has a place already
        answers = {persona: "told" if answer == "in" else answer for persona, answer in answers.items()}
    return answers


def cells(neighbourhood: Neighbourhood, route: Route) -> Iterator[Cell]:
    """All cells of one ruled route."""
    for place in neighbourhood.places(route):
        # A closed account is nobody any more, whatever session is left of it.
        nobody = "absent" if place.leads_nowhere else "sign_in"
        answers: dict[str, Any] = {**place.answers, "anonymous": nobody, "deactivated": nobody}
        ways = (False,) if place.leads_nowhere else (False, True)
        for persona, answer in answers.items():
            for method, htmx in product(place.methods if persona in PERSONAS else PLAIN, ways):
                yield Cell(route, method, persona, place.relation, place.path, answer, htmx)
