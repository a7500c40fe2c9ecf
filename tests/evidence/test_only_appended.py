"""Entries, texts, heads, keys and readings are written once: grants and triggers say so, each by itself."""

import threading
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from core import heads, journal
from core.models import Entry, EntryText, JournalHead, Reading, SignedHead, SigningKey
from core.secure import guarded_tables, statements
from members.actor import system
from tests.evidence.test_bundle import written
from tests.mobility.test_races import at_once
from tests.world import House, make_house, make_university

MODELS = (Entry, EntryText, SignedHead, SigningKey, Reading)
TABLES = [model._meta.db_table for model in MODELS]
ACTS = ("update {0} set id = id", "delete from {0}", "truncate {0} cascade")
TOGETHER, EACH = 2, 15


@pytest.fixture
def real_house(real_db: None) -> House:
    house = make_house(make_university("emona"), "ff")
    with house.scope():
        written(house, 1)
        heads.sign_head(occasion=heads.HOURLY)
        now = JournalHead.objects.get().written_at
        Reading.objects.create(
            file_id="x", person=house.people["dpo"], capacity="dpo", page="p", at=now, hour=now
        )
    return house


def act_on(table: str, act: str) -> str:
    return act.format(table).replace(
        "id = id", "entry_id = entry_id" if table == "core_entrytext" else "id = id"
    )


def refused(statement: str, because: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=because),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_these_tables_are_guarded() -> None:
    assert set(TABLES) <= {table for _model, table in guarded_tables()}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("table", TABLES)
def test_the_grants_suffice_alone(real_house: House, table: str, act: str) -> None:
    with as_owner() as cursor:
        cursor.execute(f'alter table "{table}" disable trigger user')
    try:
        with real_house.scope():
            refused(act_on(table, act), "permission denied")
    finally:
        with as_owner() as cursor:
            cursor.execute(f'alter table "{table}" enable trigger user')


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("table", TABLES)
def test_the_triggers_suffice_alone(real_house: House, table: str, act: str) -> None:
    role = connections["default"].settings_dict["USER"]
    with as_owner() as cursor:
        cursor.execute(f'grant update, delete, truncate on all tables in schema public to "{role}"')
    try:
        with real_house.scope():
            statement = act_on(table, act)
            if table == "core_entrytext" and act.startswith("update"):
                statement = "update core_entrytext set note = 'forged'"
            refused(statement, "only ever")
    finally:
        with as_owner() as cursor:
            cursor.execute(f'revoke truncate on all tables in schema public from "{role}"')
            for statement in statements(role):
                cursor.execute(statement)


@contextmanager
def as_owner() -> Any:
    target = connections["owner"].settings_dict
    connections["default"].close()
    owner = psycopg2.connect(
        host=target["HOST"],
        port=target["PORT"],
        user=target["USER"],
        password=target["PASSWORD"],
        dbname=target["NAME"],
    )
    with owner, owner.cursor() as cursor:
        yield cursor
    owner.close()


def test_nothing_is_blanked_without_an_announcement(house: House) -> None:
    """The one narrow path does nothing for an entry that announces nothing."""
    with house.scope():
        (entry,) = written(house, 1, "stays")
        with connection.cursor() as cursor:
            for number in (entry.pk, 10**9):
                cursor.execute("select popotnik_redact(%s)", [number])
                assert cursor.fetchone() == (0,)
        assert Entry.objects.get(pk=entry.pk).note == "stays 0"


def test_recorders_side_by_side_leave_no_gap(real_house: House) -> None:
    with real_house.scope():
        before = Entry.objects.count()

    def act() -> None:
        with real_house.scope():
            journal.record(verb="test.raced", subject=real_house.unit, actor=system(real_house.university.pk))

    results: list[Any] = []
    for _turn in range(EACH):
        results += at_once(real_house, act, times=TOGETHER)
    assert [result for result in results if result is not None] == []
    with real_house.scope():
        entries = list(Entry.objects.select_related("text").order_by("number"))
        assert len(entries) == before + EACH * TOGETHER
        assert journal.first_bad_entry(entries) is None
        assert all(one.written_at <= two.written_at for one, two in pairwise(entries))


def test_without_the_lock_they_would_collide(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same race without the head's lock reads one end twice, and only the database stops it."""
    ready = threading.Barrier(TOGETHER)

    def unlocked() -> Any:
        head = JournalHead.objects.get()
        ready.wait(timeout=10)
        return head, head.written_at

    monkeypatch.setattr(journal, "locked_head", unlocked)

    def act() -> None:
        journal.record(verb="test.raced", subject=real_house.unit, actor=system(real_house.university.pk))

    results = at_once(real_house, act, times=TOGETHER)
    assert [type(result).__name__ for result in results if result is not None] == ["IntegrityError"]
