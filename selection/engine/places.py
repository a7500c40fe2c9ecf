"""Who gets a place: places, money, quotas, limits, sources, and what follows the decision. Shapes only."""

from datetime import date
from decimal import Decimal

from selection.engine.conditions import CONDITION, Condition
from selection.engine.facts import FACT, NUMBER_FACT
from selection.engine.forms import Form, Place, Raw, key, list_of, record, record_of
from selection.engine.scalars import CODE, DAY, FLAG, NUMBER, TEXT, WHOLE, one_of

COUNTED = one_of("calendar", "natural", "working", "hours")
PERSON = "person"


def _read_spill(raw: Raw, place: Place) -> str | tuple[str, ...]:
    return CODES.read(raw, place) if isinstance(raw, list) else one_of("everyone", "none").read(raw, place)


def _write_spill(spill: str | tuple[str, ...]) -> Raw:
    return spill if isinstance(spill, str) else list(spill)


def _read_per(raw: Raw, place: Place) -> str:
    return PERSON if raw == PERSON else FACT.read(raw, place)


CODES = list_of(CODE)
SPILL: Form[str | tuple[str, ...]] = Form(_read_spill, _write_spill)


@record
class Quota:
    """Places kept for some (places per region and staff category: Jaén, O34). `spill`: who gets those left over."""

    code: str = key(CODE)
    for_: Condition = key(CONDITION)
    places: int = key(WHOLE)
    spill: str | tuple[str, ...] = key(SPILL, default="everyone")
    article: str = key(TEXT, default="")


@record
class Limit:
    """At most so many for each value of a fact, or for each person; a soft one may be passed with a reason."""

    per: str = key(Form(_read_per))
    at_most: int = key(WHOLE)
    soft: bool = key(FLAG, default=False)
    article: str = key(TEXT, default="")


@record
class Source:
    """A funded project behind the call; the sources are used in their order."""

    code: str = key(CODE)
    for_: Condition | None = key(CONDITION, default=None)
    places: int | None = key(WHOLE, default=None)
    budget: Decimal | None = key(NUMBER, default=None)


@record
class Batches:
    """Rolling decisions: each month on this day, or on these days."""

    monthly: int | None = key(WHOLE, default=None)
    on: tuple[date, ...] = key(list_of(DAY), default=())


@record
class Days:
    """At most so many funded days for everybody; `of`: the fact that holds the days asked for."""

    of: str = key(NUMBER_FACT, default="")
    most: int = key(WHOLE)


@record
class Allocation:
    """How places and money are given down the ranking."""

    places: int | None = key(WHOLE, default=None)
    budget: Decimal | None = key(NUMBER, default=None)
    cost: str = key(NUMBER_FACT, default="")
    quotas: tuple[Quota, ...] = key(list_of(record_of(Quota)), default=())
    limits: tuple[Limit, ...] = key(list_of(record_of(Limit)), default=())
    wishes: tuple[str, ...] = key(list_of(FACT), default=())
    wish_fact: str = key(FACT, default="")
    sources: tuple[Source, ...] = key(list_of(record_of(Source)), default=())
    way: str = key(one_of("ranking", "arrival", "automatic"), default="ranking")
    batches: Batches | None = key(record_of(Batches), default=None)
    ties_at_the_line: str = key(one_of("leave_out", "take_all", "lot"), default="leave_out")
    zero_grant: bool = key(FLAG, default=False)
    days: Days | None = key(record_of(Days), default=None)


@record
class Confirm:
    """How long a selected person has to confirm."""

    days: int = key(WHOLE)
    counted: str = key(COUNTED, default="calendar")


@record
class Reserve:
    """How those on the reserve list move up, and until when; `by_hand`: only people award a place that became free."""

    order: str = key(one_of("global", "quota"), default="global")
    by_hand: bool = key(FLAG, default=False)
    until: date | None = key(DAY, default=None)


@record
class Withdrawal:
    """Free for so many days, then points off in so many later calls (-10 next time: Kafkas, O11; METU, O8)."""

    free_days: int | None = key(WHOLE, default=None)
    penalty: Decimal | None = key(NUMBER, default=None)
    calls: int = key(WHOLE, default=1)
    even_if_granted_and_not_travelled: bool = key(FLAG, default=False)
    unless: tuple[str, ...] = key(CODES, default=())


@record
class Objection:
    """One instance of objection: its days, who decides and in how many (8 + 8 days: Zagreb, O16)."""

    days: int = key(WHOLE)
    counted: str = key(COUNTED, default="calendar")
    decided_in: int | None = key(WHOLE, default=None)
    by: str = key(one_of("committee", "other_panel"), default="other_panel")


@record
class Lists:
    """What is published: a provisional list first, and by names, masked names or codes."""

    provisional: bool = key(FLAG, default=False)
    names: str = key(one_of("names", "masked", "codes"), default="codes")


@record
class After:
    """What follows the decision. `freed_grant`: who has a grant that comes free, the next on the reserve list with the
    place, or first those who hold a place without one, in the order of the ranking.
    """

    confirm: Confirm | None = key(record_of(Confirm), default=None)
    letter_by: date | None = key(DAY, default=None)
    reserve: Reserve | None = key(record_of(Reserve), default=None)
    freed_grant: str = key(one_of("reserve", "holders"), default="reserve")
    host_change: str = key(one_of("same_points", "never", "free"), default="free")
    withdrawal: Withdrawal | None = key(record_of(Withdrawal), default=None)
    one_per_person: str = key(one_of("choose", "first"), default="")
    objections: tuple[Objection, ...] = key(list_of(record_of(Objection)), default=())
    lists: Lists | None = key(record_of(Lists), default=None)
