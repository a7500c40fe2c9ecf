"""System checks of an installation that strangers can reach: `manage.py check --deploy`.

Django's own checks know cookies, HSTS and the key; these know what this product needs beside them. Each says
what is wrong and under which setting; none can be silenced by a setting of ours.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register

from core.seals import CERTIFICATE

YEAR = 31_536_000
KEY_LENGTH = 50
FIRST = "core.headers.HeadersMiddleware"
POLICY = "csp.middleware.CSPMiddleware"
CLOSED = {"default-src": "none", "object-src": "none", "base-uri": "none", "frame-ancestors": "none"}
WIDE = ("unsafe-", "*", "http:", "https:", "blob:", "filesystem:")
OWN_MEMORY = ("locmem", "dummy", "filebased", "file")
NOT_SENT = ("console", "locmem", "dummy", "filebased", "mailbox")
HOST_BOUND = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE")


@register(deploy=True)
def policy_is_strict(**kwargs: Any) -> list[CheckMessage]:
    """Nothing inline, nothing from elsewhere, no frame; on every answer."""
    directives = (getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}).get("DIRECTIVES", {})
    said = {name: [str(word).strip("'") for word in words or ()] for name, words in directives.items()}
    faults = [f"{name} must be 'none'" for name, word in CLOSED.items() if said.get(name) != [word]]
    faults += [f"{name} allows {word}" for name, words in said.items() for word in words if _is_wide(word)]
    faults += [
        f"{name} is not said" for name in ("script-src", "style-src", "form-action") if name not in said
    ]
    if settings.MIDDLEWARE[:2] != [FIRST, POLICY]:
        faults.append(f"MIDDLEWARE must begin with {FIRST} and {POLICY}")
    if (getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}).get("EXCLUDE_URL_PREFIXES"):
        faults.append("EXCLUDE_URL_PREFIXES leaves addresses out")
    return [Error(f"Content security policy: {fault}.", id="popotnik.E010") for fault in faults]


def _is_wide(word: str) -> bool:
    return word.startswith(WIDE)


@register(deploy=True)
def cookies_are_bound(**kwargs: Any) -> list[CheckMessage]:
    """Every cookie is sent over TLS only and carries the prefix that binds it to this host."""
    names = {f"{kind}_NAME": "__Host-" for kind in HOST_BOUND}
    names |= {"POPOTNIK_MESSAGES_COOKIE": "__Host-", "POPOTNIK_HOST_COOKIE": "__Secure-"}
    faults = [
        f"{setting} must begin with {prefix}"
        for setting, prefix in names.items()
        if not str(getattr(settings, setting)).startswith(prefix)
    ]
    faults += [f"{kind}_SECURE must be on" for kind in HOST_BOUND if not getattr(settings, f"{kind}_SECURE")]
    faults += [
        f"{kind}_HTTPONLY must be on" for kind in HOST_BOUND if not getattr(settings, f"{kind}_HTTPONLY")
    ]
    faults += [f"{kind}_DOMAIN must not be set" for kind in HOST_BOUND if getattr(settings, f"{kind}_DOMAIN")]
    return [Error(f"Cookies: {fault}.", id="popotnik.E011") for fault in faults]


@register(deploy=True)
def cache_is_shared(**kwargs: Any) -> list[CheckMessage]:
    """Limits on attempts count over all web processes, or they do not count."""
    backend = settings.CACHES["default"]["BACKEND"]
    faults = []
    if any(f".{word}." in backend for word in OWN_MEMORY):
        faults.append(f"{backend} is not shared between processes")
    if getattr(settings, "ACCOUNT_RATE_LIMITS", None) is False:
        faults.append("ACCOUNT_RATE_LIMITS is off")
    return [Error(f"Limits on attempts: {fault}.", id="popotnik.E012") for fault in faults]


@register(deploy=True)
def transport_is_strict(**kwargs: Any) -> list[CheckMessage]:
    """A year of HTTPS only, and links that begin with it."""
    faults = []
    if settings.SECURE_HSTS_SECONDS < YEAR or not settings.SECURE_SSL_REDIRECT:
        faults.append("SECURE_HSTS_SECONDS must be a year at least, and SECURE_SSL_REDIRECT on")
    if not settings.BASE_URL.startswith("https://"):
        faults.append("POPOTNIK_BASE_URL must begin with https://")
    return [Error(f"Transport: {fault}.", id="popotnik.E013") for fault in faults]


@register(deploy=True)
def hosts_are_named(**kwargs: Any) -> list[CheckMessage]:
    """No wildcard, no forwarded name, and the address in letters is one that is answered."""
    faults = [
        f"“{name}” stands for more than one host" for name in settings.ALLOWED_HOSTS if name[:1] in "*."
    ]
    if urlsplit(settings.BASE_URL).hostname not in settings.ALLOWED_HOSTS:
        faults.append("the host of POPOTNIK_BASE_URL is not among POPOTNIK_HOSTS")
    if settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT:
        faults.append("USE_X_FORWARDED_HOST and _PORT must be off")
    return [Error(f"Host names: {fault}.", id="popotnik.E014") for fault in faults]


@register(deploy=True)
def admin_is_absent(**kwargs: Any) -> list[CheckMessage]:
    """Django's admin knows neither tenants nor the journal: it is not part of the product."""
    if not apps.is_installed("django.contrib.admin"):
        return []
    return [Error("django.contrib.admin must not be installed.", id="popotnik.E015")]


