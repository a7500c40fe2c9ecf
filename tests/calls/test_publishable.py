"""The check before publication lets every published call pass, and finds what is wrong in them as printed."""

import pytest

from selection.engine.lint import lint
from selection.engine.mistakes import Mistake
from selection.engine.read import load
from tests.calls.worked import NAMES, call, text_of

# Told, and meant: three categories of hosts with the same points.
NOTICED = {"o02-precedence": {"same_points"}}


def found(text: str) -> list[Mistake]:
    return lint(load(text))


@pytest.mark.parametrize("name", NAMES)
def test_every_call_can_be_published(name: str) -> None:
    mistakes = lint(call(name).file)
    assert [one for one in mistakes if one.stops] == []
    assert {one.code for one in mistakes} <= NOTICED.get(name, set())


def test_three_categories_with_the_same_points_are_told() -> None:
    (one,) = found(text_of("o02-precedence"))
    assert (one.code, one.path, one.stops) == ("same_points", "rules.criteria[3].points", False)


@pytest.mark.parametrize("name", ["o04-overlapping-service-bands", "o05-many-bonuses"])
def test_overlapping_bands_need_a_word(name: str) -> None:
    text = text_of(name).replace("      overlapping: highest\n", "")
    stops = [one for one in found(text) if one.stops]
    assert {one.code for one in stops} == {"band_overlap"}
    assert all(one.line and "bands" in one.path for one in stops)


def test_weights_must_add_up_to_what_is_printed() -> None:
    text = text_of("o28-sum-below-the-promise").replace("printed: 80", "printed: 100")
    (one,) = found(text)
    assert (one.code, one.stops, one.line) == (
        "printed_total",
        True,
        text[: text.index("printed")].count("\n") + 1,
    )


def test_a_chain_of_ties_must_end() -> None:
    text = text_of("o12-ties-by-service")
    assert [one.code for one in found(text[: text.index("    - by: decision")])] == ["chain_without_end"]


def test_a_quota_above_the_places_is_refused() -> None:
    text = text_of("o08-quotas-and-penalty").replace("places: 8", "places: 9")
    assert [one.code for one in found(text) if one.stops] == ["quotas_over_places"]


def test_a_deadline_before_the_opening_is_refused() -> None:
    text = text_of("o15-eight-places").replace("opens: 2025-05-05T00:00", "opens: 2025-05-21T00:00")
    assert "deadline_before_opening" in {one.code for one in found(text) if one.stops}


def test_a_threshold_above_the_maximum_is_refused() -> None:
    stage = "total:\n    stages:\n      - {code: first, of: [relevance, language], threshold: 91}\n    printed: 100"
    text = text_of("o25-three-weights").replace("total: {printed: 100}", stage)
    assert [one.code for one in found(text) if one.stops] == ["threshold_over_maximum"]
