"""The calendar's work on personal data: what is due goes."""

from celery import shared_task  # noqa: TID251 (it goes through every university, scope by scope)

from members.calendar import in_each_university
from protection import retention


@shared_task(name="protection.tasks.retention_everywhere")
def retention_everywhere() -> None:
    """Apply each university's rules by its own calendar; one's trouble stays its own."""
    in_each_university(retention.apply_to, trouble="retention failed")
    retention.forget_sessions()
