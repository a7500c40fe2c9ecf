"""Whatever is typed or asked, the answer is a page, never a failure."""

import re

import pytest
from django.test import Client

from tests.doors.addresses import Route, Scene, make_scene, routes
from tests.world import House

HOSTILE = (
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "' or 1=1 --",
    '"><script>alert(1)</script>',
    "{{ 7|add:7 }}{% include 'x' %}",
    "../../../etc/passwd",
    "=HYPERLINK(1)\r\nBcc: a@b.example",
    "NaN",
    "1e309",
    "-1",
    "999999999999999999999999",
    "2026-02-30",
    "0000-00-00T99:99",
    "\u202e\u200b" * 5,
    "a" * 20_000,
    "٣",
    "%s%n%(x)s{0.__class__}",
)
QUESTIONS = (
    "q",
    "page",
    "sort",
    "stage",
    "call",
    "version",
    "after",
    "list",
    "year",
    "kind",
    "next",
    "part",
    "stay",
)
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
SIGNED_IN = ("coordinator", "participant")
# These would end the session.
LEFT_OUT = {"account_logout"}
# Every page meets a third of the words, every word a third of the pages.
THIRDS = 3
FEWEST_QUESTIONS = 250
FEWEST_FORMS = 100


@pytest.fixture
def scene(house: House) -> Scene:
    return make_scene(house)


def pages(scene: Scene) -> list[tuple[Route, str]]:
    """Every address of the scene with its route."""
    return [(route, scene.address(route)) for route in routes() if route.name not in LEFT_OUT]


def test_no_question_brings_a_page_down(scene: Scene) -> None:
    asked, failed = 0, []
    client = scene.house.client("coordinator")
    client.raise_request_exception = False
    for turn, (route, address) in enumerate(pages(scene)):
        if client.get(address).status_code != 200:
            continue
        for words in HOSTILE[turn % THIRDS :: THIRDS]:
            asked += 1
            answer = client.get(address, dict.fromkeys(QUESTIONS, words))
            if answer.status_code >= 500:
                failed.append((route.name, words[:30]))
    print(f"questions={asked} failed={len(failed)}")
    assert failed == []
    assert asked >= FEWEST_QUESTIONS


@pytest.mark.parametrize("name", SIGNED_IN)
def test_no_form_brings_a_page_down(scene: Scene, name: str) -> None:
    sent, failed = 0, []
    client = scene.house.client(name)
    client.raise_request_exception = False
    for turn, (route, address) in enumerate(pages(scene)):
        names = fields(client, address) if route.takes_post else set()
        for words in HOSTILE[turn % THIRDS :: THIRDS] if names else ():
            sent += 1
            answer = client.post(address, dict.fromkeys(names, words))
            if answer.status_code >= 500:
                failed.append((route.name, words[:30]))
    print(f"forms={sent} failed={len(failed)}")
    assert failed == []
    assert sent >= FEWEST_FORMS


def fields(client: Client, address: str) -> set[str]:
    """The names of what can be filled in on a page."""
    answer = client.get(address)
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return set()
    return set(FIELD.findall(answer.content.decode())) - {"csrfmiddlewaretoken"}
