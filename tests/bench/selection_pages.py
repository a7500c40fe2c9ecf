"""`python -m tests.bench.selection_pages SIZES ROUNDS`, in the environment that tools.bench_selection makes.

What the committee's pages cost in a call of so many applications: the assessor's home, the queue, the next application,
a sheet in the middle, handing a sheet in, the board while scoring and after it; queue and board on their first page and
in their middle. The statements must be the same for every size. `growth`: the exponent between the smallest and the
largest size: 0 is flat.
"""

import math
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

# The servers of the measurement are reached by name; the product's own test client asks for this one.
os.environ.setdefault("POPOTNIK_HOSTS", "testserver")

import django

django.setup()

from django.db import connection, connections  # noqa: E402 (models are known only after the setup)
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core import clock  # noqa: E402
from core.tenancy import tenant_scope  # noqa: E402
from members import operations as people  # noqa: E402
from members.actor import system  # noqa: E402
from members.enums import Capacity  # noqa: E402
from members.models import Person, University  # noqa: E402
from mobility.models import Call  # noqa: E402
from selection.models import Assessment, Committee, Declaration, Seat, Sheet  # noqa: E402
from selection.scale import judged, scales_of  # noqa: E402
from tests.bench.selection_database import load  # noqa: E402
from tests.world import SINCE  # noqa: E402

FLATTEST = 0.15


@dataclass(frozen=True)
class Committees:
    """Somebody who leads the committee of the benchmark's call, and sits in it with nothing scored yet."""

    university: University
    call: Call
    chair: Person
    base: str

    @classmethod
    def of(cls, university: University) -> "Committees":
        with tenant_scope(university_id=university.pk):
            call = Call.objects.select_related("member").get(slug="bench")
            chair = Person.objects.get(
                email__startswith="bench0.", email__endswith=f"@{university.slug}.example"
            )
            base = f"/{university.slug}/{call.member.slug}/selection/"
            return cls(university, call, chair, base)

    def seat(self) -> None:
        """Seat the chair, with every sheet untouched and every question about conflicts answered."""
        with tenant_scope(university_id=self.university.pk):
            own = Sheet.objects.filter(assessment__call=self.call, person=self.chair)
            own.update(handed_in_at=None)
            Assessment.objects.filter(call=self.call).update(closed_at=None, rank=None, proposed="")
            Call.objects.filter(pk=self.call.pk).update(scoring_closed_at=None)
            if Seat.objects.filter(call=self.call).exists():
                return
            for capacity in (Capacity.CHAIR, Capacity.ASSESSOR):
                people.appoint(
                    person=self.chair,
                    capacity=capacity,
                    actor=system(self.university.pk),
                    starts_on=SINCE,
                    member=self.call.member,
                )
            tenant = {"university_id": self.university.pk, "member_id": self.call.member_id}
            Committee.objects.create(**tenant, call=self.call, score_by=clock.today(), seated_at=clock.now())
            Seat.objects.create(**tenant, call=self.call, person=self.chair, role="chair")
            said = [
                Declaration(
                    **tenant,
                    assessment_id=key,
                    person=self.chair,
                    has_conflict=False,
                    declared_at=clock.now(),
                )
                for key in Assessment.objects.filter(call=self.call).values_list("pk", flat=True)
            ]
            Declaration.objects.bulk_create(said, batch_size=2000)

    def close(self) -> None:
        """Close scoring as if everything had been scored; ranks go by the numbers."""
        with tenant_scope(university_id=self.university.pk):
            Call.objects.filter(pk=self.call.pk).update(scoring_closed_at=clock.now())
            with connection.cursor() as cursor:
                cursor.execute(
                    """
                    update selection_assessment one set rank = place, total = 100 - place / 1000.0,
                           closed_at = opened_at, proposed = case when place <= 50 then 'award' else 'reserve' end
                      from (select id, row_number() over (order by id) as place
                              from selection_assessment where call_id = %s) as placed
                     where placed.id = one.id
                    """,
                    [self.call.pk],
                )

    def open_sheets(self, count: int, *, after: int = 0) -> list[str]:
        """Addresses of applications that the chair has not scored, after so many others."""
        with tenant_scope(university_id=self.university.pk):
            rows = Sheet.objects.filter(assessment__call=self.call, person=self.chair, handed_in_at=None)
            keys = rows.order_by("number").values_list("assessment__mobility__public_id", flat=True)
            return [f"{self.base}score/{key}/" for key in keys[after : after + count]]

    def sheet(self) -> dict[str, str]:
        """A whole sheet as the browser sends it."""
        with tenant_scope(university_id=self.university.pk):
            scales = judged(scales_of(self.call))
        points = {f"points_{scale.id}": "5" for scale in scales}
        return points | {f"sentence_{scale.id}": "A sentence." for scale in scales} | {"next": "1"}


def settled() -> None:
    """What PostgreSQL does by itself some minutes after many rows changed at once."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze")


def measured(ask: Callable[[], HttpResponse], rounds: int) -> tuple[float, int]:
    """The median of so many answers in milliseconds, and the statements of one."""
    taken = []
    for _round in range(rounds):
        begun = time.perf_counter()
        response = ask()
        taken.append((time.perf_counter() - begun) * 1000)
        assert response.status_code in {200, 302}, response.status_code
    with CaptureQueriesContext(connection) as seen:
        ask()
    return statistics.median(taken), len(seen)


def costs_of(applications: int, rounds: int) -> dict[str, tuple[float, int]]:
    """Every page of the committee in a call of this size."""
    committee = Committees.of(load(applications))
    committee.seat()
    settled()
    client = Client()
    client.force_login(committee.chair, backend="allauth.account.auth_backends.AuthenticationBackend")
    listed = f"{committee.base}{committee.call.slug}/"
    waiting = iter(committee.open_sheets(rounds + 1))
    filled = committee.sheet()
    (form,) = committee.open_sheets(1, after=applications // 2)
    middle = applications // 100
    asked: dict[str, Callable[[], HttpResponse]] = {
        "home": lambda: client.get(f"/{committee.university.slug}/scoring/"),
        "queue": lambda: client.get(listed),
        "queue, middle": lambda: client.get(f"{listed}?page={middle}"),
        "next": lambda: client.get(f"{listed}next/"),
        "sheet": lambda: client.get(form),
        "hand in": lambda: client.post(next(waiting), filled),
        "board, scoring": lambda: client.get(f"{listed}board/"),
        "its middle": lambda: client.get(f"{listed}board/?page={middle}"),
    }
    found = {name: measured(ask, rounds) for name, ask in asked.items()}
    committee.close()
    settled()
    found["board"] = measured(lambda: client.get(f"{listed}board/"), rounds)
    found["board, middle"] = measured(lambda: client.get(f"{listed}board/?page={middle}"), rounds)
    return found


def main(sizes: list[int], rounds: int) -> int:
    """Measure every size; 1 where a page costs more statements for many, or grows too steeply."""
    found = {size: costs_of(size, rounds) for size in sizes}
    least, most = min(sizes), max(sizes)
    too_much = False
    for name in found[least]:
        told = "  ".join(f"{size}: {found[size][name][0]:.0f} ms, {found[size][name][1]}" for size in sizes)
        few, many = found[least][name], found[most][name]
        growth = math.log(many[0] / few[0]) / math.log(most / least) if most > least else 0.0
        too_much |= growth > FLATTEST or many[1] > few[1]
        print(f"{name:15} {told}  growth={growth:.2f}")
    print(f"(highest growth allowed {FLATTEST}; statements the same)")
    return int(too_much)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2])))
