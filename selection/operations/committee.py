"""Seating the committee of a call: who, in which role, from when to when, by which rules; and who stands in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from core.wording import moment
from members.actor import Actor, system
from members.enums import Capacity
from members.models import Person
from members.queries import people_holding
from mobility.models import Call
from selection.batches import more_to_come, present
from selection.conflicts import in_office
from selection.enums import Role
from selection.models import Assessment, Committee, Seat, Sheet
from selection.operations.dealing import deal
from selection.policy import chairs, competitors

SCORING_ENDS_BEFORE_RESULTS = timedelta(days=7)


@dataclass(frozen=True)
class Terms:
    """By which rules a committee sits: until when it scores (a week before the results unless given), who deputises,
    how many must take part (0: nobody counts), and whether working in the applicant's unit is a conflict."""

    score_by: date | None = None
    deputy: Person | None = None
    quorum: int = 0
    shuts_out_unit: bool = False
    hides_names: bool = False


@transaction.atomic
def seat_committee(
    *, call: Call, actor: Actor, chair: Person, members: list[Person], terms: Terms | None = None
) -> Committee:
    """Seat the committee of a call by these terms.

    Raises Refusal when somebody lacks the appointment, has an application of their own in the call, or has
    handed in sheets already and would lose the seat; and for a quorum above the number of seats.
    """
    call, terms = lock_call(call), terms or Terms()
    require(actor, "seat_committee", call)
    _check_people(call, chair, [*members, *([terms.deputy] if terms.deputy else [])])
    wanted = {person.pk: Role.MEMBER for person in members}
    if terms.deputy:
        wanted[terms.deputy.pk] = Role.DEPUTY
    wanted[chair.pk] = Role.CHAIR
    _check_size(terms, wanted, chair)
    _check_leaving(call, wanted)
    _seat(call, wanted)
    committee, _made = Committee.objects.update_or_create(
        call=call,
        defaults={
            "member_id": call.member_id,
            "score_by": terms.score_by or call.results_by - SCORING_ENDS_BEFORE_RESULTS,
            "seated_at": clock.now(),
            "quorum": terms.quorum,
            "shuts_out_unit": terms.shuts_out_unit,
            **_hiding(call, terms),
        },
    )
    bring_in_line(call, actor)
    return committee


def _check_size(terms: Terms, wanted: dict[int, Role], chair: Person) -> None:
    if terms.deputy and terms.deputy.pk == chair.pk:
        raise Refusal(_("Chair and deputy are two people."))
    if terms.quorum > len(wanted):
        raise Refusal(
            _("The quorum (%(quorum)d) is above the number of seats (%(seats)d).")
            % {"quorum": terms.quorum, "seats": len(wanted)}
        )


def _hiding(call: Call, terms: Terms) -> dict[str, object]:
    """Names are hidden from the beginning or not at all: what somebody has read nobody can hide again."""
    known = Committee.objects.filter(call=call).first()
    has_begun = Sheet.objects.filter(call=call, saved_at__isnull=False).exists()
    if known is not None and has_begun and known.hides_names != terms.hides_names:
        raise Refusal(_("Scoring has begun; whether names are hidden does not change any more."))
    return {"hides_names": terms.hides_names} | ({} if terms.hides_names else {"names_shown_at": None})


def _seat(call: Call, wanted: dict[int, Role]) -> None:
    """Make exactly these people hold seats; whose seat goes on keeps its days and substitutes."""
    own = Seat.objects.filter(call=call, stands_in_for=None)
    own.exclude(person_id__in=wanted).delete()
    Seat.objects.filter(call=call, person_id__in=wanted).exclude(stands_in_for=None).delete()
    own.exclude(role=Role.MEMBER).update(role=Role.MEMBER)
    for person_id, role in wanted.items():
        seat, _made = Seat.objects.update_or_create(
            call=call,
            person_id=person_id,
            stands_in_for=None,
            defaults={"role": role, "member_id": call.member_id},
        )
        seat.substitutes.update(role=role)


@transaction.atomic
def set_mandate(*, seat: Seat, actor: Actor, starts_on: date | None, ends_on: date | None) -> Seat:
    """From when to when a seat is held; empty: as long as there is need. Outside of the days it opens nothing."""
    call = lock_call(seat.call)
    require(actor, "seat_committee", call)
    seat = Seat.objects.select_for_update().get(pk=seat.pk, stands_in_for=None)
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal(_("The last day lies before the first one."))
    seat.starts_on, seat.ends_on = starts_on, ends_on
    seat.save(update_fields=["starts_on", "ends_on"])
    bring_in_line(call, actor)
    return seat


