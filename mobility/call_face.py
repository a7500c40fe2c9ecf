"""What is told of a call on its page and on paper: its facts, its criteria with their levels, its corrections."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from core.face import Fact
from core.wording import period
from members.enums import StaffGroup
from mobility.call_changes import changes_between, in_words
from mobility.call_dates import rounds_of
from mobility.call_groups import judges_within
from mobility.call_page import RulesInWords
from mobility.deadlines import to_the_minute, whole_day
from mobility.enums import LONGEST_DAYS, CriterionKind
from mobility.models import Call, Criterion


def facts_of(call: Call) -> list[Fact]:
    """What one wants to know of a call at a glance."""
    groups = [str(StaffGroup(group).label) for group in call.staff_groups]
    return [
        Fact(_("Action"), call.get_action_display(), note=call.academic_year),
        Fact(_("Places"), str(call.places)),
        *_rounds(call),
        Fact(_("Stays"), period(call.stays_from, call.stays_until)),
        Fact(_("Duration"), _duration(call), note=_("travel days not counted")),
        Fact(_("For"), ", ".join(groups) or _("all employed at the member faculty")),
    ]


def _rounds(call: Call) -> list[Fact]:
    """When applications are taken: one time, or each round on a line of its own."""
    rounds = rounds_of(call)
    if len(rounds) == 1 or call.rolling:
        return [
            Fact(_("Opens"), to_the_minute(call.opens_at)),
            Fact(_("Deadline"), to_the_minute(call.closes_at), note=_("by the clock of this server")),
            Fact(_("Results by"), whole_day(call.results_by)),
        ]
    words = _("%(opens)s to %(closes)s")
    return [
        Fact(
            _("Round %(number)s") % {"number": number},
            words % {"opens": to_the_minute(row.opens_at), "closes": to_the_minute(row.closes_at)},
            note=_("results by %(day)s") % {"day": whole_day(row.results_by)},
            broad=True,
        )
        for number, row in enumerate(rounds, 1)
    ]


def _duration(call: Call) -> str:
    return _("%(least)d to %(most)d days of training") % {"least": call.shortest_days, "most": LONGEST_DAYS}


def criteria_of(criteria: Iterable[Criterion], rules: RulesInWords) -> list[dict[str, Any]]:
    """The criteria with their weight, their anchored levels (the highest first), and rules in words without any."""
    return [
        {
            "name": row.name,
            "help": row.in_words("help"),
            "most": row.most,
            "is_computed": row.kind == CriterionKind.COMPUTED and not judges_within(row.definition),
            "article": row.definition.get("article", ""),
            "levels": row.levels.all(),
            "rule": None if row.levels.all() else rules.criteria.get(row.name_in_rules),
        }
        for row in criteria
    ]


def versions_of(call: Call) -> list[dict[str, Any]]:
    """The versions of a corrected call, the newest first, each with its reason and what it changed."""
    versions = list(call.versions.order_by("version"))
    told = [
        {
            "version": later.version,
            "at": later.published_at,
            "reason": later.in_words("reason"),
            "changes": [in_words(change) for change in changes_between(earlier.document, later.document)],
        }
        for earlier, later in pairwise(versions)
    ]
    first = versions[:1] if told else []
    return [*reversed(told), *({"version": row.version, "at": row.published_at} for row in first)]
