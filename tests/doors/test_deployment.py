"""The checks of an installation: quiet on production's settings, and each one heard when something is wrong."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.checks import Error, run_checks
from django.test import override_settings

from config.settings import base
from core import checks, checks_deploy

NAMES = [
    "MIDDLEWARE", "CONTENT_SECURITY_POLICY", "CACHES", "STATIC_ROOT", "POPOTNIK_FILES", "ALLOWED_HOSTS",
    "BASE_URL", "EMAIL_BACKEND", "SECRET_KEY", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY",
    "LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_SECURE", "LANGUAGE_COOKIE_HTTPONLY",
    "POPOTNIK_MESSAGES_COOKIE", "POPOTNIK_HOST_COOKIE", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT",
    "POPOTNIK_CLOCK_SEAM", "POPOTNIK_DEMO",
]  # fmt: skip
OWN = [
    checks.seams_are_closed, checks_deploy.policy_is_strict, checks_deploy.cookies_are_bound,
    checks_deploy.cache_is_shared, checks_deploy.transport_is_strict, checks_deploy.hosts_are_named,
    checks_deploy.admin_is_absent, checks_deploy.mail_is_sent, checks_deploy.key_is_long,
    checks_deploy.files_are_private,
]  # fmt: skip


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of production, in force."""
    monkeypatch.setenv("POPOTNIK_SECRET_KEY", "0123456789abcdefghijklmnopqrstuvwxyz" * 2)
    monkeypatch.setenv("POPOTNIK_FIELD_KEYS", Fernet.generate_key().decode())
    monkeypatch.delitem(sys.modules, "config.settings.production", raising=False)
    module = importlib.import_module("config.settings.production")
    values = {name: getattr(module, name) for name in NAMES}
    values |= {"ALLOWED_HOSTS": ["popotnik.example.org"], "BASE_URL": "https://popotnik.example.org"}
    values |= {"POPOTNIK_DEAF_OUTBOX": False, "ACCOUNT_RATE_LIMITS": {}}
    with override_settings(**values):
        yield


def heard() -> set[str]:
    """The ids of what the checks complain about."""
    return {str(message.id) for check in OWN for message in check(app_configs=None)}


def test_production_is_quiet(production: None) -> None:
    assert heard() == set()


def test_they_run_with_deploy(db: None) -> None:
    said = run_checks(include_deployment_checks=True)
    assert {message.id for message in said if isinstance(message, Error)} >= {
        "popotnik.E011",
        "popotnik.E012",
    }


def _policy(**changes: Any) -> dict[str, Any]:
    directives = {**base.CONTENT_SECURITY_POLICY["DIRECTIVES"], **changes}
    return {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": directives}}


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("E003", {"POPOTNIK_CLOCK_SEAM": True}),
    ("E003", {"POPOTNIK_DEMO": True}),
    ("E003", {"POPOTNIK_DEAF_OUTBOX": True}),
    ("E010", _policy(**{"script-src": ["'self'", "'unsafe-inline'"]})),
    ("E010", _policy(**{"script-src": ["'self'", "'unsafe-eval'"]})),
    ("E010", _policy(**{"style-src": ["*"]})),
    ("E010", _policy(**{"img-src": ["https:"]})),
    ("E010", _policy(**{"default-src": ["'self'"]})),
    ("E010", _policy(**{"object-src": ["'self'"]})),
    ("E010", _policy(**{"frame-ancestors": ["'self'"]})),
    ("E010", _policy(**{"base-uri": ["'self'"]})),
    ("E010", {"CONTENT_SECURITY_POLICY": None}),
    ("E010", {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": {}, "EXCLUDE_URL_PREFIXES": ["/a"]}}),
    ("E010", {"MIDDLEWARE": base.MIDDLEWARE[1:]}),
    ("E010", {"MIDDLEWARE": [*base.MIDDLEWARE[:1], *base.MIDDLEWARE[2:]]}),
    ("E011", {"SESSION_COOKIE_NAME": "sessionid"}),
    ("E011", {"CSRF_COOKIE_NAME": "csrftoken"}),
    ("E011", {"LANGUAGE_COOKIE_NAME": "django_language"}),
    ("E011", {"POPOTNIK_MESSAGES_COOKIE": "messages"}),
    ("E011", {"POPOTNIK_HOST_COOKIE": "popotnik-host"}),
    ("E011", {"SESSION_COOKIE_SECURE": False}),
    ("E011", {"CSRF_COOKIE_SECURE": False}),
    ("E011", {"SESSION_COOKIE_HTTPONLY": False}),
    ("E011", {"SESSION_COOKIE_DOMAIN": "example.org"}),
    ("E012", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}),
    ("E012", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}}),
    ("E012", {"ACCOUNT_RATE_LIMITS": False}),
    ("E013", {"SECURE_HSTS_SECONDS": 3600}),
    ("E013", {"SECURE_SSL_REDIRECT": False}),
    ("E013", {"BASE_URL": "http://popotnik.example.org"}),
    ("E014", {"ALLOWED_HOSTS": ["*"]}),
    ("E014", {"ALLOWED_HOSTS": ["popotnik.example.org", ".example.org"]}),
    ("E014", {"ALLOWED_HOSTS": ["other.example.org"]}),
    ("E014", {"USE_X_FORWARDED_HOST": True}),
    ("E015", {"INSTALLED_APPS": [*base.INSTALLED_APPS, "django.contrib.admin"]}),
    ("E016", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ("E016", {"EMAIL_BACKEND": "core.mailbox.MailboxBackend"}),
    ("E017", {"SECRET_KEY": "short"}),
    ("E017", {"SECRET_KEY": "a" * 80}),
    ("E017", {"SECRET_KEY_FALLBACKS": ["short"]}),
    ("E018", {"POPOTNIK_FILES": base.STATIC_ROOT / "files"}),
    ("E018", {"POPOTNIK_FILES": base.VAR}),
    ("E018", {"POPOTNIK_FILES": base.ROOT / "static" / "files"}),
    ("E018", {"MEDIA_URL": "/media/"}),
    ("E018", {"POPOTNIK_SEALS": base.STATIC_ROOT / "seals"}),
]  # fmt: skip


@pytest.mark.parametrize(("number", "wrong"), WRONG)
def test_what_is_wrong_is_heard(production: None, number: str, wrong: dict[str, Any]) -> None:
    with override_settings(**wrong):
        assert heard() == {f"popotnik.{number}"}


def test_that_there_is_no_scanner_is_said_and_stops_nothing() -> None:
    with override_settings(POPOTNIK_SCANNER=""):
        assert [message.is_serious() for message in checks_deploy.scanner_is_known()] == [False]
    with override_settings(POPOTNIK_SCANNER="unix:/run/clamd.sock"):
        assert checks_deploy.scanner_is_known() == []


def test_that_there_is_no_seal_is_said_and_stops_nothing(tmp_path: Path) -> None:
    with override_settings(POPOTNIK_SEALS=tmp_path):
        assert [message.is_serious() for message in checks_deploy.seals_are_known()] == [False]
        (tmp_path / "emona").mkdir()
        (tmp_path / "emona" / "seal.pem").touch()
        assert checks_deploy.seals_are_known() == []
