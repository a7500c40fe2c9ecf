"""Hostile texts in the parameters of every page's address, asked by those who may open the page."""

from django.test import Client

from tests.doors.addresses import Scene, routes

NAMES = ("q", "next", "page", "after", "view", "call", "sort", "capacity", "member", "kind", "action", "stage",
         "list", "version", "lang")  # fmt: skip
TEXTS = ("\\x00", "9" * 20, "-1", "'", "%", "a" * 10_000, "[]", "á", "\ud800", "9999-12-31_" + "9" * 20,
         "0001-01-01_-1")  # fmt: skip
NULL_SIGN, OPENED, REFUSED = "\0", 200, 400
HOUSE = "<slug:university>"
LOOKERS = ("coordinator", "office", "participant", "dpo")
# Each page is asked this often, with texts in its parameters; a page with a list as often as there are texts.
TURNS = 1
LISTS = frozenset({"university:desk", "people:list", "people:invitations", "register:hosts", "people:mine"})
PAGES_FLOOR = 40


def asked(client: Client, path: str, turn: int) -> int:
    """The status of a page with another text in each parameter, halves of characters as a browser may send them."""
    texts = {name: TEXTS[(turn + place) % len(TEXTS)] for place, name in enumerate(NAMES)}
    sent = {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}
    return client.get(path, sent).status_code


def test_no_text_in_any_address_breaks_anything(scene: Scene) -> None:
    clients = {who: scene.house.client(who) for who in LOOKERS}
    opened: set[str] = set()
    faults = []
    for client in clients.values():
        client.raise_request_exception = False
    for route in routes():
        path = scene.address(route)
        for who, client in clients.items():
            if not route.pattern.startswith(HOUSE) or client.get(path).status_code != OPENED:
                continue
            turns = len(TEXTS) if route.name in LISTS else 0 if route.name in opened else TURNS
            opened.add(route.name)
            for turn in range(turns):
                status = asked(client, path, turn)
                faults += [f"{route.name} as {who}, turn {turn}: {status}"] if status >= 500 else []
    assert faults == []
    assert opened >= LISTS
    assert len(opened) >= PAGES_FLOOR


def test_a_null_sign_is_refused_everywhere(scene: Scene) -> None:
    client = scene.house.client("office")
    for route in routes():
        assert client.get(scene.address(route), {"q": NULL_SIGN}).status_code == REFUSED, route.name
