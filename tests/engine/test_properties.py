"""What must hold whatever the call and whoever applies: round trips, permutations, exact totals, ranks by the keys."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from selection.engine.applications import Application
from selection.engine.facts import Held
from selection.engine.key_values import Tools, key_values
from selection.engine.lint import lint
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.order import Line, rank
from selection.engine.read import CallFile, dump, load, rules_from, rules_to
from selection.engine.score import score, world_of
from selection.engine.shape import Rules
from selection.engine.world import Others
from tests.engine import strategies
from tests.engine.files import DEADLINE, rules_text

FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
"""Without shrinking: a whole call is told as it was found, and soon."""
BODY = """\
  gates: [{code: g, must: {fact: served, at_least: 6}, else: not_eligible}]
  criteria:
    - {code: service, name: {sl: a, en: a}, kind: linear, fact: served, per: 12, points: 1, at_most: 6}
    - {code: half, name: {sl: a, en: a}, kind: share, fact: language, percent: 50, weight: 1.5, round: {to: 0.1}}
    - {code: plan, name: {sl: a, en: a}, kind: judged, scale: {from: 0, to: 10, step: 0.5}}
    - {code: talk, name: {sl: a, en: a}, kind: judged, scale: {from: 0, to: 10, step: 0.5}, marks: drop_extremes}
    - {code: late, name: {sl: a, en: a}, kind: flag, if: {criterion: service, under: 2}, points: -1.25}
    - {code: several, name: {sl: a, en: a}, kind: base, points: 2, only_if: {several_with_same: unit}}
    - {code: best, name: {sl: a, en: a}, kind: cohort, fact: language, points: 7}
    - {code: first, name: {sl: a, en: a}, kind: arrival, points: 3, step: 1}
  order:
    - {by: condition, if: {fact: never}}
    - {by: total}
    - {by: spread, fact: unit}
    - {by: fact, code: served, way: descending}
  ranking: {scope: [activity]}
"""
FILE = load(rules_text(BODY))
CRITERIA = ("plan", "talk")


def application(number: int, random: Random) -> Application:
    """Somebody with coarse values, so that ties are common."""
    facts: dict[str, Any] = {
        "served": Decimal(random.choice([0, 6, 13, 50, 120])),
        "language": Decimal(random.choice([0, 45, 70])),
        "never": random.random() < 0.5,
        "unit": random.choice("xyz"),
        "activity": random.choice(["STA", "STT"]),
        "born": date(1980, 1, 1),
    }
    held = {name: Held(value) for name, value in facts.items() if random.random() < 0.9}
    marks = {
        code: {
            f"assessor{one}": Decimal(random.choice([4, 5, 9])) / 2 for one in range(random.choice([1, 3, 5]))
        }
        for code in CRITERIA
    }
    moment = datetime(2026, 1, 20, tzinfo=UTC) + timedelta(hours=random.choice([0, 1, 2]))
    return Application(f"a{number}", held, moment, marks)


def people(seed: int) -> list[Application]:
    random = Random(seed)
    return [application(number, random) for number in range(random.randint(0, 12))]


def shuffled(applications: list[Application], random: Random) -> list[Application]:
    """The same people in another sequence, their assessors too."""
    mixed = []
    for one in random.sample(applications, len(applications)):
        marks = {
            code: dict(random.sample(list(given.items()), len(given))) for code, given in one.marks.items()
        }
        mixed.append(replace(one, marks=marks))
    return mixed


@FEW
@given(st.integers(), st.randoms(use_true_random=False))
def test_no_permutation_changes_anything(seed: int, random: Random) -> None:
    applications = people(seed)
    criteria = FILE.rules.criteria
    other_rules = replace(FILE.rules, criteria=tuple(random.sample(criteria, len(criteria))))
    one = score(FILE.rules, applications, at=DEADLINE)
    other = score(other_rules, shuffled(applications, random), at=DEADLINE)
    assert {each.code: (each.outcome, each.total, dict(each.by_criterion)) for each in one} == {
        each.code: (each.outcome, each.total, dict(each.by_criterion)) for each in other
    }
    assert rank(FILE.rules, one, seed="s").lines == rank(other_rules, other, seed="s").lines


@FEW
@given(st.integers())
def test_totals_are_the_exact_sums_of_what_is_told(seed: int) -> None:
    for one in score(FILE.rules, people(seed), at=DEADLINE):
        told = [points.points for points in one.points]
        if one.total is not None and None not in told:
            assert isinstance(one.total, Decimal)
            assert Fraction(one.total) == sum(
                (Fraction(points) for points in told if points is not None), Fraction(0)
            )


@FEW
@given(st.integers())
def test_ranks_follow_the_keys(seed: int) -> None:
    """Of two neighbours the key that is told sets them apart, and every key before it does not."""
    rules = replace(FILE.rules, order=tuple(key for key in FILE.rules.order if key.by != "spread"))
    found = score(rules, people(seed), at=DEADLINE)
    ranking = rank(rules, found)
    by_code = {one.code: one for one in found}
    tools = Tools(world_of(rules, others=Others(found)), "", {})
    keys = [key_values(key, tools) for key in ranking.keys]
    lines = ranking.lines
    for before, after in pairwise(lines):
        if before.scope != after.scope:
            assert (after.rank, after.broken_by) == (1, None)
            continue
        one, other = ([key(by_code[line.code]) for key in keys] for line in (before, after))
        if before.rank == after.rank:
            assert one == other
            assert before.tied
            assert after.tied
        else:
            apart = next(
                place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]
            )
            assert (after.broken_by, one < other) == (apart, True)
    assert_places(lines)


def assert_places(lines: tuple[Line, ...]) -> None:
    """A rank is one more than the number of those before it in the same ranking."""
    for scope in {line.scope for line in lines}:
        ranks = [line.rank for line in lines if line.scope == scope]
        assert ranks == [1 + sum(other < one for other in ranks) for one in ranks]


@FEW
@given(strategies.rules)
def test_rules_come_back_from_text_and_from_json(rules: Rules) -> None:
    file = CallFile(FILE.call, rules)
    text = dump(file)
    assert load(text) == file
    assert dump(load(text)) == text
    assert rules_from(json.loads(json.dumps(rules_to(rules)))) == rules


@FEW
@given(strategies.rules)
def test_lint_tells_mistakes_of_any_rules_and_never_breaks(rules: Rules) -> None:
    text = dump(CallFile(FILE.call, rules))
    lines = text.count("\n")
    for one in lint(load(text)):
        assert isinstance(one, Mistake)
        assert one.line is not None
        assert 1 <= one.line <= lines


@FEW
@given(st.text(), st.integers(0, 200))
def test_any_text_is_read_or_refused_with_lines(noise: str, place: int) -> None:
    text = rules_text(BODY)
    spot = place * len(text) // 200
    for one in refusal(text[:spot] + noise + text[spot:]):
        assert one.line is not None


def refusal(text: str) -> tuple[Mistake, ...]:
    """Why the text cannot be read; nothing where it can."""
    try:
        load(text)
    except Mistakes as wrong:
        return wrong.mistakes
    return ()


def test_a_canonical_file_comes_back_byte_for_byte() -> None:
    text = dump(FILE)
    assert dump(load(text)) == text
    assert load(text) == FILE
