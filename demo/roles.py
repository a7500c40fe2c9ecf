"""Roles under way in the demonstration: a substitute, two invitations, a role that waits for a second person."""

from datetime import timedelta

from core import clock
from core.tenancy import tenant_scope
from demo.names import PASSWORD
from demo.people import SINCE, House
from members import operations
from members.actor import system
from members.enums import Capacity as C
from members.models import Appointment, Person


def arrange(house: House) -> None:
    """At the first member of a university; its office has two people, so that each can confirm what the other grants."""
    today, domain = clock.today(), house.domain.partition(".")[2]
    with tenant_scope(university_id=house.university.pk):
        second = _person(f"usms2@{domain}", "Katja", "Poljšak")
        operations.appoint(
            person=second, capacity=C.OFFICE, actor=system(house.university.pk), starts_on=SINCE
        )
        house.people["usms2"] = second
        dean = Appointment.objects.get(person=house.people["dekan"], capacity=C.DEAN)
        operations.appoint_substitute(
            principal=dean,
            person=house.people["pisarna"],
            starts_on=today,
            ends_on=today + timedelta(days=21),
            actor=house.actor("dekan"),
        )
        coordinator, office = house.actor("koordinator"), house.actor("usms")
        operations.invite_person(
            email="gostja@zunanja.example",
            greeting="Tina Zunanja",
            capacity=C.ASSESSOR,
            member=house.member,
            actor=coordinator,
        )
        with clock.travel(clock.now() - timedelta(days=45)):
            operations.invite_person(email="gost@zunanja.example", greeting="Rok Drugi", actor=office)
        operations.grant_role(
            person=_person(f"revizor@{domain}", "Simon", "Pregled"), capacity=C.AUDITOR, actor=office
        )


def _person(email: str, first: str, last: str) -> Person:
    return operations.register_person(email=email, first_name=first, last_name=last, password=PASSWORD)
