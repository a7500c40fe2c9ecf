"""System checks of the last wall: what the database's role may, and that the journal can be signed."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.utils import OperationalError

from core.heads import NoSigningKey, signing_key
from core.secure import guarded_tables, tenant_models

ROLE = """
select rolsuper, rolbypassrls, rolcreaterole,
  exists (select 1 from pg_class where relnamespace = 'public'::regnamespace and relowner = r.oid),
  exists (select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relowner <> r.oid
    and pg_has_role(r.oid, relowner, 'member'))
from pg_roles r where rolname = current_user
"""
SAID = (
    "is superuser",
    "may go around row-level security (bypassrls)",
    "may make roles",
    "owns tables",
    "is a member of the owner's role",
)
WALLED = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity
  and exists (select 1 from pg_policy where polrelid = pg_class.oid)
"""
TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
MAY_CHANGE = "select has_table_privilege(%s, 'update') or has_table_privilege(%s, 'delete, truncate')"


@register(deploy=True)
def database_role_is_plain(**kwargs: Any) -> list[CheckMessage]:
    """The application's role owns nothing, goes around nothing, and meets a wall on every tenant table."""
    try:
        with connections["default"].cursor() as cursor:
            return [Error(f"Database: {fault}.", id="popotnik.E004") for fault in _faults(cursor)]
    except OperationalError:
        return [Info("The database does not answer: its roles were not checked.", id="popotnik.I004")]


def _faults(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute(ROLE)
    role = settings.DATABASES["default"]["USER"]
    for is_so, words in zip(cursor.fetchone(), SAID, strict=True):
        if is_so:
            yield f"the role {role} {words}"
    cursor.execute(TABLES)
    present = {name for (name,) in cursor.fetchall()}
    cursor.execute(WALLED)
    walled = {name for (name,) in cursor.fetchall()}
    for model in tenant_models():
        table = model._meta.db_table
        if table in present - walled:
            yield f"{table} is not walled: run manage.py secure_database"
    for _model, table in guarded_tables():
        if table in present and _may_change(cursor, table):
            yield f"the role {role} may change {table}: run manage.py secure_database"


def _may_change(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(MAY_CHANGE, [table, table])
    return bool(cursor.fetchone()[0])


@register(deploy=True)
def journal_can_be_signed(**kwargs: Any) -> list[CheckMessage]:
    """Without the key no results can be published."""
    try:
        signing_key()
    except NoSigningKey as problem:
        return [Error(f"Journal: {problem}", id="popotnik.E005")]
    return []
