"""What the walls cost: the same questions with row-level security on and off, in turns, on one database.

`./run bench [MOBILITIES=20000] [ROUNDS=9]`. The owner switches the security of all tenant tables between turns; the
medians of the turns are compared, so that a busy machine slows both sides alike. Numbers: docs/performance.md.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction

from core import clock
from core.journal import timeline
from core.secure import tenant_models
from core.tenancy import tenant_scope
from members.models import Member, Person, Unit, University
from mobility import desk
from mobility.models import Duty, Mobility
from mobility.queries import duties_for, with_file
from tests.bench.load import fill
from tests.world import House, make_house, make_university

MEMBERS, PEOPLE, BATCH, REPEATS = 26, 2000, 2000, 5
# A wall that doubles the time of a question is noticed; the target is in docs/performance.md.
HIGHEST = 2.0


class Bench:
    """One database with one university, its members and their mobilities."""

    def __init__(self, mobilities: int, rounds: int) -> None:
        self.mobilities, self.rounds = mobilities, rounds
        self.house: Any = None
        self.actor: Any = None

    def run(self) -> int:
        """Load once, then ask in turns."""
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        call_command("secure_database", verbosity=0)
        call_command("load_reference", verbosity=0)
        started = time.monotonic()
        self.load()
        with self.house.scope():
            self.actor = self.house.actor("coordinator")
        print(f"{self.mobilities} mobilities of {MEMBERS} members in {time.monotonic() - started:.0f} s")
        return self.measure()

    def load(self) -> None:
        """The university by the tests' own means, the many rows in bulk; those of an earlier run serve again."""
        slug = f"bench{self.mobilities}"
        found = University.objects.filter(slug=slug).first()
        if found is not None:
            self.house = house_again(found)
            return
        with transaction.atomic():
            self.house = make_house(make_university(slug), "m00")
            with self.house.scope():
                fill(self.house, members=MEMBERS, people=PEOPLE, mobilities=self.mobilities, batch=BATCH)
        with owner() as cursor:
            cursor.execute("analyze")

    def measure(self) -> int:
        """Every question, walls on and off in turns; prints the medians in milliseconds and their ratio."""
        times: dict[tuple[str, bool], list[float]] = {}
        for _round in range(self.rounds):
            for walled in (True, False):
                switch(on=walled)
                for name, ask in self.questions():
                    times.setdefault((name, walled), []).append(self.timed(ask))
        switch(on=True)
        worst = 0.0
        print(f"{'question':<34}{'on ms':>9}{'off ms':>9}{'ratio':>8}")
        for name, _ask in self.questions():
            on, off = (statistics.median(times[name, walled]) * 1000 for walled in (True, False))
            worst = max(worst, on / off)
            print(f"{name:<34}{on:>9.2f}{off:>9.2f}{on / off:>8.2f}")
        print(f"walls: worst ratio {worst:.2f}, highest allowed {HIGHEST}")
        return 1 if worst > HIGHEST else 0

    def timed(self, ask: Callable[[], object]) -> float:
        """Seconds for one question, within a scope of the coordinator's member, the first one not counted."""
        with tenant_scope(university_id=self.house.university.pk, member_ids=[self.house.member.pk]):
            ask()
            started = time.perf_counter()
            for _repeat in range(REPEATS):
                ask()
            return (time.perf_counter() - started) / REPEATS

    def questions(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What pages ask: lists, one file, its timeline and duties, counts, and a text search."""
        actor, today = self.actor, self.today
        some = self.some
        yield "desk, first page", lambda: desk.page(actor, desk.Filter(view="all"), today)
        yield "desk, filtered by words", lambda: desk.page(actor, desk.Filter(view="all", words="nov"), today)
        yield "desk, counts of its tabs", lambda: desk.tabs(actor, desk.Filter(view="all"), today, "/")
        yield "one file by its address", lambda: with_file().get(public_id=some.public_id)
        yield "a file's timeline", lambda: list(timeline(str(some.public_id)))
        yield "a file's duties", lambda: list(Duty.objects.filter(mobility=some))
        yield "open duties of a coordinator", lambda: list(duties_for(actor)[:50])
        yield "count of a member's mobilities", Mobility.objects.count

    @property
    def today(self) -> Any:
        return clock.today()

    @property
    def some(self) -> Any:
        """One mobility of the member, the same for every round."""
        with self.house.scope():
            return Mobility.objects.filter(member=self.house.member).order_by("pk")[5]


def house_again(university: University) -> House:
    """The house that an earlier run has filled."""
    with tenant_scope(university_id=university.pk):
        member = Member.objects.get(slug="m00")
        one, other = Unit.objects.filter(member=member).order_by("pk")[:2]
        house = House(university, member, one, other)
        house.people["coordinator"] = Person.objects.get(email=f"coordinator.m00@{university.slug}.example")
    return house


@contextmanager
def owner() -> Iterator[Any]:
    """The owner's own connection."""
    with connections["owner"].cursor() as cursor:
        yield cursor


def switch(*, on: bool) -> None:
    """Turn row-level security of every tenant table on or off, as the owner."""
    act = "enable" if on else "disable"
    with owner() as cursor:
        for model in tenant_models():
            cursor.execute(f'alter table "{model._meta.db_table}" {act} row level security')
