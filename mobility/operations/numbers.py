"""Short numbers of mobilities: `2026-0147`, without gaps or twins within a member's year."""

from django.db import transaction

from core import clock
from mobility.models import NumberSeries


@transaction.atomic
def next_number(*, member_id: int) -> str:
    """The next number of this member's year. The row stays locked until the transaction ends, so that a
    transaction that fails gives its number back."""
    year = clock.today().year
    NumberSeries.objects.get_or_create(member_id=member_id, year=year)
    series = NumberSeries.objects.select_for_update().get(member_id=member_id, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{year}-{series.last:04d}"
