"""The database's part of the walls: what the role may, what a connection remembers, what the checks notice."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import shared_task
from django.db import connection, connections, transaction
from django_scopes.exceptions import ScopeError

from core import checks_database
from core.models import Entry
from core.secure import statements, tenant_models
from core.tenancy import NoScope, current_reach, in_scope_of_university, tenant_scope
from members.models import Member, Unit
from tests.evidence.test_only_appended import as_owner
from tests.world import House, make_house, make_university


@pytest.fixture
def real_house(real_db: None) -> House:
    return make_house(make_university("emona"), "ff")


@pytest.fixture
def restored(real_db: None) -> Iterator[None]:
    """Afterwards the owner gives roles and walls their form again."""
    yield
    role = connections["default"].settings_dict["USER"]
    with as_owner() as cursor:
        for statement in statements(role):
            cursor.execute(statement)


def asked(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_the_role_has_no_powers(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolreplication from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
    owner = connections["owner"].settings_dict["USER"]
    assert not asked(f"select pg_has_role(current_user, '{owner}', 'member')")
    assert asked("select count(*) from pg_class where relowner = current_user::regrole") == 0


def test_every_wall_has_one_policy_that_also_checks_writing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select polrelid::regclass::text, polpermissive, polcmd, polqual is not null, polwithcheck is not null"
            " from pg_policy"
        )
        policies = cursor.fetchall()
    assert {row[0] for row in policies} == {model._meta.db_table for model in tenant_models()}
    assert len(policies) == len(list(tenant_models())), "a second permissive policy would be a door"
    assert {row[1:] for row in policies} == {(True, "*", True, True)}


def test_a_used_connection_remembers_no_tenant(real_house: House) -> None:
    """The pool's pitfall: the next transaction on the same connection begins without a tenant."""
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = 60
    try:
        with real_house.scope():
            process = asked("select pg_backend_pid()")
            assert asked("select count(*) from members_unit") == 2
        with pytest.raises(ZeroDivisionError), real_house.scope():
            raise ZeroDivisionError
        connection.close_if_unusable_or_obsolete()
        assert asked("select pg_backend_pid()") == process, "the same connection is used again"
        for setting in ("app.university", "app.members"):
            assert not asked(f"select current_setting('{setting}', true)")
        for model in tenant_models():
            assert asked(f'select count(*) from "{model._meta.db_table}"') == 0, model  # noqa: S608
        with transaction.atomic():
            assert asked("select count(*) from members_unit") == 0
    finally:
        connection.settings_dict["CONN_MAX_AGE"] = 0


def _fail_where(slug: str) -> None:
    assert asked("select slug from members_member") == slug
    raise ZeroDivisionError


def test_rolling_back_to_a_savepoint_does_not_open_another_tenant(real_house: House) -> None:
    """A failed inner scope leaves the outer one as it was, in Python and in the database."""
    other = make_house(make_university("drava"), "fnm")
    with real_house.scope():
        with pytest.raises(ZeroDivisionError), other.scope():
            _fail_where("fnm")
        assert asked("select slug from members_member") == "ff"
        assert current_reach().university_id == real_house.university.pk


def test_a_task_sets_its_tenant_and_fails_closed_without(real_house: House) -> None:
    @shared_task(name="tests.count_units")
    @in_scope_of_university
    def count_units() -> int:
        return Unit.objects.count()

    @shared_task(name="tests.forgetful")
    def forgetful() -> int:
        return Unit.objects.count()

    assert count_units.apply(kwargs={"university_id": real_house.university.pk}).get() == 2
    with pytest.raises(TypeError):
        count_units.apply().get()
    with pytest.raises(ScopeError):
        forgetful.apply().get()
    with pytest.raises(NoScope):
        Member(university_id=real_house.university.pk, slug="x").save()


def test_a_scope_of_no_member_reaches_what_is_the_universitys_alone(real_house: House) -> None:
    with tenant_scope(university_id=real_house.university.pk, member_ids=[]):
        assert asked("select count(*) from core_entry where member_id is not null") == 0
        assert asked("select count(*) from core_entry") == Entry.objects.count() > 0


def test_the_check_is_quiet_on_sound_roles(db: None) -> None:
    assert checks_database.database_role_is_plain() == []
    assert checks_database.journal_can_be_signed() == []


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("alter table members_unit no force row level security", "members_unit is not walled"),
        ("alter table mobility_mobility disable row level security", "mobility_mobility is not walled"),
        ("drop policy tenant on core_reading", "core_reading is not walled"),
        ('grant update on core_entry to "{role}"', "may change core_entry"),
        ('grant truncate on core_signedhead to "{role}"', "may change core_signedhead"),
    ],
)
def test_the_check_names_what_is_open(real_db: None, restored: None, harm: str, words: str) -> None:
    with as_owner() as cursor:
        cursor.execute(harm.format(role=connections["default"].settings_dict["USER"]))
    (message,) = checks_database.database_role_is_plain()
    assert message.id == "popotnik.E004"
    assert words in message.msg


def test_the_check_speaks_of_the_owner_as_the_owner(db: None, settings: Any, monkeypatch: Any) -> None:
    """Started with the owner's role by mistake, the installation is told so."""
    monkeypatch.setattr(checks_database, "ROLE", checks_database.ROLE.replace("current_user", "'postgres'"))
    said = " ".join(message.msg for message in checks_database.database_role_is_plain())
    assert "is superuser" in said or "owns tables" in said or "member of the owner" in said


def test_a_missing_key_is_said(settings: Any) -> None:
    settings.POPOTNIK_JOURNAL_KEY = settings.POPOTNIK_JOURNAL_KEY_FILE = ""
    (message,) = checks_database.journal_can_be_signed()
    assert message.id == "popotnik.E005"
