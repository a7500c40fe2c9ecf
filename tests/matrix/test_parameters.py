"""Parameters: a foreign id in any field or query parameter is answered like a missing one, and changes nothing more."""

import io
import os
import re
import uuid
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from mobility.models import Promise
from selection.models import Share
from tests.matrix.cells import Neighbourhood
from tests.matrix.crawl import starts_of, walk
from tests.matrix.estate import Estate
from tests.matrix.estate.marks import CANARY
from tests.matrix.expectations import ROWS
from tests.matrix.forms import Form, Forms
from tests.matrix.oracle import body, writes
from tests.matrix.routes import routes

COUNTED: Counter[str] = Counter()
FIELDS_FLOOR, QUERIES_FLOOR = 5, 8
MALFORMED = ("-1", "0x1F", "1e9", "%00", "null", "host:", "1 or 1=1", "9" * 40, "ª")
SHORT = 8
STRANGE = ("sister", "foreign")
LOOKERS = ("coordinator", "hr", "chair", "participant")
# Open to everybody: the names of the members stand in the public list of calls.
BY_LIKENESS, FOREIGN = frozenset({"q"}), "fnm"
KNOWN_TO_ALL = frozenset({("member", "sister")})

pytestmark = [
    pytest.mark.usefixtures("same_store"),
    pytest.mark.skipif(os.environ.get("POPOTNIK_MATRIX") != "whole", reason="asked by ./run matrix"),
]


@dataclass
class Things:
    """What can be named, in each house."""

    neighbourhood: Neighbourhood

    def of(self, where: str, kind: str) -> str:
        """The value that names somebody’s thing of this kind; `missing` names none."""
        if where == "missing":
            key = uuid.UUID(int=7)
            gone = {"host": f"host:{key}", "part": "promise-999999999", "mobility": str(key)}
            return gone.get(kind, "999999999")
        estate: Estate = getattr(self.neighbourhood, where)
        with estate.house.scope():
            promise = Promise.objects.filter(mobility=estate.files["recognised"]).first()
            share = Share.objects.filter(distribution=estate.distributions["reserve"]).first()
        assert promise is not None
        assert share is not None
        return {
            "member": str(estate.house.member.pk),
            "unit": str(estate.house.unit.pk),
            "mobility": str(estate.files["preparing"].public_id),
            "person": str(estate.house.people["chair"].pk),
            "host": f"host:{estate.proposed.public_id}",
            "promise": str(promise.pk),
            "part": f"promise-{promise.pk}",
            "share": str(share.pk),
        }[kind]


def pages(neighbourhood: Neighbourhood) -> list[tuple[str, str, str]]:
    """One address for each ruled page in a state in which somebody is let in, with who that is."""
    found = []
    known = routes()
    for name, row in ROWS.items():
        for state, names in row.states.items():
            if names and "POST" in known[name].defined:
                path = known[name].path(neighbourhood.values("home", state, row))
                found.append((name, path, names.split()[0]))
    for section in ("host", "stay", "programme", "goals", "effects", "language", "statements"):
        values = {**neighbourhood.known["home", "draft"], "section": section}
        found.append(
            (f"application:section {section}", known["application:section"].path(values), "participant")
        )
    for section in ("goals", "practices", "links", "dissemination", "publication"):
        values = {**neighbourhood.known["home", "returned"], "section": section}
        found.append((f"reporting:section {section}", known["reporting:section"].path(values), "participant"))
    return found


def unsaid(page: bytes, value: str) -> bytes:
    """The page without what was typed, and without numbers: a short key, and one's own number, is found there."""
    page = page.replace(value.encode(), b"VALUE") if len(value) > SHORT else page
    return re.sub(rb"VALUE|[0-9]+(-[0-9]+)*", b"#", page)


