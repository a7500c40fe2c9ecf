"""`python -m tests.bench.selection_database APPLICATIONS ROUNDS`, in the environment that tools.bench_selection makes.

Ranking a call out of PostgreSQL – facts, marks, points, order, places, in one process – beside plain queries that only
fetch the same rows. Both in turns on one database; the medians are compared, and told as `ratio=`.
"""

import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (models are known only after the setup)
from django.db import connection, connections, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core.tenancy import tenant_scope  # noqa: E402
from members.models import University  # noqa: E402
from mobility.models import Application, Call  # noqa: E402
from selection.deciding.gathering import gather, in_running  # noqa: E402
from selection.engine.applications import Application as Candidate  # noqa: E402
from selection.engine.collector import paused  # noqa: E402
from selection.engine.shape import Rules  # noqa: E402
from selection.models import Score  # noqa: E402
from tests.bench.selection_call import rules  # noqa: E402
from tests.bench.selection_engine import decide  # noqa: E402
from tests.bench.selection_rows import fill  # noqa: E402
from tests.world import make_house, make_university  # noqa: E402

HIGHEST = 4.0


def load(applications: int) -> University:
    """The rows; those of an earlier run serve again."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("secure_database", verbosity=0)
    call_command("load_reference", verbosity=0)
    slug = f"rank{applications}"
    found = University.objects.filter(slug=slug).first()
    if found is not None:
        return found
    begun = time.monotonic()
    with transaction.atomic():
        house = make_house(make_university(slug), "m00")
        with house.scope():
            fill(house, applications)
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")
    print(f"{applications} applications loaded in {time.monotonic() - begun:.0f} s", flush=True)
    return house.university


def fetch(call: Call) -> None:
    """Plain queries for the same facts and scores; nothing is made of the rows."""
    of_call = {"sheet__assessment__call": call, "sheet__handed_in_at__isnull": False}
    scores = Score.objects.filter(**of_call, sheet__left_out_at=None, sheet__abstention="")
    submitted = Application.objects.filter(mobility__assessment__call=call, submitted_at__isnull=False)
    list(in_running(call).values_list("id", "mobility__number", "mobility__person_id", "facts"))
    list(submitted.values_list("mobility_id", "submitted_at"))
    list(scores.values_list("sheet__assessment_id", "criterion_id", "sheet__person_id", "points"))


def candidates(call: Call, known: Rules) -> list[Candidate]:
    """The applications as the product gathers them for a ranking."""
    return [one.application for one in gather(call, known, in_running(call))]


@paused()
def ranked(call: Call, known: Rules) -> None:
    """Everything: from the rows to the places, as selection.deciding.results does it."""
    decide(known, candidates(call, known))


def seconds(work: Callable[[], None]) -> float:
    """How long it takes, waiting for the database included."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(applications: int, rounds: int) -> int:
    """Load, then measure in turns; 1 where the ratio is too high."""
    university, known = load(applications), rules()
    with tenant_scope(university_id=university.pk):
        call = Call.objects.get(slug="bench")
        # The first time, facts are frozen beside the assessments, as they are at the admission.
        candidates(call, known)
        plain, whole = [], []
        for _round in range(rounds):
            plain.append(seconds(lambda: fetch(call)))
            whole.append(seconds(lambda: ranked(call, known)))
        with CaptureQueriesContext(connection) as seen:
            candidates(call, known)
    ratio = statistics.median(whole) / statistics.median(plain)
    print(
        f"applications={applications} queries={len(seen)} "
        f"plain={statistics.median(plain):.2f} ranking={statistics.median(whole):.2f}"
    )
    print(f"ratio={ratio:.2f} (highest allowed {HIGHEST})")
    return int(ratio > HIGHEST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
