"""A place that was given back: who of the reserve list takes it, and nothing besides.

Places that were left empty on purpose stay empty, and places without a grant stay without: only what came free is
given.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from selection.engine.claims import Claim, Given, Outcome, Ties
from selection.engine.distribution import Terms, hold_settled, outcome, serve_all
from selection.engine.outcomes import placed
from selection.engine.pools import Key, is_place
from selection.engine.reserve import Move, accesses
from selection.engine.serving import TIE, Serving, own_pools, rebuilt
from selection.engine.ties import Equals

MONEY = frozenset({"money", "cost"})


@dataclass(frozen=True, slots=True)
class Refill:
    """Who moves up. Where nobody does: `rivals` are equals of whom nobody is chosen, `short` lack the money alone."""

    moves: tuple[Move, ...] = ()
    rivals: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


def refill(
    terms: Terms,
    claims: Sequence[Claim],
    given: Mapping[str, Given],
    gone: Collection[str],
    *,
    closed: Collection[Key] = (),
) -> Refill:
    """Who moves up once `gone` give back what `given` says that they hold; both are among the claims.

    `closed`: money that others wait for (selection.engine.grants); nobody is paid from it.

    Equals whom what came free does not suffice for move up together where other places are free for each of them.
    """
    narrow = _filled(terms, claims, given, gone, closed, only_freed=True)
    if narrow.moves or not narrow.rivals:
        return narrow
    wide = _filled(terms, claims, given, gone, closed, only_freed=False)
    together = tuple(move for move in wide.moves if move.code in narrow.rivals)
    return Refill(together) if len(together) == len(narrow.rivals) else narrow


def counted_in(
    terms: Terms, claims: Sequence[Claim], given: Mapping[str, Given], fresh: Collection[str]
) -> Mapping[str, Given]:
    """In which quotas and sources places are counted that people awarded (`fresh`), in turn, beside those held.

    Left out is whom people gave a place beyond what the rules have for them.
    """
    serving = Serving(terms.pools(), zero_grant=terms.zero_grant)
    hold_settled(serving, [claim for claim in claims if claim.code not in fresh], given)
    mine = sorted((one for one in claims if one.code in fresh), key=lambda one: (one.turn, one.code))
    for access in (own_pools, terms.spilt):
        for claim in mine:
            if claim.code not in serving.held:
                serving.place(claim, access)
    held = [claim for claim in mine if claim.code in serving.held]
    return {one.code: placed(one, serving.held[one.code], serving, terms.most_days) for one in held}


def _filled(
    terms: Terms,
    claims: Sequence[Claim],
    given: Mapping[str, Given],
    gone: Collection[str],
    closed: Collection[Key],
    *,
    only_freed: bool,
) -> Refill:
    staying = [claim for claim in claims if claim.code not in gone]
    serving = Serving(terms.pools(), zero_grant=terms.zero_grant)
    hold_settled(serving, staying, given)
    serving.pools.close(closed)
    if only_freed:
        _keep_to(serving, _freed([claim for claim in claims if claim.code in gone], given))
    waiting = [claim for claim in staying if given[claim.code].outcome == Outcome.RESERVE]
    ties = Ties.LOT if terms.ties is Ties.LOT else Ties.LEAVE_OUT
    for access in accesses(terms):
        serve_all(serving, Equals(ties, terms.seed), waiting, access)
    return _told(replace(terms, ties=ties), serving, staying, waiting, given)


def _freed(gone: Sequence[Claim], given: Mapping[str, Given]) -> Mapping[Key, Decimal]:
    freed: dict[Key, Decimal] = {}
    for claim in gone:
        for take in rebuilt(claim, given[claim.code]).takes:
            freed[take.key] = freed.get(take.key, Decimal(0)) + take.amount
    return freed


def _keep_to(serving: Serving, freed: Mapping[Key, Decimal]) -> None:
    """Leave no more in the meters of places than came free."""
    for key, left in serving.pools.left.items():
        if is_place(key):
            serving.pools.left[key] = min(left, freed.get(key, Decimal(0)))


def _told(
    terms: Terms,
    serving: Serving,
    staying: Sequence[Claim],
    waiting: Sequence[Claim],
    given: Mapping[str, Given],
) -> Refill:
    now = outcome(terms, serving, staying, given).given
    ordered = sorted(waiting, key=lambda claim: (claim.turn, claim.code))
    left = [claim.code for claim in ordered if claim.code not in serving.held]
    return Refill(
        tuple(Move(one.code, given[one.code], now[one.code]) for one in ordered if one.code in serving.held),
        tuple(code for code in left if TIE in serving.marks.get(code, ())),
        tuple(code for code in left if serving.waiting[code].kind in MONEY),
    )
