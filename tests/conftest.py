"""Fixtures of the whole suite: the database as in production (two roles, walls), the world, a quiet outbox."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import psycopg2
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from core.secure import guarded_tables, secure, tenant_models
from tests import world
from tests.matrix import prepare

# The gate tries the same examples each time, so that its result is the tree's alone; `./run properties` finds new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("new", deadline=None)
hypothesis.settings.load_profile(os.environ.get("POPOTNIK_EXAMPLES", "same"))

KEPT = ("django_", "auth_permission", "partners_")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The owner makes and migrates the test database; then roles, grants and walls, and the world's registers.

    pytest-django's own fixture would set up only the aliases that tests name, and so never the owner's. With
    POPOTNIK_ESTATES the database in the environment is a prepared one (tests/matrix/prepare.py): only its walls
    are built anew.
    """
    if os.environ.get("POPOTNIK_ESTATES"):
        with django_db_blocker.unblock():
            prepare.rebuild_walls()
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        secure(connections["owner"], connections["default"].settings_dict["USER"])
        call_command("load_reference", verbosity=0)
    yield
    with django_db_blocker.unblock():
        # The application's connection mirrors the owner's database and would keep it from being dropped.
        connections["default"].close()
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def quiet_world(request: pytest.FixtureRequest, settings: Any, tmp_path: Any) -> Iterator[None]:
    """No broker, no files of another test, no remembered addresses, no language of another test; papers if marked."""
    settings.POPOTNIK_PRINTS = request.node.get_closest_marker("papers") is not None
    settings.POPOTNIK_DEAF_OUTBOX = True
    settings.POPOTNIK_FILES = tmp_path / "files"
    settings.POPOTNIK_SEALS = tmp_path / "seals"
    settings.STATIC_ROOT = tmp_path
    cache.clear()
    with translation.override("en"):
        yield
    cache.clear()


@pytest.fixture
def house(db: None) -> world.House:
    """The member faculty `ff` of the university `emona`."""
    return world.make_house(world.make_university("emona"), "ff")


@pytest.fixture
def sister(house: world.House) -> world.House:
    """Another member faculty of the same university."""
    return world.make_house(house.university, "fri")


@pytest.fixture
def stranger(db: None) -> world.House:
    """A member faculty of another university."""
    return world.make_house(world.make_university("drava"), "fnm")


@pytest.fixture
def real_db(transactional_db: None) -> Iterator[None]:
    """Transactions that really commit; afterwards the owner empties what the test wrote."""
    yield
    empty_database()


def empty_database() -> None:
    """Empty every table but the registers and Django's own, as the owner."""
    target = connections["owner"].settings_dict
    connections["default"].close()
    with (
        psycopg2.connect(
            host=target["HOST"],
            port=target["PORT"],
            user=target["USER"],
            password=target["PASSWORD"],
            dbname=target["NAME"],
        ) as owner,
        owner.cursor() as cursor,
    ):
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [
            name for (name,) in cursor.fetchall() if not name.startswith(KEPT) or name == "django_session"
        ]
        own = {model._meta.db_table for model in tenant_models()}
        tables = [name for name in tables if not name.startswith("partners_") or name in own]
        tables += [name for name in own if name.startswith("partners_")]
        kept = [table for _model, table in guarded_tables()]
        for table in kept:
            cursor.execute(f'alter table "{table}" disable trigger never_emptied')
        cursor.execute("truncate " + ", ".join(f'"{name}"' for name in sorted(set(tables))))
        for table in kept:
            cursor.execute(f'alter table "{table}" enable trigger never_emptied')
    assert settings.POPOTNIK_CLOCK_SEAM
