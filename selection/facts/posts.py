"""Employment: since when somebody has been employed at the member faculty without a break."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from members.models import Employment
from mobility.models import Mobility

A_DAY = timedelta(days=1)
MONTHS = 12


def since_when(mobilities: Sequence[Mobility]) -> Mapping[int, date]:
    """By employment: the first day of the unbroken run of posts that ends with it. One statement."""
    people = {mobility.person_id for mobility in mobilities}
    members = {mobility.member_id for mobility in mobilities}
    rows = Employment.objects.filter(person_id__in=people, member_id__in=members)
    posts: dict[tuple[int, int], list[tuple[date, date | None, int]]] = defaultdict(list)
    for person, member, starts, ends, key in rows.values_list(
        "person_id", "member_id", "starts_on", "ends_on", "pk"
    ):
        posts[person, member].append((starts, ends, key))
    return {key: day for run in posts.values() for key, day in _runs(sorted(run, key=lambda post: post[0]))}


def _runs(posts: Sequence[tuple[date, date | None, int]]) -> list[tuple[int, date]]:
    found: list[tuple[int, date]] = []
    first, reached = date.max, date.min
    for starts, ends, key in posts:
        if not found or starts > reached + A_DAY:
            first, reached = starts, date.min
        reached = max(reached, min(ends or date.max, date.max - A_DAY))
        found.append((key, first))
    return found


def whole_months(since: date, until: date) -> int:
    """Complete months from one day to another; none where it lies ahead."""
    months = (until.year - since.year) * MONTHS + until.month - since.month - (until.day < since.day)
    return max(months, 0)
