"""The calendar's part: follow-ups are asked for by letter as soon as they may be answered."""

from celery import shared_task  # noqa: TID251 (it goes through every university, scope by scope)

from core import clock
from core.tenancy import tenant_scope
from members.calendar import in_each_university
from mobility.enums import DutyKind, Stage
from mobility.models import Duty
from recognition import notices
from recognition.operations.effects import EARLIEST


@shared_task(name="recognition.tasks.ask_everywhere")
def ask_everywhere() -> None:
    """Ask for each university by its own time zone; one's trouble is not the others'."""
    in_each_university(ask_follow_ups, trouble="the follow-ups were not asked for")


def ask_follow_ups(university_id: int) -> None:
    """Write one letter for each open follow-up that may be answered by now; each once."""
    with tenant_scope(university_id=university_id):
        waiting = Duty.objects.filter(
            kind=DutyKind.FOLLOW_UP,
            fulfilled_at=None,
            waived_at=None,
            due_on__lte=clock.today() + EARLIEST,
            mobility__stage=Stage.RECOGNISED,
        )
        for duty in waiting.select_related("mobility__person", "mobility__host").order_by("due_on", "pk"):
            notices.follow_up_asked(duty)
