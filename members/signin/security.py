"""The security log: who signed in how, what was refused, which factor changed. Never a secret, never a typed address.

Each line is `event key='value' …` on the logger `security`. A refused sign-in gets a reference number; the page shows
that alone, and the reason stands in the log beside it.
"""

import hashlib
import hmac
import logging
import secrets
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("security")

# Signal → the event's name in the log.
EVENTS = (
    (user_logged_in, "signed_in"),
    (user_logged_out, "signed_out"),
    (account.user_signed_up, "account_opened"),
    (account.password_set, "password_set"),
    (account.password_changed, "password_changed"),
    (account.password_reset, "password_reset"),
    (account.email_changed, "address_changed"),
    (account.authentication_step_completed, "proved"),
    (mfa.authenticator_added, "factor_added"),
    (mfa.authenticator_removed, "factor_removed"),
    (mfa.authenticator_reset, "factor_reset"),
    (mfa.authentication_failed, "factor_wrong"),
    (social.social_account_added, "institution_linked"),
    (social.social_account_removed, "institution_unlinked"),
)


class SignInRefused(Exception):
    """An institution's word was not good enough; the reason is for the log alone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def note(event: str, request: HttpRequest | None, *, level: int = logging.INFO, **facts: Any) -> None:
    """Write one line. Values are quoted, so that none of them can begin a line of its own."""
    facts = {"came_from": address_of(request), **facts}
    log.log(level, "%s %s", event, " ".join(f"{key}={str(value)!r}" for key, value in facts.items() if value))


def refuse(request: HttpRequest, provider: Any, reason: str) -> HttpResponse:
    """The page of every refused sign-in: a reference number and no detail; the reason goes to the log."""
    reference = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    app = getattr(provider, "app", None)
    note(
        "sign_in_refused",
        request,
        level=logging.WARNING,
        reference=reference,
        institution=getattr(app, "provider_id", ""),
        reason=reason,
    )
    shown = {"reference": reference}
    return render(request, "socialaccount/authentication_error.html", shown, status=403)


def pseudonym(address: str) -> str:
    """The same short mark for the same typed address; it tells nobody which (some type their password there)."""
    mark = hmac.new(settings.SECRET_KEY.encode(), address.lower().encode(), hashlib.sha256)
    return mark.hexdigest()[:12]


def address_of(request: HttpRequest | None) -> str:
    """From which address of the network a request came; empty where that is not known."""
    if request is None:
        return ""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def _noting(event: str) -> Any:
    def receiver(sender: Any, **said: Any) -> None:
        request = said.get("request")
        person = said.get("user") or getattr(said.get("sociallogin"), "user", None)
        note(
            event,
            request,
            person=getattr(person, "public_id", ""),
            method=said.get("method", ""),
            factor=getattr(said.get("authenticator"), "type", ""),
        )

    return receiver


def connect() -> None:
    """Listen to Django's and allauth's signals; called once when the app is ready."""
    for signal, event in EVENTS:
        signal.connect(_noting(event), weak=False, dispatch_uid=f"security-{event}")
