"""The host's link: what it opens, what it never opens, and where its secret never stands."""

import base64
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from core import clock
from members.actor import host
from mobility import agreements, host_tokens
from mobility.enums import Party, Stage
from mobility.models import Agreement, Application, HostLink, IssuedDocument, Signature
from mobility.operations import agreement as operations
from mobility.operations.host_links import Addressee, pass_on_host_link
from mobility.operations.proposals import accept_proposal
from tests.agreement.paths import fresh, link_to_host, preparing, propose, sign
from tests.agreement.room import SIGNED, enter, path_of
from tests.outbox import deliver_all
from tests.world import House

# What becomes of a link, and what it then opens.


def _expired(house: House, link: HostLink) -> str:
    HostLink.objects.filter(pk=link.pk).update(valid_until=clock.now() - timedelta(seconds=1))
    return path_of(link)


def _used(house: House, link: HostLink) -> str:
    sign(house, link.agreement.mobility, Party.HOST)
    return path_of(link)


def _altered(house: House, link: HostLink) -> str:
    token = host_tokens.token_of(link)
    raw = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    raw[-1] ^= 1
    return path_of(link).replace(token, base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="))


def _revoked(house: House, link: HostLink) -> str:
    operations.revoke_host_link(link=link, actor=house.actor("coordinator"))
    return path_of(link)


def _replaced(house: House, link: HostLink) -> str:
    link_to_host(house, link.agreement.mobility)
    return path_of(link)


def _passed_on(house: House, link: HostLink) -> str:
    to = Addressee("Other Person", "other@host.example", "en")
    pass_on_host_link(link=link, actor=host(house.university.pk, "Anna"), by="Anna", to=to)
    return path_of(link)


def _overtaken_by_its_own_proposal(house: House, link: HostLink) -> str:
    """What the host proposed was taken over: the old link dies, the host gets one to the new version."""
    propose(link, contact_position="Head of unit")
    accept_proposal(
        mobility=link.agreement.mobility, actor=house.actor("coordinator"), keys=["contact_position"]
    )
    assert agreements.latest_link(link.agreement.mobility) != link
    return path_of(link)


def _to_certify(house: House, link: HostLink) -> str:
    """A link to sign certifies nothing."""
    return path_of(link, host_tokens.CERTIFY)


def _superseded(house: House, link: HostLink) -> str:
    Application.objects.update(added_value="Another plan.")
    operations.prepare_agreement(mobility=link.agreement.mobility, actor=house.actor("coordinator"))
    return path_of(link)


def _of_another_purpose(house: House, link: HostLink) -> str:
    return path_of(link, host_tokens.COPY)


def _guessed(house: House, link: HostLink) -> str:
    return house.url("host/" + secrets.token_urlsafe(40) + "/")


def _malformed(house: House, link: HostLink) -> str:
    return house.url("host/č%20%25/")


STATES = [
    _expired,
    _used,
    _altered,
    _revoked,
    _replaced,
    _superseded,
    _passed_on,
    _overtaken_by_its_own_proposal,
    _to_certify,
    _of_another_purpose,
    _guessed,
    _malformed,
]


def _headers(response: HttpResponse) -> dict[str, str]:
    """All but the second in which the answer was made."""
    return {name: value for name, value in response.headers.items() if name != "Expires"}


@pytest.mark.parametrize("happens", STATES, ids=lambda function: function.__name__.strip("_"))
def test_a_link_that_is_dead_opens_one_and_the_same_page(
    house: House, happens: Callable[[House, HostLink], str]
) -> None:
    """The same bytes and headers as for an address that never was one; nothing of the file in them."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        control = Client().get(path_of(link))
        address = happens(house, link)
    assert control.status_code == 302, "the link was open before"
    response = Client().get(address)
    never = Client().get(house.url("host/never-was-one/"))
    assert (response.status_code, response.content) == (404, never.content)
    assert _headers(response) == _headers(never)
    assert not response.cookies
    told = response.content.decode()
    assert house.member.email in told
    for secret in (mobility.number, mobility.person.last_name, "Wien", "Anna", str(mobility.public_id)):
        assert secret not in told
    # a room that was entered before closes too
    room = Client(headers={"cookie": f"{host_tokens.COOKIE}={control.cookies[host_tokens.COOKIE].value}"})
    entered = room.get(house.url("host/room/"))
    assert entered.content == never.content or happens in {
        _used,
        _altered,
        _guessed,
        _malformed,
        _of_another_purpose,
        _to_certify,
    }


def test_a_foreign_link_opens_nothing_here(house: House, sister: House, stranger: House) -> None:
    """The same secret at another faculty's or university's address is the page of a link that never was."""
    with house.scope():
        token = host_tokens.token_of(link_to_host(house, preparing(house)))
    assert Client().get(house.url(f"host/{token}/")).status_code == 302
    for other in (sister, stranger):
        response = Client().get(other.url(f"host/{token}/"))
        assert (response.status_code, response.content) == (404, Client().get(other.url("host/no/")).content)


def test_the_cookie_of_one_tenant_opens_no_room_of_another(
    house: House, sister: House, stranger: House
) -> None:
    with house.scope():
        browser = enter(link_to_host(house, preparing(house)))
    value = browser.cookies[host_tokens.COOKIE].value
    for other in (sister, stranger):
        room = Client(headers={"cookie": f"{host_tokens.COOKIE}={value}"})
        assert room.get(other.url("host/room/")).status_code == 404
    assert browser.get(house.url("host/room/")).status_code == 200


def test_looking_in_advance_signs_nothing_and_burns_nothing(house: House) -> None:
    """Mail scanners open links, often and in every way; the host signs afterwards all the same."""
    with house.scope():
        link = link_to_host(house, preparing(house))
    address = path_of(link)
    for _ in range(10):
        for look in ("get", "head", "options"):
            getattr(Client(), look)(address, follow=look != "options")
    assert Client().post(address, SIGNED).status_code == 405
    with house.scope():
        assert not Signature.objects.exists()
        link.refresh_from_db()
        assert link.used_at is None
    browser = enter(link)
    typed = {**SIGNED, "text_hash": link.agreement.text_hash}
    assert browser.post(house.url("host/room/sign/"), typed).status_code == 302
    with house.scope():
        signature = Signature.objects.get()
        assert (signature.party, signature.way, signature.name, signature.function, signature.person_id) == (
            Party.HOST, "link", "Anna Gruber", "Head of office", None,
        )  # fmt: skip


def test_opening_the_link_writes_nothing(house: House) -> None:
    """Reading requests run in a read-only transaction, after which the visit alone is noted."""
    with house.scope():
        link = link_to_host(house, preparing(house))
    with connection.execute_wrapper(_no_writing):
        enter(link).get(house.url("host/room/"))


def _no_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    writes = sql.lstrip().lower().startswith(("insert", "update", "delete"))
    assert not writes or sql.startswith('INSERT INTO "core_reading"'), sql
    return execute(sql, params, many, context)


def test_what_is_wrong_comes_back_at_its_field_with_what_was_typed(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
    browser = enter(link)
    typed = {"name": "Anna Gruber", "function": "", "text_hash": link.agreement.text_hash}
    response = browser.post(house.url("host/room/sign/"), typed)
    assert response.status_code == 422
    assert 'value="Anna Gruber"' in response.content.decode()
    assert set(response.context["form"].errors) == {"function", "may_sign"}
    with house.scope():
        assert not Signature.objects.exists()


def test_the_host_cannot_sign_a_text_that_changed_while_reading(house: House) -> None:
    """The link of the old version is dead, the page says whom to ask, and nothing is signed."""
    with house.scope():
        link = link_to_host(house, preparing(house))
    browser = enter(link)
    with house.scope():
        _superseded(house, link)
    typed = {**SIGNED, "text_hash": link.agreement.text_hash}
    assert browser.post(house.url("host/room/sign/"), typed).status_code == 404
    with house.scope():
        assert not Signature.objects.exists()


def test_a_stale_form_is_refused_and_must_be_ticked_again(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
    response = enter(link).post(house.url("host/room/sign/"), {**SIGNED, "text_hash": "0" * 64})
    assert response.status_code == 409
    page = response.content.decode()
    assert link.agreement.text_hash in page
    assert "0" * 64 not in page
    assert 'value="Head of office"' in page
    assert not response.context["form"].data.get("may_sign")


def test_the_host_declines_with_a_reason(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
    browser = enter(link)
    assert browser.post(house.url("host/room/decline/"), {"name": "Anna", "reason": ""}).status_code == 422
    assert (
        browser.post(house.url("host/room/decline/"), {"name": "Anna", "reason": "No room."}).status_code
        == 200
    )
    with house.scope():
        found = Agreement.objects.get()
        assert (found.refused_by, found.refused_reason) == (Party.HOST, "No room.")
    assert browser.get(house.url("host/room/")).status_code == 404


@pytest.mark.papers
def test_after_signing_the_room_says_thanks_and_holds_the_copy(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        sign(house, mobility, Party.PARTICIPANT)
        sign(house, mobility, Party.HOME)
    browser = enter(link)
    assert browser.get(house.url("host/room/copy/agreement/en/")).status_code == 404
    browser.post(house.url("host/room/sign/"), {**SIGNED, "text_hash": link.agreement.text_hash})
    assert "being printed" in browser.get(house.url("host/room/")).content.decode()
    deliver_all()
    assert "host/room/copy/agreement/en/" in browser.get(house.url("host/room/")).content.decode()
    copy = browser.get(house.url("host/room/copy/agreement/en/"))
    assert (copy.status_code, copy.content[:5]) == (200, b"%PDF-")
    with house.scope():
        assert fresh(mobility).stage == Stage.READY
        assert IssuedDocument.objects.filter(kind="agreement").count() == 2
        link.refresh_from_db()
    later = enter(link, host_tokens.COPY)
    assert later.get(house.url("host/room/copy/agreement/sl/")).content[:5] == b"%PDF-"
    assert later.post(house.url("host/room/sign/"), SIGNED).status_code == 302
    assert Client().get(path_of(link)).status_code == 404


def test_the_cookie_is_short_signed_and_of_the_room_only(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
    browser = enter(link)
    cookie = browser.cookies[host_tokens.COOKIE]
    assert cookie["path"] == house.url("host/room/")
    assert cookie["httponly"]
    assert int(cookie["max-age"]) <= 2 * 60 * 60
    forged = Client(headers={"cookie": f"{host_tokens.COOKIE}={cookie.value[:-2]}xx"})
    assert forged.get(house.url("host/room/")).status_code == 404


# Who sees to the link.


@pytest.mark.parametrize(("who", "allowed"), [("coordinator", True), ("participant", True), ("dean", False)])
def test_who_may_send_the_link(house: House, who: str, allowed: bool) -> None:
    with house.scope():
        mobility = preparing(house)
        address = house.url(f"mobilities/{mobility.public_id}/agreement/host/")
    typed = {"name": "New Name", "address": "new@host.example", "language": "en"}
    assert house.client(who).post(address, typed).status_code == (302 if allowed else 409)
    with house.scope():
        assert HostLink.objects.filter(address="new@host.example").exists() == allowed


def test_no_link_after_the_host_has_signed(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        sign(house, mobility, Party.HOST)
        address = house.url(f"mobilities/{mobility.public_id}/agreement/host/")
    typed = {"name": "New Name", "address": "new@host.example", "language": "en"}
    response = house.client("coordinator").post(address, typed)
    assert response.status_code == 409
    assert "new@host.example" in response.content.decode()


def test_the_host_is_asked_by_itself_when_the_others_have_signed(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        sign(house, mobility, Party.PARTICIPANT)
        deliver_all()
        assert not HostLink.objects.exists()
        sign(house, mobility, Party.HOME)
        deliver_all()
        deliver_all()
        assert HostLink.objects.get().address == "anna@host.example"
