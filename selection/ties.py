"""Equals whom the rules leave to the committee, and what it recorded about their order. Reading only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.wording import day_and_year
from members.models import Person
from mobility.models import Call, Mobility
from selection.batches import present
from selection.conflicts import found_in, in_office
from selection.deciding.committee_order import key_of_committee
from selection.deciding.rules import rules_of
from selection.meeting import meeting_of
from selection.models import Assessment, TieOrder
from selection.policy import in_assessment


@dataclass(frozen=True)
class Equals:
    """Applications that the rules leave to the committee, in their order where one is recorded, else by number."""

    rows: tuple[Assessment, ...]
    order: TieOrder | None = None

    @property
    def numbers(self) -> list[str]:
        return [row.mobility.number for row in self.rows]

    @property
    def files(self) -> frozenset[int]:
        return frozenset(row.mobility_id for row in self.rows)


def orders_of(call: Call) -> list[TieOrder]:
    """Every order of equals that was recorded for the ranking under way, the first recorded first."""
    rows = present(TieOrder.objects.filter(basis__call=call), "basis__batch").select_related("recorded_by")
    return list(rows.prefetch_related("voices__person"))


def equals_in(call: Call) -> list[Equals]:
    """The groups of equals among the applications being decided, by rank; none where the rules do not ask."""
    if key_of_committee(rules_of(call)) is None:
        return []
    rows = in_assessment(call).exclude(rank=None).select_related("mobility__person", "mobility__unit")
    listed = sorted(rows, key=lambda row: (row.scope, row.rank or 0, row.mobility.number))
    by_number = {row.mobility.number: row for row in listed}
    orders = [order for order in orders_of(call) if order.ended_at is None]
    found = [Equals(known, order) for order in orders if len(known := _known(order, by_number)) > 1]
    tied: dict[tuple[str, int | None], list[Assessment]] = defaultdict(list)
    for row in listed:
        if row.is_tied:
            tied[row.scope, row.rank].append(row)
    found += [Equals(tuple(group)) for group in tied.values() if len(group) > 1]
    return sorted(found, key=lambda one: (one.rows[0].scope, one.rows[0].rank or 0))


def _known(order: TieOrder, by_number: Mapping[str, Assessment]) -> tuple[Assessment, ...]:
    return tuple(by_number[number] for number in order.numbers if number in by_number)


def equals_of(mobility: Mobility) -> Equals | None:
    """The group in which an application is equal to others by every rule."""
    return next((one for one in equals_in(mobility.call) if mobility.pk in one.files), None)


def may_take_part(call: Call, files: Set[int]) -> list[Person]:
    """Who of the committee can decide on these files: in office, at the meeting where there was one, in no conflict."""
    seats = in_office(call.pk).select_related("person")
    people = {seat.person_id: seat.person for seat in seats}
    meeting = meeting_of(call)
    if meeting is not None:
        present = set(meeting.presences.values_list("person_id", flat=True))
        people = {key: person for key, person in people.items() if key in present}
    shut_out = {one.person_id for one in found_in(call, people) if one.mobility_id in files}
    free = [person for key, person in people.items() if key not in shut_out]
    return sorted(free, key=lambda person: (person.last_name, person.first_name))


def decided_words(order: TieOrder) -> str:
    """The rule that broke a tie where it was the committee: when it decided, and why."""
    words = _("the committee’s decision of %(day)s: %(reason)s")
    return words % {"day": day_and_year(order.recorded_at), "reason": order.reason}


def words_by_number(orders: Sequence[TieOrder]) -> dict[str, str]:
    """By the number of an application: the words of the committee's order that stands for it."""
    return {
        number: decided_words(order) for order in orders if order.ended_at is None for number in order.numbers
    }
