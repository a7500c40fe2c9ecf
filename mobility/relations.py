"""Who someone is to one mobility: the only writer of the relation table."""

from collections.abc import Iterable

from core import access
from members.enums import Capacity as C
from mobility.models import Mobility, MobilityRelation

TAKE_PART, ASSESS, ENDORSE, SIGN = "take_part", "assess", "endorse", "sign"
# A relation opens something only to whoever still holds one of these capacities: it ends with the role.
CARRIED_BY = {
    ASSESS: (C.ASSESSOR, C.CHAIR),
    ENDORSE: (C.HEAD, C.FACULTY_OFFICE, C.SECRETARY, C.DEAN),
    SIGN: (C.DEAN, C.OFFICE),
}


def set_people(mobility: Mobility, codename: str, person_ids: Iterable[int]) -> None:
    """Make exactly these people hold the relation to the mobility."""
    access.sync_relation(MobilityRelation, mobility, codename, frozenset(person_ids))
    mobility.__dict__.pop("_relations", None)


def add_people(mobility: Mobility, codename: str, person_ids: Iterable[int]) -> None:
    """Give the relation to these people beside those who hold it."""
    set_people(mobility, codename, people_of(mobility, codename) | frozenset(person_ids))


def people_of(mobility: Mobility, codename: str) -> frozenset[int]:
    """Who holds a relation to the mobility."""
    people = access.people_with(MobilityRelation, mobility, codename)
    return frozenset(people.values_list("user_id", flat=True))


def held_by(mobility: Mobility, person_id: int | None) -> frozenset[str]:
    """The relations that a person holds to the mobility; asked of the database once for an object."""
    if person_id is None:
        return frozenset()
    known: dict[int, frozenset[str]] = mobility.__dict__.setdefault("_relations", {})
    if person_id not in known:
        known[person_id] = access.relations_of(MobilityRelation, mobility, person_id)
    return known[person_id]
