"""Which capacities are handed out by whom, which may be stood in for, and which need a second person."""

from dataclasses import dataclass

from members.actor import WHOLE_UNIVERSITY
from members.enums import Capacity as C

# Held by employment, by the program itself, and by a link: never handed out.
NEVER_GRANTED = frozenset({C.PARTICIPANT, C.SYSTEM, C.HOST})
OF_A_MEMBER = tuple(c for c in C if c not in WHOLE_UNIVERSITY and c not in NEVER_GRANTED)
OF_THE_UNIVERSITY = tuple(c for c in C if c in WHOLE_UNIVERSITY)
# Those in charge of a member's people.
IN_CHARGE = (C.OFFICE, C.COORDINATOR, C.FACULTY_OFFICE)
# Points are given in person; the committee takes another member at its seating instead.
WITHOUT_SUBSTITUTE = frozenset({C.ASSESSOR, C.AUDITOR, C.DPO, C.RECTORATE})
LONGEST_SUBSTITUTION = 366


@dataclass(frozen=True)
class Grant:
    """A role before it is granted: to whom, and for which part of the university."""

    capacity: str
    person_id: int | None = None
    member_id: int | None = None
    unit_id: int | None = None


def needs_four_eyes(capacity: str) -> bool:
    """Whether a second person of the university's office confirms the role before it opens anything."""
    return capacity in WHOLE_UNIVERSITY
