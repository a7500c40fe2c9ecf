"""Who gets a place, with which money, and who waits: the claims in their turn, served out of the pools.

First everybody in turn out of the quotas they fall under and the general places; after the last batch, what the quotas
did not use goes where their rule lets it go, again in turn. A quota is a promise of at least so many places to those
who fall under it, so that they take its places before general ones.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from selection.engine.claims import PLACED, Claim, Given, Option, Ties
from selection.engine.outcomes import placed, reserve
from selection.engine.pools import Key, Pools, meters, quota_key
from selection.engine.serving import OVERRIDE, Access, Serving, Way, in_turn, own_pools, rebuilt
from selection.engine.ties import Equals

NOTHING: Mapping[str, Given] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Terms:
    """What there is to give and how, as plain values.

    `spill`: quota → quotas whose people may have what is left over, None: everyone. `sources`: code → places, money.
    `limits`: meter → most. `reserve`: "global", "quota", or None where no reserve list is kept.
    """

    places: int | None = None
    budget: Decimal | None = None
    quotas: Mapping[str, int] = field(default_factory=dict)
    spill: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    sources: Mapping[str, tuple[int | None, Decimal | None]] = field(default_factory=dict)
    limits: Mapping[Key, int] = field(default_factory=dict)
    ties: Ties = Ties.LEAVE_OUT
    zero_grant: bool = False
    reserve: str | None = "global"
    most_days: Decimal | None = None
    seed: str = ""

    def pools(self) -> Pools:
        """The pools, full."""
        left = meters(places=self.places, budget=self.budget, quotas=self.quotas, sources=self.sources)
        left.update({key: Decimal(most) for key, most in self.limits.items()})
        return Pools(left)

    def spilt(self, option: Option) -> tuple[Key, ...]:
        """One's own pools, and those whose left-over places one may have."""
        own = own_pools(option)
        return (
            *own,
            *(key for code in self.spill if (key := quota_key(code)) not in own and self._open(code, option)),
        )

    def _open(self, code: str, option: Option) -> bool:
        into = self.spill[code]
        return into is None or not into.isdisjoint(option.quotas)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What every claim is given, what is left of each pool, and the pools at which the line was drawn."""

    given: Mapping[str, Given]
    left: Mapping[Key, Decimal]
    lines: frozenset[Key]


def serve(
    terms: Terms,
    claims: Sequence[Claim],
    *,
    first: Collection[str] = (),
    settled: Mapping[str, Given] = NOTHING,
    last: bool = True,
) -> Allocation:
    """Serve the claims. `first`: placed before anybody's turn, as far as there is something to give (overrides).

    `settled`: places given earlier, which stay as they are. `last`: no batch comes after these claims, so that
    left-over places of the quotas are given too. The sequence of the claims changes nothing.
    """
    serving = Serving(terms.pools(), zero_grant=terms.zero_grant)
    equals = Equals(terms.ties, terms.seed)
    hold_settled(serving, claims, settled)
    ahead = [claim for claim in claims if claim.code in first and claim.code not in serving.held]
    for claim in sorted(ahead, key=lambda claim: (claim.turn, claim.code)):
        if serving.place(claim, terms.spilt):
            serving.mark(claim, OVERRIDE)
    open_claims = [claim for claim in claims if claim.code not in serving.held]
    serve_all(serving, equals, open_claims, own_pools)
    if last and any(serving.pools.has_left(quota_key(code)) for code in terms.spill):
        _left_over(serving, equals, open_claims, terms.spilt)
    return outcome(terms, serving, claims, settled)


def hold_settled(serving: Serving, claims: Iterable[Claim], settled: Mapping[str, Given]) -> None:
    """Count what was given earlier, even where the pools would no longer suffice for it."""
    for claim in claims:
        given = _earlier(claim, settled)
        if given is not None:
            serving.hold(claim, rebuilt(claim, given))


def serve_all(serving: Serving, equals: Equals, claims: Iterable[Claim], access: Access) -> None:
    """Serve those who hold nothing yet, group by group of equals; once more where places came free of a contest."""
    waits = True
    while waits:
        for group in in_turn(claim for claim in claims if claim.code not in serving.held):
            equals.serve(serving, group, access)
        waits = serving.settle()


def _left_over(serving: Serving, equals: Equals, claims: Sequence[Claim], access: Access) -> None:
    """Give what the quotas did not use, in turn, until nobody gains: better wishes free places for others.

    Those who share their turn keep the wish they were given.
    """
    gained = True
    while gained:
        gained = False
        for group in in_turn(claims):
            waiting = [claim for claim in group if claim.code not in serving.held]
            if waiting:
                equals.serve(serving, waiting, access)
            elif len(group) == 1:
                gained |= _better_wish(serving, group[0], access)
        gained |= serving.settle()


def _better_wish(serving: Serving, claim: Claim, access: Access) -> bool:
    held = serving.held[claim.code]
    before = claim.options.index(held.option)
    if before == 0 or not held.grant:
        return False
    serving.let_go(claim)
    if serving.place(claim, access, most=before) and serving.held[claim.code].grant:
        return True
    return _back(serving, claim, held)


def _back(serving: Serving, claim: Claim, held: Way) -> bool:
    if claim.code in serving.held:
        serving.let_go(claim)
    serving.hold(claim, held)
    return False


def outcome(
    terms: Terms, serving: Serving, claims: Sequence[Claim], settled: Mapping[str, Given] = NOTHING
) -> Allocation:
    """What the state of serving means for each claim."""
    given: dict[str, Given] = {}
    for claim in claims:
        way = serving.held.get(claim.code)
        if way is not None:
            given[claim.code] = _earlier(claim, settled) or placed(claim, way, serving, terms.most_days)
    given.update(reserve(claims, serving, terms.reserve))
    pools = serving.pools
    return Allocation(given, dict(pools.left), frozenset(pools.closed))


def _earlier(claim: Claim, settled: Mapping[str, Given]) -> Given | None:
    """The place given earlier; a place on the reserve list is none."""
    given = settled.get(claim.code)
    return given if given is not None and given.outcome in PLACED else None
