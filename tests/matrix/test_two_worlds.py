"""Two worlds that differ in one secret look the same to whoever must not know it: every page, header, order, length."""

import os
from collections import Counter

import pytest
from django.db import transaction
from django.test import Client

from core import clock
from core.tenancy import tenant_scope
from tests.matrix.cells import Neighbourhood
from tests.matrix.crawl import Page, Walk, starts_of, walk
from tests.matrix.secrets import SECRETS, Secret

COUNTED: Counter[str] = Counter()
IS_WHOLE = os.environ.get("POPOTNIK_MATRIX") == "whole"
SECRETS_FLOOR, COMPARED_FLOOR = 12, 60 if IS_WHOLE else 12

pytestmark = [
    pytest.mark.usefixtures("same_store"),
    pytest.mark.skipif(os.environ.get("POPOTNIK_MATRIX") != "whole", reason="asked by ./run matrix"),
]


class Worlds:
    """What each person is shown in the first world, walked once at one instant."""

    def __init__(self, neighbourhood: Neighbourhood, clients: dict[str, Client]) -> None:
        self.neighbourhood, self.clients = neighbourhood, clients
        self.instant = clock.now()
        self.known: dict[str, Walk] = {}

    def shown(self, persona: str) -> Walk:
        place = self.neighbourhood.foreign if persona.startswith("foreign:") else self.neighbourhood.home
        with clock.travel(self.instant), transaction.atomic():
            found = walk(self.clients[persona], starts_of(place.house.university.slug))
            # Reading a file is noted down; the next walk must find the world as this one did.
            transaction.set_rollback(True)
        return found

    def first(self, persona: str) -> Walk:
        if persona not in self.known:
            self.known[persona] = self.shown(persona)
        return self.known[persona]


@pytest.fixture(scope="module")
def worlds(neighbourhood: Neighbourhood, clients: dict[str, Client]) -> Worlds:
    return Worlds(neighbourhood, clients)


def unknowing(secret: Secret) -> list[str]:
    """Who must not notice: all of them in `./run matrix`, else the first."""
    return secret.blind.split() if IS_WHOLE else secret.blind.split()[:1]


def difference(one: Walk, other: Walk) -> str:
    """Where two walks part; empty when they are the same."""
    if list(one.pages) != list(other.pages):
        return f"other addresses: {sorted(set(one.pages) ^ set(other.pages))[:5] or 'in another order'}"
    for address, page in one.pages.items():
        if page != other.pages[address]:
            return f"{address}: {parting(page, other.pages[address])}"
    return ""


def parting(one: Page, other: Page) -> str:
    """The first line, of the headers or the text, in which two answers part."""
    lines = zip(shown_lines(one), shown_lines(other), strict=False)
    return next((f"{a[:400]!r} / {b[:400]!r}" for a, b in lines if a != b), "one is longer")


def shown_lines(page: Page) -> list[bytes]:
    lines = [line.strip() for line in page.text.splitlines()]
    return [str(page.status).encode(), *lines, repr(page.headers).encode()]


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.name)
def test_who_must_not_know_does_not_notice(worlds: Worlds, secret: Secret) -> None:
    estate = getattr(worlds.neighbourhood, secret.at)
    firsts = {persona: worlds.first(persona) for persona in (*unknowing(secret), secret.sighted)}
    with transaction.atomic():
        with clock.travel(worlds.instant), tenant_scope(university_id=estate.house.university.pk):
            secret.make(estate)
        answers = {
            persona: difference(firsts[persona], worlds.shown(persona)) for persona in unknowing(secret)
        }
        noticed = {persona: where for persona, where in answers.items() if where}
        assert not noticed
        COUNTED["compared"] += len(answers)
        assert difference(firsts[secret.sighted], worlds.shown(secret.sighted)), (
            "nobody notices: nothing is proved"
        )
        transaction.set_rollback(True)
    COUNTED["secrets"] += 1


def test_there_were_secrets_enough() -> None:
    print(f"worlds: secrets={COUNTED['secrets']} compared={COUNTED['compared']} differences=0")
    assert COUNTED["secrets"] >= SECRETS_FLOOR
    assert COUNTED["compared"] >= COMPARED_FLOOR
