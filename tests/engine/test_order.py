"""Order by a list of keys: tiers, priorities, ties, even spread, lots; before it gates, stages and totals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from selection.engine.applications import Application
from selection.engine.facts import Held
from selection.engine.key_values import lot
from selection.engine.order import Ranking
from selection.engine.read import CallFile, load
from tests.engine.files import application, one_criterion, ranked, rules_text, scored

SHARE = "    - {code: c, name: {sl: c, en: c}, kind: share, fact: language, percent: 100}\n"


def call(order: str, *, more: str = "", criteria: str = SHARE) -> CallFile:
    part = f"  criteria:\n{criteria}" if criteria else ""
    return load(rules_text(f"{part}  order: {order}\n{more}"))


def told(ranking: Ranking) -> list[tuple[str, int, int | None]]:
    return [(line.code, line.rank, line.broken_by) for line in ranking.lines]


def test_ties_share_a_rank_and_the_next_ones_skip() -> None:
    file = call("[{by: total}]")
    found = ranked(
        file, *(application(code, language=points) for code, points in zip("abcd", (5, 9, 5, 1), strict=True))
    )
    assert told(found) == [("b", 1, None), ("a", 2, 0), ("c", 2, 0), ("d", 4, 0)]
    assert [line.tied for line in found.lines] == [False, True, True, False]


def test_tiers_stand_above_points() -> None:
    """O2: first-timers, then veterans, then people with a disability have mandatory priority; points come after."""
    tiers = ", ".join(f"{{by: condition, if: {{fact: {fact}}}}}" for fact in ("never", "veteran", "disabled"))
    file = call(f"[{tiers}, {{by: total}}]")
    found = ranked(
        file,
        application("many points", language=99),
        application("disabled", language=1, disabled=True),
        application("veteran", language=2, veteran=True),
        application("first", language=0, never=True),
        application("first too", language=1, never=True),
    )
    assert told(found) == [
        ("first too", 1, None),
        ("first", 2, 3),
        ("veteran", 3, 0),
        ("disabled", 4, 1),
        ("many points", 5, 2),
    ]


def test_priorities_without_points() -> None:
    """O20: complete, fewest earlier mobilities, then level; nobody has points."""
    order = "[{by: fact, code: terms, way: ascending}, {by: fact, code: level, way: descending}]"
    file = call(order, criteria="")
    found = ranked(
        file,
        application("a", terms=1, level="C2"),
        application("b", terms=0, level="B2"),
        application("c", terms=0, level="C1"),
        application("unknown", level="C2"),
    )
    assert told(found) == [("c", 1, None), ("b", 2, 1), ("a", 3, 0), ("unknown", 4, 0)]


def test_never_before_then_the_younger() -> None:
    """O30: ties go to who never did Erasmus+, then to the younger."""
    file = call("[{by: total}, {by: condition, if: {fact: never}}, {by: fact, code: born, way: descending}]")
    people = [("old", True, 1970), ("young", True, 1990), ("again", False, 2000)]
    found = ranked(
        file,
        *(application(code, language=5, never=never, born=date(year, 1, 1)) for code, never, year in people),
    )
    assert told(found) == [("young", 1, None), ("old", 2, 2), ("again", 3, 1)]


def test_lots_are_drawn_again_from_the_printed_seed() -> None:
    file = call("[{by: total}, {by: lot}]")
    people = [application(code, language=5) for code in "abcdef"]
    found = ranked(file, *people, seed="11. 3. 2026")
    assert [line.code for line in found.lines] == sorted("abcdef", key=lambda code: lot("11. 3. 2026", code))
    assert not any(line.tied for line in found.lines)
    assert [line.code for line in ranked(file, *people, seed="other").lines] != [
        line.code for line in found.lines
    ]
    assert lot("s", "a") == "d4315d83a95dfaeb79ecc9d4f5b2d61804e88aaaacb41d855977b993286435c4"


def test_the_recorded_order_decides_and_leaves_the_others_tied() -> None:
    file = call("[{by: total}, {by: decision}]")
    found = ranked(file, *(application(code, language=5) for code in "abcd"), decided=["c", "a"])
    assert told(found) == [("c", 1, None), ("a", 2, 1), ("b", 3, 1), ("d", 3, 1)]


def test_equals_are_spread_over_disciplines_as_they_are_placed() -> None:
    """O21: of equals the discipline goes first that has least so far; x has one above the tie already."""
    file = call("[{by: total}, {by: spread, fact: unit}, {by: fact, code: born, way: ascending}]")
    people = [("top", 9, "x", 1), ("x1", 5, "x", 2), ("x2", 5, "x", 3), ("y1", 5, "y", 4), ("y2", 5, "y", 5)]
    found = ranked(
        file,
        *(
            application(code, language=points, unit=unit, born=date(1980, 1, day))
            for code, points, unit, day in people
        ),
    )
    assert [line.code for line in found.lines] == ["top", "y1", "x1", "y2", "x2"]


def test_places_taken_elsewhere_count_in_the_spread() -> None:
    file = call("[{by: spread, fact: unit}]")
    people = [application("x", unit="x", language=1), application("y", unit="y", language=1)]
    assert [line.code for line in ranked(file, *people, taken={"unit": {"x": 1}}).lines] == ["y", "x"]
    assert [line.rank for line in ranked(file, *people).lines] == [1, 1]


def test_separate_rankings() -> None:
    file = call("[{by: total}]", more="  ranking: {scope: [activity]}\n")
    people = [("a", "STA", 5), ("b", "STT", 9), ("c", "STA", 7)]
    found = ranked(
        file, *(application(code, activity=kind, language=points) for code, kind, points in people)
    )
    assert [(line.scope, line.code, line.rank) for line in found.lines] == [
        (("STA",), "c", 1),
        (("STA",), "a", 2),
        (("STT",), "b", 1),
    ]


GATES = (
    "  gates:\n"
    "    - {code: service, must: {fact: served, at_least: 12}, else: not_eligible}\n"
    "    - {code: paper, must: {fact: never, known: true}, else: not_considered, correct_within: 6}\n"
    "    - {code: consent, must: {fact: veteran}, applies: {fact: group, is: office}, else: not_considered, "
    "conditional: true}\n"
    "    - {code: language, must: {fact: level, at_least: B1}, applies: {fact: level, known: true}, "
    "else: earns_nothing}\n"
)


def test_gates_have_three_outcomes_and_a_time_to_put_things_right() -> None:
    file = call("[{by: total}]", more=GATES)
    found = scored(
        file,
        application("out", served=6),
        application("incomplete", served=12),
        application("conditional", served=12, never=True, group="office", language=8),
        application("nothing", served=12, never=True, level="A2", language=8),
        application("in", served=12, never=False, level="B1", language=8),
    )
    outcomes = {
        code: (one.outcome, one.total, one.conditional, one.correct_within) for code, one in found.items()
    }
    assert outcomes == {
        "out": ("not_eligible", None, False, None),
        "incomplete": ("not_considered", None, False, 6),
        "conditional": ("considered", 8, True, None),
        "nothing": ("considered", 0, False, None),
        "in": ("considered", 8, False, None),
    }
    assert [why.values["gate"] for why in found["out"].because] == ["service", "paper"]


def evidence(without: str) -> str:
    """METU, O8: a ticked box counts only if the letter says so."""
    fact = (
        "  facts:\n    - {code: language, type: number, source: claim, label: {sl: j, en: l}, "
        f"evidence: invitation, without_evidence: {without}, default: 3}}\n"
    )
    return rules_text(f"  criteria:\n{SHARE}  order: [{{by: total}}]\n", facts=fact)


@pytest.mark.parametrize(
    ("without", "outcome", "total"),
    [("default", "considered", 3), ("invalid", "not_considered", None)],
)
def test_a_claim_without_its_evidence(without: str, outcome: str, total: int | None) -> None:
    held = Held(Decimal(80), "claim", verified=False)
    [found] = scored(load(evidence(without)), Application("a", {"language": held})).values()
    assert (found.outcome, found.total) == (outcome, total)


def test_a_claim_with_its_evidence_counts() -> None:
    held = Held(Decimal(80), "claim", verified=True)
    [found] = scored(load(evidence("invalid")), Application("a", {"language": held})).values()
    assert found.total == 80


def test_derived_facts_read_tables() -> None:
    facts = (
        "  facts:\n    - {code: country, type: text, source: claim, label: {sl: d, en: c}}\n"
        "    - {code: band, type: choice, source: table, label: {sl: s, en: b}, choices: ['1', '2'], "
        "table: {of: country, use: bands}}\n"
    )
    body = (
        "  tables: [{code: bands, values: {NO: 1, SI: 2}}]\n  criteria:\n"
        "    - {code: c, name: {sl: c, en: c}, kind: choice, fact: band, points: {1: 5, 2: 3}}\n"
        "  order: [{by: total}]\n"
    )
    file = load(rules_text(body, facts=facts))
    found = scored(file, *(application(code, country=code) for code in ("NO", "SI", "AT")))
    assert {code: (one.values.get("band"), one.total) for code, one in found.items()} == {
        "NO": ("1", 5),
        "SI": ("2", 3),
        "AT": (None, 0),
    }


def test_totals_are_negative_or_capped_with_a_reason() -> None:
    body = SHARE + "    - {code: d, name: {sl: d, en: d}, kind: flag, if: {fact: veteran}, points: -10}\n"
    plain = call("[{by: total}]", criteria=body)
    floored = call("[{by: total}]", criteria=body, more="  total: {at_least: 0}\n")
    person = application("a", language=4, veteran=True)
    assert scored(plain, person)["a"].total == -6
    assert scored(floored, person)["a"].total == 0
    assert [why.kind for why in scored(floored, person)["a"].because] == ["total_at_least"]


def test_stages_keep_back_below_the_threshold_and_beyond_the_first() -> None:
    more = "  total: {stages: [{code: one, of: [c], threshold: 3}, {code: two, of: [c], first: 2}]}\n"
    file = call("[{by: stage, code: one}]", more=more)
    people = [
        application(code, language=points) for code, points in zip("abcde", (2, 9, 5, 5, 4), strict=True)
    ]
    found = scored(file, *people)
    assert {code: one.outcome for code, one in found.items()} == {
        "a": "stopped",
        "b": "considered",
        "c": "considered",
        "d": "considered",
        "e": "stopped",
    }
    assert ranked(file, *people).unranked == ("a", "e")


def test_what_is_not_yet_judged_is_not_ranked_by_its_total() -> None:
    file = one_criterion("kind: judged, scale: {from: 0, to: 5, step: 1}")
    marked = replace(application("b"), marks={"c": {"x": Decimal(3)}})
    found = ranked(file, application("a"), marked)
    assert [line.code for line in found.lines] == ["b"]
    assert found.unranked == ("a",)
