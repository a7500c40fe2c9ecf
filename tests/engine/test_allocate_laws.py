"""What holds of every allocation, whatever the call and the applications."""

import itertools
import random
from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from selection.engine.claims import PLACED, Claim, Option, Outcome, Ties
from selection.engine.distribution import Allocation, Terms, serve
from selection.engine.reserve import next_from_reserve
from tests.engine.allocating import told

QUOTAS = ("q", "r", "s")
HOSTS = ("graz", "wien")
WORTH = {Outcome.PLACE: 2, Outcome.ZERO_GRANT: 1, Outcome.RESERVE: 0}
small = st.integers(0, 4)
some_quotas = st.lists(st.sampled_from(QUOTAS), max_size=2, unique=True).map(tuple)
options = st.lists(some_quotas, min_size=1, max_size=3)


@st.composite
def profiles(draw: st.DrawFn) -> tuple[tuple[Option, ...], Decimal | None]:
    limits = draw(st.sampled_from([(), (("limit", "graz"),), (("limit", "wien"),)]))
    sources = draw(st.sampled_from([("x",), ("x", "y")]))
    wishes = tuple(
        Option(wish=n, value=str(n), quotas=quotas, sources=sources, limits=limits)
        for n, quotas in enumerate(draw(options), 1)
    )
    return wishes, draw(st.sampled_from([None, *map(Decimal, (0, 10, 25, 40))]))


@st.composite
def queues(draw: st.DrawFn) -> list[Claim]:
    """Up to twelve claims of a few profiles, so that there are equals and people with equal rights."""
    kinds = st.sampled_from(draw(st.lists(profiles(), min_size=1, max_size=4)))
    drawn = draw(st.lists(st.tuples(kinds, st.integers(1, 8)), min_size=1, max_size=12))
    return [
        Claim(f"a{number:02}", (turn,), wishes, cost) for number, ((wishes, cost), turn) in enumerate(drawn)
    ]


@st.composite
def terms(draw: st.DrawFn, ties: tuple[Ties, ...] = (Ties.LEAVE_OUT, Ties.LOT)) -> Terms:
    quotas = draw(st.fixed_dictionaries(dict.fromkeys(QUOTAS, small)))
    spill = {
        code: draw(st.sampled_from([None, frozenset({"q"}), frozenset({"r", "s"})]))
        for code in quotas
        if draw(st.booleans())
    }
    return Terms(
        places=draw(st.none() | st.integers(sum(quotas.values()), 14)),
        budget=draw(st.none() | st.integers(0, 200).map(Decimal)),
        quotas=quotas,
        spill=spill,
        sources={
            "x": (draw(st.none() | small), draw(st.none() | st.integers(0, 90).map(Decimal))),
            "y": (2, None),
        },
        limits={("limit", host): draw(small) for host in HOSTS},
        ties=draw(st.sampled_from(ties)),
        zero_grant=draw(st.booleans()),
        reserve=draw(st.sampled_from(["global", "quota"])),
        seed=draw(st.text("ab", max_size=3)),
    )


def check_nothing_overdrawn(rules: Terms, claims: list[Claim], allocation: Allocation) -> None:
    assert all(left >= 0 for left in allocation.left.values())
    placed = {code: one for code, one in allocation.given.items() if one.outcome in PLACED}
    if rules.places is not None:
        assert len(placed) <= rules.places
    spent = Counter[str | None]()
    for one in placed.values():
        spent[one.source] += one.amount or Decimal(0)
    if rules.budget is not None:
        assert spent.total() <= rules.budget
    assert all(count <= rules.quotas[quota] for quota, count in counted(placed.values()) if quota)
    most = rules.sources["x"][1]
    assert most is None or spent["x"] <= most
    hosts = Counter(claim.options[0].limits for claim in claims if claim.code in placed)
    assert all(hosts[(("limit", host),)] <= rules.limits["limit", host] for host in HOSTS)


def counted(given: object) -> list[tuple[str | None, int]]:
    return list(Counter(one.quota for one in given).items())


@settings(max_examples=150, deadline=None)
@given(terms(), queues())
def test_never_more_places_or_money_than_there_is(rules: Terms, claims: list[Claim]) -> None:
    check_nothing_overdrawn(rules, claims, serve(rules, claims))


@settings(max_examples=100, deadline=None)
@given(terms(ties=tuple(Ties)), queues(), st.randoms(use_true_random=False))
def test_the_sequence_of_applications_changes_nothing(
    rules: Terms, claims: list[Claim], by: random.Random
) -> None:
    shuffled = by.sample(claims, len(claims))
    assert serve(rules, shuffled).given == serve(rules, claims).given


@settings(max_examples=400, deadline=None)
@given(terms(ties=tuple(Ties)), queues())
def test_nobody_gets_more_than_a_better_one_with_equal_rights(rules: Terms, claims: list[Claim]) -> None:
    """Equal rights: the same wishes under the same quotas, sources and limits, at the same cost."""
    given_to = serve(rules, claims).given
    for better, worse in itertools.permutations(claims, 2):
        if better.turn < worse.turn and (better.options, better.cost) == (worse.options, worse.cost):
            assert WORTH[given_to[better.code].outcome] >= WORTH[given_to[worse.code].outcome]


@settings(max_examples=100, deadline=None)
@given(terms(), queues())
def test_left_over_places_keep_the_total(rules: Terms, claims: list[Claim]) -> None:
    allocation = serve(rules, claims)
    places = sum(1 for one in allocation.given.values() if one.outcome in PLACED)
    if rules.places is not None:
        assert places + allocation.left["places",] == rules.places
    for quota, number in rules.quotas.items():
        used = sum(1 for one in allocation.given.values() if one.outcome in PLACED and one.quota == quota)
        assert used + allocation.left["quota", quota] == number


@settings(max_examples=100, deadline=None)
@given(terms(), queues(), st.data())
def test_who_moves_up_waited_and_nothing_is_overdrawn(
    rules: Terms, claims: list[Claim], data: st.DataObject
) -> None:
    allocation = serve(rules, claims)
    holders = sorted(code for code, one in allocation.given.items() if one.outcome in PLACED)
    gone = data.draw(st.sets(st.sampled_from(holders)) if holders else st.just(set()))
    moves = next_from_reserve(rules, claims, allocation.given, gone)
    assert all(move.before.outcome in {Outcome.RESERVE, Outcome.ZERO_GRANT} for move in moves)
    assert all(move.code not in gone for move in moves)
    now = dict(allocation.given) | {move.code: move.after for move in moves}
    held = serve(rules, [one for one in claims if one.code not in gone], settled=now, last=False)
    check_nothing_overdrawn(rules, claims, held)
    assert told(next_reversed(rules, claims, allocation, gone)) == told(
        {move.code: move.after for move in moves}
    )


def next_reversed(
    rules: Terms, claims: list[Claim], allocation: Allocation, gone: set[str]
) -> dict[str, object]:
    moves = next_from_reserve(rules, claims[::-1], allocation.given, gone)
    return {move.code: move.after for move in moves}
