"""Reading the spine: which mobilities a person may see, and what pages and lists need of them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from core import access
from core.models import Entry
from members.actor import Actor
from members.enums import Capacity as C
from mobility.models import Mobility, MobilityRelation
from mobility.policy import AFTER_REPORTING, STAFF

FILE = ("call", "person", "unit", "host__country", "employment")


def with_file() -> QuerySet[Mobility]:
    """Mobilities with what a page about one of them always shows."""
    return Mobility.objects.select_related(*FILE)


def visible_to(actor: Actor) -> QuerySet[Mobility]:
    """The mobilities in scope that this actor may see: own ones, related ones, and those of their capacities.

    The list's counterpart of the rule `see_mobility`; a test holds the two together.
    """
    related = access.objects_with(MobilityRelation, actor.person_id or 0, {"assess", "endorse", "sign"})
    seen = Q(person_id=actor.person_id) | (~Q(number="") & Q(pk__in=related))
    for held in actor.held:
        here = Q() if held.member_id is None else Q(member_id=held.member_id)
        if held.unit_id is not None:
            here &= Q(unit_id=held.unit_id)
        if held.capacity in STAFF:
            seen |= here & ~Q(number="")
        elif held.capacity == C.HR:
            seen |= here & Q(stage__in=sorted(AFTER_REPORTING))
    return Mobility.objects.filter(seen)


def end_of_stay(mobility: Mobility) -> date:
    """The last day of the stay: as planned, or the day on which it was ended early."""
    ended = Entry.objects.filter(file_id=str(mobility.public_id), verb="mobility.ended").order_by("-number").first()
    planned: date = mobility.ends_on  # type: ignore[assignment]  # whoever submitted has a period
    return min(planned, timezone.localtime(ended.at).date()) if ended else planned
