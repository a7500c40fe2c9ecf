"""Places and money down the queue: quotas, left-overs, money, sources, limits, wishes, ties at the line."""

from decimal import Decimal

import pytest

from selection.engine.claims import Claim, Given, Option, Outcome, Ties
from selection.engine.distribution import Terms, serve
from selection.engine.key_values import lot
from tests.engine.allocating import claim, left, served, told, wishing


def test_places_go_down_the_queue() -> None:
    assert served(Terms(places=2), claim("c", 3), claim("a", 1), claim("b", 2)) == {
        "a": "place",
        "b": "place",
        "c": "reserve 1",
    }


def test_without_a_reserve_list_the_rest_is_not_selected() -> None:
    assert served(Terms(places=1, reserve=None), claim("a", 1), claim("b", 2))["b"] == "not_selected"


def test_a_quota_is_a_promise_of_so_many_places() -> None:
    """13 places and 2 kept for language units (METU, O8): the two units get theirs even from far down."""
    terms = Terms(places=4, quotas={"languages": 2}, spill={"languages": None})
    claims = [
        claim("a", 1),
        claim("b", 2),
        claim("c", 3),
        claim("l", 8, "languages"),
        claim("m", 9, "languages"),
    ]
    assert served(terms, *claims) == {
        "a": "place",
        "b": "place",
        "c": "reserve 1",
        "l": "place:languages",
        "m": "place:languages",
    }


@pytest.mark.parametrize(
    ("spill", "expected"),
    [
        ({"q": None}, {"a": "place", "b": "place:q", "c": "reserve 1"}),
        ({"q": frozenset({"r"})}, {"a": "place", "b": "reserve 1", "c": "place:q"}),
        ({}, {"a": "place", "b": "reserve 1", "c": "reserve 2"}),
    ],
    ids=["to everyone", "to another quota", "to nobody"],
)
def test_left_over_places_go_where_the_rule_lets_them(
    spill: dict[str, frozenset[str] | None], expected: dict[str, str]
) -> None:
    terms = Terms(places=2, quotas={"q": 1, "r": 0}, spill=spill)
    assert served(terms, claim("a", 1), claim("b", 2), claim("c", 3, "r")) == expected


def test_left_over_places_wait_for_the_last_batch() -> None:
    terms = Terms(places=1, quotas={"q": 1}, spill={"q": None})
    assert told(serve(terms, [claim("a", 1)], last=False).given) == {"a": "reserve 1"}


def test_the_line_of_money_is_drawn_at_the_first_whom_it_does_not_cover() -> None:
    terms = Terms(budget=Decimal(1000))
    allocation = serve(terms, [claim("a", 1, cost=700), claim("b", 2, cost=400), claim("c", 3, cost=300)])
    assert told(allocation.given) == {"a": "place", "b": "reserve 1", "c": "reserve 2"}
    assert left(allocation, "money") == Decimal(300)
    assert allocation.given["b"].because.kind == "short_of_money"


def test_a_place_without_grant_where_only_money_is_used_up() -> None:
    terms = Terms(places=3, budget=Decimal(1000), zero_grant=True)
    claims = [claim(code, turn, cost=600) for turn, code in enumerate("abcd")]
    allocation = serve(terms, claims)
    assert told(allocation.given) == {"a": "place", "b": "zero_grant", "c": "zero_grant", "d": "reserve 1"}
    assert allocation.given["b"].amount == 0


def test_unknown_cost_is_never_paid_and_draws_no_line() -> None:
    terms = Terms(places=3, budget=Decimal(1000), zero_grant=True)
    allocation = serve(terms, [claim("a", 1, cost=None), claim("b", 2, cost=1000)])
    assert told(allocation.given) == {"a": "reserve 1", "b": "place"}
    assert allocation.given["a"].because.kind == "short_of_cost"


def test_projects_behind_one_call_are_used_in_their_order() -> None:
    """Places from several funded projects at once (IES Abastos, O36)."""
    terms = Terms(sources={"old": (None, Decimal(500)), "new": (1, None)})
    paid = [
        Claim(code, (turn,), (Option(sources=("old", "new")),), Decimal(300))
        for turn, code in enumerate("abc")
    ]
    only_old = Claim("d", (4,), (Option(sources=("old",)),), Decimal(100))
    given = serve(terms, [*paid, only_old]).given
    assert [(code, given[code].source) for code in "abcd"] == [
        ("a", "old"),
        ("b", "new"),
        ("c", None),
        ("d", None),
    ]


def test_whom_no_project_may_pay_gets_no_money() -> None:
    terms = Terms(sources={"old": (5, None)})
    outsider = Claim("a", (1,), (Option(sources=("",)),), Decimal(0))
    assert served(terms, outsider) == {"a": "reserve 1"}


