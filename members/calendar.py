"""The calendar's work goes through every university, each by its own time zone; one's trouble stays its own."""

import logging
import zoneinfo
from collections.abc import Callable

from django.utils import timezone

from core.tasks import universities
from members.queries import address_by_id

log = logging.getLogger(__name__)


def in_each_university(work: Callable[[int], object], *, trouble: str) -> None:
    """Do the work for each university's id in that university's time zone; what fails is logged as `trouble`."""
    for university_id in universities():
        try:
            with timezone.override(zoneinfo.ZoneInfo(address_by_id(university_id).time_zone)):
                work(university_id)
        except Exception:
            log.exception("University %s: %s", university_id, trouble)
