"""Passwords: which are refused; that nobody learns who has an account; that limits hold over all processes and end."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configured
from django.contrib.auth import hashers
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from config.settings import base
from members.models import Person
from tests.world import House

PASSWORD = "korenine-v-zemlji-7"
NOBODY = "nobody.ff@emona.example"


@pytest.fixture
def person(house: House) -> Person:
    found = house.people["office"]
    found.set_password(PASSWORD)
    found.save()
    EmailAddress.objects.create(user=found, email=found.email, verified=True, primary=True)
    return found


@pytest.mark.parametrize(
    "password",
    (
        "kratko-7", "x" * 129, "password1234", "PopotnikPopotnik", "univerza-emona-1",
        "Fakulteta-FF-12", "Erasmus-2026-27", "emonaemonaemona", "office-emona-2026", "officeoffice99",
    ),
)  # fmt: skip
def test_weak_passwords_are_refused(person: Person, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, person)


@pytest.mark.parametrize(
    "password", ("štiri besede brez reda", "x7" * 64, "      a lot of space  ", "korenine-emona-v-zemlji")
)
def test_long_ones_of_any_kind_are_welcome(person: Person, password: str) -> None:
    validate_password(password, person)


def words(answer: Any) -> tuple[int, str]:
    """Status and text, without what differs from request to request, and without what was typed."""
    text = answer.content.decode()
    text = re.sub(
        r'(csrfmiddlewaretoken" value="|X-CSRFToken&quot;: &quot;|"X-CSRFToken": ")[^"&]+', "", text
    )
    return answer.status_code, text.replace("nobody.ff@", "A@").replace("office.ff@", "A@")


@pytest.mark.parametrize(
    ("path", "typed"),
    (
        ("/accounts/login/", {"login": "{}", "password": "not-the-one-123"}),
        ("/accounts/password/reset/", {"email": "{}"}),
        (
            "/accounts/signup/",
            {
                "email": "{}",
                "password1": PASSWORD,
                "password2": PASSWORD,
                "first_name": "A",
                "last_name": "B",
            },
        ),
    ),
)
@pytest.mark.parametrize("domain", ("emona.example", "elsewhere.example"))
def test_nobody_learns_who_has_an_account(
    person: Person, path: str, typed: dict[str, str], domain: str
) -> None:
    """T80: same status, same page, same next page, and a letter either way or none; in and out of the domain."""
    answers, letters = [], []
    known = f"office.ff@{domain}"
    EmailAddress.objects.filter(user=person).update(email=known)
    Person.objects.filter(pk=person.pk).update(email=known)
    for address in (known, f"nobody.ff@{domain}"):
        mail.outbox.clear()
        client = Client()
        answer = client.post(path, {name: value.format(address) for name, value in typed.items()})
        onward = client.get(answer["Location"]) if answer.status_code == 302 else answer
        answers.append((answer.get("Location"), words(answer), words(onward)))
        letters.append(len(mail.outbox))
    assert answers[0] == answers[1]
    assert letters[0] == letters[1]


def test_an_unknown_address_costs_as_much_as_a_wrong_password(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is computed either way; without it an answer would come sooner for whoever has no account."""
    counted: list[str] = []
    hasher = type(hashers.get_hasher())
    honest = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *a, **k: counted.append("x") or honest(self, *a, **k))
    costs = []
    for address in (person.email, NOBODY):
        counted.clear()
        Client().post("/accounts/login/", {"login": address, "password": "not-the-one-123"})
        costs.append(len(counted))
    assert costs[0] == costs[1] >= 1


@pytest.fixture
def limits(settings: Any) -> Iterator[None]:
    """The limits of production, counted in the shared cache."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": configured.REDIS_URL,
            "KEY_PREFIX": "limits",
        }
    }
    cache.clear()
    yield
    cache.clear()


def test_limits_hold_over_all_doors_and_do_not_last(limits: None, person: Person, settings: Any) -> None:
    """T81: tries are counted by account over every client; a new password by letter lifts the wait."""
    for number in range(5):
        wrong = Client(REMOTE_ADDR=f"10.0.0.{number}")
        assert (
            wrong.post("/accounts/login/", {"login": person.email, "password": f"wrong-{number}"}).status_code
            == 200
        )
    right = Client(REMOTE_ADDR="10.0.1.1")
    typed = {"login": person.email, "password": PASSWORD}
    assert right.post("/accounts/login/", typed).status_code == 200, (
        "the wait holds even for the right password"
    )
    other = {"login": "dean.ff@emona.example", "password": "x"}
    assert "pet minut" not in Client().post("/accounts/login/", other).content.decode()
    Client().post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"http://\S+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]
    fresh = Client()
    form = fresh.get(link, follow=True).request["PATH_INFO"]
    new = "drugo-geslo-za-potnika-3"
    fresh.post(form, {"password1": new, "password2": new})
    assert right.post("/accounts/login/", {"login": person.email, "password": new}).status_code == 302


def test_too_many_requests_see_our_page(limits: None, person: Person) -> None:
    client, answer = Client(), None
    for _ in range(21):
        answer = client.post("/accounts/password/reset/", {"email": NOBODY})
    assert answer is not None
    assert answer.status_code == 429
    assert 'class="mark"' in answer.content.decode()


def test_the_link_begins_with_the_configured_address(person: Person, settings: Any) -> None:
    """T16: another name in the header is either refused or without effect."""
    settings.BASE_URL = "https://popotnik.example.org"
    for host in ("127.0.0.1", "localhost:9999"):
        Client().post("/accounts/password/reset/", {"email": person.email}, headers={"host": host})
        links = re.findall(r"https?://\S+", mail.outbox[-1].body)
        assert links
        assert all(link.startswith("https://popotnik.example.org/accounts/") for link in links), links
    before = len(mail.outbox)
    spoofed = Client().post(
        "/accounts/password/reset/", {"email": person.email}, headers={"host": "evil.example"}
    )
    assert (spoofed.status_code, len(mail.outbox)) == (400, before)
    Client().post(
        "/accounts/password/reset/", {"email": person.email}, headers={"x-forwarded-host": "evil.example"}
    )
    assert "evil.example" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    "back",
    ("//evil.example", "https://evil.example/", r"\\evil.example", "javascript:alert(1)", "/\\evil.example"),
)
def test_nobody_is_led_away_after_signing_in(person: Person, back: str) -> None:
    """T78."""
    done = Client().post("/accounts/login/", {"login": person.email, "password": PASSWORD, "next": back})
    assert done["Location"] == "/"


def test_the_security_log_says_what_happened_and_no_secret(person: Person, caplog: Any) -> None:
    caplog.set_level("INFO", "security")
    Client().post(
        "/accounts/login/", {"login": "my-password-by-mistake@emona.example", "password": "hush-hush-hush"}
    )
    Client().post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    lines = "\n".join(one.getMessage() for one in caplog.records if one.name == "security")
    assert "sign_in_failed" in lines
    assert f"signed_in came_from='127.0.0.1' person='{person.public_id}'" in lines
    for secret in ("my-password-by-mistake", "hush-hush-hush", PASSWORD, person.email):
        assert secret not in lines
