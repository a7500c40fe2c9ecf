"""A crash between commit and delivery loses nothing and delivers once; letters likewise."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection, connections

from core import journal, letters, outbox
from core.delivery import deliver_one
from core.models import Delivery, Entry, SentNotice
from core.tasks import send_letter, sweep_university
from members.actor import system
from tests.core import crashing
from tests.outbox import deliver_all
from tests.world import House, make_house, make_university

ROOT = Path(__file__).resolve().parents[2]
RUNS: list[int] = []
NOW = timedelta(seconds=-60)
CANCELLED = {"mobility": {"number": "2026-0001", "title": "Job shadowing"}, "reasons": "The host cancelled."}
DYING = """
import os, sys
from datetime import timedelta
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
django.setup()
from core.tasks import sweep_university
from tests.core import crashing
sweep_university(university_id=int(sys.argv[1]), left_alone=timedelta(seconds=-60))
"""


@journal.subscribe("test.outbox")
def count_run(entry: Entry) -> None:
    RUNS.append(entry.pk)


@pytest.fixture
def committed(real_db: None) -> House:
    RUNS.clear()
    return make_house(make_university("emona"), "ff")


def record(house: House) -> Entry:
    with house.scope():
        return journal.record(verb="test.outbox", subject=house.unit, actor=system(house.university.pk))


def test_a_delivery_that_was_never_announced_is_swept_once(committed: House) -> None:
    entry = record(committed)
    assert RUNS == []
    assert sweep_university(university_id=committed.university.pk, left_alone=NOW) == 1
    assert sweep_university(university_id=committed.university.pk, left_alone=NOW) == 0
    assert [entry.pk] == RUNS


def test_papers_that_were_forgotten_are_swept_apart_and_not_for_long(committed: House) -> None:
    """A letter does not wait until a backlog of papers is printed."""
    papers: list[int] = []

    @journal.subscribe("test.outbox", renders=True)
    def prints(entry: Entry) -> None:
        papers.append(entry.pk)

    entry = record(committed)
    sweep = partial(sweep_university, university_id=committed.university.pk, left_alone=NOW)
    try:
        assert sweep() == 1
        assert (RUNS, papers) == ([entry.pk], [])
        assert sweep(renders=True, deadline=time.monotonic()) == 0
        assert sweep(renders=True) == 1
        assert (RUNS, papers) == ([entry.pk], [entry.pk])
    finally:
        outbox.SUBSCRIBERS["test.outbox"].pop()


def test_two_sweepers_at_once_deliver_once(committed: House) -> None:
    record(committed)
    with committed.scope():
        delivery = Delivery.objects.get(subscriber__endswith="count_run")

    def sweep() -> None:
        deliver_one(university_id=committed.university.pk, delivery_id=delivery.pk)
        connections.close_all()

    threads = [threading.Thread(target=sweep) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(RUNS) == 1


def test_a_failing_subscriber_is_kept_with_its_error_and_tried_again(committed: House) -> None:
    fails = [True]

    @journal.subscribe("test.fragile")
    def fragile(entry: Entry) -> None:
        if fails.pop() if fails else False:
            raise ValueError("not today")
        RUNS.append(entry.pk)

    with committed.scope():
        journal.record(verb="test.fragile", subject=committed.unit, actor=system(committed.university.pk))
    sweep_university(university_id=committed.university.pk, left_alone=NOW)
    with committed.scope():
        row = Delivery.objects.get(subscriber__endswith="fragile")
        assert (row.attempts, row.delivered_at, row.last_error) == (1, None, "ValueError: not today")
    deliver_all()
    assert len(RUNS) == 1


def test_a_worker_killed_in_the_middle_loses_nothing(committed: House) -> None:
    """A process dies by SIGKILL inside a subscriber, after its rows were written; the next one delivers once."""
    with committed.scope():
        journal.record(verb="test.slow", subject=committed.unit, actor=system(committed.university.pk))
    with committed.scope():
        entry = Entry.objects.get(verb="test.slow")
        Delivery.objects.create(entry=entry, subscriber="tests.core.crashing.write_and_wait")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
    }
    dying = subprocess.Popen(
        [sys.executable, "-c", DYING, str(committed.university.pk)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert dying.stdout is not None
    assert dying.stdout.readline().strip() == "written"
    os.kill(dying.pid, signal.SIGKILL)
    dying.wait(10)
    dying.stdout.close()
    wait_until_unlocked(committed)
    with committed.scope():
        assert not SentNotice.objects.filter(key="crash").exists(), "what the dead one wrote must be gone"
    crashing.WAIT = False
    assert sweep_university(university_id=committed.university.pk, left_alone=NOW) == 1
    with committed.scope():
        assert SentNotice.objects.filter(key="crash").count() == 1
        assert Delivery.objects.filter(delivered_at=None).count() == 0


def wait_until_unlocked(house: House) -> None:
    """PostgreSQL notices the dead client within moments and rolls its transaction back."""
    for _ in range(100):
        with house.scope():
            if Delivery.objects.select_for_update(skip_locked=True).filter(delivered_at=None).exists():
                return
        time.sleep(0.1)
    raise AssertionError("the dead worker's lock was never released")


def test_a_letter_leaves_once_with_its_own_message_id(committed: House) -> None:
    reader = letters.Reader("maja@emona.example", "Maja", "en")
    letter = letters.Letter(kind="test", template="mobility/mail/cancelled", key="once", link="/")
    with committed.scope():
        first = letters.queue(letter, to=reader, context=CANCELLED)
        assert letters.queue(letter, to=reader, context=CANCELLED) is None
    assert first is not None
    for _ in range(3):
        send_letter(university_id=committed.university.pk, letter_id=first.pk)
    assert len(mail.outbox) == 1
    assert (
        mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{committed.university.pk}.{first.pk}.once")
    )
