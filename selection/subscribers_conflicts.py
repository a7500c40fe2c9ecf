"""What follows when a fact changes on which a conflict of interest rests: sheets are left out, files close."""

from core.models import Entry
from core.outbox import subscribe
from mobility.models import Call, Mobility
from selection.models import Seat
from selection.operations.conflicts import settle_conflicts


def open_calls(**which: object) -> list[Call]:
    """The calls with a committee whose results are not out."""
    seated = Seat.objects.values("call")
    return list(Call.objects.filter(pk__in=seated, released_at=None).filter(**which).order_by("pk"))


@subscribe("mobility.submitted", "mobility.preparation_reopened", at_once=True)
def shut_out_applicant(entry: Entry) -> None:
    """Whoever sits in committees and applies: out of their own call, and out of the files of fellow travellers."""
    person_id = Mobility.objects.values_list("person_id", flat=True).get(public_id=entry.file_id)
    seats = Seat.objects.filter(person_id=person_id).values("call")
    for call in open_calls(pk__in=seats):
        settle_conflicts(call=call, people=[person_id])


@subscribe(
    "person.appointed",
    "person.employed",
    "person.post_changed",
    "role.granted",
    "role.confirmed",
    "role.changed",
    at_once=True,
)
def shut_out_superiors(entry: Entry) -> None:
    """A new head of a unit, or somebody who changed units, may stand above or beside an applicant."""
    if entry.member_id is not None:
        for call in open_calls(member_id=entry.member_id):
            settle_conflicts(call=call)


@subscribe("call.committee_seated", at_once=True)
def shut_out_by_rule(entry: Entry) -> None:
    """The committee's own rules changed, or who sits in it."""
    for call in open_calls(pk=entry.facts["call"]):
        settle_conflicts(call=call)
