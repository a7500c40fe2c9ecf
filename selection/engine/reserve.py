"""Who moves up when somebody declines: by the order of all, or within the quota in which the place came free.

A grant that comes free goes to whoever is first among those who wait and those who hold a place without a grant.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from selection.engine.claims import PLACED, Claim, Given, Outcome, Ties
from selection.engine.distribution import Allocation, Terms, hold_settled, outcome
from selection.engine.pools import is_money
from selection.engine.serving import Access, Serving, Way, in_turn, own_pools, way_of
from selection.engine.ties import Equals


@dataclass(frozen=True, slots=True)
class Move:
    """One who moves up: what they had, and what they are given now."""

    code: str
    before: Given
    after: Given


def next_from_reserve(
    terms: Terms, claims: Sequence[Claim], given: Mapping[str, Given], gone: Collection[str]
) -> tuple[Move, ...]:
    """Everybody who moves up once `gone` give back what they hold, in turn. `given`: what holds until now.

    With the reserve kept by quota, a place goes to those who fall under its quota; only where none of them waits, and
    the quota's rule lets left-over places go, to others. With one order for all, to the first who waits and may have
    it.
    """
    staying = [claim for claim in claims if claim.code not in gone and claim.code in given]
    serving = Serving(terms.pools(), zero_grant=terms.zero_grant)
    hold_settled(serving, staying, given)
    waiting = [
        claim for claim in staying if given[claim.code].outcome in {Outcome.RESERVE, Outcome.ZERO_GRANT}
    ]
    for access in accesses(terms):
        _move_up(serving, Equals(terms.ties, terms.seed), waiting, access)
    return _moves(waiting, given, outcome(terms, serving, staying))


def accesses(terms: Terms) -> Sequence[Access]:
    """Which places those who wait may have, in turns: one's own and what spills over at once, or one's own first.

    A place that a quota keeps for its people (no spilling over) goes to nobody else, whichever order is kept.
    """
    return (own_pools, terms.spilt) if terms.reserve == "quota" else (terms.spilt,)


def _move_up(serving: Serving, equals: Equals, waiting: Sequence[Claim], access: Access) -> None:
    for group in in_turn(waiting):
        _grants(serving, equals, [claim for claim in group if _has_no_grant(serving, claim)])
        without_place = [claim for claim in group if claim.code not in serving.held]
        if without_place:
            equals.serve(serving, without_place, access)


def _has_no_grant(serving: Serving, claim: Claim) -> bool:
    way = serving.held.get(claim.code)
    return way is not None and not way.grant


def _grants(serving: Serving, equals: Equals, holders: Sequence[Claim]) -> None:
    """Give money to equals who have a place without it; where it does not suffice for all, by lot or to nobody."""
    before = {claim.code: serving.held[claim.code] for claim in holders}
    short = [claim for claim in equals.by_lot(holders) if not grant(serving, claim)]
    if not short:
        return
    if equals.ties is not Ties.LOT:
        for claim in holders:
            serving.let_go(claim)
            serving.hold(claim, before[claim.code])
    for claim in short:
        takes = [take for way in paid(before[claim.code], claim) for take in way.takes]
        serving.pools.close(
            take.key for take in takes if is_money(take.key) and not serving.pools.holds(take)
        )


def grant(serving: Serving, claim: Claim) -> bool:
    """Pay for the place that the claim holds already, by the first of its sources that can."""
    before = serving.let_go(claim)
    after = next((way for way in paid(before, claim) if not serving.pools.blocked(way.takes)), before)
    serving.hold(claim, after)
    return after.grant


def paid(way: Way, claim: Claim) -> list[Way]:
    sources = way.option.sources or (None,)
    return [way_of(claim, way.option, way.pool, source, grant=True) for source in sources]


def _moves(waiting: Sequence[Claim], given: Mapping[str, Given], now: Allocation) -> tuple[Move, ...]:
    ordered = sorted(waiting, key=lambda claim: (claim.turn, claim.code))
    return tuple(
        Move(claim.code, given[claim.code], now.given[claim.code])
        for claim in ordered
        if now.given[claim.code].outcome in PLACED
        and now.given[claim.code].outcome is not given[claim.code].outcome
    )
