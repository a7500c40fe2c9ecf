"""One task over many agreements: each gets what its standing asks for, once, whatever breaks, whoever works."""

import threading
import uuid
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models import Q, QuerySet

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from members import operations as people
from members.actor import system
from members.enums import Capacity
from members.models import Appointment
from mobility import agreement_archive, agreement_working, agreements, aside
from mobility.agreement_standing import of_member, with_standing
from mobility.enums import LineState, RunAct, Stage, Standing
from mobility.models import Agreement, AgreementLine, AgreementRun, HostLink, Mobility
from mobility.operations import agreement_runs as operations
from protection.operations import erase_file
from tests.agreement.many import SCENES, ask, ends, expired, member_of_staff, unwritten, work
from tests.agreement.paths import find_suitable, paper
from tests.outbox import deliver_all
from tests.world import SINCE, House, make_call, make_mobility

CountQueries = Callable[..., Any]
# The actor, the list with its count, calls, tasks, and savepoints of the transactions inside the test's own one.
LIST, TASK = 18, 17


@pytest.fixture
def scenes(house: House) -> dict[str, Mobility]:
    with house.scope():
        return {name: make(house) for name, (make, *_expected) in SCENES.items()}


@pytest.fixture
def later(scenes: dict[str, Mobility]) -> Iterator[None]:
    """Three days after: later than the task's one, and before the first day of the calendar's reminders."""
    with clock.travel(clock.now() + timedelta(days=3)):
        yield


def traces() -> tuple[int, ...]:
    """What must not grow when the same is done again."""
    letters = SentNotice.objects.filter(kind__in=("reminder", "sign_host", "sign_participant", "sign_home"))
    reminded = Entry.objects.filter(verb="agreement.reminded")
    return Agreement.objects.count(), HostLink.objects.count(), letters.count(), reminded.count()


def test_each_gets_what_its_standing_asks_for_and_once(
    house: House, scenes: dict[str, Mobility], later: None
) -> None:
    with house.scope():
        rows = with_standing(of_member(house.actor("coordinator"), house.member.pk))
        stood = {row.pk: row.standing for row in rows}
        run = ask(house)
    assert {name: stood[scenes[name].pk] for name in SCENES} == {
        name: scene[1] for name, scene in SCENES.items()
    }
    assert work(house, run) == len(SCENES)
    with house.scope():
        found = ends(run)
        assert {name: found[scenes[name].pk] for name in SCENES} == {
            name: (scene[2], scene[3]) for name, scene in SCENES.items()
        }
        deliver_all()
        dean = SentNotice.objects.get(kind="reminder", person=house.people["dean"])
        assert all(scenes[name].person.get_full_name() in dean.text for name in ("home", "home, too"))
        assert SentNotice.objects.filter(kind="reminder").count() == 2
        before = traces()
        again = ask(house)
    work(house, again)
    with house.scope():
        deliver_all()
        assert traces() == before
        assert {code for state, code in ends(again).values() if state == LineState.DONE} == {"collected"}
    print(f"{len(SCENES)} standings")
    assert {scene[1] for scene in SCENES.values()} == set(Standing)


def test_the_archive_holds_what_was_signed_and_goes_after_a_week(
    house: House, scenes: dict[str, Mobility], later: None
) -> None:
    with house.scope():
        run = ask(house, acts=[RunAct.COLLECT])
    work(house, run)
    run.refresh_from_db()
    address = house.url(f"agreements/{run.public_id}/agreements.zip")
    answer = house.client("coordinator").get(address)
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    number = scenes["signed"].number
    assert names == [f"{number}-ff-emona-agreement-v1-{language}.pdf" for language in ("sl", "en")]
    assert (run.collected, run.size) == (1, len(content))
    assert house.client("office").get(address).status_code == 403
    assert house.client("coordinator", signed_in=timedelta(hours=2)).get(address).status_code == 302
    with clock.travel(clock.now() + timedelta(days=8)), house.scope():
        assert agreement_archive.forget_old() == 1
    assert house.client("coordinator").get(address).status_code == 403


