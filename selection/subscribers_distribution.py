"""What follows when a ranking is handed over and when places are allotted or moved: letters to those concerned."""

from decimal import Decimal
from typing import Any

from core.letters import Letter, queue
from core.models import Entry
from core.outbox import subscribe
from members.enums import Capacity
from members.models import Person
from members.queries import people_holding
from mobility.models import Call
from mobility.readers import reader_of
from selection import notices
from selection.distributing import standings_of
from selection.enums import LEADS
from selection.links import to_distribution
from selection.models import Seat, Share


@subscribe("call.ranking_handed_over")
def tell_office(entry: Entry) -> None:
    """The university's office hears once every ranking is in; a call without applications has none to hand over."""
    share = Share.objects.select_related("distribution", "call").get(call_id=int(entry.subject_id))
    distribution = share.distribution
    if not all(one.is_in for one in standings_of(distribution)):
        return
    for person in people_holding(Capacity.OFFICE, member_id=None, on=entry.at.date()):
        letter = Letter(
            kind="rankings_in",
            template="selection/mail/rankings_in",
            key=f"rankings_in:{distribution.pk}:{entry.pk}:{person.pk}",
            link=to_distribution(distribution),
        )
        queue(letter, to=reader_of(person), context={"distribution": distribution, "reference": ""})


@subscribe("call.places_allotted", "call.places_moved")
def tell_faculty(entry: Entry) -> None:
    """Chairs and coordinators of the faculty hear how many places and how much money their call has now."""
    call = Call.objects.get(pk=int(entry.subject_id))
    budget = entry.facts["budget"]
    words: dict[str, Any] = {
        "places": entry.facts["places"],
        "budget": None if budget is None else Decimal(budget),
        "reason": entry.note,
        "is_later": entry.verb == "call.places_moved",
    }
    for person in _concerned(call, entry):
        notices.write_about_call(
            "places_allotted", person, call, key=str(entry.pk), page="selection:board", **words
        )


def _concerned(call: Call, entry: Entry) -> list[Person]:
    """Who leads the call's committee, and the faculty's coordinators; nobody who competes for the places."""
    leads = Seat.objects.filter(call=call, role__in=LEADS).values("person_id")
    coordinators = people_holding(Capacity.COORDINATOR, member_id=call.member_id, on=entry.at.date())
    competing = call.mobilities.values_list("person_id", flat=True)
    people = Person.objects.filter(pk__in=leads, is_active=True).union(
        Person.objects.filter(pk__in=coordinators.order_by().values("pk"))
    )
    return [person for person in people if person.pk not in set(competing)]
