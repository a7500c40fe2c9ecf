"""Hostile texts in every field of every form, one at a time, posted by somebody who may post there.

The slice of every day takes some texts for each field, another choice for each; `./run fuzz` takes them all, in parts
(`POPOTNIK_FUZZ=2/4`).
"""

import os
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.doors import strings
from tests.matrix.cells import Neighbourhood
from tests.matrix.expectations import ROWS
from tests.matrix.forms import Form, Forms
from tests.matrix.routes import routes
from tests.matrix.test_parameters import pages

PART = os.environ.get("POPOTNIK_FUZZ", "")
SLICE, STEP = 2, 37
POSTS_FLOOR, FIELDS_FLOOR, TEXTS_FLOOR = (200, 60, 100) if not PART else (3_000, 60, 100)
LOOKS_FLOOR = 60
QUERIES = ("q", "view", "member", "action", "stage", "after", "next", "page", "version", "kind", "part")
OUTSIDE = ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/")

pytestmark = pytest.mark.usefixtures("same_store")


def chosen(position: int) -> list[str]:
    """The texts for the field at this place."""
    if PART:
        part, parts = (int(number) for number in PART.split("/"))
        return strings.ALL[part - 1 :: parts]
    return [strings.ALL[(position * STEP + turn * 61) % len(strings.ALL)] for turn in range(SLICE)]


def encoded(value: str) -> str | bytes:
    """As a browser that was told to would send it: halves of characters too."""
    return value if value.isprintable() else value.encode("utf-8", "surrogatepass")


def post(client: Client, path: str, form: Form, field: str, value: str) -> Any:
    """Send the form with another text in one field; what was written is taken back."""
    data: dict[str, list[Any]] = {}
    for key, sent in form.values:
        data.setdefault(key, []).append(sent)
    data[field] = [encoded(value)]
    with transaction.atomic():
        response = client.post(path, data)
        transaction.set_rollback(True)
    return response


def fault_of(response: Any) -> str:
    """What is wrong with an answer: it failed, or gives a text back as markup."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if not response.streaming and strings.MARK.encode() in response.content:
        return "the text came back as markup"
    return ""


def forms_of(client: Client, path: str) -> list[Form]:
    """The forms of a page that are sent to itself."""
    page = client.get(path)
    if page.status_code != 200:
        return []
    return [
        form
        for form in Forms(page.content.decode()).forms
        if form.method == "post" and form.action in {"", path}
    ]


def test_no_text_in_any_field_breaks_anything(
    neighbourhood: Neighbourhood, clients: dict[str, Client]
) -> None:
    seen: Counter[str] = Counter()
    faults: list[str] = []
    places = [(name, path, clients[who]) for name, path, who in pages(neighbourhood)]
    places += [(path, path, Client()) for path in OUTSIDE]
    for name, path, client in places:
        client.raise_request_exception = False
        for form in forms_of(client, path):
            for field in sorted({key for key, _value in form.values} | set(form.offered)):
                seen["fields"] += 1
                for text in chosen(seen["fields"]):
                    fault = fault_of(post(client, path, form, field, text))
                    seen["posts"] += 1
                    faults += [f"{name} {field}={text[:40]!r}: {fault}"] if fault else []
    print(
        f"fuzz: posts={seen['posts']} fields={seen['fields']} texts={len(strings.ALL)} faults={len(faults)}"
    )
    assert faults == []
    assert seen["posts"] >= POSTS_FLOOR
    assert seen["fields"] >= FIELDS_FLOOR
    assert len(set(strings.ALL)) >= TEXTS_FLOOR


def test_no_text_in_any_address_breaks_anything(
    neighbourhood: Neighbourhood, clients: dict[str, Client]
) -> None:
    """In queries that pages read, and in those that none reads."""
    seen: Counter[str] = Counter()
    faults: list[str] = []
    known = routes()
    for name, row in ROWS.items():
        state, people = next(((one, who) for one, who in row.states.items() if who), ("", ""))
        if not state or "GET" not in known[name].defined:
            continue
        client = clients[people.split()[0]]
        client.raise_request_exception = False
        path = known[name].path(neighbourhood.values("home", state, row))
        for text in chosen(len(seen) + seen["looks"])[: None if PART else 2]:
            response = client.get(path, {query: encoded(text) for query in QUERIES})
            seen["looks"] += 1
            fault = fault_of(response)
            faults += [f"{name}?…={text[:40]!r}: {fault}"] if fault else []
    print(f"fuzz: looks={seen['looks']} faults={len(faults)}")
    assert faults == []
    assert seen["looks"] >= LOOKS_FLOOR


BODIES = (
    ("application/json", b'{"a": 1}'), ("text/plain", b"a=b"), ("application/xml", b"<a/>"), ("", b""),
    ("application/x-www-form-urlencoded", b"a=%ff%fe&b=%00&%=1&=&&&"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+ADw-script+AD4-"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(5000))),
    ("application/x-www-form-urlencoded", b"a=" + b"x" * 3_000_000),
    ("multipart/form-data", b"x"), ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="upload"; filename=""\r\n\r\n'
     b"\r\n--x--\r\n"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "content"), BODIES)
def test_no_body_breaks_anything(
    neighbourhood: Neighbourhood, clients: dict[str, Client], kind: str, content: bytes
) -> None:
    for name, path, who in pages(neighbourhood)[::3]:
        client = clients[who]
        client.raise_request_exception = False
        with transaction.atomic():
            response = client.generic("POST", path, content, content_type=kind or "x")
            transaction.set_rollback(True)
        assert response.status_code < 500, (name, kind)
