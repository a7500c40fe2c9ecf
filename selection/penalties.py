"""Reading the ledger of penalties: what counts against a person in a call."""

from decimal import Decimal

from mobility.models import Call, Mobility
from selection.models import Penalty


def in_force(person_id: int, call: Call) -> list[Penalty]:
    """The penalties that count in a call: noted before its deadline, not struck out, and not used up yet.

    A penalty is used up when the person has applied in as many later calls as it says.
    """
    rows = Penalty.objects.filter(
        person_id=person_id, member_id=call.member_id, struck_at=None, noted_at__lt=call.closes_at
    )
    return [row for row in rows.exclude(call=call).select_related("call") if _used(row, call) < row.calls]


def points_against(person_id: int, call: Call) -> Decimal:
    """The points that a person loses in a call: zero or below (register name `penalties.points`)."""
    return sum((row.points for row in in_force(person_id, call)), Decimal(0))


def _used(penalty: Penalty, call: Call) -> int:
    """In how many calls between the penalty and this one the person has applied."""
    between = Mobility.objects.filter(
        person_id=penalty.person_id,
        member_id=penalty.member_id,
        call__closes_at__gt=penalty.noted_at,
        call__closes_at__lt=call.closes_at,
    )
    return between.exclude(number="").exclude(call=penalty.call).values("call").distinct().count()
