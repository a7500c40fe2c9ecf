"""Session clocks: a session ends when it has rested too long, and in any case some hours after sign-in.

Both count on the machine's own clock, as core.fresh does: a demonstration that jumps a month ahead signs nobody out.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from members.actor import Actor
from members.enums import Capacity as C

# People who decide about others, or read everything: their session rests for a shorter time.
POWERFUL = frozenset(
    {
        C.COORDINATOR,
        C.FACULTY_OFFICE,
        C.SECRETARY,
        C.DEAN,
        C.CHAIR,
        C.OFFICE,
        C.HR,
        C.FINANCE,
        C.AUDITOR,
        C.DPO,
        C.RECTORATE,
    }
)
BEGAN, SEEN, KIND = "session_began", "session_seen", "session_kind"
# The session is written again at most this often (seconds), so that reading pages stays cheap.
GRAIN = 60


class SessionClockMiddleware:
    """Ends what has rested or lasted too long; notes when the session was last used, and by whom."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if is_over(request):
            logout(request)
            messages.info(request, _("You were signed out, since you were away for a while. Sign in again."))
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        keep(request)
        response = self.get_response(request)
        actor: Actor | None = getattr(request, "actor", None)
        if actor is not None and actor.capacities & POWERFUL and request.session.get(KIND) != "powerful":
            request.session[KIND] = "powerful"
        return response


def is_over(request: HttpRequest) -> bool:
    """Whether the session has lasted or rested for longer than it may."""
    now, session = time.time(), request.session
    rest = settings.POPOTNIK_SESSION_REST[session.get(KIND, "everybody")]
    return (
        now - session.get(BEGAN, now) > settings.POPOTNIK_SESSION_LASTS * 60
        or now - session.get(SEEN, now) > rest * 60
    )


def keep(request: HttpRequest) -> None:
    """Note that the session is in use."""
    now, session = time.time(), request.session
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) > GRAIN:
        session[SEEN] = now


def begin(sender: object, request: HttpRequest, **said: object) -> None:
    """Signing in winds both clocks anew."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
    request.session.pop(KIND, None)


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(begin, dispatch_uid="session-clocks")
