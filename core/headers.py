"""What every answer says to the browser: what it may load, keep, show in a frame and tell others.

One table for pages, errors, redirects, downloads and static files. An answer that says it more strictly
itself (a download's own policy, the host's room) keeps what it says.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

NOT_NEEDED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_NEEDED),
}
# What a browser forgets when somebody signs out; the cookies are ended one by one.
FORGOTTEN = '"cache", "storage"'


class HeadersMiddleware:
    """First in the chain, so that no answer passes by it, whoever of the others gave it.

    Only static files may be kept by a browser: every page has a token of its reader in it, and most have
    something that is nobody else's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.static = "/" + settings.STATIC_URL.lstrip("/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if not request.path_info.startswith(self.static):
            _keep_out_of_caches(response)
        if getattr(request, "has_signed_out", False):
            response.headers["Clear-Site-Data"] = FORGOTTEN
        return response


def _keep_out_of_caches(response: HttpResponse) -> None:
    said = response.headers.get("Cache-Control", "")
    if "no-store" not in said:
        response.headers["Cache-Control"] = "no-store, private"


@receiver(user_logged_out, dispatch_uid="core.headers.note_sign_out")
def note_sign_out(request: HttpRequest | None, **kwargs: Any) -> None:
    """Remember for the answer to this request that the browser is to forget what it kept."""
    if request is not None:
        request.has_signed_out = True  # type: ignore[attr-defined]
