"""Where the secret of the host's link never stands: rows, logs, addresses of pages."""

import logging
import secrets

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from core.logs import WithoutSecrets
from core.models import SentNotice
from mobility import host_tokens
from mobility.enums import Party
from mobility.operations import agreement as operations
from tests.agreement.paths import link_to_host, preparing, sign
from tests.agreement.room import SIGNED, enter, path_of
from tests.outbox import deliver_all, send_all
from tests.world import House


def test_tokens_are_long_and_all_different(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
        tokens = set()
        for _ in range(2_000):
            link.nonce = secrets.token_hex(16)
            tokens.add(host_tokens.token_of(link))
        assert len(tokens) == 2_000
        assert host_tokens.MAC_BYTES * 8 >= 128
        assert host_tokens.token_of(link) != host_tokens.token_of(link, host_tokens.COPY)


def test_the_token_stands_in_no_row_of_the_database(house: House) -> None:
    """Not after sending, opening and signing; the letter that was queued holds a mark in its place."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        sign(house, mobility, Party.PARTICIPANT)
        sign(house, mobility, Party.HOME)
        deliver_all()
        token = host_tokens.token_of(link)
    send_all()
    sent = [letter for letter in mail.outbox if letter.to == ["anna@host.example"]]
    assert len(sent) == 1
    assert token in sent[0].body
    assert token in str(sent[0].alternatives[0][0])
    enter(link).post(house.url("host/room/sign/"), {**SIGNED, "text_hash": link.agreement.text_hash})
    with house.scope():
        assert SentNotice.objects.filter(address="anna@host.example").exists()
        held = _rows_with(token)
        assert _rows_with(link.nonce), "the control: what is stored is found"
    assert held == []


def _rows_with(words: str) -> list[str]:
    """The tables in which a row says this, in any column."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'select count(*) from "{table}" t where t::text like %s', [f"%{words}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_the_token_stands_in_no_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """A dead link is answered with 404, which Django logs with its path; and so are refused posts."""
    with house.scope():
        link = link_to_host(house, preparing(house))
        operations.revoke_host_link(link=link, actor=house.actor("coordinator"))
    with caplog.at_level(logging.DEBUG):
        Client().get(path_of(link))
        Client(enforce_csrf_checks=True).post(path_of(link), SIGNED)
    logged = [record.getMessage() for record in caplog.records if "/host/" in record.getMessage()]
    assert logged, "something was logged"
    assert not [line for line in logged if host_tokens.token_of(link) in line]


def test_the_filter_hides_secrets_wherever_they_stand() -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "%s %s", ("GET /a/b/host/SECRET/", "/a/b/host/room/"), None
    )
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "GET /a/b/host/…/ /a/b/host/room/"


def test_no_page_after_the_link_knows_the_token(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
    token = host_tokens.token_of(link)
    first = Client().get(path_of(link))
    assert token not in first["Location"]
    assert token not in first.content.decode()
    room = enter(link).get(house.url("host/room/"))
    dead = Client().get(house.url("host/dead/"))
    # The room's own address holds no secret; its forms need an origin on the way to themselves, and nowhere else.
    told = [(first, "no-referrer"), (room, "same-origin"), (dead, "no-referrer")]
    for response, referrer in told:
        assert response["Referrer-Policy"] == referrer
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
    assert token not in room.content.decode()


def test_the_room_shows_this_agreement_and_nothing_else(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
    page = enter(link).get(house.url("host/room/")).content.decode()
    assert "Content 1" in page
    assert "A new form" in page
    for address in ("/mobilities/", "/desk/", "/calls/", "/selection/"):
        assert address not in page
