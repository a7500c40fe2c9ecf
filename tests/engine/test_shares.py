"""How a university gives places and money to its faculties: laws that hold for every way, and worked examples."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selection.engine.shares import Division, Faculty, Portion, Ranked, Way, Whole, divide

COSTS = st.none() | st.decimals(0, 3000, places=2)
TOTALS = st.decimals(0, 100, places=1)


@st.composite
def rankings(draw: st.DrawFn) -> tuple[Ranked, ...]:
    totals = sorted(draw(st.lists(TOTALS, max_size=9)), reverse=True)
    is_known = draw(st.booleans())
    costs = [draw(COSTS if not is_known else st.decimals(0, 3000, places=2)) for _one in totals]
    return tuple(
        Ranked(1 + sum(other > total for other in totals), total, cost)
        for total, cost in zip(totals, costs, strict=True)
    )


@st.composite
def rounds(draw: st.DrawFn, *, has_budget: bool | None = None) -> tuple[Whole, list[Faculty]]:
    """A distribution whose promises do not go beyond its places."""
    places = draw(st.integers(1, 25))
    spare, faculties = places, []
    for number in range(draw(st.integers(1, 5))):
        least = draw(st.integers(0, min(spare, 4)))
        spare -= least
        ranking = draw(rankings())
        share = draw(st.decimals(0, 50, places=1))
        eligible = len(ranking) + draw(st.integers(0, 3))
        faculties.append(Faculty(f"f{number}", eligible, ranking, least, share))
    counts = draw(st.booleans()) if has_budget is None else has_budget
    budget = draw(st.decimals(0, 30000, places=2)) if counts else None
    seed = draw(st.sampled_from(["", "a seed"]))
    return Whole(places, draw(st.sampled_from(list(Way))), budget, seed), faculties


@given(rounds())
def test_never_more_than_there_is_and_nothing_gets_lost(drawn: tuple[Whole, list[Faculty]]) -> None:
    whole, faculties = drawn
    found = divide(whole, faculties)
    assert found.places_left >= 0
    assert sum(one.places for one in found.portions.values()) + found.places_left == whole.places
    for faculty in faculties:
        if whole.way is not Way.FIXED:
            assert found.portions[faculty.code].places <= faculty.need
    if whole.budget is None:
        assert all(one.budget is None for one in found.portions.values())
        return
    budgets = [one.budget for one in found.portions.values() if one.budget is not None]
    assert found.budget_left is not None
    assert found.budget_left >= 0
    assert sum(budgets) + found.budget_left == whole.budget


@given(rounds(), st.randoms(use_true_random=False))
def test_the_sequence_changes_nothing(drawn: tuple[Whole, list[Faculty]], random: Random) -> None:
    whole, faculties = drawn
    shuffled = [
        Faculty(one.code, one.eligible, tuple(random.sample(one.ranking, one.need)), one.least, one.share)
        for one in random.sample(faculties, len(faculties))
    ]
    assert divide(whole, shuffled) == divide(whole, faculties)


@given(rounds(has_budget=False))
def test_what_was_promised_is_given_as_far_as_there_are_applications(
    drawn: tuple[Whole, list[Faculty]],
) -> None:
    whole, faculties = drawn
    found = divide(whole, faculties)
    for faculty in faculties:
        able = faculty.least if whole.way is Way.FIXED and faculty.share else min(faculty.least, faculty.need)
        if whole.way is not Way.FIXED or faculty.share:
            assert found.portions[faculty.code].places >= able


@given(rounds(has_budget=False))
def test_no_place_stays_while_somebody_could_fill_it_but_among_equals(
    drawn: tuple[Whole, list[Faculty]],
) -> None:
    whole, faculties = drawn
    found = divide(whole, faculties)
    if whole.way is Way.FIXED or not found.places_left:
        return
    lacks = [one.code for one in faculties if found.portions[one.code].places < one.need]
    assert not lacks or (found.equals and not whole.seed)


def test_equals_who_are_served_from_a_promise_leave_the_last_place_to_the_next() -> None:
    """The second of b and the second of c are equal where the common places end; what a cannot fill serves both.

    The place that they had competed for then belongs to those behind them, who are equal themselves.
    """
    a = alike("a", 10, least=3)
    b, c, d = alike("b", 20, 20, 10), alike("c", 20, 20, 10), alike("d", 20, 10)
    found = divide(Whole(7, Way.POINTS), [a, b, c, d])
    assert (places(found), found.places_left) == ({"a": 1, "b": 2, "c": 2, "d": 1}, 1)
    assert found.equals == {"b", "c", "d"}
    assert divide(Whole(7, Way.POINTS, seed="a seed"), [a, b, c, d]).places_left == 0


def alike(code: str, *totals: int, cost: int | None = None, least: int = 0, share: int = 1) -> Faculty:
    """A faculty with applications of these totals, all eligible."""
    ranking = tuple(
        Ranked(
            1 + sum(other > total for other in totals),
            Decimal(total),
            None if cost is None else Decimal(cost),
        )
        for total in totals
    )
    return Faculty(code, len(totals), ranking, least, Decimal(share))


def places(found: Division) -> dict[str, int]:
    return {code: one.places for code, one in sorted(found.portions.items())}


A, B, C = alike("a", 90, 80, 70, 60, 50, 40), alike("b", 85, 84, 83), alike("c", 30)


@pytest.mark.parametrize(
    ("way", "given_out", "equals"),
    [
        # Two each as far as they can fill them (c cannot); the fifth and sixth where most is lacking.
        (Way.EQUAL, {"a": 4, "b": 2, "c": 1}, set()),
        # 1/6, 3/6, 5/6, 7/6 against 1/3, 3/3 and 1/1: the seventh of a comes after all of them.
        (Way.NUMBER, {"a": 4, "b": 2, "c": 1}, set()),
        (Way.POINTS, {"a": 4, "b": 3, "c": 0}, set()),
        # After the first three of a and b and the only one of c nobody but a has a fourth.
        (Way.RANK, {"a": 3, "b": 3, "c": 1}, set()),
    ],
)
def test_the_ways_on_one_example(way: Way, given_out: dict[str, int], equals: set[str]) -> None:
    """Seven places for ten applications."""
    found = divide(Whole(7, way), [A, B, C])
    assert places(found) == given_out
    assert found.equals == equals


def test_fixed_shares_whatever_is_asked_for() -> None:
    faculties = [alike("a", 1, share=50), alike("b", 1, share=30), alike("c", share=20)]
    assert places(divide(Whole(10, Way.FIXED), faculties)) == {"a": 5, "b": 3, "c": 2}


def test_equals_at_the_line_are_left_to_people_or_drawn_by_lot() -> None:
    faculties = [alike("a", 90, 70), alike("b", 80, 70)]
    found = divide(Whole(3, Way.POINTS), faculties)
    assert (places(found), found.places_left, found.equals) == ({"a": 1, "b": 1}, 1, {"a", "b"})
    drawn = divide(Whole(3, Way.POINTS, seed="a seed"), faculties)
    assert (drawn.places_left, drawn.equals) == (0, frozenset())


def test_a_promise_holds_against_better_applications_and_what_nobody_needs_goes_on() -> None:
    strong, weak = alike("a", 90, 80, 70, 60), alike("b", 20, least=2)
    assert places(divide(Whole(3, Way.POINTS), [strong, weak])) == {"a": 2, "b": 1}


def test_money_follows_the_places_to_the_cent_downwards() -> None:
    found = divide(Whole(7, Way.NUMBER, Decimal(10000)), [alike("a", 3, 2, 1, 0), alike("b", 3, 2, 1)])
    assert found.portions == {"a": Portion(4, Decimal("5714.28")), "b": Portion(3, Decimal("4285.71"))}
    assert found.budget_left == Decimal("0.01")


def test_in_a_common_order_money_is_what_those_served_cost_and_ends_the_line() -> None:
    faculties = [alike("a", 90, 60, cost=1000), alike("b", 80, 50, cost=700)]
    found = divide(Whole(4, Way.POINTS, Decimal(2000)), faculties)
    assert found.portions == {"a": Portion(1, Decimal(1000)), "b": Portion(1, Decimal(700))}
    assert (found.places_left, found.budget_left) == (2, Decimal(300))
