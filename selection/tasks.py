"""What the calendar brings to committees: mandates that begin or end, conflicts that a date brings. Run often."""

from celery import shared_task  # noqa: TID251 (it goes through every university, scope by scope)

from core.models import Entry
from core.tenancy import tenant_scope
from members.calendar import in_each_university
from mobility.models import Call
from selection.conflicts import in_office
from selection.operations import follow_the_calendar, settle_conflicts
from selection.subscribers_conflicts import open_calls


@shared_task(name="selection.tasks.committees_everywhere")
def committees_everywhere() -> None:
    """Do what the calendar says for each university; one's trouble stays its own."""
    in_each_university(bring_in_line, trouble="the committees were not brought in line")


def bring_in_line(university_id: int) -> None:
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
