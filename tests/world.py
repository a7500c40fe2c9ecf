"""Two universities, three members, every capacity, made by the operations; and shortcuts to a mobility in any stage."""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from core import clock
from core.tenancy import tenant_scope
from members import operations
from members.actor import Actor, system
from members.enums import Capacity as C
from members.models import Employment, Member, Person, Unit, University
from members.queries import actor_for
from mobility.enums import Stage
from mobility.lifecycle import open_file
from mobility.models import Application, Call, Criterion, Level, Mobility
from partners.models import Country, HostOrganisation

SINCE = date(2020, 1, 1)
HOUSE_CAST = {
    "coordinator": C.COORDINATOR,
    "faculty_office": C.FACULTY_OFFICE,
    "secretary": C.SECRETARY,
    "dean": C.DEAN,
    "hr": C.HR,
    "chair": C.CHAIR,
    "assessor": C.ASSESSOR,
    "finance": C.FINANCE,
}
OVERVIEW_CAST = {"office": C.OFFICE, "rectorate": C.RECTORATE, "auditor": C.AUDITOR, "dpo": C.DPO}


@dataclass
class House:
    """A member faculty with everybody in it, by the name of what they do."""

    university: University
    member: Member
    unit: Unit
    other_unit: Unit
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Somebody of this house as an actor today (call it inside a scope)."""
        actor = actor_for(self.people[name], university_id=self.university.pk, on=clock.today())
        assert actor is not None, name
        return actor

    def scope(self) -> Any:
        return tenant_scope(university_id=self.university.pk)

    def client(self, name: str, *, signed_in: timedelta = timedelta(0)) -> Client:
        """A browser in which somebody of this house signed in by password, now or so long ago."""
        client = Client()
        client.force_login(self.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time() - signed_in.total_seconds()}
        ]
        session["account_authentication_methods_user"] = str(self.people[name].pk)
        session.save()
        return client

    def url(self, rest: str = "") -> str:
        return f"/{self.university.slug}/{self.member.slug}/{rest}"


def make_university(slug: str) -> University:
    return operations.found_university(
        slug=slug,
        name_sl=f"Univerza {slug}",
        name_en=f"University {slug}",
        erasmus_code=f"SI {slug.upper()}01",
        address="Trg 1",
        city="Ljubljana",
        email=f"office@{slug}.example",
        domains=[f"{slug}.example"],
    )


def make_house(university: University, slug: str) -> House:
    """A member with two units and one person for every capacity, a head of the first unit, two participants."""
    founder = system(university.pk)
    with tenant_scope(university_id=university.pk):
        member = operations.add_member(
            slug=slug,
            actor=founder,
            short=slug.upper(),
            name_sl=f"Fakulteta {slug}",
            name_en=f"Faculty {slug}",
            address="Cesta 1",
            email=f"{slug}@{university.slug}.example",
        )
        unit = operations.add_unit(member=member, actor=founder, name_sl="Pisarna", name_en="Office")
        other = operations.add_unit(member=member, actor=founder, name_sl="Knjižnica", name_en="Library")
        house = House(university, member, unit, other)
        for name in ("participant", "colleague", "head", *HOUSE_CAST, *OVERVIEW_CAST):
            house.people[name] = person_in(house, name)
        for name in ("participant", "colleague"):
            employ(house, house.people[name])
        appoint = operations.appoint
        head = house.people["head"]
        appoint(person=head, capacity=C.HEAD, actor=founder, starts_on=SINCE, member=member, unit=unit)
        for name, capacity in HOUSE_CAST.items():
            appoint(
                person=house.people[name], capacity=capacity, actor=founder, starts_on=SINCE, member=member
            )
        for name, capacity in OVERVIEW_CAST.items():
            appoint(person=house.people[name], capacity=capacity, actor=founder, starts_on=SINCE)
    return house


def person_in(house: House, name: str) -> Person:
    return operations.register_person(
        email=f"{name}.{house.member.slug}@{house.university.slug}.example",
        first_name=name.title().replace("_", " "),
        last_name=f"{house.member.slug}-{house.university.slug}",
        language="en",
    )


def employ(house: House, person: Person) -> Employment:
    return operations.employ(
        person=person,
        unit=house.unit,
        actor=system(house.university.pk),
        starts_on=SINCE,
        post_sl="sodelavka",
        post_en="associate",
        staff_group="professional",
        pay_group="J",
        work_tasks="Sprejem gostujočih in priprava sporazumov.",
    )


def make_call(house: House, slug: str = "stt-2026", **fields: Any) -> Call:
    """An open, published call with one judged and one computed criterion, written as rows."""
    now = clock.now()
    texts = {
        f"{name}_{language}": f"{name} {language}"
        for name in ("title", "purpose", "audience", "documents", "basis")
        for language in ("sl", "en")
    }
    defaults: dict[str, Any] = {
        "action": "KA131",
        "academic_year": "2026/27",
        "opens_at": now - timedelta(days=10),
        "closes_at": now + timedelta(days=20),
        "results_by": now.date() + timedelta(days=40),
        "stays_from": now.date(),
        "stays_until": now.date() + timedelta(days=400),
        "places": 2,
        "published_at": now - timedelta(days=10),
    }
    call = Call.objects.create(member=house.member, slug=slug, **{**texts, **defaults, **fields})
    judged = _criterion(call, 1, "Upravičenost", "Justification", "")
    computed = _criterion(call, 2, "Rotacija", "Rotation", "rotation")
    for criterion in (judged, computed):
        for points in (0, 5, 10):
            Level.objects.create(
                member=house.member,
                criterion=criterion,
                points=points,
                name_sl=f"raven {points}",
                name_en=f"level {points}",
            )
    return call


def _criterion(call: Call, position: int, sl: str, en: str, rule: str) -> Criterion:
    return Criterion.objects.create(
        member_id=call.member_id,
        call=call,
        position=position,
        kind="computed" if rule else "judged",
        rule=rule,
        name_sl=sl,
        name_en=en,
        most=Decimal(10),
    )


def make_host(house: House, name: str = "Universität Wien") -> HostOrganisation:
    host = HostOrganisation(
        name=name, kind="higher_education", city="Wien", country=Country.objects.get(pk="AT")
    )
    host.university_id = house.university.pk
    host.save()
    return host


def make_mobility(
    house: House, call: Call, *, who: str = "participant", stage: Stage = Stage.DRAFT
) -> Mobility:
    """A mobility put straight into a stage, with a complete application; for tests of rules, not of the way there."""
    person = house.people[who]
    employment = Employment.objects.filter(person=person).first() or employ(house, person)
    starts_on = clock.today() + timedelta(days=60)
    mobility = Mobility(
        member=house.member,
        call=call,
        person=person,
        employment=employment,
        unit=house.unit,
        action=call.action,
        number="" if stage == Stage.DRAFT else f"2026-{person.pk:04d}",
        title="Job shadowing",
        host=make_host(house),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=4),
        training_days=5,
        confirm_by=starts_on - timedelta(days=30),
        place=1,
    )
    open_file(mobility=mobility, actor=house.actor(who))
    Application.objects.create(
        member=house.member,
        mobility=mobility,
        saved_at=clock.now(),
        host=mobility.host,
        title=mobility.title,
        starts_on=mobility.starts_on,
        ends_on=mobility.ends_on,
        submitted_at=None if stage == Stage.DRAFT else clock.now(),
    )
    Mobility.objects.filter(pk=mobility.pk).update(stage=stage)
    return Mobility.objects.select_related("call", "person", "unit", "host").get(pk=mobility.pk)