def test_a_limit_holds_for_its_value_alone() -> None:
    terms = Terms(places=5, limits={("limit", "wien"): 1})
    claims = [claim("a", 1, limits=["wien"]), claim("b", 2, limits=["wien"]), claim("c", 3, limits=["graz"])]
    allocation = serve(terms, claims)
    assert told(allocation.given) == {"a": "place", "b": "reserve 1", "c": "place"}
    assert allocation.given["b"].because.kind == "short_of_limit"


def test_wishes_are_asked_in_their_order() -> None:
    terms = Terms(quotas={"wien": 1, "graz": 1})
    claims = [wishing("a", 1, "wien", "graz"), wishing("b", 2, "wien", "graz"), wishing("c", 3, "wien")]
    given = serve(terms, claims).given
    assert told(given) == {"a": "place:wien", "b": "place:graz", "c": "reserve 1"}
    assert (given["b"].wish, given["b"].because.values["value"]) == (2, "graz")


def test_left_overs_better_a_wish_before_they_serve_somebody_worse() -> None:
    terms = Terms(quotas={"graz": 1, "wien": 0, "zagreb": 1}, spill={"zagreb": frozenset({"wien"})})
    claims = [wishing("a", 1, "wien", "graz"), wishing("b", 2, "wien"), wishing("c", 3, "graz")]
    assert served(terms, *claims) == {"a": "place:zagreb", "b": "reserve 1", "c": "place:graz"}


class TestEqualsAtTheLine:
    """Two equals, one place."""

    CLAIMS = (claim("a", 1), claim("b", 2), claim("c", 2), claim("d", 3))

    def test_left_out_nobody_is_chosen_and_nobody_after_them(self) -> None:
        allocation = serve(Terms(places=2), self.CLAIMS)
        assert told(allocation.given) == {"a": "place", "b": "reserve 1", "c": "reserve 1", "d": "reserve 3"}
        assert left(allocation, "places") == 1
        assert allocation.given["b"].because.kind == "short_of_tie"

    def test_taken_all_the_places_grow(self) -> None:
        outcomes = served(Terms(places=2, ties=Ties.TAKE_ALL), *self.CLAIMS)
        assert outcomes == {"a": "place", "b": "place", "c": "place", "d": "reserve 1"}

    def test_money_never_grows(self) -> None:
        terms = Terms(budget=Decimal(20), ties=Ties.TAKE_ALL)
        claims = [claim("a", 1, cost=10), claim("b", 2, cost=10), claim("c", 2, cost=10)]
        assert served(terms, *claims) == {"a": "place", "b": "reserve 1", "c": "reserve 1"}

    @pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
    def test_the_lot_can_be_drawn_again(self, seed: str) -> None:
        given = serve(Terms(places=2, ties=Ties.LOT, seed=seed), self.CLAIMS).given
        lucky, other = sorted("bc", key=lambda code: lot(seed, code))
        assert (given[lucky].outcome, given[other].outcome) == (Outcome.PLACE, Outcome.RESERVE)
        assert "lot" in given[lucky].because.values["marks"]
        assert "lot" in given[other].because.values["marks"]
        assert given["a"].because.values["marks"] == ()

    def test_what_is_not_contested_is_given(self) -> None:
        terms = Terms(places=3, quotas={"q": 1})
        claims = [claim("a", 1), claim("b", 2), claim("c", 2), claim("d", 2, "q")]
        assert served(terms, *claims) == {"a": "place", "b": "reserve 1", "c": "reserve 1", "d": "place:q"}


def test_an_override_comes_first_and_never_beyond_what_there_is() -> None:
    given = serve(Terms(places=1), [claim("a", 1), claim("b", 2), claim("c", 3)], first={"b", "c"}).given
    assert told(given) == {"a": "reserve 1", "b": "place", "c": "reserve 2"}
    assert "override" in given["b"].because.values["marks"]


def test_what_was_given_earlier_stays() -> None:
    terms = Terms(places=1)
    earlier = serve(terms, [claim("b", 2)]).given
    assert told(serve(terms, [claim("a", 1), claim("b", 2)], settled=earlier).given) == {
        "a": "reserve 1",
        "b": "place",
    }


def test_days_are_cut_for_all() -> None:
    long, short = (Claim(c, (1,), (Option(),), days=Decimal(d)) for c, d in (("a", 10), ("b", 3)))
    given: dict[str, Given] = dict(serve(Terms(most_days=Decimal(5)), [long, short]).given)
    assert (given["a"].days, given["b"].days) == (5, 3)
