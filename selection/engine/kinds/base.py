"""What every criterion has in common, and how a kind is declared."""

from decimal import Decimal

from selection.engine.conditions import CONDITION, Condition
from selection.engine.forms import key, record, record_of
from selection.engine.scalars import CODE, NUMBER, TEXT, WORDS, Words, one_of

ONE = Decimal(1)
ZERO = Decimal(0)
WAYS = ("half_up", "half_even", "down", "up")


@record
class Round:
    """To which step and which way: halves up or to the even one, towards zero, away from zero."""

    to: Decimal = key(NUMBER)
    way: str = key(one_of(*WAYS), default="half_up")


ROUND = record_of(Round)


@record
class Criterion:
    """The common fields. Points of a kind are capped (`at_least`, `at_most`), weighted, then rounded, in this order.

    `only_if`: otherwise it gives nothing. `when_missing`: the points where the fact or every mark is missing.
    `most`: the maximum that the call prints.
    """

    code: str = key(CODE)
    name: Words = key(WORDS)
    help: Words | None = key(WORDS, default=None)
    article: str = key(TEXT, default="")
    kind: str = key(CODE)
    only_if: Condition | None = key(CONDITION, default=None)
    when_missing: Decimal | None = key(NUMBER, default=None)
    weight: Decimal = key(NUMBER, default=ONE)
    at_most: Decimal | None = key(NUMBER, default=None)
    at_least: Decimal | None = key(NUMBER, default=None)
    round: Round | None = key(ROUND, default=None)
    most: Decimal | None = key(NUMBER, default=None)
