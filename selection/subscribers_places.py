"""What follows when a place is given back after the release: the next moves up, points are noted, people are told."""

from core.models import Entry
from core.outbox import subscribe
from members.enums import Capacity
from members.models import Person
from members.queries import people_holding
from mobility.enums import BINDING
from mobility.models import Call, Mobility
from selection import notices
from selection.enums import Role
from selection.models import Decision, Penalty, Seat
from selection.operations.later import move_up
from selection.operations.penalties import CAUSE_OF, note_penalty
from selection.subscribers import mobility_of

GIVEN_BACK = (*CAUSE_OF, "mobility.found_unsuitable")


@subscribe(*GIVEN_BACK, at_once=True)
def fill_the_place(entry: Entry) -> None:
    """A place that became free after the release goes to the next on the reserve list."""
    if entry.before in BINDING:
        move_up(freed=mobility_of(entry))


@subscribe(*CAUSE_OF, at_once=True)
def keep_the_ledger(entry: Entry) -> None:
    """A place given back too late costs points in later calls, where the call says so."""
    note_penalty(entry=entry)


@subscribe("call.reserve_waits")
def tell_who_decides(entry: Entry) -> None:
    """The chair and the office hear that a place is free and why the machine does not award it."""
    call = Call.objects.get(pk=int(entry.subject_id))
    reason = entry.facts["reason"]
    words = {"reason": reason, "waiting": ", ".join(entry.facts["waiting"])}
    for person in _deciders(call, entry):
        notices.write_about_call(
            "reserve_waits", person, call, key=str(entry.pk), page="selection:board", **words
        )


@subscribe("decision.grant_given")
def tell_of_grant(entry: Entry) -> None:
    """The participant hears of the grant, and so do the coordinators, who enter the amounts."""
    decision = Decision.objects.get(pk=int(entry.subject_id))
    mobility = Mobility.objects.select_related("call", "person").get(public_id=entry.file_id)
    notices.write("granted", mobility.person, mobility, entry, decision=decision)
    name = mobility.person.get_full_name()
    for person in people_holding(Capacity.COORDINATOR, member_id=mobility.member_id, on=entry.at.date()):
        if person.pk != mobility.person_id:
            notices.write("grant_to_enter", person, mobility, entry, name=name)


@subscribe("penalty.noted", "penalty.struck")
def tell_of_penalty(entry: Entry) -> None:
    """The person hears which points are noted for which reason, and that they were struck out."""
    penalty = Penalty.objects.select_related("call").get(pk=int(entry.subject_id))
    mobility = Mobility.objects.select_related("call", "person").get(public_id=entry.file_id)
    kind = "penalty" if entry.verb == "penalty.noted" else "penalty_struck"
    notices.write(kind, mobility.person, mobility, entry, penalty=penalty)


def _deciders(call: Call, entry: Entry) -> list[Person]:
    """The chair of the call's committee and the university's office, but nobody who waits on the list themselves."""
    chairs = Person.objects.filter(
        pk__in=Seat.objects.filter(call=call, role=Role.CHAIR).values("person_id"), is_active=True
    )
    office = people_holding(Capacity.OFFICE, member_id=call.member_id, on=entry.at.date())
    waiting = set(
        Mobility.objects.filter(call=call, number__in=entry.facts["waiting"]).values_list(
            "person_id", flat=True
        )
    )
    found = {person.pk: person for person in (*chairs, *office) if person.pk not in waiting}
    return list(found.values())
