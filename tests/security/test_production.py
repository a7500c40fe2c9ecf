"""Production's settings as a fresh process reads them, and what no page, cookie or answer may do there."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError

from config.celery import app
from members.models import Person
from tests.tidiness.files import ROOT
from tools.check import NOWHERE

ASKED = (
    *("DEBUG", "INSTALLED_APPS", "PASSWORD_HASHERS", "AUTH_PASSWORD_VALIDATORS", "SECRET_KEY_FALLBACKS"),
    *("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"),
    *(
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_HTTPONLY",
        "SESSION_ENGINE",
        "SESSION_SERIALIZER",
    ),
    *("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT"),
    *("POPOTNIK_DEMO", "POPOTNIK_CLOCK_SEAM", "MFA_TOTP_TOLERANCE"),
)
READ = """
import json, django
django.setup()
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {names!r}}}))
"""
A_YEAR = 31_536_000


def read_production(**changed: str | None) -> subprocess.CompletedProcess[str]:
    """What a fresh process says of production's settings; None takes a variable away."""
    env = {**os.environ, **NOWHERE, "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    for name, value in changed.items():
        env.pop(name, None)
        if value is not None:
            env[name] = value
    command = [sys.executable, "-c", READ.format(names=ASKED)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    done = read_production(POPOTNIK_FORMER_SECRET_KEYS="an-older-key")
    return json.loads(done.stdout.splitlines()[-1])


def test_cookies(production: dict[str, Any]) -> None:
    for name in ("SESSION", "CSRF"):
        assert production[f"{name}_COOKIE_NAME"].startswith("__Host-")
        assert production[f"{name}_COOKIE_SECURE"]
        assert production[f"{name}_COOKIE_HTTPONLY"]
    assert production["SESSION_COOKIE_SAMESITE"] in {"Lax", "Strict"}


def test_transport(production: dict[str, Any]) -> None:
    assert production["SECURE_HSTS_SECONDS"] >= A_YEAR
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert production["SECURE_SSL_REDIRECT"]
    assert production["DEBUG"] is False


def test_nothing_of_the_demonstration_is_there(production: dict[str, Any]) -> None:
    assert "demo" not in production["INSTALLED_APPS"]
    assert not production["POPOTNIK_DEMO"]
    assert not production["POPOTNIK_CLOCK_SEAM"]
    assert "django.contrib.auth.hashers.MD5PasswordHasher" not in production["PASSWORD_HASHERS"]


def test_former_keys_are_read(production: dict[str, Any]) -> None:
    assert production["SECRET_KEY_FALLBACKS"] == ["an-older-key"]


def test_lifetimes(production: dict[str, Any]) -> None:
    assert production["MFA_TOTP_TOLERANCE"] <= 1


@pytest.mark.parametrize("name", ["POPOTNIK_SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_secrets_have_no_default(name: str) -> None:
    done = read_production(**{name: None})
    assert done.returncode != 0
    assert name in done.stderr


def test_messages_and_sessions_are_json(production: dict[str, Any]) -> None:
    assert production["SESSION_SERIALIZER"] == "django.contrib.sessions.serializers.JSONSerializer"
    assert production["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"
    assert set(app.conf.accept_content) == {"json"}
    assert app.conf.task_serializer == "json"


def test_there_is_no_account_and_no_administration_site(
    production: dict[str, Any], db: None, client: Any
) -> None:
    assert "django.contrib.admin" not in production["INSTALLED_APPS"]
    assert client.get("/admin/").status_code == 404
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("short-words", False),
        ("administrator", False),
        ("only small letters here", True),
        ("žabja noga pod mostom", True),
        ("z" * 4 + "pomladni veter " * 4, True),
    ],
)
def test_password_rules(production: dict[str, Any], word: str, taken: bool, db: None) -> None:
    validators = get_password_validators(production["AUTH_PASSWORD_VALIDATORS"])
    person = Person(email="ana@ff.emona.example", first_name="Ana", last_name="Novak")
    assert production["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    if taken:
        validate_password(word, person, validators)
        return
    with pytest.raises(ValidationError):
        validate_password(word, person, validators)


def test_the_tests_rules_are_productions(production: dict[str, Any]) -> None:
    assert production["AUTH_PASSWORD_VALIDATORS"] == settings.AUTH_PASSWORD_VALIDATORS
