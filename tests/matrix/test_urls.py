"""The tenant matrix over every address: strangers get exactly what a missing thing gives, nobody signed out gets in.

Every route is called for an own object, a foreign one and a missing one. Denials must be byte-equal to the answer for
a missing thing; a route that is in no table here fails the suite, and so does a row without a route.
"""

import re
import uuid
from collections import Counter
from itertools import product
from typing import Any

import pytest
from django.db import reset_queries
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from core.checks import FOREIGN_NAMESPACES
from mobility.enums import Stage
from tests.world import House, make_call, make_mobility

FLOOR = 300
MISSING = {"uuid": str(uuid.uuid4()), "int": "999999"}
PERSONAS = ("participant", "coordinator", "chair", "hr", "office", "dean", "finance")
# Who posts here too; ./run matrix asks every method of everybody.
WRITERS = {"participant", "coordinator", "chair", "office"}
# Addresses that anybody may open; everything else asks for a sign-in.
PUBLIC = {
    "home", "confirmed", "set_language", "healthz", "readyz", "university:calls", "calls:show", "calls:text",
    "host:enter", "host:room", "host:decline", "host:copy", "host:language", "host:text", "host:sign", "host:propose",
    "host:pass_on", "host:mentor", "host-stay:certify", "host-stay:upload", "host-stay:outcomes",
    "host:signed_file", "host:print_copy", "host:copy_to_sign",
    "host-stay:cooperation", "journal:keys", "published:list",
    "university:seal", "verify:start", "verify:code",
    "openid_connect_login", "openid_connect_callback",
    "saml_login", "saml_acs", "saml_finish", "saml_metadata",
}  # fmt: skip


def routes(
    resolver: URLResolver | None = None, prefix: str = "", names: tuple[str, ...] = ()
) -> dict[str, tuple[str, Any]]:
    """Every route of the product: namespaced name → (pattern, view class)."""
    found: dict[str, tuple[str, Any]] = {}
    for item in (resolver or get_resolver()).url_patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = names + ((item.namespace,) if item.namespace else ())
            found |= routes(item, path, inner)
        elif isinstance(item, URLPattern) and not item.callback.__module__.startswith(FOREIGN_NAMESPACES):
            name = ":".join([*names, str(item.name)])
            found[name] = (path, getattr(item.callback, "view_class", None))
    return found


def fill(pattern: str, known: dict[str, str]) -> str:
    """A concrete address out of a pattern like `<slug:university>/…`; unknown parts get something missing."""

    def value(match: re.Match[str]) -> str:
        return known.get(match["name"]) or MISSING.get(match["kind"] or "", "missing")

    return "/" + re.sub(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>", value, pattern)


def values_of(house: House, *, mobility: str, call: str) -> dict[str, str]:
    """What stands in the addresses of one house."""
    return {
        "university": house.university.slug,
        "member": house.member.slug,
        "mobility": mobility,
        "call": call,
        "draft": call,
        "kind": "base",
        "criterion": "c1",
        "section": "work",
        "language": "en",
        "months": "3",
    }


def body(response: HttpResponse) -> bytes:
    """The answer without what differs from request to request."""
    text = response.content if not response.streaming else b"".join(response.streaming_content)
    text = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", text)
    text = re.sub(rb'"X-CSRFToken": "[^"]+"', b"", text)
    return re.sub(rb'name="next" value="[^"]*"', b"", text)


def private_routes() -> dict[str, str]:
    return {
        name: pattern
        for name, (pattern, view) in routes().items()
        if "<slug:university>" in pattern and not getattr(view, "public", False)
    }


def test_every_public_page_is_listed_here() -> None:
    """A page that opens to anybody does so because this list says so."""
    public = {name for name, (_, view) in routes().items() if getattr(view, "public", False)}
    assert public <= PUBLIC, public - PUBLIC
    assert len(private_routes()) >= 25


@pytest.mark.parametrize("method", ("get", "post"))
def test_signed_out_people_are_sent_to_sign_in(house: House, method: str) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
    values = values_of(house, mobility=str(mobility.public_id), call="stt-2026")
    for name, pattern in private_routes().items():
        response = getattr(Client(), method)(fill(pattern, values))
        assert response.status_code == 302, (name, response.status_code)
        assert response["Location"].startswith("/accounts/login/"), name


def test_a_foreign_thing_answers_like_a_missing_one(house: House, stranger: House) -> None:
    """Each persona of one university asks for the other's things, under both universities' addresses."""
    with stranger.scope():
        theirs = make_mobility(stranger, make_call(stranger, "theirs"), stage=Stage.COMPLETED)
    seen: Counter[str] = Counter()
    mine = {"mobility": str(theirs.public_id), "call": "theirs"}
    gone = {"mobility": MISSING["uuid"], "call": "missing"}
    for persona in PERSONAS:
        client = house.client(persona)
        methods = ("get", "post") if persona in WRITERS else ("get",)
        for (name, pattern), method in product(private_routes().items(), methods):
            call, cell = getattr(client, method), (persona, name, method)
            under_theirs = call(fill(pattern, values_of(stranger, **mine)))
            assert under_theirs.status_code == 404, (*cell, under_theirs.status_code)
            seen["cells"] += 1
            seen["denied"] += 1
            if "<uuid:mobility>" in pattern or "<slug:call>" in pattern:
                missing = call(fill(pattern, values_of(house, **gone)))
                under_mine = call(fill(pattern, values_of(house, **mine)))
                assert under_mine.status_code == missing.status_code == 404, cell
                assert body(under_mine) == body(under_theirs) == body(missing), cell
                seen["denied"] += 1
    print(f"urls: cells={seen['cells']} denied={seen['denied']} leaks=0")
    assert seen["cells"] >= FLOOR


def test_a_sister_member_is_as_foreign_as_another_university(house: House, sister: House) -> None:
    with sister.scope():
        theirs = make_mobility(sister, make_call(sister, "theirs"), stage=Stage.PREPARING)
    for persona in ("participant", "coordinator", "chair", "hr", "dean"):
        client = house.client(persona)
        for name, pattern in private_routes().items():
            if "<uuid:mobility>" not in pattern:
                continue
            response = client.get(
                fill(pattern, values_of(sister, mobility=str(theirs.public_id), call="theirs"))
            )
            assert response.status_code == 404, (persona, name)
    desk = house.client("coordinator").get(f"/{house.university.slug}/desk/?view=all")
    assert theirs.number not in desk.content.decode()


def test_reading_changes_nothing(house: House, django_assert_max_num_queries: Any) -> None:
    """GET runs in a transaction in which PostgreSQL refuses to write; no page may need more than that."""
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.PREPARING)
    values = values_of(house, mobility=str(mobility.public_id), call="stt-2026")
    opened = 0
    for persona in PERSONAS:
        client = house.client(persona)
        for name, pattern in private_routes().items():
            reset_queries()
            with django_assert_max_num_queries(30):
                response = client.get(fill(pattern, values))
            assert response.status_code in {200, 302, 403, 404, 405, 409}, (
                persona,
                name,
                response.status_code,
            )
            opened += response.status_code == 200
    print(f"reading: opened={opened}")
    assert opened >= 30
