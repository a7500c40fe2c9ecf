"""`python -m tests.journeys.scene_selection people|apply|score|age`: what the journey of a selection does not click.

`people` makes further members of the committee and those who apply; `apply SLUG` hands in their applications but for
the first one's; `score SLUG` hands in every sheet that is still open; `age NAME` makes a person's sign-in a day old.
"""

import sys
from datetime import timedelta
from decimal import Decimal

import django

django.setup()

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: E402
from allauth.usersessions.models import UserSession  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from core import clock  # noqa: E402
from core.tenancy import tenant_scope  # noqa: E402
from demo.names import HOSTS, PASSWORD, PLANS, POSTS  # noqa: E402
from demo.people import SINCE, House  # noqa: E402
from demo.scoring import SENTENCES  # noqa: E402
from demo.walk import Walker  # noqa: E402
from members import operations  # noqa: E402
from members.actor import system  # noqa: E402
from members.enums import Capacity as C  # noqa: E402
from members.models import Person  # noqa: E402
from mobility.models import Call  # noqa: E402
from selection import operations as selection  # noqa: E402
from selection.models import Sheet  # noqa: E402
from selection.scale import judged, scales_of  # noqa: E402
from tests.journeys.scene import DOMAIN, find_house  # noqa: E402

DAY = 24 * 60 * 60
# The address before the @, the name, and what they are asked to do at the faculty besides.
JUDGES = (("clan3", "Alenka", "Brezar"), ("namestnica", "Ivana", "Gorjup"))
# Who applies: name, which unit (the second is led by a member of the committee), months in the post.
APPLICANTS = (
    ("kandidatka1", "Vesna", "Mlinar", 1, 30),
    ("kandidat2", "Boris", "Hren", 0, 40),
    ("kandidatka3", "Zala", "Pirc", 0, 50),
    ("kandidat4", "Rado", "Šavli", 0, 130),
)
LEADER = "vodja2"
# Points by applicant for each judged criterion; the second and the third end equal.
GIVEN = {"kandidatka1": (30, 20), "kandidat2": (20, 10), "kandidatka3": (20, 10), "kandidat4": (10, 10)}
# About the last one the chair thinks otherwise, so that the meeting looks again.
ALONE = {("predsednik", "kandidat4"): (30, 20)}


def make_people(house: House) -> None:
    """Two assessors, an assessor's seat for the head of the second unit, and four who apply."""
    founder = system(house.university.pk)
    for name, first, last in JUDGES:
        person = _person(name, first, last)
        _appoint(house, person)
    _appoint(house, house.people[LEADER])
    for place, (name, first, last, unit, months) in enumerate(APPLICANTS):
        post_sl, post_en, pay_group, tasks = POSTS[place % len(POSTS)]
        operations.employ(
            person=_person(name, first, last),
            unit=house.units[unit],
            actor=founder,
            starts_on=clock.today() - timedelta(days=30.5 * months),
            post_sl=post_sl,
            post_en=post_en,
            staff_group="professional",
            pay_group=pay_group,
            work_tasks=tasks,
            seniority_from=SINCE,
        )


def _person(name: str, first: str, last: str) -> Person:
    return operations.register_person(
        email=f"{name}@{DOMAIN}", first_name=first, last_name=last, password=PASSWORD
    )


def _appoint(house: House, person: Person) -> None:
    operations.appoint(
        person=person,
        capacity=C.ASSESSOR,
        actor=system(house.university.pk),
        starts_on=SINCE,
        member=house.member,
    )


def apply_all(house: House, call: Call) -> None:
    """Whole applications, handed in now, of everybody but the first."""
    for turn, (name, *_) in enumerate(APPLICANTS[1:], 1):
        starts_on = clock.today() + timedelta(days=100 + 14 * turn)
        walker = Walker(house, call, house.people[name], PLANS[turn], HOSTS[turn], starts_on)
        walker.draft(clock.now())
        walker.submit(clock.now())


def score_rest(house: House, call: Call) -> None:
    """Every sheet that nobody has handed in, by whoever it is asked of."""
    scales = judged(scales_of(call))
    sheets = Sheet.objects.filter(assessment__call=call, handed_in_at=None, left_out_at=None)
    for sheet in sheets.select_related(
        "person", "assessment__mobility__person", "assessment__mobility__call"
    ):
        mobility, actor = sheet.assessment.mobility, house.actor_of(sheet.person)
        name, judge = (one.email.partition("@")[0] for one in (mobility.person, sheet.person))
        given = ALONE.get((judge, name), GIVEN[name])
        scores = {
            scale.id: {"points": Decimal(points), "sentence": SENTENCES[turn]}
            for turn, (scale, points) in enumerate(zip(scales, given, strict=True))
        }
        selection.declare(mobility=mobility, actor=actor, has_conflict=False)
        selection.hand_in_scores(mobility=mobility, actor=actor, scores=scores)


def age(person: Person) -> None:
    """Everything the person proved while signing in was proved a day earlier."""
    for row in UserSession.objects.filter(user=person):
        session = SessionStore(row.session_key)
        for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
            record["at"] -= DAY
        session.save()


def main() -> None:
    """Do what the first argument says."""
    house = find_house()
    if sys.argv[1] == "age":
        age(house.people[sys.argv[2]])
        return
    with tenant_scope(university_id=house.university.pk):
        if sys.argv[1] == "people":
            make_people(house)
            return
        call = Call.objects.get(member=house.member, slug=sys.argv[2])
    if sys.argv[1] == "apply":
        apply_all(house, call)
        return
    with tenant_scope(university_id=house.university.pk):
        score_rest(house, call)


if __name__ == "__main__":
    main()