@register(deploy=True)
def mail_is_sent(**kwargs: Any) -> list[CheckMessage]:
    """Letters leave the machine."""
    if not any(word in settings.EMAIL_BACKEND for word in NOT_SENT):
        return []
    return [Error(f"EMAIL_BACKEND {settings.EMAIL_BACKEND} sends nothing.", id="popotnik.E016")]


@register(deploy=True)
def key_is_long(**kwargs: Any) -> list[CheckMessage]:
    """The installation's key, and the ones before it, are not to be guessed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if all(len(key) >= KEY_LENGTH and len(set(key)) > KEY_LENGTH // 5 for key in keys):
        return []
    return [Error(f"POPOTNIK_SECRET_KEY needs {KEY_LENGTH} random characters.", id="popotnik.E017")]


@register(deploy=True)
def files_are_private(**kwargs: Any) -> list[CheckMessage]:
    """No folder that is served holds a file that somebody sent, or a seal, and none of them lies among the code."""
    private = [Path(folder).resolve() for folder in (settings.POPOTNIK_FILES, settings.POPOTNIK_SEALS)]
    faults = [
        f"{files} and the served folder {folder} lie in one another"
        for files, folder in product(private, _served())
        if files.is_relative_to(folder) or folder.is_relative_to(files)
    ]
    if settings.MEDIA_URL.strip("/"):
        faults.append("MEDIA_URL must not be set")
    return [Error(f"Stored files: {fault}.", id="popotnik.E018") for fault in faults]


def _served() -> Iterator[Path]:
    for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS, settings.MEDIA_ROOT):
        if folder:
            yield Path(str(folder)).resolve()


@register(deploy=True)
def scanner_is_known(**kwargs: Any) -> list[CheckMessage]:
    """A scanner is the operator's choice; that there is none should be known."""
    if settings.POPOTNIK_SCANNER:
        return []
    return [Info("No virus scanner is set (POPOTNIK_SCANNER).", id="popotnik.I019")]


@register(deploy=True)
def seals_are_known(**kwargs: Any) -> list[CheckMessage]:
    """A seal is the university's choice; that there is none should be known (manage.py seal_status names whose)."""
    if any(Path(settings.POPOTNIK_SEALS).glob(f"*/{CERTIFICATE}")):
        return []
    words = "No university has a seal (POPOTNIK_SEALS, manage.py make_seal): papers are issued unsealed."
    return [Info(words, id="popotnik.I020")]
