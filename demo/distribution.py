"""The university's distribution of places among the open calls of its faculties; nothing is handed over yet."""

from collections.abc import Sequence
from decimal import Decimal

from core.tenancy import tenant_scope
from demo.people import House
from demo.story import OPEN
from mobility.models import Call
from selection import operations as selection

# Fewer places than the calls announce together: the university has to choose.
PLACES_EACH, MONEY_EACH = 3, Decimal(1500)


def distribute(houses: Sequence[House]) -> None:
    """The university's office opens a distribution for the calls that are open now."""
    house = houses[0]
    with tenant_scope(university_id=house.university.pk):
        call = Call.objects.filter(slug=OPEN.slug).first()
        if call is None:
            return
        places = PLACES_EACH * len(houses)
        name = f"{call.action} {call.academic_year}"
        selection.open_distribution(
            actor=house.actor("usms"),
            action=call.action,
            academic_year=call.academic_year,
            numbers=selection.Numbers(name, places, places * MONEY_EACH, "number", lots=True),
        )
