"""Resolves the address `/<university>/<member>/…`, finds out who acts, and opens the tenant's scope."""

import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core import clock, readings
from core.tenancy import narrowed, reading_only, tenant_scope
from members.actor import Actor
from members.queries import MemberAddress, UniversityAddress, actor_for, address_of
from members.signin.factors import owes_factor

# Where a session keeps in which one capacity its person chose to act, by university. It can only narrow.
CHOSEN = "acts_as"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class AddressMiddleware:
    """Every view with a `university` in its address runs in that university's scope, in one transaction.

    A stranger to the university or the member gets 404. A reading request may not write: the database refuses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        view_class = getattr(view, "view_class", None)
        if "university" not in kwargs or view_class is None:
            return None
        university = address_of(kwargs.pop("university"))
        member = _member_at(university, kwargs)
        if university is None:
            raise Http404
        request.university, request.member = university, member  # type: ignore[attr-defined]
        with at_university(university, request) as stack:
            public = getattr(view_class, "public", False)
            _enter(stack, request, university, member, public=public)
            if not public and _owes_factor(request, university):
                return _to_factors(request)
            response = rendered(view(request, *args, **kwargs))
        if request.method in READING:
            readings.keep(request, response.status_code)
        return response


@contextmanager
def at_university(university: UniversityAddress, request: HttpRequest) -> Iterator[ExitStack]:
    """The university's time zone; and no writing for a request that reads. Scopes go onto the stack."""
    with ExitStack() as stack:
        stack.enter_context(timezone.override(zoneinfo.ZoneInfo(university.time_zone)))
        if request.method in READING:
            stack.enter_context(reading_only())
        yield stack


def rendered(response: HttpResponseBase) -> HttpResponseBase:
    """The response with its template filled in, while the scope is still open."""
    if hasattr(response, "render") and callable(response.render):
        response.render()
    return response


def _owes_factor(request: HttpRequest, university: UniversityAddress) -> bool:
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    return owes_factor(request, actor, since=university.second_factor_from, today=clock.today())


def _to_factors(request: HttpRequest) -> HttpResponseBase:
    """Nothing of the university opens before there is a second factor; setting one up does."""
    messages.warning(
        request, _("Your university asks for a second factor in your capacity. Set one up, then go on.")
    )
    return redirect("mfa_index")


def _member_at(university: UniversityAddress | None, kwargs: dict[str, Any]) -> MemberAddress | None:
    """The member named by the address, taken out of the view's arguments. Raises Http404 for a stranger."""
    if "member" not in kwargs:
        return None
    slug = kwargs.pop("member")
    if university is None or slug not in university.members:
        raise Http404
    return university.members[slug]


def _enter(
    stack: ExitStack,
    request: HttpRequest,
    university: UniversityAddress,
    member: MemberAddress | None,
    *,
    public: bool,
) -> None:
    """Open the scope that this person, at this address, may have."""
    actor: Actor | None = None
    if request.user.is_authenticated:
        stack.enter_context(tenant_scope(university_id=university.id))
        actor = actor_for(request.user, university_id=university.id, on=clock.today())
        chosen = request.session.get(CHOSEN, {}).get(university.slug, "")
        actor = actor.only(chosen) if actor and chosen else actor
    request.actor = actor  # type: ignore[attr-defined]
    reach = _reach_of(actor, member, university, public=public)
    if request.user.is_authenticated and not public and not _reachable(reach, member):
        raise Http404
    if not request.user.is_authenticated:
        stack.enter_context(tenant_scope(university_id=university.id, member_ids=reach))
    elif reach is not None:
        stack.enter_context(narrowed(reach))


def _reach_of(
    actor: Actor | None, member: MemberAddress | None, university: UniversityAddress, *, public: bool
) -> tuple[int, ...] | None:
    if public:
        return (member.id,) if member else tuple(row.id for row in university.members.values())
    mine = actor.member_ids if actor else ()
    if member is None:
        return mine
    return (member.id,) if mine is None or member.id in mine else ()


def _reachable(reach: tuple[int, ...] | None, member: MemberAddress | None) -> bool:
    if reach is None:
        return True
    return member.id in reach if member else bool(reach)
