"""Whether whoever asks has proved lately that it is them: acts of weight want more than a session of this morning.

The proof is allauth's record of each password, second factor or institution's word within the session. Its clock is
the machine's own, not the product's: a demonstration that jumps ahead by a month does not age a sign-in.
"""

import time
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def proved_at(request: HttpRequest) -> float:
    """The instant (seconds since 1970) of the newest proof within this session; 0 without one."""
    records = get_authentication_records(request, request.user)
    return max((float(record.get("at", 0)) for record in records), default=0.0)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the newest proof is younger than `POPOTNIK_STEP_UP_MINUTES`."""
    return time.time() - proved_at(request) < 60 * settings.POPOTNIK_STEP_UP_MINUTES


def to_prove(back: str) -> str:
    """The address at which the person proves who they are, and from which they come back."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"


def lead_to_proof(request: HttpRequest) -> HttpResponseRedirect:
    """Send a reader to prove who they are and then back to this page."""
    return HttpResponseRedirect(to_prove(request.get_full_path()))


def words_with_way() -> SafeString:
    """What has to be done first, in a page of its own, so that the one with everything typed stays as it is."""
    return format_html(
        '{} <a href="{}" target="_blank" rel="noopener">{}</a> {}',
        _("Your sign-in is too old for an act of this weight, so nothing was done yet."),
        to_prove(reverse("confirmed")),
        _("Confirm in a new tab that it is you,"),
        _("then come back here and press the button again."),
    )
