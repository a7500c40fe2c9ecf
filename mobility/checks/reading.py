"""Gathers from the database what the checks look at: two statements, one more where the call asks for papers."""

from core import clock
from members.models import Member
from mobility.checks.base import Facts, Stay
from mobility.enums import BINDING, Stage
from mobility.models import Application, Mobility
from mobility.papers import papers_of
from mobility.questions import asking_of

# Applications of the same person that may still come to a stay.
UNDECIDED = frozenset({Stage.SUBMITTED, Stage.SENT_BACK, Stage.UNDER_ASSESSMENT, Stage.RESERVE})


def facts_for(mobility: Mobility, application: Application) -> Facts:
    """The facts about one application; the mobility comes with its call and employment."""
    member = Member.objects.select_related("university").get(pk=mobility.member_id)
    asking = asking_of(mobility.call)
    return Facts(
        application=application,
        call=mobility.call,
        employment=mobility.employment,
        home_country=member.university.country,
        dissemination_required=member.dissemination_required,
        today=clock.today(),
        others=_other_stays(mobility),
        asking=asking,
        papers=frozenset(papers_of(application)) if asking.slots else frozenset(),
    )


def _other_stays(mobility: Mobility) -> tuple[Stay, ...]:
    rows = (
        Mobility.objects.filter(person_id=mobility.person_id, stage__in=sorted(BINDING | UNDECIDED))
        .exclude(pk=mobility.pk)
        .order_by("starts_on")
        .values_list("number", "title", "starts_on", "ends_on", "stage")
    )
    return tuple(
        Stay(number, title, first, last, is_binding=stage in BINDING)
        for number, title, first, last, stage in rows
        if first and last
    )
