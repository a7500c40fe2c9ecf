"""Who moves up when somebody declines: by the order of all, or within the quota in which the place came free.

A grant that comes free goes to whoever is first among those who wait and those who hold a place without a grant.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from selection.engine.claims import PLACED, Claim, Given, Option, Outcome
from selection.engine.distribution import Allocation, Terms, hold_settled, outcome
from selection.engine.pools import GENERAL, Key, quota_key
from selection.engine.serving import Access, Serving, Way, in_turn, own_pools
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
    the quota's rule lets left-over places go, to others. With one order for all, to the first who waits.
    """
    staying = [claim for claim in claims if claim.code not in gone and claim.code in given]
    serving = Serving(terms.pools(), zero_grant=terms.zero_grant)
    hold_settled(serving, staying, given)
    waiting = [
        claim for claim in staying if given[claim.code].outcome in {Outcome.RESERVE, Outcome.ZERO_GRANT}
    ]
    for access in _accesses(terms, [given[code] for code in sorted(gone) if code in given]):
        _move_up(serving, Equals(terms.ties, terms.seed), waiting, access)
    return _moves(waiting, given, outcome(terms, serving, staying))


def _accesses(terms: Terms, freed: Sequence[Given]) -> Sequence[Access]:
    if terms.reserve == "quota":
        return (own_pools, terms.spilt)
    pools = [_pool(one) for one in freed if one.outcome in PLACED]
    return (_also(pools, terms.spilt),)


def _also(pools: Sequence[Key], access: Callable[[Option], tuple[Key, ...]]) -> Access:
    return lambda option: tuple(dict.fromkeys((*access(option), *pools)))


def _move_up(serving: Serving, equals: Equals, waiting: Sequence[Claim], access: Access) -> None:
    for group in in_turn(waiting):
        without_grant: list[tuple[Claim, Way]] = []
        for claim in group:
            way = serving.held.get(claim.code)
            if way is not None and not way.grant:
                without_grant.append((claim, serving.let_go(claim)))
        open_claims = [claim for claim in group if claim.code not in serving.held]
        if open_claims:
            equals.serve(serving, open_claims, access)
        for claim, way in without_grant:
            if claim.code not in serving.held:
                serving.hold(claim, way)


def _moves(waiting: Sequence[Claim], given: Mapping[str, Given], now: Allocation) -> tuple[Move, ...]:
    ordered = sorted(waiting, key=lambda claim: (claim.turn, claim.code))
    return tuple(
        Move(claim.code, given[claim.code], now.given[claim.code])
        for claim in ordered
        if now.given[claim.code].outcome in PLACED
        and now.given[claim.code].outcome is not given[claim.code].outcome
    )


def _pool(given: Given) -> Key:
    return GENERAL if given.quota is None else quota_key(given.quota)
