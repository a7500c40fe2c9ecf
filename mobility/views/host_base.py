"""What every page of the host's room shares: no account, one mobility, opened by a personal link.

The token of the link is exchanged at once for a short signed cookie, so that it stands in no address of a
page, no Referer and no history. Opening the link writes nothing: fetching it in advance signs nothing.
"""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation

from core import clock, readings, throttle
from core.policy import Refusal
from core.throttle import Limit
from core.views import PublicView, kept_private
from members.actor import Actor
from members.actor import host as host_actor
from members.enums import Capacity
from members.models import Member
from members.signin.security import came_from
from mobility import host_languages, host_tokens
from mobility.host_tasks import Visit
from mobility.models import Agreement, HostLink, Mobility

CLOSED_STATUS = 404
# How often one network address may open links, and one link may be acted through.
ENTRIES = Limit("host_entry", most=120, seconds=3600)
ACTS = Limit("host_act", most=40, seconds=3600)


def closed(request: HttpRequest, *, status: int = CLOSED_STATUS) -> HttpResponseBase:
    """The one answer to every link that opens nothing: whom to ask, the same bytes whatever the cause."""
    member = Member.objects.get(pk=request.member.id)  # type: ignore[attr-defined]
    shown = {"office": member.email, "others": host_languages.others()}
    with translation.override(host_languages.USUAL):
        response = render(request, "mobility/host/closed.html", shown, status=status)
    return kept_private(response)


def room_url(request: HttpRequest, name: str = "host:room") -> str:
    """The address of a page of the room; it names the tenant and nothing else."""
    university, member = request.university, request.member  # type: ignore[attr-defined]
    return reverse(name, kwargs={"university": university.slug, "member": member.slug})


class Enter(PublicView):
    """The link of the letter: exchanged for the cookie of the room."""

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        if not throttle.spend(ENTRIES, came_from(request)):
            return closed(request, status=throttle.STATUS)
        entrance = host_tokens.entrance_by_token(token)
        if entrance is None or not entrance.is_open(clock.now()):
            return closed(request)
        response = HttpResponseRedirect(room_url(request))
        response.set_cookie(
            host_tokens.COOKIE,
            host_tokens.cookie_of(entrance),
            max_age=host_tokens.COOKIE_SECONDS,
            path=room_url(request),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return kept_private(response)


class HostView(PublicView):
    """A page of the room: the entrance is read from the cookie, and whoever has none is told whom to ask.

    It is written in the language of the link.
    """

    entrance: host_tokens.Entrance

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = host_tokens.entrance_by_cookie(request.COOKIES.get(host_tokens.COOKIE, ""))
        if found is None or not found.is_open(clock.now()):
            return closed(request)
        self.entrance = found
        link = found.link
        opened = readings.Opened(
            university_id=link.university_id,
            member_id=link.member_id,
            file_id=str(self.mobility.public_id),
            capacity=Capacity.HOST,
            guest=link.name,
        )
        readings.note(request, opened)
        with host_languages.read_in(link.language):
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        response.headers["Content-Language"] = link.language
        return kept_private(response, referrer="same-origin")

    @property
    def link(self) -> HostLink:
        return self.entrance.link

    @property
    def agreement(self) -> Agreement:
        return self.link.agreement

    @property
    def mobility(self) -> Mobility:
        return self.agreement.mobility

    @property
    def visit(self) -> Visit:
        """Who is here, for the tasks of the room."""
        return Visit(self.link, self.entrance.purpose)

    def actor(self, name: str = "") -> Actor:
        """The host, under the name that they gave."""
        return host_actor(self.link.university_id, name.strip() or self.link.name)

    def to_room(self) -> HttpResponse:
        return HttpResponseRedirect(room_url(self.request))

    def page(self, status: int = 200, **context: Any) -> TemplateResponse:
        context.setdefault("room_url", room_url(self.request))
        context.setdefault("host_languages", host_languages.choices())
        context.setdefault("language_url", room_url(self.request, "host:language"))
        return super().page(status, link=self.link, mobility=self.mobility, **context)


class HostActView(HostView, ABC):
    """A page of the room that does one thing; what is wrong comes back with what was typed.

    `thanks`: what is said where the link opens nothing any more; else the way leads back to the room.
    """

    form_class: Any = forms.Form
    template = "mobility/host/act.html"
    title: Any = ""
    lede: Any = ""
    verb: Any = ""
    grave = False
    thanks: Any = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not self.is_open():
            return self.to_room()
        return self.shown(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not self.is_open():
            return self.to_room()
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form, status=422)
        if not throttle.spend(ACTS, self.link.pk) or not throttle.spend(
            throttle.MAILBOX, *self.mailboxes(form)
        ):
            form.add_error(None, ACTS.words)
            return self.shown(form, status=throttle.STATUS)
        try:
            self.act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)  # type: ignore[arg-type]
            return self.shown(form, status=409)
        if not self.thanks:
            return self.to_room()
        return self.page(title=self.title, thanks=self.thanks)

    def is_open(self) -> bool:
        """Whether this can be done now through this link; whoever comes too late is led to the room."""
        return True

    def form(self, *args: Any) -> forms.Form:
        return self.form_class(*args, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        return {}

    def mailboxes(self, form: forms.Form) -> list[str]:
        """The addresses that a valid form would have letters sent to."""
        return []

    @abstractmethod
    def act(self, typed: dict[str, Any]) -> Any:
        """Call the one operation."""

    def shown(self, form: forms.Form, status: int = 200) -> TemplateResponse:
        return self.page(
            status,
            form=form,
            title=self.title,
            lede=self.lede,
            verb=self.verb,
            grave=self.grave,
            **self.context(),
        )

    def context(self) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}