def parting(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """The first line in which two pages part."""
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    return next(((a.strip()[:300], b.strip()[:300]) for a, b in lines if a != b), (b"", b""))


def posted(client: Client, path: str, form: Form, name: str, value: str) -> tuple[int, bytes, int]:
    """Send the form with another value in one field; what was written is taken back."""
    data: dict[str, list[str]] = {}
    for key, sent in form.values:
        data.setdefault(key, []).append(sent)
    data[name] = [value]
    with transaction.atomic():
        before = writes()
        response = client.post(path, data)
        wrote = writes() - before
        transaction.set_rollback(True)
    return response.status_code, unsaid(body(response), value), wrote


class Place(NamedTuple):
    """A page and whoever has it open."""

    name: str
    path: str
    client: Client

    def sent(self, form: Form, field: str, value: str) -> tuple[int, bytes, int]:
        return posted(self.client, self.path, form, field, value)


def substitute(place: Place, form: Form, things: Things) -> None:
    """In each field that names an object: a stranger's is answered like a missing one, nonsense breaks nothing."""
    for field, kind in form.naming().items():
        COUNTED["fields"] += 1
        missing = place.sent(form, field, things.of("missing", kind))
        # The register of hosts is the university's: a sister member's host is one's own.
        for where in [where for where in STRANGE if (kind, where) != ("host", "sister")]:
            assert place.sent(form, field, things.of(where, kind)) == missing, (place.name, field, where)
            COUNTED["substituted"] += 1
        for value in MALFORMED:
            status, _page, wrote = place.sent(form, field, value)
            assert status < 500, (place.name, field, value)
            assert wrote <= missing[2], (place.name, field, value)
            COUNTED["substituted"] += 1


def test_every_field_that_names_an_object(neighbourhood: Neighbourhood, clients: dict[str, Client]) -> None:
    things = Things(neighbourhood)
    for name, path, persona in pages(neighbourhood):
        page = clients[persona].get(path)
        shown = Forms(page.content.decode()).forms if page.status_code == 200 else ()
        for form in shown:
            if form.method == "post" and form.action in {"", path}:
                substitute(Place(name, path, clients[persona]), form, things)
    print(f"parameters: fields={COUNTED['fields']} substituted={COUNTED['substituted']}")
    assert COUNTED["fields"] >= FIELDS_FLOOR


def strange_values(estate: Estate) -> list[str]:
    """What one could ask for of another's: number, name, key, address."""
    mobility = estate.files["submitted"]
    return [mobility.number, str(mobility.public_id), mobility.person.last_name, str(mobility.pk),
            f"2026-01-01_{mobility.pk}"]  # fmt: skip


def asked(client: Client, path: str, name: str, value: str) -> tuple[int, bytes]:
    response: Any = client.get(path, {name: value})
    return response.status_code, unsaid(unpacked(body(response)), value)


def unpacked(content: bytes) -> bytes:
    """What stands in a table for a spreadsheet, without when it was made; other content as it is."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist() if name != "docProps/core.xml")


def finds_nothing(client: Client, path: str, name: str, value: str) -> bool:
    """A search by likeness finds nothing of the other university, whatever else it finds."""
    shown = asked(client, path, name, value)[1].decode()
    return FOREIGN not in {found[0].lower() for found in CANARY.findall(shown)}


def met_by(persona: str, neighbourhood: Neighbourhood, client: Client) -> set[tuple[str, str, str]]:
    """The query parameters of the links and searches that a person meets."""
    shown = walk(client, starts_of(neighbourhood.home.house.university.slug), most=160)
    return {(persona, path, name) for path, names in shown.queries.items() for name in names}


def unlike(value: str) -> str:
    """A value of the same form that names nothing."""
    return "".join("q" if sign.isalpha() else "9" if sign.isdigit() else sign for sign in value)


def test_every_query_parameter(neighbourhood: Neighbourhood, clients: dict[str, Client]) -> None:
    """Whatever a link or a search takes: the answer for another's value is that for a value that names nothing."""
    met = set().union(*(met_by(persona, neighbourhood, clients[persona]) for persona in LOOKERS))
    for persona, path, name in sorted(met):
        COUNTED["queries"] += 1
        strange = [where for where in STRANGE if (name, where) not in KNOWN_TO_ALL]
        for value in (v for where in strange for v in strange_values(getattr(neighbourhood, where))):
            COUNTED["asked"] += 1
            if name in BY_LIKENESS:
                assert finds_nothing(clients[persona], path, name, value), (persona, path, name, value)
                continue
            answer, gone = (asked(clients[persona], path, name, text) for text in (value, unlike(value)))
            assert answer == gone, (persona, path, name, value, parting(answer[1], gone[1]))
        for value in MALFORMED:
            assert asked(clients[persona], path, name, value)[0] < 500, (persona, path, name, value)
    print(f"parameters: queries={COUNTED['queries']} asked={COUNTED['asked']}")
    assert COUNTED["queries"] >= QUERIES_FLOOR
