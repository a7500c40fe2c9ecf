"""The calendar's work on personal data: what is due goes."""

import logging
import zoneinfo

from celery import shared_task  # noqa: TID251 (it goes through every university, scope by scope)
from django.utils import timezone

from core.tasks import universities
from members.queries import address_by_id
from protection import retention

log = logging.getLogger(__name__)


@shared_task(name="protection.tasks.retention_everywhere")
def retention_everywhere() -> None:
    """Apply each university's rules by its own calendar; one's trouble stays its own."""
    for university_id in universities():
        try:
            with timezone.override(zoneinfo.ZoneInfo(address_by_id(university_id).time_zone)):
                retention.apply_to(university_id)
        except Exception:
            log.exception("Retention of university %s failed", university_id)
    retention.forget_sessions()
