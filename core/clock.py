"""The one clock. Deadlines are judged by the database's time, never by the browser's or the worker's.

In demo and tests the clock may be moved (settings.POPOTNIK_CLOCK_SEAM): for one process by `travel`, for
every process by the shift kept in the table `core_clockshift`. No production setting opens the seam, and
`check --deploy` refuses it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)
_transaction: ContextVar[datetime | None] = ContextVar("transaction_instant", default=None)

INSTANT_SQL = "statement_timestamp()"
SHIFTED_SQL = "statement_timestamp() + coalesce((select shift from core_clockshift limit 1), interval '0')"


def instant_sql() -> str:
    """The SQL expression for the present instant, with the demo's shift where the seam is open."""
    return SHIFTED_SQL if settings.POPOTNIK_CLOCK_SEAM else INSTANT_SQL


def now() -> datetime:
    """The present instant by the database's clock; one and the same within a tenant scope's transaction."""
    known = _travelled.get() or _transaction.get()
    return known or read_database_clock()


def today() -> date:
    """The present date in the active time zone."""
    return timezone.localdate(now())


def read_database_clock() -> datetime:
    """Ask the database for the time, whatever is remembered."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {instant_sql()}")
        instant: datetime = cursor.fetchone()[0]
    return instant


@contextmanager
def holding(instant: datetime) -> Iterator[None]:
    """Remember the instant that the database gave at the start of a transaction."""
    token = _transaction.set(instant)
    try:
        yield
    finally:
        _transaction.reset(token)


@contextmanager
def travel(instant: datetime) -> Iterator[None]:
    """Act at another time within this process (demo data, tests). Refused where the seam is closed."""
    if not settings.POPOTNIK_CLOCK_SEAM:
        raise RuntimeError("The clock cannot be moved here.")
    token = _travelled.set(instant)
    try:
        yield
    finally:
        _travelled.reset(token)
