"""Sessions: a new name at sign-in, clocks that run out, and the same person elsewhere signed out."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from core.models import Entry
from core.policy import Refusal
from members.models import Person
from members.operations import end_sessions
from tests.world import House

PASSWORD = "korenine-v-zemlji-7"


@pytest.fixture
def person(house: House) -> Person:
    found = house.people["colleague"]
    found.set_password(PASSWORD)
    found.save()
    EmailAddress.objects.create(user=found, email=found.email, verified=True, primary=True)
    return found


def signed_in(person: Person, agent: str = "one") -> Client:
    client = Client(headers={"user-agent": agent})
    client.get("/accounts/login/")
    assert client.post("/accounts/login/", {"login": person.email, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/sessions/").status_code == 200


def test_a_session_known_before_is_worth_nothing_after(person: Person) -> None:
    """T82: whoever planted a session's name in the browser does not come in with its owner."""
    client = Client()
    client.get("/accounts/saml/none/login/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert not is_in(attacker)


def test_everybody_elsewhere_is_signed_out(person: Person) -> None:
    here, there = signed_in(person, "here"), signed_in(person, "there")
    page = here.get("/accounts/sessions/").content.decode()
    assert "here" in page
    assert "there" in page
    here.post("/accounts/sessions/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_new_password_ends_the_other_sessions(person: Person) -> None:
    here, there = signed_in(person), signed_in(person)
    new = "cisto-drugo-geslo-8"
    done = here.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert done.status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


def test_the_office_ends_the_sessions_of_its_own_people(
    house: House, stranger: House, person: Person
) -> None:
    here = signed_in(person)
    with stranger.scope(), pytest.raises(Refusal):
        end_sessions(person=person, actor=stranger.actor("office"))
    with house.scope(), pytest.raises(Refusal):
        end_sessions(person=person, actor=house.actor("dean"))
    assert is_in(here)
    with house.scope():
        assert end_sessions(person=person, actor=house.actor("office")) == 1
        assert Entry.objects.filter(verb="sessions.ended", subject_id=str(person.pk)).count() == 1
    assert not is_in(here)


@pytest.mark.parametrize(
    ("name", "began", "seen", "stays"),
    (
        ("colleague", timedelta(hours=11), timedelta(minutes=1), True),
        ("colleague", timedelta(hours=13), timedelta(minutes=1), False),
        ("colleague", timedelta(hours=9), timedelta(hours=7), True),
        ("colleague", timedelta(hours=9), timedelta(hours=8, minutes=1), False),
        ("office", timedelta(hours=2), timedelta(minutes=59), True),
        ("office", timedelta(hours=2), timedelta(minutes=61), False),
    ),
)
def test_the_clocks_run_out(house: House, name: str, began: Any, seen: Any, stays: bool) -> None:
    client = house.client(name)
    assert client.get("/emona/").status_code == 200
    session = client.session
    session["session_began"] = time.time() - began.total_seconds()
    session["session_seen"] = time.time() - seen.total_seconds()
    session.save()
    answer = client.get("/emona/")
    assert answer.status_code == (200 if stays else 302)
    if not stays:
        assert answer["Location"] == "/accounts/login/?next=/emona/"
        assert "_auth_user_id" not in client.session
