"""What the ledger of penalties takes from the applicants of a call: for all of them in two statements."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from mobility.models import Call, Mobility
from selection.models import Penalty


def points_against(call: Call, mobilities: Sequence[Mobility]) -> dict[int, Decimal]:
    """By person: the points that count in this call, zero or below (selection.penalties tells which they are)."""
    people = {mobility.person_id for mobility in mobilities}
    rows = Penalty.objects.filter(
        person_id__in=people, member_id=call.member_id, struck_at=None, noted_at__lt=call.closes_at
    )
    penalties = list(rows.exclude(call=call))
    if not penalties:
        return {}
    applied = _applied(call, {penalty.person_id for penalty in penalties})
    found: dict[int, Decimal] = defaultdict(Decimal)
    for penalty in penalties:
        used = {
            key
            for key, closes_at in applied[penalty.person_id]
            if closes_at > penalty.noted_at and key != penalty.call_id
        }
        if len(used) < penalty.calls:
            found[penalty.person_id] += penalty.points
    return found


def _applied(call: Call, people: set[int]) -> dict[int, set[tuple[int, datetime]]]:
    """By person: the calls before this one in which they applied, with their deadlines."""
    rows = Mobility.objects.filter(
        person_id__in=people, member_id=call.member_id, call__closes_at__lt=call.closes_at
    )
    found: dict[int, set[tuple[int, datetime]]] = defaultdict(set)
    for person, key, closes_at in rows.exclude(number="").values_list(
        "person_id", "call_id", "call__closes_at"
    ):
        found[person].add((key, closes_at))
    return found
