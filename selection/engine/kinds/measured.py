"""Kinds over a number or a day: `bands`, `linear`, `share`, `count`, `recency`."""

from datetime import date
from decimal import Decimal

from selection.engine.facts import MEASURED_FACT, NUMBER_FACT
from selection.engine.forms import key, list_of, map_of, record, record_of
from selection.engine.kinds.base import ONE, ZERO, Criterion
from selection.engine.scalars import EDGE, FLAG, NUMBER, WHOLE, one_of


@record
class Band:
    """From (or over) an edge to (or under) another; an edge that is left out is open."""

    from_: Decimal | date | None = key(EDGE, default=None)
    over: Decimal | date | None = key(EDGE, default=None)
    under: Decimal | date | None = key(EDGE, default=None)
    to: Decimal | date | None = key(EDGE, default=None)
    points: Decimal = key(NUMBER)


@record
class Bands(Criterion):
    """Points by bands (service 10+ years 10, 7 to 10: 7 …; edges overlap in print: Çağ, O4).

    The fact is divided by `per` first. `outside`: where no band holds the value. `overlapping` says which band counts.
    """

    fact: str = key(MEASURED_FACT)
    per: Decimal = key(NUMBER, default=ONE)
    bands: tuple[Band, ...] = key(list_of(record_of(Band)))
    outside: Decimal | None = key(NUMBER, default=None)
    overlapping: str = key(one_of("first", "highest", "lowest"), default="")


@record
class Linear(Criterion):
    """So many points for each `per` of the fact: 51 months per 12 are 4.25 (Ankara Music and Fine Arts, O7).

    `whole`: only complete units count.
    """

    fact: str = key(NUMBER_FACT)
    per: Decimal = key(NUMBER, default=ONE)
    points: Decimal = key(NUMBER)
    whole: bool = key(FLAG, default=False)


@record
class Piece:
    """A stretch of an outside score with its own per cent, or with fixed points."""

    from_: Decimal | None = key(NUMBER, default=None)
    under: Decimal | None = key(NUMBER, default=None)
    percent: Decimal | None = key(NUMBER, default=None)
    points: Decimal | None = key(NUMBER, default=None)


@record
class Share(Criterion):
    """A per cent of an outside score (50 % of the language score: O3, O4).

    With `pieces`, the first that holds the score counts, else `percent` (below 50 a constant, above a share: O6).
    """

    fact: str = key(NUMBER_FACT)
    percent: Decimal = key(NUMBER, default=ZERO)
    pieces: tuple[Piece, ...] = key(list_of(record_of(Piece)), default=())


@record
class Count(Criterion):
    """Points for each event, or by a table of how many (1 term 30, 2 terms 20, 3 terms 10, more 0: Hacettepe, O2)."""

    fact: str = key(NUMBER_FACT)
    each: Decimal | None = key(NUMBER, default=None)
    points: dict[int, Decimal] | None = key(map_of(NUMBER, name=WHOLE), default=None)
    beyond: Decimal = key(NUMBER, default=ZERO)


@record
class Window:
    """Fewer than so many years ago, or at most so many calls or projects ago (1: the last one)."""

    within: Decimal = key(NUMBER)
    points: Decimal = key(NUMBER)


@record
class Recency(Criterion):
    """How long ago it was (5 years ago or longer +7, 3 to 5 years +3: Çağ, O4). The first window that holds counts.

    The fact is the day of the last one, or how many calls or projects ago it was. A missing fact means never.
    """

    fact: str = key(MEASURED_FACT)
    counted_in: str = key(one_of("years", "calls", "projects"), default="years")
    windows: tuple[Window, ...] = key(list_of(record_of(Window)))
    longer_ago: Decimal = key(NUMBER, default=ZERO)
    never: Decimal = key(NUMBER, default=ZERO)
