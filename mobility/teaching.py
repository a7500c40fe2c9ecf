"""A stay that combines training with teaching: where a call allows it, its least hours, what readers are told."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.face import Fact
from mobility.activity import STA
from mobility.models import Application, Call
from mobility.sections import LABELS

# Hours of teaching in a week, or in any shorter stay, where it is combined with training (Programme Guide, part B,
# higher education, staff mobility for teaching); a week begun is counted by its days.
HOURS_A_WEEK, DAYS_A_WEEK = 4, 7


def is_offered(call: Call) -> bool:
    """Whether the call is for teaching as well."""
    return STA in call.activities


def least_hours(first: date, last: date) -> int:
    """The fewest hours of teaching in a stay of these days, without travel, in whole hours rounded up."""
    days = max((last - first).days + 1, DAYS_A_WEEK)
    return -(-HOURS_A_WEEK * days // DAYS_A_WEEK)


def hint(application: Application) -> str:
    """How many hours are needed at least, for this stay once its days are known."""
    words = _("At least 4 hours a week, or in a shorter stay; a week begun counts by its days.")
    first, last = application.starts_on, application.ends_on
    if not first or not last or last < first:
        return words
    least = least_hours(first, last)
    yours = ngettext(
        "For your stay: at least %(least)d hour.", "For your stay: at least %(least)d hours.", least
    )
    return f"{words} {yours % {'least': least}}"


def facts_of(application: Application) -> tuple[Fact, ...]:
    """What is taught, to whom and for how long; its content is a text of its own."""
    field = application.teaching_field
    rows = (
        ("teaching_field", f"{field.code} {field.name}" if field else ""),
        ("teaching_level", str(application.get_teaching_level_display())),
        ("teaching_hours", number(application.teaching_hours)),
        ("teaching_students", number(application.teaching_students)),
    )
    return tuple(Fact(str(LABELS[name]), value) for name, value in rows)


def told_of(application: Application) -> dict[str, Any] | None:
    """What is taught, for papers: its facts as labels and values, and its content; None for training alone."""
    if not application.teaching:
        return None
    facts = [{"label": fact.label, "value": fact.value} for fact in facts_of(application)]
    return {"facts": facts, "content": application.teaching_content}


def number(value: int | None) -> str:
    """A number as text, empty where there is none."""
    return "" if value is None else str(value)
