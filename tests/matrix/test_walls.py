"""The generated matrix: no route without a row, no row without a route, and no cell with another answer.

The whole is asked by `./run matrix`; the usual run asks a fixed part of it. A denied request must write nothing,
send nothing and store nothing, and where it gets 404 its body must be that of a missing thing, byte by byte.
"""

import os
from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.matrix.cells import Cell, Neighbourhood, cells
from tests.matrix.expectations import OPEN, OUTSIDE, PERSONAS, PUBLIC, ROWS, SIGNED_IN
from tests.matrix.oracle import body, fits, outside, writes
from tests.matrix.routes import METHODS, Route, routes

ROUTES = routes()
WHOLE_FLOOR, SLICE_FLOOR = 30_000, 1_200
SLICE = 32
# `slice` in the usual run, `whole` in `./run matrix`, `plain` (GET and POST, full pages, some routes) for mutants.
ASKED = os.environ.get("POPOTNIK_MATRIX", "slice")
HALF, HALVES = (int(part) for part in os.environ.get("POPOTNIK_HALF", "0/1").split("/"))
NAMED = set(os.environ.get("POPOTNIK_ROUTES", "").split())
COUNTED: Counter[str] = Counter()

pytestmark = pytest.mark.usefixtures("same_store")


def unlisted() -> set[str]:
    return set(ROUTES) - set(ROWS) - set(PUBLIC) - OUTSIDE


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert not unlisted(), "routes without a row; tests/matrix/expectations.py says how to add one"
    assert not (set(ROWS) | set(PUBLIC) | OUTSIDE) - set(ROUTES), "rows without a route"
    assert not set(ROWS) & set(PUBLIC), "a page is ruled or public, not both"


def test_what_is_public_is_said_by_view_and_table() -> None:
    public = {name for name, route in ROUTES.items() if route.is_public}
    assert set(PUBLIC) <= public <= set(PUBLIC) | OPEN
    assert not SIGNED_IN & (public | OPEN)


@pytest.mark.skipif(ASKED == "plain", reason="asked in the other runs")
@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_pages_about_oneself_ask_for_a_sign_in(clients: dict[str, Client], name: str) -> None:
    for persona in ("anonymous", "deactivated"):
        for method in ("GET", "POST"):
            answer = clients[persona].generic(method, ROUTES[name].path({}))
            # The library's own pages lead there by way of the proof that they ask of everybody.
            assert answer.status_code in {302, 401, 403}, (name, persona, method, answer.status_code)
            assert answer.get("Location", "/accounts/").startswith("/accounts/"), (name, persona, method)
            COUNTED["denied"] += 1


def test_no_row_lets_everybody_in() -> None:
    """Each row names who is let in, by names that exist, and somebody is let in somewhere."""
    for name, row in ROWS.items():
        named = set(" ".join(row.states.values()).split())
        assert named, f"{name}: nobody is ever let in"
        assert named <= set(PERSONAS), f"{name}: {named - set(PERSONAS)}"
        assert all("university" in ROUTES[name].parts for name in ROWS if name in ROUTES)


class Walls:
    """Asks cells and says what is wrong with their answers."""

    def __init__(self, clients: dict[str, Client]) -> None:
        self.clients = clients
        self.absent: dict[tuple[str, bool], bytes] = {}

    def ask(self, cell: Cell) -> str:
        """Empty when the answer is as the table says."""
        headers = {"HX-Request": "true", "HX-Target": "main"} if cell.htmx else {}
        client = self.clients[cell.persona]
        is_writing = cell.method not in {"GET", "HEAD", "OPTIONS"}
        if cell.answer == "in":
            return self._let_in(cell, client, headers)
        before = (writes(), outside()) if is_writing else None
        response = client.generic(cell.method, cell.path, headers=headers)
        COUNTED["denied"] += 1
        if not fits(response, cell):
            return f"{cell}: {response.status_code}"
        if before and before != (writes(), outside()):
            return f"{cell}: a denied request wrote, sent or stored something"
        if cell.answer == "absent" and cell.method != "HEAD" and body(response) != self.missing(cell):
            return f"{cell}: not the answer for a missing thing"
        return ""

    def _let_in(self, cell: Cell, client: Client, headers: dict[str, str]) -> str:
        cache.clear()  # what was done so often in the name of the same person
        with transaction.atomic():
            response = client.generic(cell.method, cell.path, headers=headers)
            if response.streaming:
                body(response)  # read to its end, a file is closed
            if cell.method != "GET":
                transaction.set_rollback(True)
        COUNTED["opened"] += 1
        return "" if fits(response, cell) else f"{cell}: {response.status_code}"

    def missing(self, cell: Cell) -> bytes:
        """What this persona gets for a thing that is nowhere."""
        key = (cell.persona, cell.htmx)
        if key not in self.absent:
            headers = {"HX-Request": "true", "HX-Target": "main"} if cell.htmx else {}
            answer = self.clients[cell.persona].get("/nowhere/at/all/", headers=headers)
            assert answer.status_code == 404
            self.absent[key] = body(answer)
        return self.absent[key]


