"""A person's own page at a university: what is theirs to do, their mobilities, and calls they may apply to."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from core import clock
from core.face import DutyRow
from core.views import RuledView
from mobility import duty_rows, pages
from mobility.links import to_call, to_mobility
from mobility.models import Duty, Mobility
from mobility.moves import FACES
from mobility.queries import duties_for, open_calls_for, own_mobilities

MOST_DUTIES = 50


class Home(RuledView):
    """One sentence of what to do now; then everything owed, own mobilities, open calls."""

    rule = "enter_university"
    template = "mobility/home.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        duties = list(duties_for(self.actor)[:MOST_DUTIES])
        return self.page(
            now=_now(duties),
            duties=[self.duty_row(duty) for duty in duties[1:]],
            mobilities=[_mobility_row(row) for row in own_mobilities(self.actor)],
            calls=[{"call": call, "url": to_call(call)} for call in open_calls_for(self.actor, clock.now())],
        )

    def duty_row(self, duty: Duty) -> DutyRow:
        """A duty with the person or host it is about, so that many of one kind can be told apart."""
        return DutyRow(
            duty_rows.label_of(duty, theirs=True),
            "yours",
            url=duty_rows.url_of(duty, duty.mobility),
            due_on=duty.due_on,
            why=_about(duty, self.actor.person_id),
        )


def _about(duty: Duty, reader_id: int | None) -> str:
    mobility = duty.mobility
    who = "" if mobility.person_id == reader_id else duty_rows.person_of(duty)
    if who == mobility.number:
        return who
    return " · ".join(part for part in (who, mobility.title, mobility.number) if part)


def _now(duties: list[Duty]) -> dict[str, Any] | None:
    """The nearest duty as the one loud thing of the page."""
    if not duties:
        return None
    duty = duties[0]
    page = pages.page_of(duty.kind, duty.part)
    return {
        "sentence": duty_rows.sentence_of(duty),
        "url": duty_rows.url_of(duty, duty.mobility),
        "action": duty_rows.label_of(duty, theirs=True),
        "minutes": page.minutes if page else 0,
        "about": _about(duty, None),
    }


def _mobility_row(mobility: Mobility) -> dict[str, Any]:
    return {
        "mobility": mobility,
        "url": to_mobility(mobility),
        "face": FACES[mobility.stage].participant,  # type: ignore[index]
        "title": mobility.title or mobility.call.title,
    }
