"""Every column is classified, nothing is classified that is not there, and the map leads to people."""

import pytest
from django.db import models

from core import datamap
from core.checks import every_column_is_in_the_data_map
from core.datamap import MAP, Basis, Category, Description, Erase
from members.models import Person
from mobility.models import Mobility


def test_every_column_is_classified_and_no_entry_is_stale() -> None:
    assert list(datamap.problems()) == []
    columns = sum(len(entry.traits) for entry in datamap.described())
    print(f"data map: tables={len(MAP)} columns={columns}")
    assert columns >= 400


def test_a_new_column_a_stale_one_and_a_lost_table_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = MAP["mobility.Promise"]
    without = {name: traits for name, traits in entry.traits.items() if name != "proof"}
    changed = Description(entry.label, entry.title, {**without, "gone": entry.traits["proof"]}, entry.whose)
    monkeypatch.setitem(MAP, "mobility.Promise", changed)
    monkeypatch.setitem(MAP, "mobility.Lost", Description("mobility.Lost", "", {}))
    monkeypatch.delitem(MAP, "reporting.SurveyStatus")
    found = [message.msg for message in every_column_is_in_the_data_map()]
    assert len(found) == 4
    assert any("mobility.Promise.proof is not in the data map" in words for words in found)
    assert any("mobility.Promise.gone is in the data map but not" in words for words in found)
    assert any("mobility.Lost is in the data map but no table" in words for words in found)
    assert any("reporting.SurveyStatus is not in the data map: describe it in" in words for words in found)


def test_every_way_ends_at_a_person_or_a_file() -> None:
    for entry in datamap.described():
        for path, end in [*((way.path, Person) for way in entry.whose), (entry.file, Mobility)]:
            assert not path or ends_at(entry.model, path) is end, (entry.label, path)


def ends_at(model: type[models.Model], path: str) -> type[models.Model]:
    for name in path.split("__"):
        if name != "pk":
            model = model._meta.get_field(name).related_model
    return model


def test_what_names_people_has_a_basis_and_a_way_out() -> None:
    """Free text and addresses are never passed off as keys; special data stands apart and can be deleted."""
    for entry in datamap.described():
        for name, traits in entry.traits.items():
            column = entry.model._meta.get_field(name)
            where = f"{entry.label}.{name}"
            if isinstance(column, models.EmailField) and traits.category != Category.ORGANISATION:
                assert traits.basis != Basis.NONE or "Mailbox" in where, where
            if traits.special:
                assert traits.category in {Category.INCLUSION, Category.CLAIMS}, where
                assert traits.erase == Erase.DELETE, where


def test_no_copy_names_other_people() -> None:
    """A reference to a person never leaves in a copy: it would be somebody else's name."""
    for entry in datamap.described():
        for name in {name for way in entry.whose for name in entry.exported(way)}:
            assert entry.model._meta.get_field(name).related_model is not Person, (entry.label, name)
