"""The host's browser in tests."""

from django.conf import settings
from django.test import Client

from mobility import host_tokens
from mobility.models import HostLink

SIGNED = {"name": "Anna Gruber", "function": "Head of office", "may_sign": "on"}


def path_of(link: HostLink, purpose: str = "") -> str:
    return host_tokens.address_of(link, purpose).removeprefix(settings.BASE_URL)


def enter(link: HostLink, purpose: str = "") -> Client:
    """A browser that has followed the link into the room."""
    browser = Client()
    response = browser.get(path_of(link, purpose))
    assert response.status_code == 302
    return browser
