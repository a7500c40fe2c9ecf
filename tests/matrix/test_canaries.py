"""The canary crawl: what each person is shown, anywhere, is what the table says; nothing more and nothing less.

The table is `tests/matrix/sightings.txt`: for each audience the marked texts that exactly these people are shown. With
POPOTNIK_MATRIX=whole and POPOTNIK_WRITE_SIGHTINGS=1 it is written anew from what was seen, for the change to be read
before it is kept.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest
from django.test import Client

from core.models import SentNotice
from tests.matrix.cells import Neighbourhood
from tests.matrix.crawl import starts_of, walk
from tests.matrix.estate.marks import CANARY, SEEDED
from tests.matrix.sightings import field_of, read, written

REAL_PAPERS = ("recognised",)
TABLE = Path(__file__).with_name("sightings.txt")
SEEDED_FLOOR, PAGES_FLOOR = 400, 1_500
FOREIGN = ("participant", "coordinator", "office")
HOME, OTHER = "ff", "fnm"

pytestmark = [
    pytest.mark.usefixtures("same_store"),
    pytest.mark.skipif(os.environ.get("POPOTNIK_MATRIX") != "whole", reason="asked by ./run matrix"),
]


class Sightings:
    """What everybody was shown: text → audience."""

    def __init__(self, neighbourhood: Neighbourhood, clients: dict[str, Client]) -> None:
        self.neighbourhood, self.clients = neighbourhood, clients
        self.seen: dict[str, set[str]] = defaultdict(set)
        self.pages = 0
        self.faults: list[str] = []
        self.public_of_reports: set[str] = set()

    def crawl(self) -> None:
        """Everybody of the house, some of the other university, and nobody signed in."""
        for persona in (
            "anonymous",
            *self.neighbourhood.home.house.people,
            *(f"foreign:{n}" for n in FOREIGN),
        ):
            self.follow(persona)

    def follow(self, persona: str) -> None:
        place = self.neighbourhood.foreign if persona.startswith("foreign:") else self.neighbourhood.home
        shown = walk(self.clients[persona], starts_of(place.house.university.slug))
        self.pages += len(shown.pages)
        self.faults += [
            f"{persona} {address}: {page.status}"
            for address, page in shown.pages.items()
            if page.status not in {200, 302, 403, 404}
        ]
        for tenant, thing, name, _hash in CANARY.findall((shown.whole + self.letters(persona)).lower()):
            if persona == "anonymous" and field_of(thing, name) == "report":
                self.public_of_reports.add(name)
            self.seen[f"{tenant} {thing} {field_of(thing, name)}"].add(persona)

    def letters(self, persona: str) -> str:
        """Every letter that went to a person, with its subject."""
        if persona == "anonymous":
            return ""
        place = self.neighbourhood.foreign if persona.startswith("foreign:") else self.neighbourhood.home
        person = place.house.people[persona.removeprefix("foreign:")]
        with place.house.scope():
            rows = SentNotice.objects.filter(person=person).values_list("subject", "text", "html")
            return "\n".join("\n".join(row) for row in rows)


@pytest.fixture(scope="module")
def sightings(neighbourhood: Neighbourhood, clients: dict[str, Client], store: Path) -> Sightings:
    found = Sightings(neighbourhood, clients)
    found.crawl()
    return found


def test_everybody_is_shown_what_the_table_says(sightings: Sightings) -> None:
    if os.environ.get("POPOTNIK_WRITE_SIGHTINGS"):
        TABLE.write_text(written(sightings.seen))
    expected = read(TABLE.read_text())
    leaks, gaps = [], []
    for text in sorted(set(expected) | set(sightings.seen)):
        more = sightings.seen.get(text, set()) - expected.get(text, set())
        less = expected.get(text, set()) - sightings.seen.get(text, set())
        leaks += [f"{text}: {who}" for who in sorted(more)]
        gaps += [f"{text}: {who}" for who in sorted(less)]
    print(f"canaries: seeded={len(SEEDED)} pages={sightings.pages} leaks={len(leaks)} gaps={len(gaps)}")
    assert not leaks, "shown to whom it is not theirs:\n" + "\n".join(leaks[:60])
    assert not gaps, "expected and not found on the walk:\n" + "\n".join(gaps[:60])
    assert len(SEEDED) >= SEEDED_FLOOR
    assert sightings.pages >= PAGES_FLOOR


def test_nothing_breaks_on_the_way(sightings: Sightings) -> None:
    assert not sightings.faults, "\n".join(sightings.faults[:20])


def test_no_table_can_allow_the_other_university_in(sightings: Sightings) -> None:
    """Whatever the table says: only what is public crosses from one university to the other."""
    for text, audience in sightings.seen.items():
        tenant, thing, kind = text.split(" ", 2)
        crossed = {
            who for who in audience if who.startswith("foreign:") == (tenant != OTHER) and who != "anonymous"
        }
        is_public = "anonymous" in audience
        assert is_public or not crossed, (text, crossed)
        assert not is_public or kind == "call" or thing == "member" or is_published(thing, kind), text


def test_of_a_report_its_public_part_is_public(sightings: Sightings) -> None:
    assert sightings.public_of_reports == {"advice", "summary"}


def is_published(thing: str, kind: str) -> bool:
    """The estates' accepted reports are published with their authors' consent: name, title, host, summary, advice."""
    of_author = thing in {"participant", "colleague"} and kind == "name"
    return of_author or (thing.endswith(("completed", "recognised")) and kind in {"title", "host", "report"})
