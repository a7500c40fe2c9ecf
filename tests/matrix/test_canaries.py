"""The canary crawl: what each person is shown, everywhere, is what the table says; nothing more and nothing less."""

import json
from collections import defaultdict
from typing import Any

import pytest
from django.test import Client

from core.models import SentNotice
from tests.matrix.cells import Neighbourhood
from tests.matrix.crawl import starts_of, walk
from tests.matrix.estate.marks import CANARY, SEEDED
from tests.matrix.sightings import field_of

REAL_PAPERS = ("ready", "recognised")
SEEDED_FLOOR = 400

pytestmark = pytest.mark.usefixtures("same_store")


def letters_to(neighbourhood: Neighbourhood, persona: str) -> str:
    """Every letter that went to a person, with its subject."""
    estate, _sep, name = persona.rpartition(":")
    house = {"": neighbourhood.home, "sister": neighbourhood.sister, "foreign": neighbourhood.foreign}[
        estate
    ].house
    with house.scope():
        rows = SentNotice.objects.filter(person=house.people[name]).values_list("subject", "text", "html")
        return "\n".join("\n".join(row) for row in rows)


def test_measure(neighbourhood: Neighbourhood, clients: dict[str, Client]) -> None:
    seen: Any = defaultdict(set)
    pages = 0
    for persona in clients:
        if persona.startswith("sister:"):
            continue
        place = neighbourhood.foreign if persona.startswith("foreign:") else neighbourhood.home
        if persona.startswith("foreign:") and persona.partition(":")[2] not in (
            "office",
            "coordinator",
            "participant",
        ):
            continue
        shown = walk(clients[persona], starts_of(place.house.university.slug))
        pages += len(shown.pages)
        bad = {a: p.status for a, p in shown.pages.items() if p.status not in (200, 302, 403, 404)}
        print(persona, len(shown.pages), bad, flush=True)
        text = shown.whole + ("" if persona == "anonymous" else letters_to(neighbourhood, persona))
        for tenant, thing, name, _ in CANARY.findall(text):
            seen[f"{tenant} {thing} {field_of(thing.lower(), name.lower())}".lower()].add(persona)
    print(pages, len(SEEDED))
    json.dump(
        {k: sorted(v) for k, v in seen.items()}, open("/tmp/c_seen.json", "w"), indent=1, sort_keys=True
    )
