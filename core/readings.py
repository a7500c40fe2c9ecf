"""Who has read which file: a page about one says so (`note`), and it is kept once the page was given out (`keep`).

A reading request may not write, so the row is written after it, in a transaction of its own: two statements.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest

from core import clock
from core.models import Reading
from core.tenancy import tenant_scope

NAME_LENGTH = 200
GIVEN_OUT = 200


@dataclass(frozen=True)
class Opened:
    """A file that a page shows, and to whom: a person, or a guest by a personal link."""

    university_id: int
    member_id: int
    file_id: str
    capacity: str
    person_id: int | None = None
    guest: str = ""


def note(request: HttpRequest, opened: Opened | None) -> None:
    """Say what this page shows; None for somebody's own file, which is nobody's reading."""
    request.opened_file = opened  # type: ignore[attr-defined]


def keep(request: HttpRequest, status: int) -> None:
    """Keep the reading, once for person, file, page and hour, if the page was given out. Raises what fails.

    A page whose reading cannot be kept is not given out.
    """
    opened: Opened | None = getattr(request, "opened_file", None)
    if opened is None or status != GIVEN_OUT:
        return
    with tenant_scope(university_id=opened.university_id):
        Reading.objects.bulk_create([_row(opened, _page_of(request), clock.now())], ignore_conflicts=True)


def _row(opened: Opened, page: str, now: datetime) -> Reading:
    return Reading(
        university_id=opened.university_id,
        member_id=opened.member_id,
        file_id=opened.file_id,
        person_id=opened.person_id,
        guest=opened.guest[:NAME_LENGTH],
        capacity=opened.capacity,
        page=page,
        at=now,
        hour=now.replace(minute=0, second=0, microsecond=0),
    )


def _page_of(request: HttpRequest) -> str:
    match: Any = request.resolver_match
    return str(match.view_name)


def forget(*, before: datetime) -> int:
    """Remove the present scope's readings from before an instant; how many went.

    The database removes none that is younger than core.secure.READINGS_KEPT, whatever it is asked.
    """
    with connection.cursor() as cursor:
        cursor.execute("select popotnik_forget_readings(%s)", [before])
        forgotten: int = cursor.fetchone()[0]
    return forgotten
