"""Reckoning a grant: sums and instalments in euros and whole cents, always Decimal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from funding.enums import WHOLE

CENT, NOTHING = Decimal("0.01"), Decimal("0.00")


@dataclass(frozen=True)
class Instalments:
    """What is paid before the stay and what after it, in euros; together exactly the grant."""

    first: Decimal
    balance: Decimal


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts in euros, with two decimals."""
    return sum(amounts, NOTHING).quantize(CENT)


def instalments(total: Decimal, share: int) -> Instalments:
    """The pre-financing of so many per cent, rounded half up to whole cents, and the balance that is left.

    Raises ValueError for a negative total, one with parts of a cent, or a share outside of 0 to 100.
    """
    if total < 0 or total != total.quantize(CENT):
        raise ValueError(f"no amount of money: {total}")
    if not 0 <= share <= WHOLE:
        raise ValueError(f"no share: {share}")
    first = (total * share / WHOLE).quantize(CENT, ROUND_HALF_UP)
    return Instalments(first, total.quantize(CENT) - first)


def pay_by(signed_on: date, starts_on: date | None, days: int) -> date:
    """By when the pre-financing is due: so many days after both have signed, or on the first day if that is earlier.

    Whoever signs when the stay has begun is paid within the days (domain 4.6, clauses of the Commission's form).
    """
    latest = signed_on + timedelta(days=days)
    return latest if starts_on is None or starts_on < signed_on else min(latest, starts_on)
