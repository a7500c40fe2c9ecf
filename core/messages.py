"""Where a message waits for the next page: a cookie under the name that the installation gives it."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookie(CookieStorage):
    """Django's storage; its cookie can carry a prefix that binds it to this host (`__Host-`)."""

    cookie_name = settings.POPOTNIK_MESSAGES_COOKIE


class Messages(FallbackStorage):
    """The cookie, and the session for what is too long for one."""

    storage_classes = (NamedCookie, SessionStorage)
