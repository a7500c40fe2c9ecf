"""The walls: scope, write, and the database itself."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django_scopes.exceptions import ScopeError

from core.models import Entry
from core.secure import tenant_models
from core.tenancy import CrossTenant, MemberOwned, reading_only, tenant_scope
from members.models import Member, Unit
from mobility.models import Mobility
from tests.world import House, make_call, make_mobility


def test_the_application_role_is_plain(db: None) -> None:
    """Were the role a superuser or the owner, every test of the walls would prove nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_every_tenant_table_is_walled_and_forced(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
    expected = {model._meta.db_table for model in tenant_models()}
    assert walled == expected
    assert len(expected) >= 20


def test_a_query_outside_a_scope_raises(house: House) -> None:
    with pytest.raises(ScopeError):
        Mobility.objects.count()


def test_raw_sql_without_a_tenant_sees_nothing(house: House) -> None:
    """Even where Python forgets, PostgreSQL does not: seen inside a scope, unseen outside of one."""
    with house.scope(), connection.cursor() as cursor:
        cursor.execute("select count(*) from members_unit")
        assert cursor.fetchone() == (2,)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('app.university', '', true), set_config('app.members', '', true)")
        for model in tenant_models():
            cursor.execute(f'select count(*) from "{model._meta.db_table}"')  # noqa: S608 (our own table names)
            assert cursor.fetchone() == (0,), model


def test_a_narrow_scope_hides_the_sister_member(house: House, sister: House) -> None:
    with house.scope():
        mine = make_mobility(house, make_call(house))
        theirs = make_mobility(sister, make_call(sister))
    with (
        tenant_scope(university_id=house.university.pk, member_ids=[house.member.pk]),
        connection.cursor() as cursor,
    ):
        assert set(Mobility.objects.values_list("pk", flat=True)) == {mine.pk}
        cursor.execute("select id from mobility_mobility")
        assert cursor.fetchall() == [(mine.pk,)]
    assert theirs.pk != mine.pk


def test_writing_another_tenants_row_is_refused(house: House, stranger: House) -> None:
    with stranger.scope(), pytest.raises(CrossTenant):
        Unit(university=house.university, member=house.member, name_sl="x", name_en="x").save()
    with house.scope(), pytest.raises(CrossTenant):
        Unit(member=stranger.member, name_sl="x", name_en="x").save()


def test_the_database_refuses_what_python_lets_pass(house: House, stranger: House) -> None:
    row = Unit(university=house.university, member=house.member, name_sl="x", name_en="x")
    with stranger.scope(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Unit.objects.bulk_create([row])


def test_the_database_refuses_a_row_that_nobody_reads_back(house: House, stranger: House) -> None:
    """Without RETURNING only the policy's own check of new rows stands in the way."""
    with (
        stranger.scope(),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into members_unit (university_id, member_id, name_sl, name_en) values (%s, %s, 'x', 'x')",
            [house.university.pk, house.member.pk],
        )


def test_an_inner_scope_gives_the_outer_one_back(house: House, stranger: House) -> None:
    with house.scope():
        with stranger.scope():
            assert set(Member.objects.values_list("slug", flat=True)) == {"fnm"}
        with connection.cursor() as cursor:
            cursor.execute("select slug from members_member")
            assert cursor.fetchall() == [("ff",)]


def test_reading_refuses_to_write(house: House) -> None:
    with pytest.raises(Exception, match="read-only"), reading_only(), house.scope():
        Unit.objects.create(member=house.member, name_sl="x", name_en="x")


def test_the_journal_is_only_appended(house: House) -> None:
    for statement in ("update core_entry set note = 'x'", "delete from core_entry", "truncate core_entry"):
        with (
            house.scope(),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with house.scope():
        assert Entry.objects.exists()


def test_members_rows_carry_both_keys() -> None:
    for model in tenant_models():
        names = {field.name for field in model._meta.fields}
        assert "university" in names
        if issubclass(model, MemberOwned):
            assert "member" in names
