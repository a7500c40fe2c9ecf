"""A claim: what one ranked application asks of the places and the money, and what is given to it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from selection.engine.applications import Because
from selection.engine.pools import Key

Turn = tuple[object, ...]


class Outcome(StrEnum):
    """What the allocation says of an application."""

    PLACE = "place"
    ZERO_GRANT = "zero_grant"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    NOT_CONSIDERED = "not_considered"
    NOT_ELIGIBLE = "not_eligible"
    NOT_YET = "not_yet"


PLACED = frozenset({Outcome.PLACE, Outcome.ZERO_GRANT})


class Ties(StrEnum):
    """What happens to equals whom the places or the money do not suffice for."""

    LEAVE_OUT = "leave_out"
    TAKE_ALL = "take_all"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to serve a claim: a wish (1 is the first; 0: nobody was asked), and what it falls under.

    Quotas and sources are codes in the order of the rules. A limit is a meter of its own: (…, value).
    """

    wish: int = 0
    value: str | None = None
    quotas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    limits: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One application in the queue. Those with the same turn are equals; a smaller turn is served first.

    `cost` in the call's currency; None where it is not known. `days` as asked for.
    """

    code: str
    turn: Turn
    options: tuple[Option, ...]
    cost: Decimal | None = Decimal(0)
    person: str = ""
    days: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What an application is given. `quota`, `source`: what its place and its money are counted in.

    `place_on_reserve` counts within `quota` where the reserve is kept by quota; equals share a place.
    """

    outcome: Outcome
    because: Because
    source: str | None = None
    quota: str | None = None
    wish: int = 0
    amount: Decimal | None = None
    days: Decimal | None = None
    place_on_reserve: int | None = None
