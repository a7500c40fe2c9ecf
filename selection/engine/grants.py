"""A grant that came free: who holds a place without one gets it, in the order of the ranking, before the reserve.

Money is given down the ranking: where it does not suffice for somebody, nobody behind them is paid from it, and it
waits for the next grant that comes free. Places are not touched.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from selection.engine.claims import Claim, Given, Outcome, Ties
from selection.engine.distribution import Terms, hold_settled
from selection.engine.outcomes import placed
from selection.engine.pools import MONEY, NO_SOURCE, Key, source_money, source_places, unknown_cost
from selection.engine.reserve import Move, grant
from selection.engine.serving import Serving, in_turn
from selection.engine.ties import Equals


@dataclass(frozen=True, slots=True)
class Grants:
    """Who is given a grant. `rivals` are equals of whom nobody is chosen, `short` those for whom it does not suffice.

    `closed`: the money at which the line was drawn; nobody of the reserve list is paid from it.
    """

    moves: tuple[Move, ...] = ()
    rivals: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    closed: frozenset[Key] = frozenset()


def freed_grants(
    terms: Terms, claims: Sequence[Claim], given: Mapping[str, Given], gone: Collection[str]
) -> Grants:
    """Whom the grants go to that `gone` give back; they are among the claims, and `given` says what each holds.

    Where a call counts no money, as many grants are given as came back. A place that was held without a grant frees
    none; but the money of those who still wait for one is told, so that nobody of the reserve list is paid before them.
    """
    freed = sum(given[code].outcome == Outcome.PLACE for code in gone)
    staying = [claim for claim in claims if claim.code not in gone and claim.code in given]
    if not freed:
        held = [claim for claim in staying if given[claim.code].outcome == Outcome.ZERO_GRANT]
        return Grants(closed=frozenset(key for claim in held for key in _money_of(claim)))
    is_counted = terms.budget is not None or bool(terms.sources)
    if not is_counted:
        staying = [replace(claim, cost=None) for claim in staying]
    serving = Serving(terms.pools(), zero_grant=True)
    hold_settled(serving, staying, given)
    if not is_counted:
        serving.pools.left[unknown_cost(None)] = Decimal(freed)
    holders = [claim for claim in staying if given[claim.code].outcome == Outcome.ZERO_GRANT]
    told = _give(serving, Equals(terms.ties, terms.seed), holders)
    moves = tuple(
        Move(one.code, given[one.code], placed(one, serving.held[one.code], serving, terms.most_days))
        for one in sorted(holders, key=lambda claim: (claim.turn, claim.code))
        if serving.held[one.code].grant
    )
    return replace(told, moves=moves, closed=frozenset(serving.pools.closed))


def _give(serving: Serving, equals: Equals, holders: Iterable[Claim]) -> Grants:
    rivals: list[str] = []
    short: list[str] = []
    for group in in_turn(holders):
        able = [claim.code for claim in group if _could(serving, claim)]
        waiting = _pay(serving, equals, group)
        if waiting and len(group) > 1 and equals.ties is not Ties.LOT:
            rivals += able
        short += [claim.code for claim in waiting]
        for claim in waiting:
            serving.pools.close(_money_of(claim))
    return Grants(rivals=tuple(rivals), short=tuple(short))


def _could(serving: Serving, claim: Claim) -> bool:
    """Whether the money would suffice for this one alone."""
    before = serving.held[claim.code]
    could = grant(serving, claim)
    serving.let_go(claim)
    serving.hold(claim, before)
    return could


def _pay(serving: Serving, equals: Equals, group: Sequence[Claim]) -> list[Claim]:
    """Give grants to equals: to all, by lot as far as it goes, else to nobody. Tells for whom it did not suffice."""
    before = {claim.code: serving.held[claim.code] for claim in group}
    short = [claim for claim in equals.by_lot(group) if not grant(serving, claim)]
    if not short or equals.ties is Ties.LOT:
        return short
    for claim in group:
        serving.let_go(claim)
        serving.hold(claim, before[claim.code])
    return list(group)


def _money_of(claim: Claim) -> frozenset[Key]:
    """The money from which this one would be paid. The line is drawn there."""
    sources = {source for option in claim.options for source in option.sources} - {NO_SOURCE}
    if not sources:
        return frozenset({MONEY, unknown_cost(None)})
    return frozenset(
        key for code in sources for key in (source_places(code), source_money(code), unknown_cost(code))
    )
