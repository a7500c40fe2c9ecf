"""The little of the world's registers that these tests need, and one faculty."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test.utils import setup_databases, teardown_databases

from core.secure import secure
from partners.models import Country, Language
from tests.mobility.faculty import Faculty, found

COUNTRIES = (
    ("SI", "eu-member", "Slovenija", "Slovenia"),
    ("AT", "eu-member", "Avstrija", "Austria"),
    ("GE", "not-associated", "Gruzija", "Georgia"),
)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database is made by the owner, and walled; the application meets it as its own role."""
    connections["owner"].settings_dict["TEST"]["DEPENDENCIES"] = []
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default", "owner"}, serialized_aliases=[])
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def registers(django_db_setup: None, django_db_blocker: Any) -> None:
    """Three countries and a language, and the walls of the database."""
    with django_db_blocker.unblock():
        for code, status, name_sl, name_en in COUNTRIES:
            Country.objects.using("owner").get_or_create(
                code=code,
                defaults={
                    "eche_code": code, "status": status, "name_sl": name_sl, "name_en": name_en, "verified": True,
                },
            )  # fmt: skip
        Language.objects.using("owner").get_or_create(
            code="en", defaults={"name_sl": "angleščina", "name_en": "English"}
        )
        secure(connections["owner"], connections["default"].settings_dict["USER"])
        connections["owner"].close()


@pytest.fixture
def faculty(registers: None, db: None) -> Iterator[Faculty]:
    """A faculty inside the test's own transaction, with its scope entered."""
    one = found(f"u{uuid.uuid4().hex[:10]}")
    with one.scope():
        yield one
