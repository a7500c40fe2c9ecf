"""The last wall: roles, grants and row-level security, made from the models; safe to run again."""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from core.tenancy import MemberOwned, UniversityOwned

# The setting is an empty string after a transaction, not null: nullif makes the policy fail closed.
UNIVERSITY = "university_id = (select nullif(current_setting('app.university', true), '')::bigint)"
MEMBERS = (
    "(member_id is null"
    " or (select current_setting('app.members', true)) = '*'"
    " or member_id = any ((select string_to_array("
    "nullif(nullif(current_setting('app.members', true), ''), '*'), ',')::bigint[])::bigint[]))"
)
REFUSE_CHANGE = """
create or replace function popotnik_refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.erasing', true) = tg_table_name
    and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    return old;
  end if;
  raise exception 'rows of % are only ever appended', tg_table_name using errcode = 'insufficient_privilege';
end $$
"""


# The one way by which rows of an append-only table go: the owner's function, for tables that may be erased at all, and
# only rows that the (append-only) ledger of erasures names.
ERASE = """
create or replace function popotnik_erase(erased text, keys bigint[]) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone bigint;
begin
  if erased <> all (array[{tables}]::text[]) or exists (
    select 1 from unnest(keys) as wanted(key) where not exists (
      select 1 from "{ledger}" as line where line."table" = erased and line.key = wanted.key::text))
  then
    raise exception 'rows of % are erased by the ledger only', erased using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.erasing', erased, true);
  execute format('delete from %I where id = any ($1)', erased) using keys;
  get diagnostics gone = row_count;
  perform set_config('app.erasing', '', true);
  return gone;
end $$
"""


def tenant_models() -> Iterator[type[UniversityOwned]]:
    """Every concrete model that belongs to a tenant."""
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, UniversityOwned):
            yield model


def world_tables() -> Iterator[str]:
    """Tables that the application only reads; commands load them as the owner."""
    for model in apps.get_models():
        if getattr(model, "reference_data", False):
            yield model._meta.db_table


def append_only_tables() -> Iterator[str]:
    """Tables whose rows are never changed, nor deleted but by the ledger: the journal, signatures."""
    for model in apps.get_models():
        if getattr(model, "append_only", False):
            yield model._meta.db_table


def erasable_tables() -> Iterator[str]:
    """Append-only tables whose rows go with the file they belong to: signatures, answers. Never the journal."""
    for model in apps.get_models():
        if getattr(model, "append_only", False) and getattr(model, "erasable", False):
            yield model._meta.db_table


def erasing() -> Iterator[str]:
    """The SQL of the one way out of append-only tables, where the ledger is installed."""
    for model in apps.get_models():
        if getattr(model, "erasure_ledger", False):
            tables = ", ".join(f"'{table}'" for table in erasable_tables())
            yield ERASE.format(tables=tables, ledger=model._meta.db_table)
            yield "revoke execute on function popotnik_erase(text, bigint[]) from public"


def statements(role: str) -> Iterator[str]:
    """The SQL that gives the application's role exactly what it needs."""
    yield f'grant usage on schema public to "{role}"'
    yield f'grant select, insert, update, delete on all tables in schema public to "{role}"'
    yield f'grant usage, select on all sequences in schema public to "{role}"'
    yield f'revoke insert, update, delete on django_migrations from "{role}"'
    for table in world_tables():
        yield f'revoke insert, update, delete on "{table}" from "{role}"'
    yield REFUSE_CHANGE
    for table in append_only_tables():
        yield f'revoke update, delete, truncate on "{table}" from "{role}"'
        yield f'drop trigger if exists append_only on "{table}"'
        yield (
            f'create trigger append_only before update or delete on "{table}"'
            " for each row execute function popotnik_refuse_change()"
        )
    yield from erasing()
    if list(erasing()):
        yield f'grant execute on function popotnik_erase(text, bigint[]) to "{role}"'
    for tenant_model in tenant_models():
        yield from _wall(tenant_model)


def _wall(model: type[UniversityOwned]) -> Iterator[str]:
    table = model._meta.db_table
    walled_by_member = issubclass(model, MemberOwned) or getattr(model, "member_wall", False)
    condition = f"{UNIVERSITY} and {MEMBERS}" if walled_by_member else UNIVERSITY
    yield f'alter table "{table}" enable row level security'
    yield f'alter table "{table}" force row level security'
    yield f'drop policy if exists tenant on "{table}"'
    yield f'create policy tenant on "{table}" using ({condition}) with check ({condition})'


def secure(owner: BaseDatabaseWrapper, role: str) -> int:
    """Run it all on the owner's connection; returns the number of walled tables."""
    with owner.cursor() as cursor:
        for statement in statements(role):
            cursor.execute(statement)
    return len(list(tenant_models()))
