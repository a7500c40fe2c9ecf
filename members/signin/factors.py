"""Second factors: whom a university asks for one, and how the secrets behind them are kept."""

import base64
import hashlib
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.actor import Actor
from members.signin.clocks import POWERFUL
from members.signin.institutions import brings_second_factor

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class Adapter(DefaultMFAAdapter):
    """Keeps the secrets encrypted, and names this installation by its configured address, never by a header."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right. Codes change every half minute; write the one shown now."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": "Popotnik"}


def _cipher() -> MultiFernet:
    """The present key first; former ones still open what they closed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"popotnik second factor " + secret.encode()).digest())


def owes_factor(request: HttpRequest, actor: Actor | None, *, since: date | None, today: date) -> bool:
    """Whether this person must set up a second factor before going on at this university.

    `since` is the day from which the university asks for it; whoever decides about others is asked. An institution's
    sign-in that brings its own second factor counts.
    """
    if since is None or today < since or actor is None or not actor.capacities & POWERFUL:
        return False
    return not has_factor(request)


def has_factor(request: HttpRequest) -> bool:
    """Whether the person has a second factor of ours, or came by an institution that asks for one."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" or brings_second_factor(record) for record in records):
        return True
    return bool(is_mfa_enabled(request.user, FACTORS))
