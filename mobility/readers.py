"""Whom something about a mobility falls to, and how a letter reaches them."""

from core import access, clock
from core.letters import Reader
from members.enums import Capacity
from members.models import Person
from members.queries import people_holding, substitutes_of
from mobility import relations
from mobility.enums import HomeSigner
from mobility.models import Duty, Mobility, MobilityRelation
from mobility.signing_rules import rules_of

NOBODY = frozenset({Capacity.SYSTEM, Capacity.HOST})


def reader_of(person: Person) -> Reader:
    """A person as the reader of a letter, in the language they chose."""
    return Reader(person.email, person.get_full_name(), person.language, person.pk)


def holders(mobility: Mobility, capacity: Capacity, *, with_substitutes: bool = True) -> list[Person]:
    """The people who act in a capacity for this mobility today; nobody, and no substitute of theirs, on their own."""
    if capacity == Capacity.PARTICIPANT:
        return [mobility.person]
    if capacity in NOBODY:
        return []
    if capacity == Capacity.ASSESSOR:
        return related_people(mobility, relations.ASSESS)
    unit_id = mobility.unit_id if capacity == Capacity.HEAD else None
    found = people_holding(
        capacity,
        member_id=mobility.member_id,
        unit_id=unit_id,
        on=clock.today(),
        about=mobility.person_id,
        with_substitutes=with_substitutes,
    )
    return [person for person in found if person.pk != mobility.person_id]


def related_people(mobility: Mobility, codename: str) -> list[Person]:
    """The people who hold a relation to this mobility and today still a capacity that carries it."""
    holding = people_holding(
        *relations.CARRIED_BY[codename],
        member_id=mobility.member_id,
        unit_id=mobility.unit_id,
        on=clock.today(),
        about=mobility.person_id,
    )
    return list(
        holding.filter(pk__in=access.people_with(MobilityRelation, mobility, codename)).order_by(
            "last_name", "pk"
        )
    )


def bearers(duty: Duty) -> list[Person]:
    """Who owes a duty: the person named in it and who stands in for them, else those who hold its capacity."""
    if duty.person_id is None:
        return holders(duty.mobility, Capacity(duty.owed_by))
    named = list(Person.objects.filter(pk=duty.person_id, is_active=True))
    if duty.person_id == duty.mobility.person_id:
        return named
    on, member_id = clock.today(), duty.member_id
    standing_in = substitutes_of(duty.person_id, Capacity(duty.owed_by), member_id=member_id, on=on)
    return [*named, *(person for person in standing_in if person.pk != duty.mobility.person_id)]


def home_signers(mobility: Mobility) -> tuple[Capacity, list[Person]]:
    """Who signs for the sending institution, and as what: by the rules of signing the dean or the university's office.

    Where nobody of the one can, the other signs.
    """
    rules = rules_of(mobility.member_id, mobility.call_id)
    first, second = Capacity.DEAN, Capacity.OFFICE
    if rules.home == HomeSigner.OFFICE:
        first, second = second, first
    for capacity in (first, second):
        people = holders(mobility, capacity)
        if people:
            return capacity, people
    return first, []


def signatories(mobility: Mobility) -> list[Person]:
    """Who signs for the sending institution."""
    return home_signers(mobility)[1]
