"""Tenant walls: scope, write and database. The only module that may lift a scope.

A request, task or command acts inside `tenant_scope(university, members)`. Outside of one every query for
tenant rows raises; inside, the manager filters, `save` refuses foreign rows, and PostgreSQL's row-level
security holds the same pair for the transaction (`app.university`, `app.members`; see secure_database).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django_scopes import ScopedManager, scope

from core import clock

P = ParamSpec("P")
R = TypeVar("R")

EVERY_MEMBER = "*"
# Behind walls PostgreSQL takes long to find an order for many joins: the file's page (eight) was planned in 14 ms, with
# this limit in 2. The names of the tables stand in a good order as Django writes them (docs/performance.md).
JOINS_REORDERED = "6"
# PostgreSQL's own 4 is for disks that turn: it sorts 50,000 rows of a call where an index holds their order.
PAGE_OUT_OF_ORDER = "1.1"


class CrossTenant(RuntimeError):
    """A row of one tenant was about to be written in the scope of another, or tied to one."""


class NoScope(RuntimeError):
    """Tenant rows were touched outside of a tenant scope."""


@dataclass(frozen=True)
class Reach:
    """What a scope reaches: one university, and all of its members (None) or the named ones."""

    university_id: int
    member_ids: tuple[int, ...] | None

    def covers(self, member_id: int | None) -> bool:
        """Whether a row of this member (None: of the university) lies within reach."""
        return member_id is None or self.member_ids is None or member_id in self.member_ids

    @property
    def scoped_members(self) -> list[int] | None:
        """The members for the managers' own filter; None where it does not ask."""
        return None if self.member_ids is None else list(self.member_ids)

    @property
    def members_setting(self) -> str:
        if self.member_ids is None:
            return EVERY_MEMBER
        return ",".join(str(member_id) for member_id in self.member_ids)


_reach: ContextVar[Reach | None] = ContextVar("reach", default=None)


def current_reach() -> Reach:
    """The reach of the present scope. Raises NoScope outside of one."""
    reach = _reach.get()
    if reach is None:
        raise NoScope("Tenant rows are reachable inside tenant_scope only.")
    return reach


def _tell_database(reach: Reach | None) -> Any:
    """Set the pair for row-level security until the transaction ends; returns the database's instant."""
    university = str(reach.university_id) if reach else ""
    members = reach.members_setting if reach else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.university', %s, true), set_config('app.members', %s, true),"
            " set_config('join_collapse_limit', %s, true), set_config('random_page_cost', %s, true), "
            + clock.instant_sql(),
            [university, members, JOINS_REORDERED, PAGE_OUT_OF_ORDER],
        )
        return cursor.fetchone()[4]


@contextmanager
def tenant_scope(*, university_id: int, member_ids: Sequence[int] | None = None) -> Iterator[Reach]:
    """Act for one university and the given members of it (None: all), in one transaction."""
    outer = _reach.get()
    reach = Reach(university_id, None if member_ids is None else tuple(sorted(set(member_ids))))
    with transaction.atomic():
        instant = _tell_database(reach)
        token = _reach.set(reach)
        try:
            with scope(university=university_id, member=reach.scoped_members), clock.holding(instant):
                yield reach
        finally:
            _reach.reset(token)
        if outer is not None:
            _tell_database(outer)


@contextmanager
def narrowed(member_ids: Sequence[int] | None) -> Iterator[Reach]:
    """Reach these members only (None: all) until the surrounding scope ends, in its transaction.

    The database is not told to reach further again, so this is for the last part of a scope: whatever follows in it
    finds no more than this part did.
    """
    reach = Reach(
        current_reach().university_id, None if member_ids is None else tuple(sorted(set(member_ids)))
    )
    _tell_database(reach)
    token = _reach.set(reach)
    try:
        with scope(university=reach.university_id, member=reach.scoped_members):
            yield reach
    finally:
        _reach.reset(token)


@contextmanager
def reading_only() -> Iterator[None]:
    """A transaction in which the database refuses every write, rolled back at its end (GET never writes)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local transaction_read_only = on")
        yield
        transaction.set_rollback(True)


def in_scope_of_university(function: Callable[P, R]) -> Callable[..., R]:
    """Let a task's function run in the scope of the university named by its keyword `university_id`."""

    @wraps(function)
    def scoped(*, university_id: int, **kwargs: Any) -> R:
        with tenant_scope(university_id=university_id):
            return function(**kwargs)  # type: ignore[call-arg]

    return scoped


class UniversityOwned(models.Model):
    """A row that belongs to one university. Queries outside a scope raise; writes must stay in it."""

    university = models.ForeignKey(
        settings.UNIVERSITY_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ScopedManager(university="university")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the tenant from the scope when it is not set; refuse another's. Raises CrossTenant, NoScope."""
        self._stay_in_scope()
        super().save(*args, **kwargs)

    def _stay_in_scope(self) -> None:
        reach = current_reach()
        if self.university_id is None:
            self.university_id = reach.university_id
        member_id = getattr(self, "member_id", None)
        if self.university_id != reach.university_id or not reach.covers(member_id):
            raise CrossTenant(f"{self._meta.label} of another tenant")
        for related in self._related_rows():
            if related.university_id != self.university_id:
                raise CrossTenant(f"{self._meta.label} tied to {related._meta.label} of another university")
            foreign = getattr(related, "member_id", None)
            if member_id is not None and foreign is not None and foreign != member_id:
                raise CrossTenant(f"{self._meta.label} tied to {related._meta.label} of another member")

    def _related_rows(self) -> Iterator["UniversityOwned"]:
        """The rows that this one points to, as far as they are loaded (the database checks the rest)."""
        for field in self._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.is_cached(self):
                related = getattr(self, field.name)
                if isinstance(related, UniversityOwned):
                    yield related


class MemberOwned(UniversityOwned):
    """A row that belongs to one member faculty of one university; both keys stand on it."""

    member = models.ForeignKey(
        settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ScopedManager(university="university", member="member")  # type: ignore[misc]

    class Meta:
        abstract = True


class World(models.Model):
    """A row of the world's own (countries, charter holders, people): it belongs to no tenant."""

    why_shared: ClassVar[str] = ""

    class Meta:
        abstract = True
