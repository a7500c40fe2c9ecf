"""The office's table of mobilities over all member faculties within reach."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from core import clock
from core.views import RuledView
from members.enums import Capacity
from mobility import desk
from mobility.enums import Action, Stage

OVERVIEW = {Capacity.OFFICE, Capacity.RECTORATE, Capacity.AUDITOR, Capacity.DPO}


class Desk(RuledView):
    """Tabs with counts, filters as removable conditions, fifty rows a page by key."""

    rule = "see_desk"
    template = "mobility/desk.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        today = clock.today()
        default = "all" if self.actor.capacities & OVERVIEW else "mine"
        asked = desk.Filter.of(request.GET, default=default)
        rows, after = desk.page(self.actor, asked, today)
        tabs = desk.tabs(self.actor, asked, today, request.path)
        return self.page(
            asked=asked,
            is_first=not asked.after,
            tabs=tabs,
            rows=rows,
            after=after,
            shown=next((tab.count for tab in tabs if tab.current), len(rows)),
            pills=desk.pills(asked, self.actor, request.path),
            members=request.university.members.values(),  # type: ignore[attr-defined]
            actions=Action.values,
            stages=Stage.choices,
        )
