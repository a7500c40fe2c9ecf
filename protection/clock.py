"""When records go: the university's months, counted from what happened to the record."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from mobility.enums import Stage
from mobility.models import Application, Mobility
from protection.enums import DEFAULT_MONTHS, Rule
from protection.models import RetentionRule

Months = Mapping[str, int]

WITHOUT_STAY = frozenset(
    {Stage.INELIGIBLE, Stage.REFUSED, Stage.WITHDRAWN, Stage.DECLINED, Stage.CANCELLED, Stage.RESERVE}
)
AFTER_STAY = frozenset({Stage.RETURNED, Stage.COMPLETED, Stage.RECOGNISED, Stage.CLOSED})


def months_of_university() -> Months:
    """How many months the present university keeps what: its own rules, else the defaults."""
    own = dict(RetentionRule.objects.values_list("rule", "months"))
    return {rule.value: own.get(rule.value, DEFAULT_MONTHS[rule]) for rule in Rule}


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_before(day: date, months: int) -> date:
    """The latest day from which so many months have passed on a day."""
    return months_after(day, -months)


def is_draft(mobility: Mobility) -> bool:
    """Whether it was never submitted, whatever became of it."""
    return not mobility.number and mobility.stage in {Stage.DRAFT, Stage.WITHDRAWN, Stage.CANCELLED}


def rule_of(mobility: Mobility) -> Rule | None:
    """By which rule a file goes; None while it is under way."""
    if is_draft(mobility):
        return Rule.DRAFT
    if mobility.stage in WITHOUT_STAY:
        return Rule.NOT_SELECTED
    return Rule.TOOK_PLACE if mobility.stage in AFTER_STAY else None


def file_goes_on(mobility: Mobility, months: Months) -> date | None:
    """The day on which a file goes; None while it is under way."""
    rule = rule_of(mobility)
    return months_after(counted_from(mobility, rule), months[rule]) if rule else None


def counted_from(mobility: Mobility, rule: Rule) -> date:
    """The day from which a file's months count, in the university's time zone."""
    if rule == Rule.DRAFT:
        saved = Application.objects.filter(mobility=mobility).values_list("saved_at", flat=True)
        return timezone.localdate(max(mobility.call.closes_at, mobility.stage_since, *saved))
    since = timezone.localdate(mobility.stage_since)
    if rule == Rule.TOOK_PLACE:
        return mobility.ends_on or since
    # A reserve list lives as long as stays of its call are possible.
    return max(since, mobility.call.stays_until) if mobility.stage == Stage.RESERVE else since


def need_goes_on(mobility: Mobility, months: Months) -> date | None:
    """The day on which a stated need for inclusion support goes; None while the mobility is under way."""
    return _goes_on(mobility, months[Rule.INCLUSION])


def account_goes_on(mobility: Mobility, months: Months) -> date | None:
    """The day on which the account that a grant is paid to goes; None while the mobility is under way."""
    return _goes_on(mobility, months[Rule.BANK])


def _goes_on(mobility: Mobility, months: int) -> date | None:
    rule = rule_of(mobility)
    return months_after(counted_from(mobility, rule), months) if rule else None
