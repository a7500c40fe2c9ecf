"""Short words for the tests of the allocation."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from selection.engine.claims import Claim, Given, Option
from selection.engine.distribution import Allocation, Terms, serve


def claim(code: str, turn: int, *quotas: str, cost: int | None = 0, limits: Iterable[str] = ()) -> Claim:
    """A claim without wishes."""
    option = Option(quotas=quotas, limits=tuple(("limit", value) for value in limits))
    return Claim(code, (turn,), (option,), None if cost is None else Decimal(cost))


def wishing(code: str, turn: int, *wishes: str) -> Claim:
    """A claim whose wishes are each a quota of their own."""
    options = tuple(Option(wish=n, value=name, quotas=(name,)) for n, name in enumerate(wishes, 1))
    return Claim(code, (turn,), options)


def told(given: Mapping[str, Given]) -> dict[str, str]:
    """Each outcome in one word: place, place:quota, reserve 1, reserve:quota 1 …"""
    return {code: _word(one) for code, one in sorted(given.items())}


def served(terms: Terms, *claims: Claim) -> dict[str, str]:
    """The outcomes of serving these claims."""
    return told(serve(terms, claims).given)


def left(allocation: Allocation, *key: str) -> Decimal:
    """What is left of one pool."""
    return allocation.left[key]


def _word(given: Given) -> str:
    word = str(given.outcome) + (f":{given.quota}" if given.quota else "")
    return f"{word} {given.place_on_reserve}" if given.place_on_reserve else word
