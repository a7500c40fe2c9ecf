"""Many applications to one call, with their past and the scores of five assessors, in bulk."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from core import clock
from members.models import Employment, Person, Unit
from mobility.enums import Stage
from mobility.models import Application, Call, Criterion, Mobility
from partners.models import Country, HostOrganisation
from selection.models import Assessment, Sheet
from tests.bench.selection_call import COUNTRIES, JUDGED, LEVELS, UNITS
from tests.world import SINCE, House, make_call, person_in

ASSESSORS, AT_ONCE, FIRST_OF = 5, 2000, 5
LAST_YEAR = date(2025, 5, 5)


def fill(house: House, applications: int) -> Call:
    """The call with everything within the present scope; the same rows for the same number."""
    chance = random.Random(4)
    call, before = _call(house, "bench"), make_call(house, "before")
    posts = _posts(house, applications, chance)
    hosts = [_host(house, country) for country in COUNTRIES]
    earlier = [post for post in posts if chance.randrange(FIRST_OF) < 2]
    _mobilities(before, earlier, hosts, chance, stage=Stage.CLOSED, starts_on=LAST_YEAR)
    made = _mobilities(
        call, posts, hosts, chance, stage=Stage.UNDER_ASSESSMENT, starts_on=clock.today() + timedelta(days=90)
    )
    Application.objects.bulk_create([_application(one, chance) for one in made], batch_size=AT_ONCE)
    rows = [_assessment(one, call) for one in made]
    assessments = Assessment.objects.bulk_create(rows, batch_size=AT_ONCE)
    people = [person_in(house, f"bench{number}") for number in range(ASSESSORS)]
    sheets = [_sheet(one, person) for one in assessments for person in people]
    Sheet.objects.bulk_create(sheets, batch_size=AT_ONCE)
    _scores(call)
    return call


def _call(house: House, slug: str) -> Call:
    now = clock.now()
    call = make_call(house, slug, opens_at=now - timedelta(days=30), closes_at=now - timedelta(days=1))
    for number in range(JUDGED):
        Criterion.objects.create(
            member=house.member,
            call=call,
            position=10 + number,
            code=f"judged{number}",
            name_sl=f"Merilo {number}",
            name_en=f"Criterion {number}",
            most=Decimal(10),
        )
    return call


def _posts(house: House, number: int, chance: random.Random) -> list[Employment]:
    units = [
        Unit.objects.create(member=house.member, name_sl=f"Enota {place}", name_en=f"Unit {place}")
        for place in range(UNITS)
    ]
    people = [
        Person(email=f"r{turn}@{house.university.slug}.example", first_name="Ana", last_name=f"Kos {turn}")
        for turn in range(number)
    ]
    made = Person.objects.bulk_create(people, batch_size=AT_ONCE)
    posts = [
        Employment(
            university_id=house.university.pk,
            member=house.member,
            person=person,
            unit=chance.choice(units),
            post_sl="sodelavec",
            post_en="associate",
            staff_group="professional",
            pay_group="J",
            starts_on=SINCE - timedelta(days=chance.randrange(9000)),
        )
        for person in made
    ]
    return Employment.objects.bulk_create(posts, batch_size=AT_ONCE)


def _host(house: House, country: str) -> HostOrganisation:
    host = HostOrganisation(
        name=f"Host in {country}",
        kind="higher_education",
        city="Town",
        country=Country.objects.get(pk=country),
    )
    host.university_id = house.university.pk
    host.save()
    return host


def _mobilities(
    call: Call, posts: list[Employment], hosts: Any, chance: random.Random, *, stage: Stage, starts_on: date
) -> list[Mobility]:
    rows = [
        Mobility(
            university_id=post.university_id,
            member_id=post.member_id,
            call=call,
            person_id=post.person_id,
            employment=post,
            unit_id=post.unit_id,
            action="KA131",
            number=f"{call.pk:05}-{turn:06}",
            stage=stage,
            stage_since=clock.now(),
            title="Training",
            host=chance.choice(hosts),
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=4),
            training_days=chance.randrange(2, 11),
        )
        for turn, post in enumerate(posts)
    ]
    return Mobility.objects.bulk_create(rows, batch_size=AT_ONCE)


def _application(mobility: Mobility, chance: random.Random) -> Application:
    return Application(
        university_id=mobility.university_id,
        member_id=mobility.member_id,
        mobility=mobility,
        saved_at=clock.now(),
        submitted_at=clock.now() - timedelta(days=2, seconds=chance.randrange(2_000_000)),
        host_id=mobility.host_id,
        title=mobility.title,
        starts_on=mobility.starts_on,
        ends_on=mobility.ends_on,
        own_level=chance.choice(LEVELS),
        needed_level=chance.choice(LEVELS),
        green_travel=chance.choice((True, False)),
    )


def _assessment(mobility: Mobility, call: Call) -> Assessment:
    return Assessment(
        university_id=mobility.university_id,
        member_id=mobility.member_id,
        mobility=mobility,
        call=call,
        opened_at=clock.now(),
        closed_at=clock.now(),
        asked=ASSESSORS,
    )


def _sheet(assessment: Assessment, person: Person) -> Sheet:
    sheet = Sheet.asked_of(person.pk, assessment)
    sheet.handed_in_at = clock.now()
    return sheet


def _scores(call: Call) -> None:
    """A score for every sheet and criterion, by the database itself: there are more than a million."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into selection_score
                   (university_id, member_id, sheet_id, criterion_id, points, sentence, remark)
            select sheet.university_id, sheet.member_id, sheet.id, criterion.id,
                   (sheet.id * 7 + criterion.id * 13) %% 21 / 2.0, 'A sentence.', ''
              from selection_sheet sheet
              join selection_assessment assessment on assessment.id = sheet.assessment_id
             cross join mobility_criterion criterion
             where assessment.call_id = %s and criterion.call_id = %s and criterion.code like 'judged%%'
            """,
            [call.pk, call.pk],
        )
