"""How a task over many agreements ends: a letter with its numbers, and what a host's full mailbox leaves for later."""

from datetime import timedelta
from typing import Any

import pytest

from core import clock, throttle
from core.journal import record
from core.models import Entry, SentNotice
from members.actor import system
from mobility.enums import LineState, RunAct
from mobility.models import AgreementRun, HostLink, Mobility
from tests.agreement.many import SCENES, ask, asked, ends, expired, work
from tests.outbox import deliver_all
from tests.world import House

ENGLISH = {"accept-language": "en"}


def letters(run: AgreementRun) -> list[SentNotice]:
    return list(SentNotice.objects.filter(kind="task_finished", key__endswith=f":{run.pk}"))


def test_whoever_asked_reads_the_numbers_once(house: House) -> None:
    """Each end is counted under its words; the worker that comes again, and the entry told twice, write nothing."""
    with house.scope():
        for make, *_expected in SCENES.values():
            make(house)
        house.people["coordinator"].language = "en"
        house.people["coordinator"].save()
    with clock.travel(clock.now() + timedelta(days=3)):
        with house.scope():
            run = ask(house)
        work(house, run)
        work(house, run)
        with house.scope():
            deliver_all()
            [letter] = letters(run)
            entry = Entry.objects.get(verb="agreements.task_finished")
            record(verb=entry.verb, subject=run, actor=system(house.university.pk))
            deliver_all()
            assert len(letters(run)) == 1
    told = dict(line[2:].rsplit(": ", 1) for line in letter.text.splitlines() if line.startswith("– "))
    assert told == {
        "agreement written": "3", "host asked to sign": "2", "signatories reminded": "4",
        "signed agreement in the file (ZIP)": "1", "nothing was to be done": "1",
        "not possible: please look at them": "5",
    }  # fmt: skip
    assert sum(map(int, told.values())) == len(SCENES)
    assert letter.person == house.people["coordinator"]
    assert house.url(f"agreements/{run.public_id}/") in letter.text
    assert "can be fetched there until" in letter.text


@pytest.fixture
def one_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MAILBOX", throttle.Limit("mailbox", most=1, seconds=3600))


FULL: dict[str, Any] = {
    "asking": (expired, RunAct.ASK, "asked_again"),
    "reminding": (asked, RunAct.REMIND, "reminded"),
}


@pytest.mark.parametrize("case", FULL)
def test_a_full_mailbox_leaves_the_rest_for_later(house: House, one_letter: None, case: str) -> None:
    """Three hosts behind one address: one is written to; the page says which are left, and when; then it goes on."""
    make, act, code = FULL[case]
    with house.scope():
        made: list[Mobility] = [make(house, f"guest{number}") for number in range(3)]
        deliver_all()
        links = HostLink.objects.count()
    with clock.travel(clock.now() + timedelta(days=3)):
        with house.scope():
            run = ask(house, acts=[act])
        assert work(house, run) == 3
        with house.scope():
            found = [ends(run)[one.pk] for one in made]
            assert found == [(LineState.DONE, code), *[(LineState.LEFT, "mailbox")] * 2]
            deliver_all()
            assert HostLink.objects.count() == links + (act == RunAct.ASK)
            written = SentNotice.objects.filter(kind="sign_host", queued_at__gte=run.asked_at)
            assert written.count() == 1, "what was left is undone"
            [letter] = letters(run)
            again = run.again_after()
        assert again is not None
        assert timedelta(minutes=59) < again - clock.now() <= timedelta(minutes=60)
        client, address = house.client("coordinator"), house.url(f"agreements/{run.public_id}/?view=left")
        page = client.get(address, headers=ENGLISH).content.decode()
        assert "Some are left for later" in page
        assert [one.number in page for one in made] == [False, True, True]
        assert "2" in letter.text.partition("left for later")[2] or ": 2" in letter.text
    with clock.travel(again + timedelta(minutes=1)):
        throttle.cache.clear()
        with house.scope():
            later = ask(house, acts=[act])
        work(house, later)
        with house.scope():
            states = [ends(later)[one.pk][0] for one in made]
    assert states == [LineState.NOTHING, LineState.DONE, LineState.LEFT], "nobody is asked twice"
