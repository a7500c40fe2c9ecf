"""A small faculty to test the application in: one university, two members, a call, people in their capacities."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from core import clock
from core.tenancy import tenant_scope
from members import operations
from members.actor import Actor, system
from members.enums import Capacity, StaffGroup
from members.models import Member, Person, Unit, University
from members.queries import actor_for
from mobility.models import Call, Mobility
from mobility.operations import calls
from mobility.operations.application import save_section, start
from partners.models import HostOrganisation

LONG = "Pripravljam mednarodne sporazume, sprejemam gostujoče osebje in vodim evidence mobilnosti na članici. " * 2
NUMBERS = itertools.count(1)


@dataclass
class Faculty:
    """Who and what there is; `scope()` enters the university."""

    university: University
    member: Member
    other_member: Member
    unit: Unit
    participant: Person
    colleague: Person
    coordinator: Person
    call: Call
    host: HostOrganisation

    @contextmanager
    def scope(self) -> Iterator[None]:
        with tenant_scope(university_id=self.university.pk):
            yield

    def actor(self, person: Person) -> Actor:
        found = actor_for(person, university_id=self.university.pk, on=clock.today())
        assert found is not None
        return found

    def path(self, rest: str) -> str:
        return f"/{self.university.slug}/{self.member.slug}/{rest}"

    def of(self, mobility: Mobility, rest: str) -> str:
        return self.path(f"mobilities/{mobility.public_id}/application/{rest}")


CRITERIA: list[dict[str, Any]] = [
    {
        "name_sl": "Strokovna utemeljenost",
        "name_en": "Professional justification",
        "most": Decimal(30),
        "levels": [
            {"points": Decimal(0), "name_sl": "ni povezave", "name_en": "no link"},
            {"points": Decimal(30), "name_sl": "jasne naloge", "name_en": "clear tasks"},
        ],
    },
    {
        "name_sl": "Pretekle mobilnosti",
        "name_en": "Past mobilities",
        "most": Decimal(15),
        "rule": "rotation",
        "levels": [{"points": Decimal(15), "name_sl": "še nikoli", "name_en": "never before"}],
    },
]


def call_fields(*, opens: timedelta = timedelta(days=-7), closes: timedelta = timedelta(days=21)) -> dict[str, Any]:
    """The fields of a complete call, around the present instant."""
    now, today = clock.now(), clock.today()
    texts = {
        f"{name}_{language}": f"{name} {language}"
        for name in ("title", "purpose", "audience", "documents", "basis")
        for language in ("sl", "en")
    }
    return texts | {
        "slug": f"stt-{next(NUMBERS)}",
        "action": "KA131",
        "academic_year": "2026/27",
        "opens_at": now + opens,
        "closes_at": now + closes,
        "results_by": today + timedelta(days=45),
        "stays_from": today + timedelta(days=60),
        "stays_until": today + timedelta(days=400),
        "places": 3,
    }


def found(slug: str) -> Faculty:
    """Found the faculty inside the present transaction."""
    university = operations.found_university(
        slug=slug,
        name_sl="Univerza v Zgledu",
        name_en="University of Example",
        erasmus_code="SI ZGLED01",
        address="Zgledna 1",
        city="Ljubljana",
        email="erasmus@zgled.example",
    )
    office = system(university.pk)
    with tenant_scope(university_id=university.pk):
        member = _member(office, "ff", "Filozofska fakulteta", "Faculty of Arts")
        other = _member(office, "fe", "Fakulteta za elektrotehniko", "Faculty of Electrical Engineering")
        unit = operations.add_unit(member=member, actor=office, name_sl="Mednarodna pisarna", name_en="Office")
        people = {name: _employed(slug, name, unit, office) for name in ("maja", "jure", "tina")}
        operations.appoint(
            person=people["tina"],
            capacity=Capacity.COORDINATOR,
            actor=office,
            starts_on=date(2020, 1, 1),
            member=member,
        )
        call = published_call(member, _actor(people["tina"], university))
        host = HostOrganisation.objects.create(
            name="Universität Wien", kind="higher_education", city="Wien", country_id="AT", confirmed_at=clock.now()
        )
    return Faculty(university, member, other, unit, people["maja"], people["jure"], people["tina"], call, host)


def _member(office: Actor, slug: str, name_sl: str, name_en: str) -> Member:
    return operations.add_member(
        slug=slug, actor=office, short=slug.upper(), name_sl=name_sl, name_en=name_en, address="Zgledna 2",
        email=f"{slug}@zgled.example",
    )  # fmt: skip


def _employed(slug: str, name: str, unit: Unit, office: Actor) -> Person:
    person = operations.register_person(
        email=f"{name}@{slug}.example", first_name=name.title(), last_name="Novak", password="dolgo geslo za zgled"
    )
    operations.employ(
        person=person,
        unit=unit,
        actor=office,
        starts_on=date(2020, 1, 1),
        post_sl="strokovna sodelavka",
        post_en="officer",
        staff_group=StaffGroup.PROFESSIONAL,
        pay_group="J",
        work_tasks=LONG,
    )
    return person


def _actor(person: Person, university: University) -> Actor:
    actor = actor_for(person, university_id=university.pk, on=clock.today())
    assert actor is not None
    return actor


def published_call(member: Member, actor: Actor, **fields: Any) -> Call:
    """A call that is open now, unless the fields say otherwise."""
    call = calls.draft_call(actor=actor, member_id=member.pk, criteria=CRITERIA, **(call_fields() | fields))
    return calls.publish_call(call=call, actor=actor)


def sections(host: HostOrganisation, first: date) -> dict[str, dict[str, Any]]:
    """The values of a complete application for a week from a Monday on or after the day."""
    first += timedelta(days=-first.weekday() % 7)
    days = [first + timedelta(days=n) for n in range(5)]
    after = days[-1] + timedelta(days=60)
    return {
        "work": {"task_link": LONG, "need": "annual_interview", "need_words": "Cilj letnega razgovora."},
        "host": {
            "host": host,
            "contact_name": "Anna Huber",
            "contact_email": "anna.huber@univie.example",
            "host_quality": LONG,
        },
        "stay": {
            "title": "Spremljanje dela v mednarodni pisarni",
            "forms": ["job_shadowing"],
            "starts_on": days[0],
            "ends_on": days[-1],
            "travel_before": 1,
            "travel_after": 1,
            "green_travel": True,
        },
        "programme": {
            "programme": [{"day": day, "kind": "training", "hours": 8, "content": "Spremljanje dela"} for day in days]
        },
        "goals": {"goals": [{"text": "Spoznati potek sprejema"}], "added_value": LONG, "motivation": LONG},
        "effects": {
            "effects": [{"on": "unit", "text": "Nov obrazec", "indicator": "V rabi", "due_on": after}],
            "dissemination": [{"kind": "collegium", "audience": "Kolegij", "due_on": after}],
        },
        "language": {"language": "en", "own_level": "C1", "needed_level": "B2"},
        "statements": {"statement_true": True, "statement_report": True, "statement_funding": True},
    }


def drafted(faculty: Faculty, *, person: Person | None = None, call: Call | None = None) -> Mobility:
    """A complete application that is not sent yet."""
    call = call or faculty.call
    actor = faculty.actor(person or faculty.participant)
    mobility = start(call=call, actor=actor)
    for section, values in sections(faculty.host, call.stays_from).items():
        save_section(mobility=mobility, actor=actor, section=section, values=values)
    return mobility


def at(day: date, hour: int = 12) -> datetime:
    """An instant on a day, in the time zone of the tests."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()), ZoneInfo("Europe/Ljubljana")) + timedelta(
        hours=hour
    )
