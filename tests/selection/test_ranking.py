"""The arithmetic of the ranking, under every input."""

import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from selection.ranking import ranks, reserve_places, standing_of, tied, within

points = st.decimals(min_value=0, max_value=100, places=1)
totals = st.dictionaries(st.integers(0, 10**6), st.none() | points, max_size=40)


@given(totals, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(given_totals: dict, shuffler: random.Random) -> None:
    shuffled = list(given_totals.items())
    shuffler.shuffle(shuffled)
    assert ranks(dict(shuffled)) == ranks(given_totals)


@given(totals)
def test_the_ranking_is_a_total_order_in_which_ties_stay_ties(given_totals: dict) -> None:
    ranked = ranks(given_totals)
    known = {key: total for key, total in given_totals.items() if total is not None}
    assert set(ranked) == set(known)
    for key, total in known.items():
        assert ranked[key] == 1 + sum(other > total for other in known.values())
    assert tied(ranked) == {key for key in known if list(known.values()).count(known[key]) > 1}


@given(totals, st.integers(0, 45))
def test_suggested_awards_never_exceed_the_places_and_never_split_a_tie(
    given_totals: dict, places: int
) -> None:
    ranked = ranks(given_totals)
    chosen = within(ranked, places)
    assert len(chosen) <= places
    for key in chosen:
        assert all(other in chosen for other, rank in ranked.items() if rank <= ranked[key])
    beyond = [rank for key, rank in ranked.items() if key not in chosen]
    if beyond:
        group = [key for key, rank in ranked.items() if rank == min(beyond)]
        assert len(chosen) + len(group) > places, "nobody is left out while places suffice"


@given(totals, st.randoms(use_true_random=False))
def test_reserve_places_follow_the_ranking(given_totals: dict, chooser: random.Random) -> None:
    ranked = ranks(given_totals)
    chosen = {key for key in ranked if chooser.random() < 0.5}
    places = reserve_places(ranked, chosen)
    assert set(places) == chosen
    for one in chosen:
        assert places[one] == 1 + sum(ranked[other] < ranked[one] for other in chosen)


@given(st.lists(points, max_size=9), st.randoms(use_true_random=False))
def test_mean_and_spread_do_not_know_who_gave_what(sums: list[Decimal], shuffler: random.Random) -> None:
    shuffled = list(sums)
    shuffler.shuffle(shuffled)
    standing = standing_of(sums)
    assert standing == standing_of(shuffled)
    assert standing.count == len(sums)
    if sums:
        assert standing.mean is not None
        assert min(sums) - Decimal("0.0001") <= standing.mean <= max(sums) + Decimal("0.0001")
        assert (standing.spread == 0) == (len(set(sums)) == 1)


def test_mean_and_spread_of_a_known_case() -> None:
    standing = standing_of([Decimal(60), Decimal(70), Decimal(71)])
    assert (standing.mean, standing.spread) == (Decimal("67.0000"), Decimal("4.9666"))
    assert standing_of([]).mean is None