def test_an_erased_file_takes_the_archives_along_that_hold_it(
    house: House,
    scenes: dict[str, Mobility],
    later: None,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]],
) -> None:
    with house.scope():
        run = ask(house, acts=[RunAct.COLLECT])
    work(house, run)
    run.refresh_from_db()
    assert agreement_archive.path_of(run).exists()
    with house.scope(), django_capture_on_commit_callbacks(execute=True):
        erase_file(mobility=scenes["signed"], actor=house.actor("dpo"), because="request:x")
    run.refresh_from_db()
    assert (run.expires_on, agreement_archive.path_of(run).exists()) == (None, False)


def test_a_closed_file_is_neither_listed_nor_given_out(
    house: House, scenes: dict[str, Mobility], later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.scope():
        run = ask(house, acts=[RunAct.COLLECT])
        people.appoint(
            person=house.people["coordinator"],
            capacity=Capacity.ASSESSOR,
            actor=system(house.university.pk),
            starts_on=SINCE,
            member=house.member,
        )
    work(house, run)
    shut = scenes["signed"]
    monkeypatch.setattr(aside, "_ALTOGETHER", [lambda person_id: Q(pk=shut.pk)])
    client = house.client("coordinator")
    page = client.get(house.url(f"agreements/{run.public_id}/?view=all"))
    assert shut.number not in page.content.decode()
    assert scenes["home"].number in page.content.decode()
    assert client.get(house.url(f"agreements/{run.public_id}/agreements.zip")).status_code == 403
    assert shut.number not in client.get(house.url("agreements/")).content.decode()
    with house.scope():
        again = ask(house, Mobility.objects.all(), acts=[RunAct.COLLECT])
    work(house, again)
    with house.scope():
        assert ends(again)[shut.pk] == (LineState.REFUSED, "refusal")
        line = again.lines.get(mobility=shut)
        assert line.outcome[1]["sl"] != line.outcome[1]["en"]
        again.refresh_from_db()
        assert again.collected == 0
    listed = client.get(house.url("agreements/")).content.decode()
    assert listed.index(str(again.public_id)) < listed.index(str(run.public_id)), "the latest first"


def test_rights_are_those_of_the_moment(house: House, sister: House, scenes: dict[str, Mobility]) -> None:
    with house.scope():
        for who in ("faculty_office", "office", "dean"):
            with pytest.raises(Refusal):
                ask(house, who=who)
        with pytest.raises(Refusal):
            operations.ask_for_run(
                member_id=house.member.pk,
                actor=sister.actor("coordinator"),
                wish=operations.Wish([RunAct.ASK], Mobility.objects.all(), uuid.uuid4()),
            )
        run = ask(house)
        role = Appointment.objects.get(person=house.people["coordinator"])
        people.end_role(role=role, actor=system(house.university.pk))
        before = traces()
    work(house, run)
    with house.scope():
        assert {code for _state, code in ends(run).values()} == {"no_right"}
        assert traces() == before
    for who in ("participant", "dean", "hr"):
        assert house.client(who).get(house.url("agreements/")).status_code == 403
    assert sister.client("coordinator").get(house.url("agreements/")).status_code == 404


def test_what_breaks_stays_its_own_and_a_crash_loses_nothing(house: House) -> None:
    with house.scope():
        made = [unwritten(house, f"person{number}") for number in range(6)]
        run = ask(house)
    really, turns = operations.prepare_agreement, iter(range(100))

    def shaky(**how: Any) -> Agreement:
        turn = next(turns)
        if turn == 1:
            raise RuntimeError("the printer is on fire")
        if turn == 3:
            raise KeyboardInterrupt
        return really(**how)

    with patch.object(operations, "prepare_agreement", shaky):
        with pytest.raises(KeyboardInterrupt):
            work(house, run)
        with house.scope():
            assert Counter(state for state, *_rest in run.lines.values_list("state")) == {
                LineState.DONE: 2,
                LineState.FAILED: 1,
                LineState.WAITING: 3,
            }
        assert agreement_working.unattended(house.university.pk) == []
        with clock.travel(clock.now() + timedelta(minutes=1)):
            assert agreement_working.unattended(house.university.pk) == [run.pk]
            work(house, run)
            assert agreement_working.unattended(house.university.pk) == []
    with house.scope():
        run.refresh_from_db()
        assert run.finished_at is not None
        assert Agreement.objects.count() == len(made) - 1
        broken = run.lines.get(state=LineState.FAILED)
        assert "fire" not in str(broken.outcome)
        assert len(broken.outcome[1]["reference"]) == 8


def test_a_form_sent_twice_makes_one_task(house: House) -> None:
    with house.scope():
        made = unwritten(house)
    client, address = house.client("coordinator"), house.url("agreements/")
    typed = {"acts": ["write"], "remind_after": 7, "token": str(uuid.uuid4()), "mobility": made.public_id}
    first, second = client.post(address, typed), client.post(address, typed)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    other = client.post(address, typed | {"token": str(uuid.uuid4())})
    assert other.status_code == 409
    assert f'value="{made.public_id}" aria-label' in other.content.decode()
    assert client.post(address, typed | {"mobility": ""}).status_code == 422
    stale = house.client("coordinator", signed_in=timedelta(hours=2))
    assert stale.post(address, typed).status_code == 409
    with house.scope():
        run = AgreementRun.objects.get()
        assert Entry.objects.filter(verb="agreements.task_asked").count() == 1
    assert 'max="1" value="0"' in client.get(first.url).content.decode()
    work(house, run)
    page = client.get(first.url).content.decode()
    assert 'max="1" value="1"' in page
    assert "hx-get" not in page


def unlocked(run_id: int) -> QuerySet[AgreementLine]:
    """As it must not be: the control."""
    lines = AgreementLine.objects.filter(run_id=run_id, state=LineState.WAITING).order_by("pk")
    return lines.select_related("run", "mobility")


def work_in_two(house: House, run: AgreementRun, meet: Callable[[], Any]) -> None:
    """Two workers, each in a connection of its own, begin at the same time."""

    def one() -> None:
        try:
            meet()
            work(house, run)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


@pytest.mark.parametrize(("free", "times"), [(agreement_working._free_lines, 1), (unlocked, 2)])
def test_two_workers_do_each_line_once(a_house: House, free: Callable[[int], Any], times: int) -> None:
    """The control, without the row's lock, shows that both would have worked on every line."""
    with a_house.scope():
        for number in range(4):
            unwritten(a_house, f"person{number}")
        run = ask(a_house)
    seen: Counter[int] = Counter()
    really, together = operations.carry_out_line, threading.Barrier(2)

    def counted(*, line: AgreementLine, actor: Any) -> AgreementLine:
        seen[line.pk] += 1
        if times > 1:
            together.wait(timeout=30)
        return really(line=line, actor=actor)

    with (
        patch.object(operations, "carry_out_line", counted),
        patch.object(agreement_working, "_free_lines", free),
    ):
        work_in_two(a_house, run, (lambda: together.wait(timeout=30)) if times == 1 else lambda: None)
    assert list(seen.values()) == [times] * 4
    with a_house.scope():
        assert Agreement.objects.count() == 4
        run.refresh_from_db()
        assert run.finished_at is not None


@pytest.mark.parametrize("many", (1, 100))
def test_the_pages_cost_the_same_for_many_rows(
    house: House, many: int, django_assert_max_num_queries: CountQueries
) -> None:
    with house.scope():
        call = make_call(house)
        for number in range(many):
            name = member_of_staff(house, f"person{number}")
            make_mobility(house, call, who=name, stage=Stage.PREPARING)
        run = ask(house)
    client, address = house.client("coordinator"), house.url("agreements/")
    client.get(address)
    with django_assert_max_num_queries(LIST):
        page = client.get(address)
    assert page.content.decode().count("<tr>") - 1 == many
    with django_assert_max_num_queries(TASK):
        page = client.get(f"{address}{run.public_id}/")
    assert page.content.decode().count("<tr>") - 1 == many


def test_the_link_goes_to_whom_the_expired_one_went(house: House) -> None:
    with house.scope():
        mobility = expired(house)
        HostLink.objects.update(name="Carl", address="carl@host.example", language="sv")
        find_suitable(mobility)
        run = ask(house, acts=[RunAct.ASK])
    work(house, run)
    with house.scope():
        link = agreements.present_link(paper(mobility))
        assert link is not None
        assert (link.name, link.address, link.language) == ("Carl", "carl@host.example", "sv")
