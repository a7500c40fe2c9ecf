"""The secret in the host's link: derived from the link's nonce and the installation's key, stored nowhere.

A token says which link (the nonce) and proves that we made it (a 192-bit MAC over purpose, tenant, nonce).
A link opens the room for its purpose (to sign, to certify) until that was done; `COPY` opens it afterwards, for
what was signed.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from core.outbox import secret_link
from mobility.host_enums import LinkPurpose
from mobility.links import absolute, tenant_of
from mobility.models import HostLink

SIGN, CERTIFY, COPY = str(LinkPurpose.SIGN), str(LinkPurpose.CERTIFY), "copy"
NONCE_BYTES, MAC_BYTES = 16, 24
COPY_DAYS = 90
COOKIE = settings.POPOTNIK_HOST_COOKIE
COOKIE_SECONDS = 2 * 60 * 60
SALT = "mobility.host_tokens"


@dataclass(frozen=True)
class Entrance:
    """A link that was shown, and what it was shown for."""

    link: HostLink
    purpose: str

    def is_open(self, at: datetime) -> bool:
        """Whether it still opens the room: for its purpose, or afterwards to fetch the copy."""
        link = self.link
        if link.revoked_at is not None or link.agreement.superseded_at is not None:
            return False
        if link.used_at is None:
            return self.purpose == link.purpose and at < link.valid_until
        return at < link.used_at + timedelta(days=COPY_DAYS)


def token_of(link: HostLink, purpose: str = "") -> str:
    """The secret part of the link's address, for its own purpose or for another."""
    raw = bytes.fromhex(link.nonce) + _mac(link, purpose or link.purpose)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _mac(link: HostLink, purpose: str) -> bytes:
    said = f"{purpose}:{link.university_id}:{link.member_id}:{link.nonce}"
    return salted_hmac(SALT, said, algorithm="sha256").digest()[:MAC_BYTES]


def entrance_by_token(token: str) -> Entrance | None:
    """What a token opens, or None when we did not make it for this tenant (the present scope).

    A link is spent once its purpose is met: by the token alone it opens nothing more.
    """
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    nonce, mac = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    link = _links().filter(nonce=nonce.hex()).first()
    if link is None or token != base64.urlsafe_b64encode(raw).decode().rstrip("="):
        return None
    for purpose in (link.purpose, COPY):
        if constant_time_compare(mac, _mac(link, purpose)):
            is_spent = purpose != COPY and link.used_at is not None
            return None if is_spent else Entrance(link, purpose)
    return None


def cookie_of(entrance: Entrance) -> str:
    """The signed value that stands for the token in the host's browser."""
    return signing.dumps([entrance.link.pk, entrance.purpose], salt=SALT)


def entrance_by_cookie(value: str) -> Entrance | None:
    """What the host's browser may open, or None: forged, too old, or of another tenant than the scope's."""
    try:
        pk, purpose = signing.loads(value, salt=SALT, max_age=COOKIE_SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    link = _links().filter(pk=pk).first()
    return Entrance(link, purpose) if link else None


def _links() -> Any:
    return HostLink.objects.select_related("agreement__mobility__call")


def address_of(link: HostLink, purpose: str = "") -> str:
    """The full address that a letter carries."""
    return absolute(reverse("host:enter", kwargs={**tenant_of(link), "token": token_of(link, purpose)}))


@secret_link("host")
def link_to_room(reference: str) -> str:
    """Made when the letter leaves; `reference` is the link's key."""
    return address_of(HostLink.objects.get(pk=int(reference)))


@secret_link("host-copy")
def link_to_copy(reference: str) -> str:
    """The way to the signed copy, made when the letter leaves."""
    return address_of(HostLink.objects.get(pk=int(reference)), COPY)
