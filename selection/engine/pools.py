"""What there is to give: places, quotas, money, sources and limits, each a meter that never runs below nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

ONE = Decimal(1)
Key = tuple[str, ...]

PLACES: Key = ("places",)
GENERAL: Key = ("general",)
MONEY: Key = ("money",)
# The source of whom no source may pay: never anything left.
NO_SOURCE = ""


class Take(NamedTuple):
    """How much one award takes of one meter."""

    key: Key
    amount: Decimal


def quota_key(code: str) -> Key:
    """The meter of a quota's places."""
    return ("quota", code)


def source_places(code: str) -> Key:
    """The meter of the places that a source pays for."""
    return ("source", code, "places")


def source_money(code: str) -> Key:
    """The meter of a source's money."""
    return ("source", code, "money")


def unknown_cost(source: str | None) -> Key:
    """What a grant of unknown cost would take: nothing is ever left where money is counted."""
    return ("cost",) if source is None else ("cost", source)


def is_money(key: Key) -> bool:
    """Whether the meter counts what a grant needs and a place without a grant does not."""
    return key == MONEY or key[0] == "source"


def is_place(key: Key) -> bool:
    """Whether the meter counts places: all of them, the general ones, or those of a quota."""
    return key in {PLACES, GENERAL} or key[0] == "quota"


@dataclass(slots=True)
class Pools:
    """The meters: what is left of each. A meter that nobody set has no end.

    A closed meter gives nothing more: the line was drawn there, because a better application could not be served.
    """

    left: dict[Key, Decimal]
    closed: set[Key] = field(default_factory=set)

    def blocked(self, takes: Iterable[Take]) -> frozenset[Key]:
        """The meters that do not suffice for all of this together; none: it can be taken."""
        return frozenset(take.key for take in takes if not self.holds(take))

    def holds(self, take: Take) -> bool:
        """Whether the meter is open and has this much. What costs nothing passes every meter."""
        if not take.amount:
            return True
        if take.key in self.closed:
            return False
        left = self.left.get(take.key)
        return left is None or take.amount <= left

    def take(self, takes: Iterable[Take]) -> None:
        """Count it as given."""
        for take in takes:
            if take.key in self.left:
                self.left[take.key] -= take.amount

    def release(self, takes: Iterable[Take]) -> None:
        """Count it as free again."""
        for take in takes:
            if take.key in self.left:
                self.left[take.key] += take.amount

    def widen(self, keys: Iterable[Key]) -> None:
        """One place more in each."""
        for key in keys:
            if key in self.left:
                self.left[key] += ONE

    def close(self, keys: Iterable[Key]) -> None:
        """Draw the line at these meters."""
        self.closed.update(keys)

    def reopen(self, keys: Iterable[Key]) -> None:
        """Take the line away again."""
        self.closed.difference_update(keys)

    def has_left(self, key: Key) -> bool:
        """Whether an open meter still has a place."""
        return self.holds(Take(key, ONE))


def meters(
    *,
    places: int | None,
    budget: Decimal | None,
    quotas: Mapping[str, int],
    sources: Mapping[str, tuple[int | None, Decimal | None]],
) -> dict[Key, Decimal]:
    """The full meters. General places are those that no quota keeps back.

    Without a number of places and without money, the quotas are all there is; with money alone, places have no end.
    """
    left = {quota_key(code): Decimal(number) for code, number in quotas.items()}
    if places is not None:
        left[PLACES] = Decimal(places)
        left[GENERAL] = Decimal(max(0, places - sum(quotas.values())))
    elif quotas and budget is None and not sources:
        left[GENERAL] = Decimal(0)
    left.update(_money(budget, sources))
    return left


def _money(
    budget: Decimal | None, sources: Mapping[str, tuple[int | None, Decimal | None]]
) -> dict[Key, Decimal]:
    nothing = Decimal(0)
    left = {MONEY: budget, unknown_cost(None): None if budget is None else nothing}
    if sources:
        left[source_places(NO_SOURCE)] = nothing
    for code, (number, money) in sources.items():
        left[source_places(code)] = None if number is None else Decimal(number)
        left[source_money(code)] = money
        left[unknown_cost(code)] = None if budget is None and money is None else nothing
    return {key: amount for key, amount in left.items() if amount is not None}
