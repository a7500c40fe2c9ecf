"""The body of three for one mobility: who is asked for which opinion, and who stands in for whom."""

from dataclasses import dataclass

from core import clock
from members.enums import Capacity
from members.queries import people_holding
from mobility.models import Mobility
from selection.enums import BODY, SUBSTITUTE


@dataclass(frozen=True)
class Asked:
    """One of the three: which opinion, in which capacity it is given, and by whom (one of them is named)."""

    part: Capacity
    capacity: Capacity
    people: tuple[int, ...]

    @property
    def person_id(self) -> int | None:
        return self.people[0] if len(self.people) == 1 else None


def body_for(mobility: Mobility) -> list[Asked]:
    """Who judges the suitability of a mobility today.

    Nobody judges their own: where the only holder of a capacity is the participant, or nobody holds it, the dean is
    asked in their place.
    """
    return [_asked(mobility, part) for part in BODY]


def _asked(mobility: Mobility, part: Capacity) -> Asked:
    able = _able(mobility, part)
    if able:
        return Asked(part, part, able)
    return Asked(part, SUBSTITUTE, _able(mobility, SUBSTITUTE))


def _able(mobility: Mobility, capacity: Capacity) -> tuple[int, ...]:
    unit_id = mobility.unit_id if capacity == Capacity.HEAD else None
    held = people_holding(
        capacity,
        member_id=mobility.member_id,
        unit_id=unit_id,
        on=clock.today(),
        with_substitutes=False,
    )
    return tuple(held.exclude(pk=mobility.person_id).values_list("pk", flat=True))
