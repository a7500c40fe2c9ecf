"""The people of an estate: those of the house, and those whose right ended, begins later or is another's."""

from datetime import timedelta

from core import clock
from members import operations
from members.actor import system
from members.enums import Capacity as C
from members.models import Appointment, Employment, Member, Person, Unit
from members.queries import forget_address
from tests.matrix.estate.marks import mark
from tests.selection.scene import appoint_assessor
from tests.world import SINCE, House, employ, person_in

# Whose appointment as coordinator runs how many days from today; None: without end.
SUBSTITUTES = {"substitute": (-1, 1), "substitute_before": (1, 9), "substitute_after": (-9, -1)}


def people_of(house: House) -> None:
    """Everybody whom the matrix asks, beside the cast of the house; and every name and address marked."""
    day, founder = clock.today(), system(house.university.pk)
    for name in ("conflicted", "deactivated", "superuser", "ended", "other_head", *SUBSTITUTES):
        house.people[name] = person_in(house, name)
    appoint_assessor(house, "conflicted")
    for name in ("deactivated", "ended"):
        _coordinates(house, name, SINCE)
    for name, (first, last) in SUBSTITUTES.items():
        _coordinates(house, name, day + timedelta(days=first), last)
    operations.appoint(
        person=house.people["other_head"],
        capacity=C.HEAD,
        actor=founder,
        starts_on=SINCE,
        member=house.member,
        unit=house.other_unit,
    )
    Person.objects.filter(pk=house.people["superuser"].pk).update(is_superuser=True, is_staff=True)
    _mark_all(house)


def _coordinates(house: House, name: str, starts_on: object, last: int | None = None) -> None:
    ends_on = None if last is None else clock.today() + timedelta(days=last)
    operations.appoint(
        person=house.people[name],
        capacity=C.COORDINATOR,
        actor=system(house.university.pk),
        starts_on=starts_on,  # type: ignore[arg-type]
        member=house.member,
        ends_on=ends_on,
    )


def of_two_members(house: House, sister: House) -> None:
    """Somebody employed here who coordinates at the sister member."""
    house.people["double"] = person_in(house, "double")
    employ(house, house.people["double"])
    operations.appoint(
        person=house.people["double"],
        capacity=C.COORDINATOR,
        actor=system(house.university.pk),
        starts_on=SINCE,
        member=sister.member,
    )
    _mark_person(house, "double")


def lose_rights(house: House) -> None:
    """What happens to people while they are signed in: an account closed, a role ended."""
    Person.objects.filter(pk=house.people["deactivated"].pk).update(is_active=False)
    yesterday = clock.today() - timedelta(days=1)
    with house.scope():
        Appointment.objects.filter(person=house.people["ended"], ends_on=None).update(ends_on=yesterday)


def _mark_all(house: House) -> None:
    tenant, member = house.member.slug, house.member
    Member.objects.filter(pk=member.pk).update(
        name_sl=mark(tenant, "member", "name_sl"),
        name_en=mark(tenant, "member", "name_en"),
        address=mark(tenant, "member", "address"),
        email=mark(tenant, "member", "email").lower() + "@mark.example",
    )
    for thing, unit in (("unit", house.unit), ("other_unit", house.other_unit)):
        Unit.objects.filter(pk=unit.pk).update(
            name_sl=mark(tenant, thing, "name_sl"), name_en=mark(tenant, thing, "name_en")
        )
    for name in house.people:
        _mark_person(house, name)
    for row in (member, house.unit, house.other_unit):
        row.refresh_from_db()
    forget_address(house.university.slug)


def _mark_person(house: House, name: str) -> None:
    tenant, person = house.member.slug, house.people[name]
    Person.objects.filter(pk=person.pk).update(
        first_name=mark(tenant, name, "first_name"),
        last_name=mark(tenant, name, "last_name"),
        email=mark(tenant, name, "email").lower() + "@mark.example",
    )
    for row in Employment.objects.filter(person=person):
        for field in ("post_sl", "post_en", "work_tasks"):
            setattr(row, field, mark(tenant, name, field))
        row.save()
    person.refresh_from_db()
