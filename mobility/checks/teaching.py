"""Checks of a stay that combines training with teaching (domain, validation rule V19)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from mobility import teaching
from mobility.checks.base import Facts, Finding, blank, check, error
from mobility.sections import REQUIRED_TO_TEACH, is_filled


def _is_offered(facts: Facts) -> bool:
    return teaching.is_offered(facts.call)


@check(_("Whoever also teaches says what, to whom and for how long"), applies=_is_offered)
def teaching_described(facts: Facts) -> Iterator[Finding]:
    """The Commission's form for teaching asks for all of it."""
    for field in REQUIRED_TO_TEACH if facts.application.teaching else ():
        if not is_filled(facts.application, field):
            yield blank(field, _("Not filled in yet."))


@check(_("There are enough hours of teaching"), applies=_is_offered)
def enough_teaching(facts: Facts) -> Iterator[Finding]:
    """At least four hours a week beside training (V19)."""
    application = facts.application
    first, last, hours = application.starts_on, application.ends_on, application.teaching_hours
    if not application.teaching or not hours or not first or not last or last < first:
        return
    least = teaching.least_hours(first, last)
    if hours < least:
        yield error(
            "teaching_hours",
            _("Too few: a stay of %(days)d days needs at least %(least)d (4 a week); you plan %(hours)d.")
            % {"days": (last - first).days + 1, "least": least, "hours": hours},
        )