@pytest.fixture(scope="module")
def walls(clients: dict[str, Client]) -> Walls:
    return Walls(clients)


def is_asked(cell: Cell) -> bool:
    if ASKED == "plain":
        return not cell.htmx and cell.method in {"GET", "POST"}
    return ASKED == "whole" or cell.falls_into(SLICE)


@pytest.mark.parametrize("name", sorted(NAMED & set(ROWS) if NAMED else ROWS)[HALF::HALVES])
def test_route(neighbourhood: Neighbourhood, walls: Walls, name: str) -> None:
    route = ROUTES[name]
    wrong = []
    for cell in cells(neighbourhood, route):
        if is_asked(cell):
            COUNTED["cells"] += 1
            wrong.append(walls.ask(cell))
            if ASKED == "plain" and wrong[-1]:
                break
    leaks = [words for words in wrong if words]
    COUNTED["leaks"] += len(leaks)
    assert not leaks, "\n".join(leaks[:30])


@pytest.mark.skipif(ASKED == "plain", reason="asked in the other runs")
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_route(neighbourhood: Neighbourhood, clients: dict[str, Client], name: str) -> None:
    """Whoever opens a public page gets it, whatever the method nothing breaks, and reading writes nothing."""
    route: Route = ROUTES[name]
    for persona, state in (
        (p, s) for p in ("anonymous", "participant", "foreign:chair", "superuser") for s in ("empty", "draft")
    ):
        path = route.path(neighbourhood.known["home", state])
        for method in METHODS:
            before = (writes(), outside())
            response = clients[persona].generic(method, path)
            expected = PUBLIC[name] if method in {"GET", "HEAD"} else {200, 302, 404, 405, 422}
            assert response.status_code in expected, (name, persona, method, response.status_code)
            assert before == (writes(), outside()), (name, persona, method)
            COUNTED["cells"] += 1


@pytest.mark.skipif(ASKED == "plain" and "unpublished" not in NAMED, reason="asked in the other runs")
def test_unpublished_calls_are_nowhere(neighbourhood: Neighbourhood, walls: Walls) -> None:
    """A call that is not published is a missing one for everybody, on every page of a call."""
    for name in [name for name, route in ROUTES.items() if "call" in route.parts]:
        path = ROUTES[name].path(neighbourhood.known["home", "unpublished"])
        for persona in PERSONAS:
            answer = walls.clients[persona].get(path)
            cell = Cell(ROUTES[name], "GET", persona, "unpublished", path, "absent")
            assert (answer.status_code, body(answer)) == (404, walls.missing(cell)), (name, persona)
            COUNTED["cells"] += 1


def test_the_matrix_is_as_large_as_it_should_be(request: pytest.FixtureRequest) -> None:
    """Counted at the end: what was not asked was not proved."""
    counts: Any = {key: COUNTED[key] for key in ("cells", "denied", "opened", "leaks")}
    print(
        "\nmatrix: " + " ".join(f"{key}={count}" for key, count in counts.items()),
        f"unlisted={len(unlisted())}",
    )
    asked = sum(1 for item in request.session.items if item.name.startswith("test_route["))
    if asked == len(ROWS) and ASKED != "plain":
        assert COUNTED["cells"] >= {"whole": WHOLE_FLOOR, "slice": SLICE_FLOOR}[ASKED]
