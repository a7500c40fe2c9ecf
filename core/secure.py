"""The last wall: roles, grants and row-level security, made from the models; safe to run again."""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from core.tenancy import MemberOwned, UniversityOwned

# The setting is an empty string after a transaction, not null: nullif makes the policy fail closed.
UNIVERSITY = "university_id = (select nullif(current_setting('app.university', true), '')::bigint)"
MEMBERS = (
    "(member_id is null"
    " or (select current_setting('app.members', true)) = '*'"
    " or member_id = any ((select string_to_array("
    "nullif(nullif(current_setting('app.members', true), ''), '*'), ',')::bigint[])::bigint[]))"
)
READINGS_KEPT = "180 days"
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
# A personal part of an entry may become empty together with its salt, and nothing else may happen to it.
ONLY_BLANK = """
create or replace function popotnik_only_blank() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and new.entry_id = old.entry_id and new.university_id = old.university_id
    and new.member_id is not distinct from old.member_id
    and ((new.actor_id is null and new.actor_name = '' and new.actor_salt = '')
      or (new.actor_id is not distinct from old.actor_id and new.actor_name = old.actor_name
        and new.actor_salt = old.actor_salt))
    and ((new.facts = '{}' and new.facts_salt = '')
      or (new.facts = old.facts and new.facts_salt = old.facts_salt))
    and ((new.note = '' and new.note_salt = '') or (new.note = old.note and new.note_salt = old.note_salt))
  then
    return new;
  end if;
  raise exception 'texts of the journal are only ever blanked' using errcode = 'insufficient_privilege';
end $$
"""
# Runs as the owner, for a role that may not update: blanks what the announcement names, within the scope.
REDACT = f"""
create or replace function popotnik_redact(announcement bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  named jsonb;
  blanked bigint;
begin
  select facts into named from core_entrytext
    where {UNIVERSITY} and entry_id = (select id from core_entry
      where {UNIVERSITY} and id = announcement and verb = 'journal.redacted');
  update core_entrytext set
    actor_id = case when named->'parts' ? 'actor' then null else actor_id end,
    actor_name = case when named->'parts' ? 'actor' then '' else actor_name end,
    actor_salt = case when named->'parts' ? 'actor' then '' else actor_salt end,
    facts = case when named->'parts' ? 'facts' then '{{}}'::jsonb else facts end,
    facts_salt = case when named->'parts' ? 'facts' then '' else facts_salt end,
    note = case when named->'parts' ? 'note' then '' else note end,
    note_salt = case when named->'parts' ? 'note' then '' else note_salt end
  where {UNIVERSITY} and {MEMBERS} and entry_id in (select id from core_entry
    where {UNIVERSITY} and verb <> 'journal.redacted' and id < announcement
      and number in (select jsonb_array_elements(named->'entries')::bigint));
  get diagnostics blanked = row_count;
  return blanked;
end $$
"""  # noqa: S608  # nosec B608 (made of our own constants)
# Readings are kept long enough for everybody to ask; only then may they go.
FORGET_READINGS = f"""
create or replace function popotnik_refuse_unless_old() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < statement_timestamp() - interval '{READINGS_KEPT}' then
    return old;
  end if;
  raise exception 'rows of % are only ever appended', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create or replace function popotnik_forget_readings(before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  forgotten bigint;
begin
  delete from core_reading where {UNIVERSITY} and {MEMBERS} and at < before
    and at < statement_timestamp() - interval '{READINGS_KEPT}';
  get diagnostics forgotten = row_count;
  return forgotten;
end $$
"""  # noqa: S608  # nosec B608 (made of our own constants)
# What the application may have done in its name, and only so.
NARROW_PATHS = ("popotnik_redact(bigint)", "popotnik_forget_readings(timestamptz)")


# The one way by which rows of an append-only table go: the owner's function, for tables that may be erased at all, and
# only rows that the (append-only) ledger of erasures names.
ERASE = """
create or replace function popotnik_erase(erased text, keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare gone bigint;
begin
  if erased <> all (array[{tables}]::text[]) or exists (
    select 1 from unnest(keys) as wanted(key) where not exists (
      select 1 from "{ledger}" as line
        where {university} and line."table" = erased and line.key = wanted.key::text))
  then
    raise exception 'rows of % are erased by the ledger only', erased using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.erasing', erased, true);
  execute format(
    'delete from %I where id = any ($1) and {quoted}', erased) using keys;
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


def guarded_tables() -> Iterator[tuple[type[Model], str]]:
    """Tables whose rows the application writes once: the journal and its heads, readings, signatures."""
    for model in apps.get_models():
        if getattr(model, "append_only", False):
            yield model, model._meta.db_table


def erasable_tables() -> Iterator[str]:
    """Append-only tables whose rows go with the file they belong to: signatures, answers. Never the journal."""
    for model in apps.get_models():
        if getattr(model, "append_only", False) and getattr(model, "erasable", False):
            yield model._meta.db_table


def erasing(role: str) -> Iterator[str]:
    """The SQL of the one way out of append-only tables, where the ledger is installed."""
    for model in apps.get_models():
        if getattr(model, "erasure_ledger", False):
            tables = ", ".join(f"'{table}'" for table in erasable_tables())
            yield ERASE.format(
                tables=tables,
                ledger=model._meta.db_table,
                university=UNIVERSITY,
                quoted=UNIVERSITY.replace("'", "''"),
            )
            yield "revoke all on function popotnik_erase(text, bigint[]) from public"
            yield f'grant execute on function popotnik_erase(text, bigint[]) to "{role}"'


def statements(role: str) -> Iterator[str]:
    """The SQL that gives the application's role exactly what it needs."""
    yield f'grant usage on schema public to "{role}"'
    yield f'grant select, insert, update, delete on all tables in schema public to "{role}"'
    yield f'grant usage, select on all sequences in schema public to "{role}"'
    yield f'revoke insert, update, delete on django_migrations from "{role}"'
    for table in world_tables():
        yield f'revoke insert, update, delete on "{table}" from "{role}"'
    yield from (REFUSE_CHANGE, ONLY_BLANK, REDACT, FORGET_READINGS)
    for model, table in guarded_tables():
        yield from _guard(table, role, getattr(model, "guard", "popotnik_refuse_change"))
    for path in NARROW_PATHS:
        yield f"revoke all on function {path} from public"
        yield f'grant execute on function {path} to "{role}"'
    yield from erasing(role)
    for tenant_model in tenant_models():
        yield from _wall(tenant_model)


def _guard(table: str, role: str, function: str) -> Iterator[str]:
    """Neither the grants nor the triggers let the application change a row: each would suffice alone."""
    yield f'revoke update, delete, truncate on "{table}" from "{role}"'
    yield f'drop trigger if exists append_only on "{table}"'
    yield (
        f'create trigger append_only before update or delete on "{table}"'
        f" for each row execute function {function}()"
    )
    yield f'drop trigger if exists never_emptied on "{table}"'
    yield (
        f'create trigger never_emptied before truncate on "{table}"'
        " for each statement execute function popotnik_refuse_change()"
    )


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