@transaction.atomic
def name_substitute(*, seat: Seat, actor: Actor, person: Person, starts_on: date, ends_on: date) -> Seat:
    """Let somebody take part in the place of whoever has a seat, within days. Empty sheets pass to them and back.

    Raises Refusal for somebody without the appointment, with an application in the call, with a seat of their own, or
    when somebody else stands in on these days.
    """
    call = lock_call(seat.call)
    require(actor, "seat_committee", call)
    if ends_on < starts_on:
        raise Refusal(_("The last day lies before the first one."))
    _check_able(call, [person], (Capacity.ASSESSOR, Capacity.CHAIR))
    _check_rivals(call, [person])
    if Seat.objects.filter(call=call, person=person, stands_in_for=None).exists():
        raise Refusal(_("%s has a seat in this committee already.") % person)
    meeting = Seat.objects.filter(call=call, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if meeting.filter(stands_in_for=seat).exists():
        raise Refusal(_("Somebody else stands in on these days already."))
    if meeting.filter(person=person).exists():
        raise Refusal(_("%s stands in for somebody else on these days.") % person)
    substitute = Seat.objects.create(
        call=call,
        member_id=call.member_id,
        person=person,
        role=seat.role,
        starts_on=starts_on,
        ends_on=ends_on,
        stands_in_for=seat,
    )
    bring_in_line(call, actor)
    return substitute


@transaction.atomic
def end_substitution(*, seat: Seat, actor: Actor) -> None:
    """End the substitution of a seat, or take it back where it has not begun; what was handed in stays.

    Raises Refusal where nobody stands in now or later.
    """
    call = lock_call(seat.call)
    require(actor, "seat_committee", call)
    today = clock.today()
    coming = Seat.objects.select_for_update().filter(stands_in_for=seat.pk, ends_on__gte=today)
    found = coming.order_by("starts_on").first()
    if found is None:
        raise Refusal(_("Nobody stands in for this seat, now or later."))
    seat = found
    if seat.starts_on is not None and seat.starts_on < today:
        seat.ends_on = today - timedelta(days=1)
        seat.save(update_fields=["ends_on"])
    else:
        seat.delete()
    bring_in_line(call, actor)


@transaction.atomic
def show_names(*, call: Call, actor: Actor) -> Committee:
    """End the blind phase: from now on the committee reads names. Raises Refusal where they are not hidden."""
    call = lock_call(call)
    require(actor, "show_names", call)
    committee = Committee.objects.select_for_update().filter(call=call).first()
    if committee is None or not committee.is_blind:
        raise Refusal(_("Names are not hidden in this call."))
    committee.names_shown_at = clock.now()
    committee.save(update_fields=["names_shown_at"])
    journal.record(verb="call.names_shown", subject=call, actor=as_committee(actor, call))
    return committee


def bring_in_line(call: Call, actor: Actor) -> None:
    """Sheets as the seats say, with an entry from which relations and duties follow. The call's row is locked."""
    rows = Assessment.objects.select_for_update(of=("mobility", "self")).filter(call=call, closed_at=None)
    deal(call, list(rows.select_related("mobility").order_by("pk")))
    seats = in_office(call.pk).order_by("pk")
    journal.record(
        verb="call.committee_seated",
        subject=call,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=call.member_id),
        facts={"people": sorted(seats.values_list("person_id", flat=True)), "call": call.pk},
    )


@transaction.atomic
def follow_the_calendar(*, call: Call) -> None:
    """What a day brings: mandates and substitutions that begin or end."""
    bring_in_line(lock_call(call), system(call.university_id))


def lock_call(call: Call) -> Call:
    """The call's row as it is now, locked until the transaction ends: places are given out under this lock.

    Its key stays free: whoever has the journal's end and commits a row of the call must not wait for us.
    """
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


def as_committee(actor: Actor, call: Call) -> Actor:
    """In the capacity in which they lead: chair or office; a deputy and a substitute of the chair as chair."""
    held = actor.holding((Capacity.CHAIR, Capacity.OFFICE), member_id=call.member_id)
    if held is None and chairs(actor, call):
        held = Capacity.CHAIR
    return actor.acting_as(held) if held else actor


def _check_people(call: Call, chair: Person, members: list[Person]) -> None:
    _check_able(call, [chair], (Capacity.CHAIR,))
    _check_able(call, members, (Capacity.ASSESSOR, Capacity.CHAIR))
    _check_rivals(call, [chair, *members])


def _check_able(call: Call, people: list[Person], capacities: tuple[Capacity, ...]) -> None:
    on = clock.today()
    holding = people_holding(*capacities, member_id=call.member_id, on=on, with_substitutes=False)
    able = set(holding.values_list("pk", flat=True))
    for person in people:
        if person.pk not in able:
            words = {"who": person, "what": capacities[0].label}
            raise Refusal(_("%(who)s is not appointed as %(what)s here.") % words)


def _check_rivals(call: Call, people: list[Person]) -> None:
    rivals = set(competitors(call).values_list("person_id", flat=True))
    for person in people:
        if person.pk in rivals:
            raise Refusal(_("%s has an application in this call and cannot sit in its committee.") % person)


def _check_leaving(call: Call, wanted: dict[int, Role]) -> None:
    """Nobody whose sheets count already may be unseated; once scoring is closed nothing changes any more."""
    if call.scoring_closed_at is not None and not more_to_come(call):
        raise Refusal(_("Scoring was closed on %s.") % moment(call.scoring_closed_at))
    sheets = present(Sheet.objects.filter(call=call), "assessment__batch")
    handed_in = sheets.filter(handed_in_at__isnull=False, in_place_of=None)
    handed_in = handed_in.exclude(assessment__batch__released_at__isnull=False)
    leaving = handed_in.exclude(person_id__in=wanted).select_related("person").first()
    if leaving is not None:
        raise Refusal(_("%s has handed in scores already and keeps the seat.") % leaving.person)


def deal_sheets(assessment: Assessment) -> None:
    """The sheets of one application, when it comes to the committee."""
    deal(assessment.call, [assessment])
