"""Many rows at once for measuring: members, people, mobilities with duties and entries."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from core import chain, clock
from core.models import Entry, EntryText
from members import operations
from members.actor import system
from members.models import Employment, Person, Unit
from mobility.enums import DutyKind, Phase, Stage
from mobility.models import Duty, Mobility
from tests.world import SINCE, House, make_call, make_host

SURNAMES = ("Novak", "Kovač", "Horvat", "Krajnc", "Zupan", "Potočnik", "Mlakar", "Žagar")
STAGES = [stage for stage in Stage if stage != Stage.DRAFT]
DUTIES, ENTRIES = 2, 4
# Beyond the chain that the operations wrote: these entries are for reading only.
FIRST_NUMBER = 10**9


def fill(house: House, *, members: int, people: int, mobilities: int, batch: int) -> None:
    """Fill the house's university within the present scope."""
    posts = _posts(house, members, people)
    years = range(mobilities // people + 1)
    calls = {
        (post.member_id, year): make_call(
            House(house.university, post.member, post.unit, post.unit), f"bench-{year}"
        )
        for post in posts[:members]
        for year in years
    }
    host, numbers = make_host(house), iter(range(10**9))
    for first in range(0, mobilities, batch):
        turns = range(first, min(first + batch, mobilities))
        made = []
        for turn in turns:
            post = posts[turn % people]
            made.append(_mobility(post, calls[post.member_id, turn // people], host, turn))
        rows = Mobility.objects.bulk_create(made)
        Duty.objects.bulk_create([_duty(row, kind) for row in rows for kind in range(DUTIES)])
        entries = Entry.objects.bulk_create(
            [_entry(row, next(numbers)) for row in rows for _ in range(ENTRIES)]
        )
        EntryText.objects.bulk_create([_text(entry) for entry in entries])


def _posts(house: House, members: int, people: int) -> list[Employment]:
    founder, units = system(house.university.pk), [house.unit]
    for number in range(1, members):
        member = operations.add_member(
            slug=f"m{number:02d}",
            actor=founder,
            short=f"M{number}",
            name_sl=f"Fakulteta {number}",
            name_en=f"Faculty {number}",
            address="Cesta 1",
            email=f"m{number}@bench.example",
        )
        units.append(Unit.objects.create(member=member, name_sl="Enota", name_en="Unit"))
    made = Person.objects.bulk_create(
        [
            Person(
                email=f"{secrets.token_hex(6)}@bench.example",
                first_name="Ana",
                last_name=f"{SURNAMES[number % len(SURNAMES)]} {number}",
            )
            for number in range(people)
        ]
    )
    return Employment.objects.bulk_create(
        [_post(house, person, units[number % members]) for number, person in enumerate(made)]
    )


def _post(house: House, person: Person, unit: Unit) -> Employment:
    return Employment(
        university_id=house.university.pk,
        member=unit.member,
        person=person,
        unit=unit,
        post_sl="sodelavec",
        post_en="associate",
        staff_group="professional",
        pay_group="J",
        starts_on=SINCE,
    )


def _mobility(post: Employment, call: Any, host: Any, turn: int) -> Mobility:
    now = clock.now()
    starts_on = now.date() + timedelta(days=30 * (turn // 2000) + turn % 20)
    return Mobility(
        university_id=post.university_id,
        member_id=post.member_id,
        call=call,
        person_id=post.person_id,
        employment=post,
        unit_id=post.unit_id,
        action="KA131",
        number=f"26-{turn:06d}",
        stage=STAGES[turn % len(STAGES)],
        stage_since=now,
        title=f"Training {turn}",
        host=host,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=4),
        training_days=5,
        place=1,
        confirm_by=starts_on,
        next_due_on=starts_on if turn % 3 else None,
        open_duties=DUTIES,
    )


def _duty(mobility: Mobility, kind: int) -> Duty:
    return Duty(
        university_id=mobility.university_id,
        member_id=mobility.member_id,
        mobility=mobility,
        kind=list(DutyKind)[kind],
        phase=next(iter(Phase)),
        owed_by="coordinator",
        due_on=mobility.starts_on,
        opened_at=mobility.stage_since,
    )


def _entry(mobility: Mobility, number: int) -> Entry:
    digest = uuid.uuid4().hex * 2
    return Entry(
        university_id=mobility.university_id,
        member_id=mobility.member_id,
        number=FIRST_NUMBER + number,
        verb="mobility.submitted",
        subject_type="mobility.mobility",
        subject_id=str(mobility.pk),
        file_id=str(mobility.public_id),
        capacity="participant",
        at=mobility.stage_since,
        written_at=mobility.stage_since,
        actor_digest=digest,
        facts_digest=digest,
        note_digest=digest,
        previous_hash=chain.GENESIS,
        hash=digest,
    )


def _text(entry: Entry) -> EntryText:
    return EntryText(
        entry=entry, university_id=entry.university_id, member_id=entry.member_id, actor_name="Ana Novak"
    )
