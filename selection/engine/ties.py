"""Equals at the line: those with the same turn, whom what is left does not suffice for all together.

Contested is what somebody would get if they stood alone, and does not get beside their equals. Nobody is chosen among
equals by the sequence in which they were given; where it matters who goes first, the lot decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selection.engine.claims import Claim, Ties
from selection.engine.key_values import lot
from selection.engine.pools import PLACES, Key, Take, is_place
from selection.engine.serving import BEYOND, LOT, TIE, Access, Serving, ways


@dataclass(frozen=True, slots=True)
class Equals:
    """How equals are served: the call's rule for ties at the line, and the seed of its lots."""

    ties: Ties
    seed: str

    def serve(self, serving: Serving, group: Sequence[Claim], access: Access) -> None:
        """Serve one group of equals and draw the line behind those who wait for money."""
        if len(group) == 1:
            serving.place(group[0], access)
        else:
            self._together(serving, group, access)
        for claim in group:
            serving.draw_line(claim)

    def by_lot(self, group: Sequence[Claim]) -> list[Claim]:
        """The group in the order of its lots."""
        return sorted(group, key=lambda claim: lot(self.seed, claim.code))

    def _together(self, serving: Serving, group: Sequence[Claim], access: Access) -> None:
        members = self.by_lot(group)
        alone = {claim.code: _worth_alone(serving, claim, access) for claim in members}
        for claim in members:
            serving.place(claim, access)
        short = [claim for claim in members if _worth(serving, claim) < alone[claim.code]]
        if not short:
            return
        if self.ties is Ties.LOT:
            _by_lot(serving, members, short)
            return
        if self.ties is Ties.TAKE_ALL:
            short = [claim for claim in short if not _beyond(serving, claim, access)]
        if short:
            self._together(serving, _leave_out(serving, members, short), access)


def _worth(serving: Serving, claim: Claim) -> int:
    """2: a place with a grant; 1: a place without; 0: nothing."""
    way = serving.held.get(claim.code)
    return 0 if way is None else 1 + way.grant


def _worth_alone(serving: Serving, claim: Claim, access: Access) -> int:
    serving.place(claim, access)
    worth = _worth(serving, claim)
    if worth:
        serving.let_go(claim)
    serving.waiting.pop(claim.code, None)
    return worth


def _by_lot(serving: Serving, members: Sequence[Claim], short: Sequence[Claim]) -> None:
    contested = _stood_in_the_way(serving, short)
    for claim in members:
        if claim in short or _has_of(serving, claim, contested):
            serving.mark(claim, LOT)


def _beyond(serving: Serving, claim: Claim, access: Access) -> bool:
    """Serve one of equals beyond the places, where places alone are short. Money and limits stay what they are."""
    for way in ways(claim, access):
        stands = serving.pools.blocked(way.takes)
        if stands and all(is_place(key) and key not in serving.pools.closed for key in stands):
            serving.pools.widen(stands | {PLACES})
            serving.hold(claim, way)
            serving.mark(claim, BEYOND)
            return True
    return False


def _leave_out(serving: Serving, members: Sequence[Claim], short: Sequence[Claim]) -> Sequence[Claim]:
    """Nobody of those who compete for it gets it, and nobody after them: people decide. Tells who they are.

    What they compete for is closed, so that they can be served once more out of the rest: a place without a grant.
    """
    contested = _stood_in_the_way(serving, short)
    rivals = [claim for claim in members if claim in short or _has_of(serving, claim, contested)]
    for claim in rivals:
        if claim.code in serving.held:
            serving.let_go(claim)
        serving.mark(claim, TIE)
    serving.contest(rivals, contested)
    return rivals


def _has_of(serving: Serving, claim: Claim, keys: frozenset[Key]) -> bool:
    way = serving.held.get(claim.code)
    return way is not None and _touches(way.takes, keys)


def _stood_in_the_way(serving: Serving, short: Sequence[Claim]) -> frozenset[Key]:
    return frozenset(key for claim in short for key in serving.waiting[claim.code].keys)


def _touches(takes: Sequence[Take], keys: frozenset[Key]) -> bool:
    return any(take.key in keys for take in takes)
