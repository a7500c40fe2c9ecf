"""Base views of pages about one mobility or one call: fetched within the scope, ruled by verb."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise, cached_property

from core import readings
from core.views import ActView, RuledView
from core.words import localized
from members.enums import Capacity
from members.models import Member
from members.queries import MemberAddress
from mobility.links import to_mobility
from mobility.models import Call, Mobility
from mobility.queries import with_file
from mobility.readings import opened_by

WRITERS = (Capacity.COORDINATOR, Capacity.OFFICE)


class OfWriters:
    """Pages over several members: for which of them the actor writes calls and texts."""

    capacities: tuple[Capacity, ...] = WRITERS
    actor: Any
    request: HttpRequest

    @property
    def slug(self) -> str:
        return str(self.request.university.slug)  # type: ignore[attr-defined]

    @cached_property
    def members(self) -> list[MemberAddress]:
        rows = self.request.university.members.values()  # type: ignore[attr-defined]
        return [row for row in rows if self.actor.holds(*self.capacities, member_id=row.id)]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(row.slug, f"{row.short} · {localized(row, 'name')}") for row in self.members]

    def member_of(self, slug: str) -> int:
        return next(row.id for row in self.members if row.slug == slug)


class OfMember:
    """A page about the member named in the address."""

    request: HttpRequest

    @cached_property
    def member(self) -> Member:
        place: Any = self.request
        return Member.objects.select_related("university").get(pk=place.member.id)


class WhichMember(OfWriters, RuledView):
    """Asks for which member faculty, and leads to the page of that one."""

    template = "mobility/which_member.html"
    title: str | Promise
    lede: str | Promise
    leads_to: str

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        ways = [
            {"member": row, "url": reverse(self.leads_to, args=[self.slug, row.slug])} for row in self.members
        ]
        return self.page(title=self.title, lede=self.lede, rows=ways)


class OfMobility:
    """Fetches the mobility named in the address. Strangers to it get the same 404 as for a missing one."""

    seen_by = "see_mobility"
    actor: Any
    request: HttpRequest
    # Whether the page can do without the papers that go with time (a reduced file: what the personnel file keeps).
    opens_reduced = False
    kwargs: dict[str, Any]

    def fetch(self) -> Mobility:
        mobility = with_file().filter(public_id=self.kwargs["mobility"]).first()
        if mobility is None or (mobility.reduced_on and not self.opens_reduced):
            raise Http404
        page = self.request.resolver_match.view_name  # type: ignore[union-attr]
        readings.note(self.request, opened_by(self.actor, mobility, page=page))
        return mobility


class OfCall:
    """Fetches the published call named in the address."""

    # What a page reads with the call anyway, by the names of the relations.
    reads_with: tuple[str, ...] = ()
    kwargs: dict[str, Any]

    def fetch(self) -> Call:
        calls = Call.objects.filter(slug=self.kwargs["call"]).exclude(published_at=None)
        call = (calls.select_related(*self.reads_with) if self.reads_with else calls).first()
        if call is None:
            raise Http404
        return call


class MobilityView(OfMobility, RuledView):
    """A page about one mobility."""

    subject: Mobility


class MobilityActView(OfMobility, ActView):
    """A page that does one thing to one mobility, and leads back to its file."""

    subject: Mobility

    def where(self, result: Any) -> str:
        return to_mobility(self.subject)


class CallView(OfCall, RuledView):
    """A ruled page about one call."""

    subject: Call


class CallActView(OfCall, ActView):
    """A page that does one thing with one call."""

    subject: Call
