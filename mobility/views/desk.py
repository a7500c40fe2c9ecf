"""The office's table of mobilities over all member faculties within reach."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from core import clock, exports, policy
from core.views import RuledView
from members.actor import Actor
from members.enums import Capacity
from members.queries import MemberAddress
from mobility import desk
from mobility.desk_export import table
from mobility.enums import Action, Stage

OVERVIEW = {Capacity.OFFICE, Capacity.RECTORATE, Capacity.AUDITOR, Capacity.DPO}


def default_view(actor: Actor) -> str:
    """Whoever oversees begins with everything, everybody else with their own queue."""
    return "all" if actor.capacities & OVERVIEW else "mine"


class Desk(RuledView):
    """Tabs with counts, filters as removable conditions, fifty rows a page by key."""

    rule = "see_desk"
    template = "mobility/desk.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        today = clock.today()
        asked = desk.Filter.of(request.GET, default=default_view(self.actor))
        rows, after = desk.page(self.actor, asked, today)
        tabs = desk.tabs(self.actor, asked, today, request.path)
        return self.page(
            asked=asked,
            scans_url=self.way_to("scans", "bring_in_anywhere"),
            agreements_url=self.way_to("agreements", "see_agreements_anywhere"),
            is_first=not asked.after,
            tabs=tabs,
            rows=rows,
            after=after,
            shown=next((tab.count for tab in tabs if tab.current), len(rows)),
            pills=desk.pills(asked, self.actor, request.path),
            members=self.members,
            actions=Action.values,
            stages=Stage.choices,
            exports=[
                (kind.upper(), f"{request.path}mobilities.{kind}?{urlencode(asked.params())}")
                for kind in (exports.CSV, exports.XLSX)
            ],
        )

    @cached_property
    def members(self) -> list[MemberAddress]:
        """Whose mobilities the reader may find here."""
        reach = self.actor.member_ids
        rows = self.request.university.members.values()  # type: ignore[attr-defined]
        return [row for row in rows if reach is None or row.id in reach]

    def way_to(self, pages: str, verb: str) -> str:
        """The way to pages over several members, for those who may open them; for one member straight to its own."""
        slug = self.request.university.slug  # type: ignore[attr-defined]
        if not policy.can(self.actor, verb, None):
            return ""
        only = self.members[0] if len(self.members) == 1 else None
        address = [slug, only.slug] if only else [slug]
        return reverse(f"{pages}:list" if only else f"{pages}:start", args=address)


class DeskExport(RuledView):
    """The same table as a file."""

    rule = "see_desk"
    kind = exports.CSV

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        today = clock.today()
        asked = desk.Filter.of(request.GET, default=default_view(self.actor))
        return exports.response(table(self.actor, asked, today), self.kind, f"mobilities-{today:%Y-%m-%d}")
