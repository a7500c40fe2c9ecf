"""What a day brings to committees: mandates that begin or end, conflicts that a date brings. Run often."""

import logging
import zoneinfo

from celery import shared_task  # noqa: TID251 (it goes through every university, scope by scope)
from django.utils import timezone

from core.models import Entry
from core.tasks import universities
from core.tenancy import tenant_scope
from members.queries import address_by_id
from mobility.models import Call
from selection.conflicts import in_office
from selection.operations import follow_the_calendar, settle_conflicts
from selection.subscribers_conflicts import open_calls

log = logging.getLogger(__name__)


@shared_task(name="selection.tasks.daily_everywhere")
def daily_everywhere() -> None:
    """Do what the calendar says for each university; one's trouble stays its own."""
    for university_id in universities():
        try:
            with timezone.override(zoneinfo.ZoneInfo(address_by_id(university_id).time_zone)):
                daily(university_id=university_id)
        except Exception:
            log.exception("The committees of university %s were not brought in line", university_id)


def daily(*, university_id: int) -> None:
    """One university's committees that are at work."""
    with tenant_scope(university_id=university_id):
        for call in open_calls(scoring_closed_at=None):
            if _changed(call):
                follow_the_calendar(call=call)
        for call in open_calls():
            settle_conflicts(call=call)


def _changed(call: Call) -> bool:
    """Whether other people sit today than when the sheets were brought in line last."""
    entries = Entry.objects.filter(
        verb="call.committee_seated", subject_type=Call._meta.label_lower, subject_id=str(call.pk)
    )
    last = entries.order_by("-number").first()
    present = sorted(in_office(call.pk).values_list("person_id", flat=True))
    return last is not None and last.facts["people"] != present
