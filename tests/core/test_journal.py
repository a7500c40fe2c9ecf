"""The chain: it holds, and any change to it is found."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import journal
from core.chain import digest
from core.models import Delivery, Entry, EntryText
from members.actor import system
from tests.outbox import deliver_all
from tests.world import SINCE, House

FIELDS = (
    "verb",
    "capacity",
    "before",
    "after",
    "because",
    "subject_id",
    "file_id",
    "actor_key",
    "note_digest",
)
TEXTS = ("note", "actor_name", "note_salt")


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


@pytest.mark.parametrize("field", TEXTS)
def test_a_changed_text_is_found(house: House, field: str) -> None:
    with house.scope():
        entries = chain(house, 5)
        setattr(entries[2].text, field, getattr(entries[2].text, field) + "x")
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
def test_the_digest_does_not_depend_on_the_order_of_facts(facts: dict[str, Any], salt: str) -> None:
    backwards = dict(reversed(facts.items()))
    assert digest("facts", salt, facts) == digest("facts", salt, backwards)


@pytest.mark.parametrize(
    "inexact", ({"share": 0.5}, {"n": 2**53}, {"deep": [{"x": 1e3}]}, {1: "a"}, {"at": SINCE})
)
def test_facts_without_an_exact_form_are_refused(house: House, inexact: dict[str, Any]) -> None:
    """Two implementations would write them differently, and the chain would not verify."""
    with house.scope(), pytest.raises(TypeError, match="exact"):
        journal.record(verb="test.x", subject=house.unit, actor=system(house.university.pk), facts=inexact)


def test_an_erased_entry_still_verifies_and_says_nothing(house: House) -> None:
    """Erasure and evidence: the announced parts are gone with their salts, the others stand, the chain holds."""
    with house.scope():
        participant = house.actor("participant")
        chain(house, 3)
        said = journal.record(
            verb="test.said",
            subject=house.unit,
            actor=participant,
            note="CANARY-note",
            facts={"who": "CANARY-facts"},
        )
        announcement = journal.redact(
            numbers=[said.number], parts=["actor", "facts"], actor=system(house.university.pk)
        )
        fresh = Entry.objects.select_related("text").get(pk=said.pk)
        assert (fresh.actor_name, fresh.actor_id, fresh.facts) == ("", None, {})
        assert (fresh.text.actor_salt, fresh.text.facts_salt) == ("", "")
        assert fresh.note == "CANARY-note"
        assert fresh.hash == said.hash
        assert fresh.actor_key, "the pseudonym stays: the same hand can be followed through the chain"
        assert journal.first_bad_entry(Entry.objects.order_by("number")) is None
        journal.redact(
            numbers=[said.number, announcement.number],
            parts=["note", "facts"],
            actor=system(house.university.pk),
        )
        assert EntryText.objects.filter(note__contains="CANARY").count() == 0
        kept = Entry.objects.get(pk=announcement.pk).facts
        assert kept == {"entries": [said.number], "parts": ["actor", "facts"]}, "an announcement stays"
        assert journal.first_bad_entry(Entry.objects.order_by("number")) is None


def test_erasure_stays_within_the_scope(house: House, stranger: House) -> None:
    """An announcement in one university blanks nothing in another, whatever numbers it names."""
    with stranger.scope():
        theirs = journal.record(
            verb="test.said", subject=stranger.unit, actor=system(stranger.university.pk), note="stays"
        )
    with house.scope():
        journal.redact(numbers=[theirs.number], parts=["note"], actor=system(house.university.pk))
    with stranger.scope():
        assert Entry.objects.get(pk=theirs.pk).note == "stays"


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
