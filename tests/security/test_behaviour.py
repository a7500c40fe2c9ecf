"""Small promises of docs/asvs.md that no other room's tests carry."""

import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.mail.message import BadHeaderError
from django.test import Client
from django.urls import reverse

from core import letters
from core.models import SentNotice
from members.models import Person
from members.views import Home
from partners.forms import HostForm
from tests.tidiness.files import ROOT
from tests.world import House

WORD = "  Žabja noga POD mostom  "
LOGIN = "/accounts/login/"
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
# Ways to make markup or code out of text, or to talk to other windows.
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|jsonp|__proto__"
)
# A row of a list is copied from the page's own template element, which the server has escaped.
OWN_TEMPLATE = 'copy.innerHTML = box.querySelector("template[data-row]").innerHTML'
FORBIDDEN = (
    "/.git/config",
    "/.env",
    "/manage.py",
    "/config/settings/base.py",
    "/static/",
    "/media/",
    "/var/files/",
)


@pytest.fixture
def ana(house: House) -> Person:
    """Somebody with a password that looks like several others."""
    person = house.people["participant"]
    person.set_password(WORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(person: Person, word: str, onward: str = "") -> tuple[Client, Any]:
    """A browser after the form of signing in, and the answer it got."""
    client = Client()
    answer = client.post(LOGIN, {"login": person.email, "password": word, "next": onward})
    return client, answer


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return "_auth_user_id" in client.session


def test_passwords_are_taken_exactly(ana: Person) -> None:
    assert is_in(sign_in(ana, WORD)[0])
    for near in (WORD.strip(), WORD.lower(), WORD[:-1], WORD + " "):
        assert not is_in(sign_in(ana, near)[0]), near


@pytest.mark.parametrize(
    "where",
    ["//evil.example", "https://evil.example/", r"\\evil.example", "javascript:alert(1)", "/\t/evil.example"],
)
def test_sign_in_leads_nowhere_else(ana: Person, where: str) -> None:
    client, answer = sign_in(ana, WORD, where)
    assert is_in(client)
    assert "evil" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith("/")
    assert "javascript" not in answer.headers["Location"]


def test_session_keys_are_long_and_new(ana: Person) -> None:
    client = Client()
    client.get(LOGIN)
    client.session["before"] = 1
    client.session.save()
    before = client.session.session_key
    client.post(LOGIN, {"login": ana.email, "password": WORD})
    after = client.session.session_key
    assert is_in(client)
    assert after != before
    assert len(after) >= 25  # 36 signs: 128 bits and more
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_is_gone_after_signing_out(house: House) -> None:
    client = house.client("participant")
    kept = client.cookies["sessionid" if "sessionid" in client.cookies else next(iter(client.cookies))].value
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=kept).exists()
    assert not is_in(client)


def test_every_page_offers_to_sign_out(house: House) -> None:
    for name in ("participant", "coordinator", "hr"):
        page = house.client(name).get(f"/{house.university.slug}/").content.decode()
        assert reverse("account_logout") in page


def test_changing_the_password_asks_for_the_present_one(ana: Person, house: House) -> None:
    client = house.client("participant")
    new = "povsem drugo geslo"
    for present in ("", "not the present one"):
        client.post(
            reverse("account_change_password"),
            {"oldpassword": present, "password1": new, "password2": new},
        )
        ana.refresh_from_db()
        assert ana.check_password(WORD)


def test_password_fields_are_masked_and_take_help(house: House) -> None:
    pages = [Client().get(LOGIN), Client().get(reverse("account_signup"))]
    pages.append(house.client("participant").get(reverse("account_change_password")))
    fields = [
        field
        for page in pages
        for field in re.findall(r"<input[^>]*password[^>]*>", page.content.decode())
        if 'name="' in field and 'type="hidden"' not in field
    ]
    assert len(fields) >= 3
    assert [field for field in fields if 'type="password"' not in field or "autocomplete=" not in field] == []
    assert [field for field in fields if "onpaste" in field or 'autocomplete="off"' in field] == []


def test_a_repeated_field_counts_once(ana: Person) -> None:
    client = Client()
    body = f"login=nobody@x.example&login={ana.email}&password=x&password={WORD}"
    client.post(LOGIN, body.replace(" ", "+").encode(), content_type="application/x-www-form-urlencoded")
    assert client.session.get("_auth_user_id") == str(ana.pk)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_nothing_of_the_repository_is_shown(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_health_tells_nothing(db: None, client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.json() == {"alive": True}
    assert {"Server", "X-Powered-By", "Via"} & set(answer.headers) == set()


def test_pages_name_their_charset(db: None, client: Client) -> None:
    for address in ("/", LOGIN, "/missing/"):
        assert client.get(address).headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_refusal_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="django.request"):
        house.client("participant").get(house.url("selection/missing/"))
    assert any("selection/missing" in record.getMessage() for record in caplog.records)


def test_a_foreign_form_is_logged(ana: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="django.security.csrf"):
        answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": ana.email, "password": WORD})
    assert answer.status_code == 403
    assert any(record.name == "django.security.csrf" for record in caplog.records)


def test_an_error_is_logged_and_tells_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("a detail of the inside")

    monkeypatch.setattr(Home, "get", fail)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "detail" not in answer.content.decode()
    assert "a detail of the inside" in caplog.text


@pytest.mark.parametrize("field", ["subject", "address"])
def test_a_subject_stays_one_line(db: None, field: str) -> None:
    notice = SentNotice(
        university_id=1, pk=1, key="k", address="a@x.example", subject="s", text="t", html="<p>t</p>"
    )
    setattr(notice, field, "a@x.example\r\nBcc: b@x.example")
    with pytest.raises((BadHeaderError, ValueError)):
        letters.hand_over(notice)


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_links_of_people_are_web_addresses(db: None, website: str) -> None:
    assert "website" in HostForm({"website": website}).errors


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_write_text_and_no_markup(script: Path) -> None:
    text = script.read_text().replace(OWN_TEMPLATE, "")
    assert MARKUP.findall(text) == []
    assert "var " not in text


def test_changing_how_one_signs_in_asks_again(ana: Person, house: House) -> None:
    client = house.client("participant", signed_in=timedelta(hours=2))
    for name in ("mfa_activate_totp", "account_email"):
        answer = client.post(reverse(name), {"email": f"new.{ana.email}", "action_add": "1"})
        assert answer.status_code == 302, name
        assert "reauthenticate" in answer.headers["Location"], name
