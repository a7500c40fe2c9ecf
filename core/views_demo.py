"""The demo's two helpers: the mails that were sent, and the clock that can be moved ahead. Absent in production."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core import clock
from core.models import ClockShift, MailboxLetter
from core.views import PublicView
from core.wording import moment

MOST_LETTERS = 100
STEPS = {"day": timedelta(days=1), "week": timedelta(weeks=1), "month": timedelta(days=30)}


class Mailbox(PublicView):
    """The mails of the demo, the newest first; filtered by the address they went to."""

    template = "demo/mailbox.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        letters = MailboxLetter.objects.only("pk", "to", "subject", "sent_at")
        words = request.GET.get("q", "").strip()
        if words:
            letters = letters.filter(to__icontains=words)
        return self.page(letters=letters[:MOST_LETTERS], now=clock.now())


class Letter(PublicView):
    """One mail: as text, with its one link."""

    template = "demo/letter.html"

    def get(self, request: HttpRequest, letter: int, **kwargs: Any) -> HttpResponseBase:
        found = MailboxLetter.objects.filter(pk=letter).first()
        if found is None:
            raise Http404
        return self.page(letter=found)


class MoveClock(PublicView):
    """Moves the demo's clock ahead for every process; it never goes back."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        step = STEPS.get(request.POST.get("by", ""))
        if step is None:
            raise Http404
        shift = ClockShift.objects.first() or ClockShift(shift=timedelta(0))
        shift.shift += step
        shift.save()
        messages.success(request, _("In the demo it is now %s.") % moment(clock.now()))
        return redirect("demo:mailbox")
