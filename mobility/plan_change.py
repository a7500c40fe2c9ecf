"""What a change of plan is: of what is done, or of dates only, and whether the member's rules let it pass unsigned."""

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from mobility.models import Application, Mobility
from mobility.programme import TRAINING, Day, moved
from mobility.signing_rules import rules_of

DATES = frozenset({"starts_on", "ends_on", "programme"})


def as_it_lies(plan: Application, mobility: Mobility) -> Application:
    """The agreed plan on the days on which the stay lies now: a move that is tolerated is written into no version."""
    if (plan.starts_on, plan.ends_on) == (mobility.starts_on, mobility.ends_on):
        return plan
    present = copy(plan)
    present.starts_on, present.ends_on = mobility.starts_on, mobility.ends_on
    present.programme = moved(present, before=plan.starts_on)
    return present


def changes_content(plan: Application, changes: Mapping[str, Any]) -> bool:
    """Whether a day of training gets another content, is added or falls away, or the unit of the host changes."""
    if "host_unit" in changes:
        return True
    return "programme" in changes and _contents(plan.programme) != _contents(changes["programme"])


def changes_dates_only(plan: Application, changes: Mapping[str, Any]) -> bool:
    """Whether the same days of training are held at another time, and nothing else changes."""
    return set(changes) <= DATES and not changes_content(plan, changes)


def is_tolerated(plan: Application, mobility: Mobility, starts_on: date, ends_on: date) -> bool:
    """Whether a stay may lie there without a new version: neither end further off the agreed one than tolerated."""
    if plan.starts_on is None or plan.ends_on is None:
        return False
    tolerance = rules_of(mobility.member_id, mobility.call_id).tolerance
    return abs((starts_on - plan.starts_on).days) <= tolerance >= abs((ends_on - plan.ends_on).days)


def _contents(rows: list[Day]) -> list[tuple[str, str]]:
    return [(str(row.get("hours")), row.get("content", "")) for row in rows if row.get("kind") == TRAINING]
