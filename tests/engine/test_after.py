"""What follows a decision: another host, a withdrawal, its price in the next calls."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from selection.engine.host_change import host_change
from selection.engine.places import Withdrawal
from selection.engine.withdrawal import End, ledger_entry, points_in_force
from tests.engine.calls import applied

ZONE = "Europe/Ljubljana"
HOSTS = """
facts:
  - {{code: visited, type: flag, source: statistics, label: {{en: Host visited before}}}}
criteria:
  - {{code: new, name: {{en: New host}}, kind: flag, if: {{not: {{fact: visited}}}}, points: 5}}
after: {{host_change: {way}}}
"""


@pytest.mark.parametrize(
    ("way", "before", "after", "allowed", "kind"),
    [
        ("same_points", "1", "1", True, "same_points"),
        ("same_points", "0", "1", False, "fewer_points"),
        ("same_points", "1", "0", True, "same_points"),
        ("never", "1", "1", False, "host_change_never"),
        ("free", "0", "1", True, "host_change_free"),
    ],
)
def test_another_host_is_scored_again(way: str, before: str, after: str, allowed: bool, kind: str) -> None:
    call = applied(HOSTS.format(way=way), f"application visited\na {before}\nb 0")
    one = call.applications[0]
    changed = replace(one, facts={"visited": replace(one.facts["visited"], value=after == "1")})
    answer = host_change(call.rules, call.applications, changed)
    assert (answer.allowed, answer.because.kind) == (allowed, kind)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


RULE = Withdrawal(free_days=15, penalty=Decimal(-10), calls=2, unless=("force_majeure",))
USED = replace(RULE, even_if_granted_and_not_travelled=True)


@pytest.mark.parametrize(
    ("rule", "end", "ended", "ground", "kind"),
    [
        (RULE, End.WITHDRAWN, "2026-03-16T23:59", "", None),
        (RULE, End.WITHDRAWN, "2026-03-17T00:00", "", "withdrawn_late"),
        (RULE, End.WITHDRAWN, "2026-06-01T00:00", "force_majeure", None),
        (RULE, End.NOT_TRAVELLED, "2027-10-01T00:00", "", None),
        (USED, End.NOT_TRAVELLED, "2027-10-01T00:00", "", "granted_and_not_travelled"),
        (USED, End.NOT_TRAVELLED, "2027-10-01T00:00", "force_majeure", None),
        (Withdrawal(penalty=Decimal(-5)), End.WITHDRAWN, "2026-03-01T12:00", "", "withdrawn_late"),
        (Withdrawal(free_days=15), End.WITHDRAWN, "2026-06-01T00:00", "", None),
        (None, End.WITHDRAWN, "2026-06-01T00:00", "", None),
    ],
)
def test_a_late_withdrawal_costs_points_later(
    rule: Withdrawal | None, end: End, ended: str, ground: str, kind: str | None
) -> None:
    """Free for 15 days from publication, then -10 next time (Kafkas, O11; even if not travelled: METU, O8)."""
    entry = ledger_entry(
        rule, end, published=at("2026-03-01T12:00"), ended=at(ended), ground=ground, zone=ZONE
    )
    assert (entry.because.kind if entry else None) == kind
    if entry and rule:
        assert (entry.points, entry.calls) == (rule.penalty, rule.calls)


def test_an_entry_counts_in_as_many_calls_as_the_rule_says() -> None:
    entry = ledger_entry(
        RULE,
        End.WITHDRAWN,
        published=at("2026-03-01T12:00"),
        ended=at("2026-06-01T00:00"),
        ground="",
        zone=ZONE,
    )
    assert entry is not None
    assert [points_in_force([(entry, applied_in)]) for applied_in in range(3)] == [-10, -10, 0]
