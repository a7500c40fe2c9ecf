"""Ranking and places as plain arithmetic: no database, no order of arrival, no hidden tie-break."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
EXACT = Decimal("0.0001")


@dataclass(frozen=True)
class Standing:
    """Count, mean and spread (standard deviation of the whole group) of the sums that were handed in."""

    count: int
    mean: Decimal | None
    spread: Decimal | None


def standing_of(sums: Sequence[Decimal]) -> Standing:
    """Mean and spread to four decimals; both None where nothing was handed in."""
    if not sums:
        return Standing(0, None, None)
    count = len(sums)
    mean = sum(sums, Decimal(0)) / count
    variance = sum(((one - mean) ** 2 for one in sums), Decimal(0)) / count
    return Standing(
        count, mean.quantize(EXACT, ROUND_HALF_UP), variance.sqrt().quantize(EXACT, ROUND_HALF_UP)
    )


def ranks(totals: Mapping[Key, Decimal | None]) -> dict[Key, int]:
    """The rank of each by its total, highest first: equal totals share a rank and the next ones skip (1, 2, 2, 4).

    Those without a total have no rank. The order in which they were given changes nothing.
    """
    ranked: dict[Key, int] = {}
    known = [(total, key) for key, total in totals.items() if total is not None]
    known.sort(key=lambda entry: entry[0], reverse=True)
    for _total, group in groupby(known, key=lambda entry: entry[0]):
        first = len(ranked) + 1
        ranked.update({key: first for _same, key in group})
    return ranked


def within(ranked: Mapping[Key, int], places: int) -> frozenset[Key]:
    """Those whom the places suffice for without choosing among equals: a tie across the line leaves all of it out."""
    together: dict[int, int] = {}
    for rank in ranked.values():
        together[rank] = together.get(rank, 0) + 1
    return frozenset(key for key, rank in ranked.items() if rank - 1 + together[rank] <= places)


def tied(ranked: Mapping[Key, int]) -> frozenset[Key]:
    """Those who share their rank with somebody."""
    seen: dict[int, int] = {}
    for rank in ranked.values():
        seen[rank] = seen.get(rank, 0) + 1
    return frozenset(key for key, rank in ranked.items() if seen[rank] > 1)


def reserve_places(ranked: Mapping[Key, int], reserves: Iterable[Key]) -> dict[Key, int]:
    """The place of each on the reserve list: their order by rank; equals share a place."""
    chosen = set(reserves)
    return ranks({key: Decimal(-rank) for key, rank in ranked.items() if key in chosen})
