"""Reading appeals: what can be appealed against and until when, the appeal of a file, who may sit in its panel."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from core import clock
from members.enums import Capacity as C
from members.models import Person
from members.queries import people_holding
from mobility.enums import Stage
from mobility.models import Mobility
from selection.after import after_of
from selection.enums import Cause
from selection.models import Appeal, Decision, Exclusion, PanelSeat, Seat, Sheet
from selection.policy import competitors

APPEALABLE = (Stage.RESERVE, Stage.REFUSED, Stage.INELIGIBLE)
# Who can be asked to sit in a panel: people who judge or lead at the member, in their own right.
PANEL_OF = (C.ASSESSOR, C.CHAIR, C.DEAN, C.SECRETARY, C.FACULTY_OFFICE, C.RECTORATE)


@dataclass(frozen=True)
class Appealable:
    """What stands and can be appealed against; `ends` is the first instant that is too late, `until` the last day."""

    decision: Decision | None
    exclusion: Exclusion | None
    ends: datetime
    until: date


def appealable(mobility: Mobility) -> Appealable | None:
    """The result that stands about an application; None where there is none, or a panel has spoken already."""
    if mobility.stage not in APPEALABLE:
        return None
    if mobility.stage == Stage.INELIGIBLE:
        exclusion = Exclusion.objects.filter(mobility=mobility).first()
        told_at = exclusion.made_at if exclusion else None
        decision = None
    else:
        exclusion = None
        rows = Decision.objects.filter(assessment__mobility=mobility).exclude(released_at=None)
        decision = rows.order_by("version").last()
        is_final = decision is None or decision.cause == Cause.APPEAL
        told_at = None if is_final else decision.released_at  # type: ignore[union-attr]
    if told_at is None:
        return None
    after = after_of(mobility.call)
    return Appealable(decision, exclusion, after.appeal.ends(told_at), after.last_day_of_appeal(told_at))


def appeal_of(mobility: Mobility) -> Appeal | None:
    """The latest appeal about an application, with what its pages show."""
    rows = Appeal.objects.filter(mobility=mobility).select_related("file", "decided_by", "against")
    return rows.first()


def seats_of(appeal: Appeal) -> list[PanelSeat]:
    """The panel, its chair first."""
    return list(PanelSeat.objects.filter(appeal=appeal).select_related("person"))


def judges_of(mobility: Mobility) -> set[int]:
    """Everybody who had a part in what is appealed against: seats, sheets, decisions, releases, exclusions."""
    call = mobility.call
    seated = Seat.objects.filter(call=call).values_list("person_id", flat=True)
    scored = Sheet.objects.filter(assessment__mobility=mobility).values_list("person_id", flat=True)
    decided = Decision.objects.filter(assessment__mobility=mobility).values_list(
        "decided_by_id", "released_by_id"
    )
    excluded = Exclusion.objects.filter(mobility=mobility).values_list("made_by_id", flat=True)
    parts = {person for pair in decided for person in pair if person is not None}
    return {*seated, *scored, *parts, *excluded}


def able_to_hear(mobility: Mobility) -> QuerySet[Person]:
    """Who can sit in the panel: nobody who judged, nobody who competes in the call, nobody's own file."""
    people = people_holding(*PANEL_OF, member_id=mobility.member_id, on=clock.today(), with_substitutes=False)
    shut_out = {*judges_of(mobility), mobility.person_id}
    return people.exclude(pk__in=shut_out).exclude(pk__in=competitors(mobility.call))
