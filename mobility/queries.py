"""Reading the spine: which mobilities a person may see, and what pages and lists need of them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core import access, journal
from core.models import Entry
from members.actor import Actor
from members.enums import Capacity as C
from members.models import Member
from mobility import aside
from mobility.enums import DutyKind, Stage
from mobility.models import Application, Call, Duty, InclusionNeed, Mobility, MobilityRelation
from mobility.policy import AFTER_REPORTING, STAFF
from mobility.relations import CARRIED_BY

FILE = ("call", "person", "unit", "host__country", "employment__unit")


def with_file() -> QuerySet[Mobility]:
    """Mobilities with what a page about one of them always shows."""
    return Mobility.objects.select_related(*FILE)


def visible_to(actor: Actor) -> QuerySet[Mobility]:
    """The mobilities in scope that this actor may see: own ones, related ones, and those of their capacities.

    The list's counterpart of the rule `see_mobility`; a test holds the two together.
    """
    seen = Q(person_id=actor.person_id)
    for held in actor.held:
        here = Q() if held.member_id is None else Q(member_id=held.member_id)
        if held.unit_id is not None:
            here &= Q(unit_id=held.unit_id)
        if held.principal_id is not None:
            here &= ~Q(person_id=held.principal_id)
        codenames = {name for name, carriers in CARRIED_BY.items() if held.capacity in carriers}
        if codenames:
            who = held.principal_id or actor.me
            related = access.objects_with(MobilityRelation, who, codenames)
            judges = held.capacity in aside.COMMITTEE
            closed = aside.closed_to_committee(actor.me, who) | aside.unnamed() if judges else aside.NONE
            seen |= here & ~Q(number="") & Q(pk__in=related) & ~closed
        if held.capacity in STAFF:
            seen |= here & ~Q(number="") & ~aside.closed_altogether(actor)
        elif held.capacity == C.HR:
            seen |= here & Q(stage__in=sorted(AFTER_REPORTING))
    return Mobility.objects.filter(seen)


def end_of_stay(mobility: Mobility) -> date:
    """The last day of the stay: as planned, or the day on which it was ended early."""
    ended = (
        Entry.objects.filter(file_id=str(mobility.public_id), verb="mobility.ended")
        .order_by("-number")
        .first()
    )
    planned: date = mobility.ends_on  # type: ignore[assignment]  # whoever submitted has a period
    return min(planned, timezone.localtime(ended.at).date()) if ended else planned


def due_after_return(mobility: Mobility) -> date:
    """By when certificate, survey and report are owed: so many days after the stay as the member grants."""
    days = Member.objects.values_list("report_days", flat=True).get(pk=mobility.member_id)
    return end_of_stay(mobility) + timedelta(days=days)


def duties_for(actor: Actor) -> QuerySet[Duty]:
    """The open duties that fall to this actor, by name or by a capacity they hold, nearest date first."""
    mine = Q(person_id=actor.person_id)
    for held in actor.held:
        if held.capacity == C.PARTICIPANT:
            continue
        by_capacity = Q(person=None, owed_by=held.capacity)
        if held.member_id is not None:
            by_capacity &= Q(member_id=held.member_id)
        if held.principal_id is not None:
            by_capacity |= Q(person_id=held.principal_id, owed_by=held.capacity, member_id=held.member_id)
            by_capacity &= ~Q(mobility__person_id=held.principal_id)
        if held.unit_id is not None:
            by_capacity &= Q(mobility__unit_id=held.unit_id)
        mine |= by_capacity & ~Q(mobility__person_id=actor.person_id)
    mine |= Q(person=None, owed_by=C.PARTICIPANT, mobility__person_id=actor.person_id)
    rows = Duty.objects.filter(mine, fulfilled_at=None, waived_at=None)
    if aside.may_judge(actor):
        closed = Mobility.objects.filter(aside.closed_to_committee(actor.me))
        rows = rows.exclude(kind=DutyKind.SCORE, mobility__in=closed)
    return rows.select_related("mobility__person", "mobility__call").order_by("due_on", "pk")


def own_mobilities(actor: Actor) -> QuerySet[Mobility]:
    """The person's own mobilities, the newest first."""
    return (
        Mobility.objects.filter(person_id=actor.me)
        .select_related("call", "host__country")
        .order_by("-stage_since")
    )


def open_calls_for(actor: Actor, at: datetime) -> QuerySet[Call]:
    """Open calls of the members that employ this person and in which they have no application yet."""
    members = [held.member_id for held in actor.held if held.capacity == C.PARTICIPANT and held.member_id]
    taken = Mobility.objects.filter(person_id=actor.me).values("call_id")
    return (
        Call.objects.filter(member_id__in=members, opens_at__lte=at, closes_at__gt=at)
        .exclude(published_at=None)
        .exclude(pk__in=taken)
        .order_by("closes_at")
    )


# Stages that free a person for another application in the same call.
GIVEN_UP = frozenset({Stage.WITHDRAWN, Stage.CANCELLED, Stage.DECLINED})
# Stages in which a stay has taken place, or is under way.
TAKEN_PLACE = frozenset({Stage.READY, Stage.RETURNED, Stage.COMPLETED, Stage.RECOGNISED, Stage.CLOSED})


def application_of(mobility: Mobility) -> Application:
    """The newest version of the application: the draft while it is written, else the one that was submitted."""
    return _versions(mobility).latest("version")


def submitted_application(mobility: Mobility) -> Application | None:
    """The version that was submitted last, as it was frozen; None before the first submission."""
    return _versions(mobility).exclude(submitted_at=None).order_by("-version").first()


def _versions(mobility: Mobility) -> QuerySet[Application]:
    return Application.objects.filter(mobility=mobility).select_related(
        "host__country", "language", "teaching_field"
    )


def past_mobilities(person_id: int, *, before: date) -> list[dict[str, Any]]:
    """A person's earlier stays at this member, newest first, as plain rows: what the rule of rotation sees."""
    rows = (
        Mobility.objects.filter(person_id=person_id, stage__in=sorted(TAKEN_PLACE), starts_on__lt=before)
        .order_by("-starts_on")
        .values_list("number", "action", "title", "host__name", "host__country_id", "starts_on", "ends_on")
    )
    keys = ("number", "action", "title", "host", "country", "starts_on", "ends_on")
    return [
        {**dict(zip(keys, row, strict=True)), "starts_on": str(row[5]), "ends_on": str(row[6])}
        for row in rows
    ]


def own_in_call(*, call: Call, person_id: int) -> Mobility | None:
    """The application that a person has in a call, those given up not counted."""
    rows = Mobility.objects.filter(call=call, person_id=person_id).exclude(stage__in=sorted(GIVEN_UP))
    return rows.select_related("call").first()


def last_sent_back(mobility: Mobility) -> Entry | None:
    """The entry with which the application was last sent back."""
    return journal.timeline(str(mobility.public_id)).filter(verb="mobility.sent_back").first()


def need_of(mobility: Mobility) -> InclusionNeed | None:
    """The stated need for inclusion support, details and all: for its participant and the office alone."""
    return InclusionNeed.objects.filter(mobility=mobility).first()


def has_need(mobility: Mobility) -> bool:
    """Whether one is stated; that alone is confidential."""
    return InclusionNeed.objects.filter(mobility=mobility).exists()


def readings_of_need(need: InclusionNeed) -> QuerySet[Entry]:
    """Who has read it, newest first."""
    rows = Entry.objects.filter(subject_type=need._meta.label_lower, subject_id=str(need.pk))
    return rows.filter(verb="inclusion.read").select_related("text").order_by("-number")
