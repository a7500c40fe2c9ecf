"""The registers as loaded: exact counts, loading again, who may write them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from partners import loading
from partners.models import (
    CharterHolder,
    Country,
    DistanceBand,
    IscedField,
    Language,
    Place,
    Reference,
    ReferenceLoad,
)
from partners.registers import REGISTERS, Register

COUNTS = {CharterHolder: 6142, Country: 202, IscedField: 190, Language: 184, Place: 34006, DistanceBand: 16}
WRITING = ("delete from {}", "update {} set {} = {}", "insert into {} default values")
REFERENCE = (*COUNTS, ReferenceLoad)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "count"), COUNTS.items())
def test_every_row_is_there(model: type[Reference], count: int) -> None:
    assert model._default_manager.count() == count


@pytest.mark.django_db
def test_a_charter_holder_as_loaded() -> None:
    vienna = CharterHolder.objects.get(pk="A WIEN01")
    assert (vienna.name, vienna.display_name) == ("UNIVERSITAT WIEN", "Universitat Wien")
    assert (vienna.pic, vienna.country_id, vienna.city) == ("999866883", "AT", "Wien")
    assert vienna.eche_end > date(2026, 1, 1)
    assert vienna.listed


@pytest.mark.django_db
def test_names_follow_the_reader() -> None:
    greece = Country.objects.get(eche_code="EL")
    with override("sl"):
        assert (greece.code, greece.name) == ("GR", "Grčija")
    with override("en"):
        assert greece.name == "Greece"


@pytest.mark.django_db
def test_bands_leave_no_gap() -> None:
    for year in (2022, 2024):
        bands = list(DistanceBand.objects.filter(calls_from=year))
        assert [band.km_from for band in bands] == [0, *(band.km_to + 1 for band in bands[:-1] if band.km_to)]
        assert bands[-1].km_to is None
    middle = DistanceBand.objects.get(calls_from=2024, km_from=100)
    assert (middle.standard, middle.green) == (Decimal(211), Decimal(285))


@pytest.mark.django_db(databases=["default", "owner"])
def test_loading_again_writes_nothing() -> None:
    with CaptureQueriesContext(connections["owner"]) as asked:
        loaded = loading.load_registers()
    assert not any(register.changed for register in loaded)
    assert {query["sql"].split()[0] for query in asked} <= {"SELECT", "SAVEPOINT", "RELEASE"}


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_new_edition_updates_rows_and_unlists_those_that_left(monkeypatch: pytest.MonkeyPatch) -> None:
    register = next(register for register in REGISTERS if register.model is CharterHolder)
    rows = [row for row in register.read() if row.pk != "A WIEN01"][:50]
    rows[0].display_name = "Renamed"
    edition = Register(register.name, register.model, register.key, lambda: rows, ("countries",))
    monkeypatch.setattr(loading, "REGISTERS", (edition,))
    assert loading.load_registers()[0].changed
    holders = CharterHolder.objects.using("owner")
    assert holders.get(pk=rows[0].pk).display_name == "Renamed"
    assert (holders.count(), holders.filter(listed=True).count()) == (6142, 50)
    assert not holders.get(pk="A WIEN01").listed


@pytest.mark.django_db
@pytest.mark.parametrize("model", REFERENCE)
@pytest.mark.parametrize("statement", WRITING)
def test_the_application_only_reads(model: type[Reference], statement: str) -> None:
    table, column = model._meta.db_table, model._meta.pk.column
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(LANGUAGE_CODE="en"):
        call_command("load_reference")
    assert "  6142 charter holders (unchanged)" in capsys.readouterr().out
