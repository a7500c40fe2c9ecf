"""The host's room: no account, one agreement, opened by a personal link; it reads, signs or declines.

The token of the link is exchanged at once for a short signed cookie, so that it stands in no address of a
page, no Referer and no history. Opening the link writes nothing: fetching it in advance signs nothing.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from core import clock, readings
from core.files import download_response
from core.policy import Refusal
from core.views import PublicView
from members.actor import host as host_actor
from members.enums import Capacity
from members.models import Member
from mobility import agreement_paper, agreements, host_tokens
from mobility.enums import DocumentKind, Party, SigningWay
from mobility.forms.agreement import DeclineForm, HostSignForm, with_present_text
from mobility.models import Agreement, IssuedDocument
from mobility.operations import agreement as operations

CLOSED_STATUS = 404


def kept_private(response: HttpResponseBase, *, referrer: str = "no-referrer") -> HttpResponseBase:
    """No cache, no Referer to others, no search engine.

    The pages of the room have no secret in their address and send forms: without any Referer a browser would
    send them with `Origin: null`, and they would be refused as foreign.
    """
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = referrer
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def closed(request: HttpRequest) -> HttpResponseBase:
    """The one answer to every link that opens nothing: whom to ask, the same bytes whatever the cause."""
    member = Member.objects.get(pk=request.member.id)  # type: ignore[attr-defined]
    with translation.override("en"):
        response = render(
            request, "mobility/host/closed.html", {"office": member.email}, status=CLOSED_STATUS
        )
    return kept_private(response)


class HostView(PublicView):
    """A page of the room: the entrance is read from the cookie, and whoever has none is told whom to ask."""

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
            file_id=str(link.agreement.mobility.public_id),
            capacity=Capacity.HOST,
            guest=link.name,
        )
        readings.note(request, opened)
        return kept_private(super().dispatch(request, *args, **kwargs), referrer="same-origin")

    @property
    def agreement(self) -> Agreement:
        return self.entrance.link.agreement

    @property
    def is_to_sign(self) -> bool:
        """Whether the host has still to sign through this link."""
        return self.entrance.link.used_at is None

    def actor(self, name: str) -> Any:
        """The host, under the name that they gave."""
        return host_actor(self.entrance.link.university_id, name)

    def to_room(self) -> HttpResponse:
        return HttpResponseRedirect(room_url(self.request))


def room_url(request: HttpRequest, name: str = "host:room") -> str:
    """The address of a page of the room; it names the tenant and nothing else."""
    university, member = request.university, request.member  # type: ignore[attr-defined]
    return reverse(name, kwargs={"university": university.slug, "member": member.slug})


class Enter(PublicView):
    """The link of the letter: exchanged for the cookie of the room."""

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
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
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                entrance.link.language,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return kept_private(response)


class Room(HostView):
    """The agreement with its text and signatures; the host signs here, and finds the copy afterwards."""

    template = "mobility/host/room.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.room(self.form())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if not self.is_to_sign:
            return self.to_room()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.room(form, status=422)
        try:
            self.sign(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)  # type: ignore[arg-type]
            return self.room(form, status=409)
        return self.to_room()

    def form(self, data: Any = None) -> HostSignForm:
        initial = {"text_hash": self.agreement.text_hash, "name": self.entrance.link.name}
        return HostSignForm(data, initial=initial)

    def sign(self, typed: dict[str, Any]) -> None:
        operations.sign(
            agreement=self.agreement,
            party=Party.HOST,
            actor=self.actor(typed["name"]),
            way=SigningWay.LINK,
            name=typed["name"],
            function=typed["function"],
            text_hash=typed["text_hash"],
        )

    def room(self, form: HostSignForm, status: int = 200) -> TemplateResponse:
        found = self.agreement
        return self.page(
            status,
            form=with_present_text(form, found.text_hash),
            agreement=found,
            text=agreement_paper.reading(found),
            boxes=agreement_paper.boxes(found),
            is_to_sign=self.is_to_sign,
            link=self.entrance.link,
            decline_url=room_url(self.request, "host:decline"),
            copies=self.copies(),
        )

    def copies(self) -> list[dict[str, str]]:
        """The issued papers of this version, once all have signed and they are printed."""
        if self.is_to_sign:
            return []
        languages = copies_of(self.agreement).values_list("language", flat=True)
        return [
            {"language": language, "url": room_url(self.request) + f"copy/{language}/"}
            for language in languages
        ]


def copies_of(agreement: Agreement) -> Any:
    """The PDF of this very version in its languages."""
    return IssuedDocument.objects.filter(
        kind=DocumentKind.AGREEMENT, mobility_id=agreement.mobility_id, version=agreement.version
    ).order_by("language")


class Decline(HostView):
    """The host declines to sign, with the reason."""

    template = "mobility/host/decline.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.shown(DeclineForm(initial={"name": self.entrance.link.name}))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        typed = form.cleaned_data
        try:
            operations.refuse_to_sign(
                agreement=self.agreement,
                party=Party.HOST,
                actor=self.actor(typed["name"]),
                reason=typed["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, refusal.reason)  # type: ignore[arg-type]
            return self.shown(form, status=409)
        return self.page(form=None, is_done=True, agreement=self.agreement)

    def shown(self, form: DeclineForm, status: int = 200) -> TemplateResponse:
        return self.page(
            status, form=form, is_done=False, room_url=room_url(self.request), agreement=self.agreement
        )


class Copy(HostView):
    """The signed agreement as PDF, for the host that signed it."""

    def get(self, request: HttpRequest, language: str) -> HttpResponseBase:
        document = copies_of(self.agreement).filter(language=language).select_related("file").first()
        if document is None or self.is_to_sign or not agreements.signed_by(self.agreement).get(Party.HOST):
            raise Http404
        return download_response(document.file, document.file.original_name, inline=True)
