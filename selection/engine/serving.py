"""Serving claims in their turn out of the pools: who takes what, who waits for what, and where the line falls."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from selection.engine.claims import Claim, Given, Option, Outcome
from selection.engine.pools import (
    GENERAL,
    MONEY,
    ONE,
    PLACES,
    Key,
    Pools,
    Take,
    is_money,
    is_place,
    quota_key,
    source_money,
    source_places,
    unknown_cost,
)

# Told beside the outcome: placed by a decision, chosen by lot, left out among equals, taken with all of them.
OVERRIDE, LOT, TIE, BEYOND = "override", "lot", "tie", "beyond"
Access = Callable[[Option], tuple[Key, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """One combination that would serve a claim: an option out of a pool, paid by a source or not at all."""

    option: Option
    pool: Key
    source: str | None
    grant: bool
    takes: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why a claim waits: `kind`, and the meters that stood in the way."""

    kind: str
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Contest:
    """Places that were closed because what was left did not suffice for all of these equals."""

    rivals: frozenset[str]
    keys: frozenset[Key]


@dataclass(slots=True)
class Serving:
    """The state while claims are served: the pools, who holds what, who waits and why."""

    pools: Pools
    zero_grant: bool = False
    held: dict[str, Way] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    marks: dict[str, set[str]] = field(default_factory=dict)
    contests: list[Contest] = field(default_factory=list)

    def place(self, claim: Claim, access: Access, *, most: int | None = None) -> bool:
        """Serve one claim with its best possible way (among the first `most` options); False: it waits."""
        if not self.pools.has_left(PLACES):
            self.waiting[claim.code] = self._no_places(claim, access)
            return False
        blocked: list[tuple[Way, frozenset[Key]]] = []
        for way in ways(claim, access, most):
            stands = self.pools.blocked(way.takes)
            if not stands:
                self.hold(claim, way)
                return True
            blocked.append((way, stands))
        short = [(way, keys) for way, keys in blocked if all(map(is_money, keys))]
        if short and self.zero_grant:
            self.hold(claim, _without_grant(short[0][0]))
        self.waiting[claim.code] = _why(short or blocked)
        return claim.code in self.held

    def _no_places(self, claim: Claim, access: Access) -> Waiting:
        """Where no place is left at all, no way needs to be tried."""
        pools = {pool for option in claim.options for pool in access(option)}
        return Waiting(
            "places", frozenset({PLACES, *(pool for pool in pools if not self.pools.has_left(pool))})
        )

    def hold(self, claim: Claim, way: Way) -> None:
        """Count the way as taken by this claim; with a grant, it was not left out after all."""
        if way.grant:
            self.marks.get(claim.code, set()).discard(TIE)
        self.pools.take(way.takes)
        self.held[claim.code] = way
        self.waiting.pop(claim.code, None)

    def let_go(self, claim: Claim) -> Way:
        """Free what the claim holds."""
        way = self.held.pop(claim.code)
        self.pools.release(way.takes)
        return way

    def draw_line(self, claim: Claim) -> None:
        """Close the money that did not suffice for this claim: none worse is paid from it."""
        why = self.waiting.get(claim.code)
        if why is not None and why.kind == "money":
            self.pools.close(why.keys)

    def contest(self, rivals: Iterable[Claim], keys: frozenset[Key]) -> None:
        """Close what equals compete for: nobody of them gets it, and nobody after them."""
        places = frozenset(key for key in keys - self.pools.closed if is_place(key))
        self.contests.append(Contest(frozenset(claim.code for claim in rivals), places))
        self.pools.close(keys)

    def settle(self) -> bool:
        """Open again the places whose rivals have all got theirs elsewhere meanwhile; whether there were any."""
        over = [one for one in self.contests if all(TIE not in self.marks[code] for code in one.rivals)]
        self.contests = [one for one in self.contests if one not in over]
        disputed = frozenset(key for one in self.contests for key in one.keys)
        free = frozenset(key for one in over for key in one.keys) - disputed
        self.pools.reopen(free)
        return any(self.pools.has_left(key) for key in free)

    def mark(self, claim: Claim, word: str) -> None:
        """Remember something that is to be told of this claim."""
        self.marks.setdefault(claim.code, set()).add(word)


def in_turn(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims in groups of equals, first turn first."""
    ordered = sorted(claims, key=attrgetter("turn"))
    return (list(group) for _turn, group in groupby(ordered, key=attrgetter("turn")))


def ways(claim: Claim, access: Access, most: int | None = None) -> Iterator[Way]:
    """Every way with a grant that could serve the claim, best first: wishes, then pools, then sources."""
    for option in claim.options[:most]:
        for pool in access(option):
            for source in option.sources or (None,):
                yield way_of(claim, option, pool, source, grant=True)


def way_of(claim: Claim, option: Option, pool: Key, source: str | None, *, grant: bool) -> Way:
    """What serving the claim in this way takes."""
    takes = [Take(PLACES, ONE), Take(pool, ONE), *(Take(limit, ONE) for limit in option.limits)]
    if grant:
        takes += _paid(claim.cost, source)
    return Way(option, pool, source, grant, tuple(takes))


def rebuilt(claim: Claim, given: Given) -> Way:
    """The way in which something was given earlier."""
    option = next((one for one in claim.options if one.wish == given.wish), claim.options[0])
    pool = GENERAL if given.quota is None else quota_key(given.quota)
    return way_of(claim, option, pool, given.source, grant=given.outcome == Outcome.PLACE)


def own_pools(option: Option) -> tuple[Key, ...]:
    """One's quotas first, then the general places."""
    return (*map(quota_key, option.quotas), GENERAL)


def _paid(cost: Decimal | None, source: str | None) -> Sequence[Take]:
    places = [] if source is None else [Take(source_places(source), ONE)]
    if cost is None:
        return [Take(unknown_cost(source), ONE), *places]
    money = [MONEY] if source is None else [MONEY, source_money(source)]
    return [*(Take(key, cost) for key in money), *places]


def _without_grant(way: Way) -> Way:
    takes = tuple(take for take in way.takes if not is_money(take.key))
    return Way(way.option, way.pool, None, False, takes)


def _why(blocked: Sequence[tuple[Way, frozenset[Key]]]) -> Waiting:
    keys = frozenset(key for _way, stands in blocked for key in stands)
    if not keys:
        return Waiting("nothing", keys)
    if all(map(is_money, keys)):
        return Waiting("money", keys)
    for kind in ("cost", "limit", "soft_limit"):
        if all(any(key[0] == kind for key in stands) for _way, stands in blocked):
            return Waiting(kind, keys)
    return Waiting("places", keys)
