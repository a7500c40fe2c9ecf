"""Seating the committee of a call, and bringing sheets, relations and duties in line with the seats."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from core.wording import moment
from members.actor import Actor
from members.enums import Capacity
from members.models import Person
from members.queries import people_holding
from mobility.models import Call
from selection.enums import Role
from selection.models import Assessment, Committee, Seat, Sheet
from selection.policy import competitors
from selection.standing import recount

SCORING_ENDS_BEFORE_RESULTS = timedelta(days=7)


@transaction.atomic
def seat_committee(
    *, call: Call, actor: Actor, chair: Person, members: list[Person], score_by: date | None = None
) -> Committee:
    """Seat the committee of a call; scoring ends on `score_by` (a week before the results unless given).

    Raises Refusal when somebody lacks the appointment, has an application of their own in the call, or has
    handed in sheets already and would lose the seat.
    """
    call = lock_call(call)
    require(actor, "seat_committee", call)
    _check_people(call, chair, members)
    wanted = {chair.pk: Role.CHAIR} | {person.pk: Role.MEMBER for person in members if person.pk != chair.pk}
    _check_leaving(call, wanted)
    Seat.objects.filter(call=call).exclude(person_id__in=wanted).delete()
    Seat.objects.filter(call=call, role=Role.CHAIR).exclude(person=chair).update(role=Role.MEMBER)
    for person_id, role in sorted(wanted.items(), key=lambda entry: entry[1] == Role.CHAIR):
        Seat.objects.update_or_create(
            call=call, person_id=person_id, defaults={"role": role, "member_id": call.member_id}
        )
    committee, _made = Committee.objects.update_or_create(
        call=call,
        defaults={
            "member_id": call.member_id,
            "score_by": score_by or call.results_by - SCORING_ENDS_BEFORE_RESULTS,
            "seated_at": clock.now(),
        },
    )
    for assessment in Assessment.objects.select_for_update().filter(call=call, closed_at=None).order_by("pk"):
        deal_sheets(assessment)
    journal.record(
        verb="call.committee_seated",
        subject=call,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=call.member_id),
        facts={"people": sorted(wanted), "call": call.pk},
    )
    return committee


def lock_call(call: Call) -> Call:
    """The call's row as it is now, locked until the transaction ends: places are given out under this lock."""
    return Call.objects.select_for_update().get(pk=call.pk)


def _check_people(call: Call, chair: Person, members: list[Person]) -> None:
    on = clock.today()
    for capacity, people in ((Capacity.CHAIR, [chair]), (Capacity.ASSESSOR, members)):
        seated_as = (capacity,) if capacity == Capacity.CHAIR else (Capacity.ASSESSOR, Capacity.CHAIR)
        holding = people_holding(*seated_as, member_id=call.member_id, on=on, with_substitutes=False)
        able = set(holding.values_list("pk", flat=True))
        for person in people:
            if person.pk not in able:
                words = {"who": person, "what": capacity.label}
                raise Refusal(_("%(who)s is not appointed as %(what)s here.") % words)
    people_ids = {chair.pk, *(person.pk for person in members)}
    rival = Person.objects.filter(
        pk__in=people_ids & set(competitors(call).values_list("person_id", flat=True))
    )
    for person in rival:
        raise Refusal(_("%s has an application in this call and cannot sit in its committee.") % person)


def _check_leaving(call: Call, wanted: dict[int, Role]) -> None:
    """Nobody whose sheets count already may be unseated; once scoring is closed nothing changes any more."""
    if call.scoring_closed_at is not None:
        raise Refusal(_("Scoring was closed on %s.") % moment(call.scoring_closed_at))
    handed_in = Sheet.objects.filter(assessment__call=call, handed_in_at__isnull=False)
    leaving = handed_in.exclude(person_id__in=wanted).select_related("person").first()
    if leaving is not None:
        raise Refusal(_("%s has handed in scores already and keeps the seat.") % leaving.person)


def deal_sheets(assessment: Assessment) -> None:
    """Give each seated person who does not compete a sheet for this assessment; take back empty ones of the others."""
    judges = Seat.objects.filter(call_id=assessment.call_id).exclude(
        person_id__in=competitors(assessment.call)
    )
    wanted = set(judges.values_list("person_id", flat=True))
    unseated = Sheet.objects.filter(assessment=assessment, handed_in_at=None, left_out_at=None)
    for sheet in unseated.exclude(person_id__in=wanted):
        sheet.delete()
    present = set(Sheet.objects.filter(assessment=assessment).values_list("person_id", flat=True))
    for person_id in sorted(wanted - present):
        Sheet.objects.create(assessment=assessment, person_id=person_id, member_id=assessment.member_id)
    recount(assessment)
