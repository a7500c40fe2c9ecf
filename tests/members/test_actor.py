"""How far a capacity reaches: over members, over units, and no further. No database."""

import pytest

from members.actor import Actor, Held
from members.enums import Capacity as C

MINE, THEIRS = 1, 2
UNIT, OTHER_UNIT = 10, 11


@pytest.mark.parametrize(
    ("held", "asked", "reaches"),
    [
        (Held(C.COORDINATOR, MINE), (MINE, None), True),
        (Held(C.COORDINATOR, MINE), (MINE, UNIT), True),
        (Held(C.COORDINATOR, MINE), (THEIRS, None), False),
        (Held(C.HEAD, MINE, UNIT), (MINE, UNIT), True),
        (Held(C.HEAD, MINE, UNIT), (MINE, OTHER_UNIT), False),
        (Held(C.HEAD, MINE, UNIT), (THEIRS, UNIT), False),
        (Held(C.OFFICE, None), (MINE, UNIT), True),
        (Held(C.OFFICE, None), (THEIRS, None), True),
    ],
)
def test_what_is_held_reaches(held: Held, asked: tuple[int, int | None], reaches: bool) -> None:
    actor = Actor(1, "Ana", 1, (held,), held.capacity)
    assert held.reaches(*asked) is reaches
    assert actor.holds(held.capacity, member_id=asked[0], unit_id=asked[1]) is reaches


@pytest.mark.parametrize(
    ("held", "members"),
    [
        ((Held(C.COORDINATOR, MINE),), (MINE,)),
        ((Held(C.COORDINATOR, MINE), Held(C.HEAD, THEIRS, UNIT)), (MINE, THEIRS)),
        ((Held(C.COORDINATOR, MINE), Held(C.AUDITOR, None)), None),
        ((), ()),
    ],
)
def test_which_members_somebody_reaches(held: tuple[Held, ...], members: tuple[int, ...] | None) -> None:
    """None is the whole university: only a capacity of the whole university gives it."""
    assert Actor(1, "Ana", 1, held, C.COORDINATOR).member_ids == members
