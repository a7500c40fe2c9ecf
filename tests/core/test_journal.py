"""The chain: it holds, and any change to it is found."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import journal
from core.models import Delivery, Entry
from members.actor import system
from tests.outbox import deliver_all
from tests.world import House

FIELDS = ("verb", "note", "actor_name", "capacity", "before", "after", "because", "subject_id", "file_id")


def chain(house: House, length: int) -> list[Entry]:
    for number in range(length):
        journal.record(
            verb="test.noted", subject=house.unit, actor=system(house.university.pk), note=f"line {number}"
        )
    return list(Entry.objects.order_by("number"))


def test_an_honest_chain_holds(house: House) -> None:
    with house.scope():
        entries = chain(house, 5)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        assert journal.first_bad_entry(entries) is None


@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_field_is_found(house: House, field: str) -> None:
    with house.scope():
        entries = chain(house, 5)
    setattr(entries[2], field, getattr(entries[2], field) + "x")
    assert journal.first_bad_entry(entries) is entries[2]


def test_a_removed_inserted_or_swapped_line_is_found(house: House) -> None:
    with house.scope():
        entries = chain(house, 5)
    assert journal.first_bad_entry(entries[:2] + entries[3:]) is entries[3]
    assert journal.first_bad_entry([*entries[:3], entries[2], *entries[3:]]) is entries[2]
    assert journal.first_bad_entry([entries[1], entries[0], *entries[2:]]) is entries[1]


def test_chains_of_two_universities_do_not_mix(house: House, stranger: House) -> None:
    for one in (house, stranger):
        with one.scope():
            assert journal.first_bad_entry(Entry.objects.order_by("number")) is None


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=20), max_size=4), st.text(max_size=40)
)
def test_the_hash_does_not_depend_on_the_order_of_facts(facts: dict[str, Any], note: str) -> None:
    one = Entry(university_id=1, number=1, note=note, facts=facts, at=datetime(2026, 5, 1, tzinfo=UTC))
    other = Entry(university_id=1, number=1, note=note, facts=dict(reversed(facts.items())), at=one.at)
    assert journal.hash_of(one) == journal.hash_of(other)


def test_an_entry_queues_each_subscriber_once(house: House) -> None:
    calls: list[int] = []

    @journal.subscribe("test.happened")
    def note_it(entry: Entry) -> None:
        calls.append(entry.number)

    with house.scope():
        entry = journal.record(verb="test.happened", subject=house.unit, actor=system(house.university.pk))
        assert Delivery.objects.filter(entry=entry).count() == 1
    deliver_all()
    deliver_all()
    assert calls == [entry.number]
