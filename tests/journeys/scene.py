"""`python -m tests.journeys.scene`: files at the other university that await a wrong step, made by the operations.

Prints where each of them is, as JSON: name → address of the file.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta

import django

django.setup()

from core import clock  # noqa: E402
from core.tenancy import tenant_scope  # noqa: E402
from demo.calls import at, publish  # noqa: E402
from demo.names import HOSTS, PLANS  # noqa: E402
from demo.people import House  # noqa: E402
from demo.scoring import decide_and_release, score_everything, seat  # noqa: E402
from demo.walk import Walker  # noqa: E402
from members.models import Member, Person, Unit, University  # noqa: E402
from mobility.enums import Party  # noqa: E402
from mobility.links import to_mobility  # noqa: E402
from mobility.models import Call  # noqa: E402

UNIVERSITY, MEMBER, DOMAIN = "drava", "fnm", "fnm.drava.example"
LONG = 365


def find_house() -> House:
    """The one member faculty of the other university, with everybody at hand."""
    university = University.objects.get(slug=UNIVERSITY)
    with tenant_scope(university_id=university.pk):
        member = Member.objects.get(slug=MEMBER)
        units = list(Unit.objects.filter(member=member).order_by("pk"))
    people = {one.email.partition("@")[0]: one for one in Person.objects.filter(email__endswith=f"@{DOMAIN}")}
    staff = [people[name] for name in sorted(people) if name.startswith("zaposleni")]
    return House(university, member, units, DOMAIN, people, staff)


def walkers(
    house: House, slug: str, closes_on: date, people: Sequence[Person], starts_on: date
) -> list[Walker]:
    """A published call and whoever takes part in it."""
    opens_on = closes_on - timedelta(days=30)
    stays = (opens_on, closes_on + timedelta(days=500))
    with tenant_scope(university_id=house.university.pk):
        call = publish(
            house, slug=slug, action="KA131", opens_on=opens_on, closes_on=closes_on, places=5, stays=stays
        )
        # The calendar's work goes on meanwhile and knows the real day: no place may lapse before it is confirmed.
        Call.objects.filter(pk=call.pk).update(confirm_days=LONG)
    return [
        Walker(house, call, person, PLANS[turn], HOSTS[turn], starts_on) for turn, person in enumerate(people)
    ]


def closing_tomorrow(house: House, today: date) -> dict[str, Walker]:
    """Three drafts in a call that closes tomorrow, the last one hardly begun."""
    found = walkers(
        house, "stt-jutri", today + timedelta(days=1), house.staff[:3], today + timedelta(days=90)
    )
    for turn, walker in enumerate(found):
        walker.draft(at(today - timedelta(days=3), 9 + turn), whole=turn < 2)
    return dict(zip(("double", "late", "fields"), found, strict=True))


def decided(house: House, today: date) -> dict[str, Walker]:
    """Three files of an older call: the host is to sign, suitability is to be decided, the stay is over."""
    closed = today - timedelta(days=90)
    found = walkers(house, "stt-prej", closed, house.staff[3:6], today - timedelta(days=10))
    found[0].starts_on = found[1].starts_on = today + timedelta(days=60)
    for walker in found:
        walker.draft(at(closed - timedelta(days=9)))
        walker.submit(at(closed - timedelta(days=8)))
    call, released = found[0].call, closed + timedelta(days=20)
    with clock.travel(at(closed)), tenant_scope(university_id=house.university.pk):
        seat(house, call)
    for walker in found:
        walker.admit(at(closed + timedelta(days=2)))
    score_everything(house, call, found, at(closed + timedelta(days=9)), hand_in=3)
    outcomes = {walker.person.pk: "award" for walker in found}
    decide_and_release(house, call, found, outcomes, at(released))
    for walker in found:
        walker.accept_place(at(released + timedelta(days=2)))
        walker.opinions(at(released + timedelta(days=4)))
    for walker in (found[0], found[2]):
        walker.confirm_suitability(at(released + timedelta(days=5)))
    found[0].sign(at(today - timedelta(days=2)), Party.PARTICIPANT, Party.HOME)
    found[2].sign(at(released + timedelta(days=6)), Party.PARTICIPANT, Party.HOME, Party.HOST)
    found[2].end(at(found[2].ends_on + timedelta(days=1)))
    return dict(zip(("host", "secretary", "certificate"), found, strict=True))


def main() -> None:
    """Make everything and say where it is."""
    house, today = find_house(), clock.today()
    made = closing_tomorrow(house, today) | decided(house, today)
    with tenant_scope(university_id=house.university.pk):
        print(json.dumps({name: to_mobility(walker.file) for name, walker in made.items()}))


if __name__ == "__main__":
    main()
