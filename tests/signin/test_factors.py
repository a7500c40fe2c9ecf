"""Second factors: set up, asked for, used up, kept secret; and required of whoever decides about others."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from members.models import Person
from tests.world import House

PASSWORD = "korenine-v-zemlji-7"
LOGIN = "/accounts/login/"


@pytest.fixture
def office(house: House) -> Person:
    """The office, with a password and a proven address."""
    person = house.people["office"]
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def code(secret: str) -> str:
    """What the app would show now; the code before it is forgotten as used."""
    cache.clear()
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def set_up(client: Client) -> str:
    """Set up the app with codes; returns its secret."""
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]  # type: ignore[index]
    done = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/", done.content.decode()
    return secret


def sign_in(person: Person, password: str = PASSWORD) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(LOGIN, {"login": person.email, "password": password})


def test_a_factor_is_set_up_told_and_asked_for(real_db: None, house: House, office: Person) -> None:
    client, done = sign_in(office)
    assert done["Location"] == "/"
    secret = set_up(client)
    told = mail.outbox[-2:]
    assert {letter.to[0] for letter in told} == {office.email}
    assert secret not in "".join(letter.body for letter in told)
    # Kept encrypted: the table alone is worth nothing.
    kept = Authenticator.objects.get(user=office, type="totp").data["secret"]
    assert secret not in kept
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10

    again, asked = sign_in(office)
    assert asked["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in again.session
    assert again.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in again.session
    assert again.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert again.session["_auth_user_id"] == str(office.pk)

    # A recovery code opens once.
    for expected in (302, 200):
        third, _ = sign_in(office)
        assert third.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == expected


def test_a_new_password_leaves_the_factor(house: House, office: Person) -> None:
    client, _ = sign_in(office)
    set_up(client)
    Client().post("/accounts/password/reset/", {"email": office.email})
    link = re.search(r"http://\S+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]
    fresh = Client()
    form = fresh.get(link, follow=True).request["PATH_INFO"]
    new = "drugo-geslo-za-potnika-3"
    assert fresh.post(form, {"password1": new, "password2": new}).status_code == 302
    assert client.get("/accounts/2fa/").status_code == 302, "the session of the former password is over"
    _, asked = sign_in(office, new)
    assert asked["Location"] == "/accounts/2fa/authenticate/"


def test_a_university_asks_whoever_decides_about_others(house: House, stranger: House) -> None:
    call_command("require_second_factor", "emona", "--from", "2020-01-01", verbosity=0)
    home = "/emona/"
    for name in ("office", "dean", "coordinator", "hr", "secretary", "chair", "finance", "auditor", "dpo"):
        away = house.client(name).get(home)
        assert (away.status_code, away["Location"]) == (302, "/accounts/2fa/"), name
    assert house.client("participant").get(home).status_code == 200
    assert stranger.client("office").get("/drava/").status_code == 200
    client = house.client("office")
    set_up(client)
    assert client.get(home).status_code == 200
    call_command("require_second_factor", "emona", "--off", verbosity=0)
    assert house.client("dean").get(home).status_code == 200


def test_nothing_is_asked_before_the_day(house: House) -> None:
    call_command("require_second_factor", "emona", "--from", "2999-01-01", verbosity=0)
    assert house.client("dean").get("/emona/").status_code == 200


def test_lost_factors_are_forgotten_and_sessions_end(house: House, office: Person) -> None:
    client, _ = sign_in(office)
    set_up(client)
    call_command("forget_second_factor", office.email, verbosity=0)
    assert client.get("/accounts/2fa/").status_code == 302
    _, done = sign_in(office)
    assert done["Location"] == "/"
