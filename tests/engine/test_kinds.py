"""Every kind of criterion against figures reckoned by hand from the rules of published calls."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from selection.engine.applications import Application
from tests.engine.files import application, one_criterion, points_of

D = Decimal
SERVICE_O4 = (
    "kind: bands, fact: served, per: 12, outside: 0, overlapping: highest, bands: [{from: 10, points: 10}, "
    "{from: 7, to: 10, points: 7}, {from: 4, to: 7, points: 5}, {from: 2, to: 4, points: 3}]"
)
RECENCY_O4 = (
    "kind: recency, fact: last, longer_ago: 7, never: 10, "
    "windows: [{within: 3, points: 0}, {within: 5, points: 3}]"
)
TITLES_O3 = (
    "kind: choice, fact: group, by: activity, "
    "points: {STA: {teaching: 10, office: 1}, STT: {teaching: 4, office: 8}}"
)
LANGUAGE_O6 = (
    "kind: share, fact: language, pieces: [{under: 50, points: 10}, {from: 50, percent: 50}], "
    "only_if: {fact: group, is: office}"
)
GROUP_O1 = (
    "kind: group, at_most: 1, of: [{code: n1, name: {sl: a, en: a}, kind: flag, if: {fact: never}, points: 1}, "
    "{code: n2, name: {sl: b, en: b}, kind: flag, if: {fact: veteran}, points: 1}]"
)
CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("O3: 20 for everybody", "kind: base, points: 20", {}, "20"),
    (
        "O3: never benefited +5",
        "kind: flag, if: {fact: never}, points: 5, otherwise: -10",
        {"never": True},
        "5",
    ),
    (
        "O3: benefited -10",
        "kind: flag, if: {fact: never}, points: 5, otherwise: -10",
        {"never": False},
        "-10",
    ),
    ("O3: nothing known", "kind: flag, if: {fact: never}, points: 5", {}, "0"),
    ("O3: STT turns titles round", TITLES_O3, {"group": "office", "activity": "STT"}, "8"),
    ("O3: STA the other way", TITLES_O3, {"group": "office", "activity": "STA"}, "1"),
    ("O31: C1 is 4", "kind: choice, fact: level, points: {B1: 2, B2: 3, C1: 4, C2: 5}", {"level": "C1"}, "4"),
    ("O31: A2 is not listed", "kind: choice, fact: level, points: {B1: 2, B2: 3}", {"level": "A2"}, "0"),
    ("O4: ten years stand in two bands", SERVICE_O4, {"served": 120}, "10"),
    ("O4: seven years stand in two bands", SERVICE_O4, {"served": 84}, "7"),
    ("O4: 83 months are under seven years", SERVICE_O4, {"served": 83}, "5"),
    ("O4: one year stands in none", SERVICE_O4, {"served": 12}, "0"),
    ("O7: 51 months are 4.25", "kind: linear, fact: served, per: 12, points: 1", {"served": 51}, "4.25"),
    (
        "O7: 50 months go to six places",
        "kind: linear, fact: served, per: 12, points: 1",
        {"served": 50},
        "4.166667",
    ),
    ("O1: at most 6", "kind: linear, fact: served, per: 12, points: 1, at_most: 6", {"served": 120}, "6"),
    ("O1: whole years", "kind: linear, fact: served, per: 12, points: 1, whole: true", {"served": 47}, "3"),
    ("O7: 10 % of 73", "kind: share, fact: language, percent: 10", {"language": 73}, "7.3"),
    ("O6: below 50 a constant", LANGUAGE_O6, {"language": 49, "group": "office"}, "10"),
    ("O6: from 50 a share", LANGUAGE_O6, {"language": 50, "group": "office"}, "25"),
    ("O6: only for the office", LANGUAGE_O6, {"language": 90, "group": "teaching"}, "0"),
    ("O2: one term 30", "kind: count, fact: terms, points: {1: 30, 2: 20, 3: 10}", {"terms": 1}, "30"),
    ("O2: four terms 0", "kind: count, fact: terms, points: {1: 30, 2: 20, 3: 10}", {"terms": 4}, "0"),
    ("O30: 0.75 a project", "kind: count, fact: terms, each: 0.75", {"terms": 3}, "2.25"),
    ("-5 each, never below -10", "kind: count, fact: terms, each: -5, at_least: -10", {"terms": 3}, "-10"),
    ("O4: never +10", RECENCY_O4, {}, "10"),
    ("O4: two years ago 0", RECENCY_O4, {"last": date(2024, 2, 11)}, "0"),
    ("O4: to the day three years ago +3", RECENCY_O4, {"last": date(2023, 2, 10)}, "3"),
    ("O4: to the day five years ago +7", RECENCY_O4, {"last": date(2021, 2, 10)}, "7"),
    ("O4: still ahead counts as the first window", RECENCY_O4, {"last": date(2026, 5, 1)}, "0"),
    ("O1: any of these at most +1", GROUP_O1, {"never": True, "veteran": True}, "1"),
    ("O1: one of these", GROUP_O1, {"never": False, "veteran": True}, "1"),
    (
        "coefficient 3",
        "kind: share, fact: language, percent: 10, at_most: 5, weight: 3",
        {"language": 80},
        "15",
    ),
    (
        "to halves, half up",
        "kind: share, fact: language, percent: 10, round: {to: 0.5}",
        {"language": D("72.5")},
        "7.5",
    ),
    (
        "to halves, down",
        "kind: share, fact: language, percent: 10, round: {to: 0.5, way: down}",
        {"language": D("79.9")},
        "7.5",
    ),
    ("a substitute", "kind: share, fact: language, percent: 10, when_missing: 3", {}, "3"),
    (
        "calls ago",
        "kind: recency, fact: terms, counted_in: calls, windows: [{within: 3, points: -5}], longer_ago: 1",
        {"terms": 3},
        "-5",
    ),
    (
        "bands over a day",
        "kind: bands, fact: last, bands: [{under: 2026-02-01, points: 2}, {from: 2026-02-01, points: 1}]",
        {"last": date(2026, 2, 1)},
        "1",
    ),
]


@pytest.mark.parametrize(("said", "fields", "facts", "expected"), CASES, ids=[case[0] for case in CASES])
def test_points_as_reckoned_by_hand(said: str, fields: str, facts: dict[str, Any], expected: str) -> None:
    [points] = points_of(one_criterion(fields), application(**facts))
    assert points.points == D(expected), points.because


MARKS = [
    ("mean", ["3", "4", "4"], "3.666667"),
    ("median", ["1", "4", "5"], "4"),
    ("median", ["1", "4", "5", "5"], "4.5"),
    ("sum", ["3", "4", "4"], "11"),
    ("drop_extremes", ["0", "4", "5", "5"], "4.5"),
    ("drop_extremes", ["1", "5"], "3"),
    ("lowest", ["3", "4"], "3"),
    ("highest", ["3", "4"], "4"),
]


@pytest.mark.parametrize(("way", "marks", "expected"), MARKS)
def test_marks_become_one(way: str, marks: list[str], expected: str) -> None:
    file = one_criterion(f"kind: judged, scale: {{from: 0, to: 5, step: 0.5}}, marks: {way}")
    given = {f"assessor{number}": D(mark) for number, mark in enumerate(marks)} | {"abstained": None}
    [points] = points_of(file, replace(application(), marks={"c": given}))
    assert points.points == D(expected)


def test_the_agreed_mark_alone_counts_where_the_call_says_so() -> None:
    file = one_criterion("kind: judged, scale: {from: 0, to: 5, step: 1}, marks: agreed")
    alone = replace(application("a"), marks={"c": {"x": D(1), "y": D(2)}})
    agreed = replace(application("b"), marks={"c": {"x": D(1), "y": D(2), "agreed": D(4)}})
    assert [one.points for one in points_of(file, alone, agreed)] == [None, D(4)]


def test_what_nobody_marked_is_undecided_unless_the_call_gives_a_default() -> None:
    scale = "kind: judged, scale: {from: 0, to: 5, step: 1}"
    [undecided] = points_of(one_criterion(scale), application())
    [default] = points_of(one_criterion(scale + ", when_missing: 2"), application())
    assert (undecided.points, default.points) == (None, D(2))


def test_a_criterion_only_where_several_come_from_one_unit() -> None:
    """O3: positions count only if several applicants come from the same unit."""
    file = one_criterion("kind: base, points: 8, only_if: {several_with_same: unit}")
    given = points_of(
        file,
        application("a", unit="x"),
        application("b", unit="x"),
        application("c", unit="y"),
        application("d"),
    )
    assert [one.points for one in given] == [8, 8, 0, 0]


def test_those_who_are_not_eligible_do_not_count_among_several() -> None:
    gate = "  gates:\n    - {code: g, must: {fact: served, at_least: 12}, else: not_eligible}\n"
    file = one_criterion("kind: base, points: 8, only_if: {several_with_same: unit}", more=gate)
    given = points_of(file, application("a", unit="x", served=30), application("c", unit="y", served=30))
    assert [one.points for one in given] == [0, 0]


def test_points_are_scaled_to_the_best() -> None:
    file = one_criterion("kind: cohort, fact: language, points: 10")
    given = points_of(file, *(application(str(score), language=score) for score in (80, 60, 0)))
    assert [one.points for one in given] == [10, D("7.5"), 0]


def test_the_lowest_may_be_the_best() -> None:
    file = one_criterion("kind: cohort, fact: terms, best: lowest, points: 10")
    given = points_of(file, *(application(str(terms), terms=terms) for terms in (2, 4)))
    assert [one.points for one in given] == [10, 5]


def test_position_of_arrival() -> None:
    file = one_criterion("kind: arrival, points: 10, step: 4, least: 1")
    first = datetime(2026, 1, 20, 12, tzinfo=UTC)
    moments = [first, first, first + timedelta(minutes=1), first + timedelta(days=1)]
    given = points_of(file, *(Application(str(n), {}, moment) for n, moment in enumerate(moments)))
    assert [one.points for one in given] == [10, 10, 2, 1]


def test_a_property_by_a_table() -> None:
    """O2: most, less and least frequented hosts, printed with the same points."""
    tables = "  tables: [{code: hosts, values: {SI: 5, NO: 3}, else: 1}]\n"
    file = one_criterion("kind: property, fact: country, table: hosts", more=tables)
    given = points_of(file, *(application(str(code), country=code) for code in ("SI", "NO", "AT")))
    assert [one.points for one in given] == [5, 3, 1]


def test_a_condition_may_ask_for_points_wherever_the_criterion_stands() -> None:
    text = (
        "kind: base, points: 2, only_if: {criterion: later, at_least: 7}}\n"
        "    - {code: later, name: {sl: l, en: l}, kind: share, fact: language, percent: 10"
    )
    file = one_criterion(text)
    given = points_of(file, application("a", language=70), application("b", language=69))
    assert [one.points for one in given] == [2, 0]


def test_caps_weights_and_rounding_are_told() -> None:
    fields = "kind: share, fact: language, percent: 10, at_most: 5, weight: 1.25, round: {to: 1}"
    [points] = points_of(one_criterion(fields), application(language=80))
    assert [note.kind for note in points.notes] == ["at_most", "weighted", "rounded"]
    assert points.points == 6
    assert points.record == "record:language"


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="language"):
        points_of(one_criterion("kind: share, fact: language, percent: 10"), application(language=0.1))
