"""Hostile texts in every field of every form, one at a time, posted by somebody who may post there.

The slice of every day takes one text for each field, another for each; `./run fuzz` takes them all, in parts
(`POPOTNIK_FUZZ=2/4`).
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.doors import strings
from tests.matrix.cells import Neighbourhood
from tests.matrix.forms import Form, Forms
from tests.matrix.test_parameters import pages

PART = os.environ.get("POPOTNIK_FUZZ", "")
SLICE, STEP = 1, 37
POSTS_FLOOR, FIELDS_FLOOR, TEXTS_FLOOR = (200, 60, 100) if not PART else (3_000, 60, 100)
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


def fields_of(client: Client, path: str) -> Iterator[tuple[Form, str]]:
    """Every field of every form of a page, those included that the page only offers."""
    for form in forms_of(client, path):
        for field in sorted({key for key, _value in form.values} | set(form.offered)):
            yield form, field


def test_no_text_in_any_field_breaks_anything(
    neighbourhood: Neighbourhood, clients: dict[str, Client]
) -> None:
    seen: Counter[str] = Counter()
    faults: list[str] = []
    places = [(name, path, clients[who]) for name, path, who in pages(neighbourhood)]
    places += [(path, path, Client()) for path in OUTSIDE]
    for name, path, client in places:
        client.raise_request_exception = False
        for form, field in fields_of(client, path):
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
