"""Founds the demonstration universities: members, units, people and their capacities."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from core import clock
from core.tenancy import tenant_scope
from demo.names import FIRST_NAMES, LAST_NAMES, PASSWORD, POSTS, Faculty
from members import operations
from members.actor import Actor, system
from members.enums import Capacity as C
from members.models import Member, Person, Unit, University
from members.queries import actor_for

SINCE = date(2021, 10, 1)
# Who acts for every member, once: capacity and the address before the @.
CAST = (
    (C.COORDINATOR, "koordinator"),
    (C.FACULTY_OFFICE, "pisarna"),
    (C.SECRETARY, "tajnik"),
    (C.DEAN, "dekan"),
    (C.HR, "kadrovska"),
    (C.CHAIR, "predsednik"),
    (C.ASSESSOR, "clan1"),
    (C.ASSESSOR, "clan2"),
)


@dataclass
class House:
    """A member faculty with its people at hand."""

    university: University
    member: Member
    units: list[Unit]
    domain: str
    people: dict[str, Person] = field(default_factory=dict)
    staff: list[Person] = field(default_factory=list)

    def actor(self, name: str) -> Actor:
        """The person known by this address as an actor at this university, on the clock's day."""
        return self.actor_of(self.people[name])

    def actor_of(self, person: Person) -> Actor:
        """A person as an actor at this university, on the clock's day."""
        actor = actor_for(person, university_id=self.university.pk, on=clock.today())
        if actor is None:
            raise LookupError(f"{person.email} holds nothing here")
        return actor


class Names:
    """Gives invented names in a fixed order, so that every demo is the same."""

    def __init__(self) -> None:
        self._turn = count()

    def next(self) -> tuple[str, str]:
        turn = next(self._turn)
        return FIRST_NAMES[turn % len(FIRST_NAMES)], LAST_NAMES[(turn * 11 + turn // 35) % len(LAST_NAMES)]


def found(
    *,
    slug: str,
    name: tuple[str, str],
    code: str,
    domain: str,
    faculties: tuple[Faculty, ...],
    staff_each: int,
) -> list[House]:
    """A university with its houses; every person's password is the same, only in the demo."""
    university = operations.found_university(
        slug=slug,
        name_sl=name[0],
        name_en=name[1],
        erasmus_code=code,
        address="Kongresni trg 1",
        city="Ljubljana",
        email=f"mednarodna@{domain}",
        domains=[domain],
    )
    names = Names()
    with tenant_scope(university_id=university.pk):
        office = _person(names, f"usms@{domain}")
        founder = system(university.pk)
        operations.appoint(person=office, capacity=C.OFFICE, actor=founder, starts_on=SINCE)
        houses = [_house(university, faculty, domain, names, staff_each) for faculty in faculties]
        for house in houses:
            house.people["usms"] = office
    return houses


def _person(names: Names, email: str) -> Person:
    first, last = names.next()
    return operations.register_person(email=email, first_name=first, last_name=last, password=PASSWORD)


def _house(university: University, faculty: Faculty, domain: str, names: Names, staff_each: int) -> House:
    founder = system(university.pk)
    member = operations.add_member(
        slug=faculty.slug,
        actor=founder,
        short=faculty.short,
        name_sl=faculty.sl,
        name_en=faculty.en,
        address="Cesta popotnikov 1, 1000 Ljubljana",
        email=f"mednarodna.{faculty.slug}@{domain}",
    )
    units = [
        operations.add_unit(member=member, actor=founder, name_sl=sl, name_en=en) for sl, en in faculty.units
    ]
    house = House(university, member, units, f"{faculty.slug}.{domain}")
    for capacity, name in CAST:
        house.people[name] = _person(names, f"{name}@{house.domain}")
        _employ(house, house.people[name], 0)
        operations.appoint(
            person=house.people[name], capacity=capacity, actor=founder, starts_on=SINCE, member=member
        )
    for place, unit in enumerate(units):
        head = _person(names, f"vodja{place + 1}@{house.domain}")
        house.people[f"vodja{place + 1}"] = head
        _employ(house, head, place)
        operations.appoint(
            person=head, capacity=C.HEAD, actor=founder, starts_on=SINCE, member=member, unit=unit
        )
    for place in range(staff_each):
        person = _person(names, f"zaposleni{place + 1}@{house.domain}")
        house.staff.append(person)
        _employ(house, person, place)
    return house


def _employ(house: House, person: Person, place: int) -> None:
    post_sl, post_en, pay_group, tasks = POSTS[place % len(POSTS)]
    operations.employ(
        person=person,
        unit=house.units[place % len(house.units)],
        actor=system(house.university.pk),
        starts_on=SINCE - timedelta(days=120 * (place % 20)),
        post_sl=post_sl,
        post_en=post_en,
        staff_group="professional",
        pay_group=pay_group,
        work_tasks=tasks,
        seniority_from=SINCE - timedelta(days=400 * (place % 25)),
    )
