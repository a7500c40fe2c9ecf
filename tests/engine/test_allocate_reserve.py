"""Who moves up when somebody declines."""

from decimal import Decimal

import pytest

from selection.engine.claims import Claim
from selection.engine.distribution import Terms, serve
from selection.engine.reserve import next_from_reserve
from tests.engine.allocating import claim, told


def moves(terms: Terms, claims: list[Claim], *gone: str) -> dict[str, str]:
    given = serve(terms, claims).given
    return told({move.code: move.after for move in next_from_reserve(terms, claims, given, gone)})


COUNTRIES = [
    claim("al1", 1, "AL"),
    claim("al2", 4, "AL"),
    claim("xk1", 2, "XK"),
    claim("xk2", 3, "XK"),
    claim("al3", 5, "AL"),
]


def test_within_a_country_quota_the_next_of_that_country_moves_up() -> None:
    """Reserve by country quota, a grant only from somebody of the same country (Süleyman Demirel, O13)."""
    terms = Terms(quotas={"AL": 1, "XK": 1}, reserve="quota")
    assert told(serve(terms, COUNTRIES).given) == {
        "al1": "place:AL",
        "al2": "reserve:AL 1",
        "al3": "reserve:AL 2",
        "xk1": "place:XK",
        "xk2": "reserve:XK 1",
    }
    assert moves(terms, COUNTRIES, "al1") == {"al2": "place:AL"}
    assert moves(terms, COUNTRIES, "xk1") == {"xk2": "place:XK"}


def test_with_one_order_for_all_the_first_moves_up_who_may_have_the_place() -> None:
    open_to_all = {"AL": None, "XK": None}
    assert moves(Terms(quotas={"AL": 1, "XK": 1}, spill=open_to_all), COUNTRIES, "al1") == {"xk2": "place:AL"}
    assert moves(Terms(quotas={"AL": 1, "XK": 1}), COUNTRIES, "al1") == {"al2": "place:AL"}


@pytest.mark.parametrize(("spill", "expected"), [({}, {}), ({"XK": None}, {"al2": "place:XK"})])
def test_a_quota_in_which_nobody_waits_keeps_its_place_or_lets_it_go(
    spill: dict[str, None], expected: dict[str, str]
) -> None:
    terms = Terms(quotas={"AL": 1, "XK": 1}, spill=spill, reserve="quota")
    assert moves(terms, [one for one in COUNTRIES if one.code != "xk2"], "xk1") == expected


def test_a_free_grant_goes_first_to_a_place_without_one() -> None:
    terms = Terms(places=2, budget=Decimal(500), zero_grant=True)
    claims = [claim(code, turn, cost=500) for turn, code in enumerate("abc")]
    assert moves(terms, claims, "a") == {"b": "place", "c": "zero_grant"}


def test_nobody_moves_up_where_the_money_does_not_suffice_for_the_first() -> None:
    terms = Terms(budget=Decimal(500))
    claims = [claim("a", 1, cost=500), claim("b", 2, cost=600), claim("c", 3, cost=100)]
    assert moves(terms, claims, "a") == {}


def test_of_equals_on_the_reserve_nobody_is_chosen() -> None:
    terms = Terms(places=1)
    claims = [claim("a", 1), claim("b", 2), claim("c", 2), claim("d", 3)]
    assert moves(terms, claims, "a") == {}
    assert moves(terms, claims, "a", "b") == {"c": "place"}
