"""To whom a grant goes that came free, against a model that a clerk would follow with a pencil."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selection.engine.applications import Because
from selection.engine.claims import PLACED, Claim, Given, Option, Outcome, Ties
from selection.engine.distribution import Terms, serve
from selection.engine.grants import freed_grants
from selection.engine.refill import refill
from tests.engine.allocating import claim

PLACES = 6


@dataclass
class Desk:
    """A clerk's list in the order of the ranking: what each costs, who holds a place, and who of them has a grant."""

    budget: int
    costs: dict[str, int]
    placed: set[str]
    paid: set[str]

    @property
    def left(self) -> int:
        return self.budget - sum(self.costs[code] for code in self.paid)

    def gives_back(self, code: str) -> None:
        """The grant goes down the list of those without one, until it does not suffice; the place to the next."""
        had_grant = code in self.paid
        self.placed.discard(code)
        self.paid.discard(code)
        del self.costs[code]
        somebody_waits = False
        for holder in sorted(self.placed - self.paid):
            if not had_grant or self.costs[holder] > self.left or somebody_waits:
                somebody_waits = True
            else:
                self.paid.add(holder)
        waiting = sorted(set(self.costs) - self.placed)
        if waiting and len(self.placed) < PLACES:
            self.placed.add(waiting[0])
            if self.costs[waiting[0]] <= self.left and not somebody_waits:
                self.paid.add(waiting[0])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=14), st.integers(2, 16), st.data())
def test_whoever_gives_back_the_pencil_and_the_engine_agree(
    costs: list[int], budget: int, data: st.DataObject
) -> None:
    terms = Terms(places=PLACES, budget=Decimal(budget), zero_grant=True)
    claims = [claim(f"p{turn:02d}", turn, cost=cost) for turn, cost in enumerate(costs)]
    now = dict(serve(terms, claims).given)
    desk = Desk(budget, {one.code: int(one.cost or 0) for one in claims}, set(), set())
    while holders := sorted(code for code, one in now.items() if one.outcome in PLACED):
        desk.placed = set(holders)
        desk.paid = {code for code in holders if now[code].outcome == Outcome.PLACE}
        leaves = data.draw(st.sampled_from(holders))
        present = [one for one in claims if one.code in now]
        grants = freed_grants(terms, present, now, [leaves])
        moved = {**now, **{move.code: move.after for move in grants.moves}}
        found = refill(terms, present, moved, [leaves], closed=grants.closed)
        desk.gives_back(leaves)
        now = {**moved, **{move.code: move.after for move in found.moves}}
        del now[leaves]
        placed = {code for code, one in now.items() if one.outcome in PLACED}
        paid = {code for code in placed if now[code].outcome == Outcome.PLACE}
        assert (placed, paid) == (desk.placed, desk.paid)
        assert desk.left >= 0
        assert len(placed) <= PLACES


def holds(outcome: Outcome, source: str | None = None) -> Given:
    return Given(outcome, Because("settled", {}), source=source)


def equals(ties: Ties, cost: int) -> tuple[Terms, list[Claim], dict[str, Given]]:
    """Somebody with a grant of 4, and two of the same rank without."""
    terms = Terms(places=9, budget=Decimal(4), zero_grant=True, ties=ties)
    claims = [
        claim("a", 1, cost=4),
        claim("b", 2, cost=cost),
        claim("c", 2, cost=cost),
        claim("d", 3, cost=1),
    ]
    without = {code: holds(Outcome.ZERO_GRANT) for code in "bcd"}
    return terms, claims, {"a": holds(Outcome.PLACE), **without}


@pytest.mark.parametrize(
    ("ties", "cost", "paid", "rivals"),
    [
        (Ties.LEAVE_OUT, 2, "bc", ()),
        (Ties.LEAVE_OUT, 3, "", ("b", "c")),
        (Ties.LEAVE_OUT, 5, "", ()),
        (Ties.TAKE_ALL, 3, "", ("b", "c")),
        (Ties.LOT, 3, "one", ()),
    ],
)
def test_equals_are_paid_together_by_lot_or_not_at_all(
    ties: Ties, cost: int, paid: str, rivals: tuple[str, ...]
) -> None:
    terms, claims, now = equals(ties, cost)
    found = freed_grants(terms, claims, now, ["a"])
    codes = "".join(move.code for move in found.moves)
    assert codes in ({"b", "c"} if paid == "one" else {paid})
    assert found.rivals == rivals
    assert found.closed
    assert "d" not in codes, "nobody behind them is paid meanwhile"


def test_each_source_pays_its_own() -> None:
    """The first falls under a project whose money is used up; the second under the one that came free."""
    terms = Terms(places=9, sources={"a": (1, None), "b": (1, None)}, zero_grant=True)
    paid_by = {"p0": "b", "p1": "a", "p2": "a", "p3": "b"}
    claims = [
        Claim(code, (turn,), (Option(sources=(source,)),), Decimal(0))
        for turn, (code, source) in enumerate(paid_by.items())
    ]
    now = {
        "p0": holds(Outcome.PLACE, "b"),
        "p1": holds(Outcome.PLACE, "a"),
        "p2": holds(Outcome.ZERO_GRANT),
        "p3": holds(Outcome.ZERO_GRANT),
    }
    found = freed_grants(terms, claims, now, ["p0"])
    assert [(move.code, move.after.source) for move in found.moves] == [("p3", "b")]
    assert found.short == ("p2",)


def test_where_no_money_is_counted_as_many_grants_go_on_as_came_back() -> None:
    terms = Terms(places=9, zero_grant=True)
    claims = [claim(f"p{turn}", turn) for turn in range(4)]
    now = {one.code: holds(Outcome.ZERO_GRANT) for one in claims} | {"p3": holds(Outcome.PLACE)}
    assert [move.code for move in freed_grants(terms, claims, now, ["p3"]).moves] == ["p0"]
    assert freed_grants(terms, claims, now, ["p0"]).moves == (), "a place without a grant frees none"
