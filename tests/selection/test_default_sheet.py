"""The default scoring sheet through the engine: the tables of the instructions, edge by edge."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from demo.calls import LANGUAGE, ROTATION, Anchors
from mobility.call_document import LANGUAGE_FACT, ROTATION_FACT, rule_of
from mobility.enums import PointRule
from selection.engine.applications import Application
from selection.engine.facts import Held
from selection.engine.read import rules_from
from selection.engine.score import score
from selection.facts.reading import gap_between

DEADLINE = date(2026, 11, 20)


def rules(rule: PointRule, anchors: Anchors) -> Any:
    """A call with one of the two rules and its own lines, as its document writes it out."""
    levels = [SimpleNamespace(points=Decimal(points), name_sl=sl, name_en=en) for points, sl, en in anchors]
    criterion: Any = SimpleNamespace(
        name_in_rules="one",
        name_sl="eno",
        name_en="one",
        help_sl="",
        help_en="",
        rule=rule,
        most=Decimal(anchors[-1][0]),
        levels=SimpleNamespace(all=lambda: levels),
    )
    return rules_from({"facts": [ROTATION_FACT, LANGUAGE_FACT], "criteria": [rule_of(criterion)]})


def points(known: Any, **facts: Any) -> Decimal | None:
    held = {code: Held(value) for code, value in facts.items() if value is not None}
    return score(known, [Application("A", held)], at=DEADLINE)[0].by_criterion["one"].points


@pytest.mark.parametrize(
    ("last_on", "given"),
    [
        (None, 15),
        (date(2027, 3, 1), 0),
        (date(2026, 11, 20), 0),
        (date(2025, 11, 20), 0),
        (date(2025, 11, 19), 5),
        (date(2023, 11, 20), 5),
        (date(2023, 11, 19), 10),
        (date(2009, 1, 1), 10),
    ],
)
def test_rotation(last_on: date | None, given: int) -> None:
    assert points(rules(PointRule.ROTATION, ROTATION), last_mobility=last_on) == given


@pytest.mark.parametrize(
    ("own", "needed", "given"),
    [
        ("C1", "B2", 10),
        ("B2", "B2", 10),
        ("B1", "B2", 5),
        ("A2", "B2", 0),
        ("", "B2", 0),
        ("", "", 10),
        ("C3", "A1", 0),
        ("A1", "C2", 0),
    ],
)
def test_language(own: str, needed: str, given: int) -> None:
    gap = gap_between(own, needed)
    assert points(rules(PointRule.LANGUAGE, LANGUAGE), language_gap=gap) == given
