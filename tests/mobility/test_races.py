"""What happens at the same instant, on transactions that really commit."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock
from core.models import Entry
from core.policy import Refusal
from mobility.models import Call, Mobility, NumberSeries
from mobility.operations.application import start, submit
from mobility.operations.numbers import next_number
from tests.mobility.drafts import drafted, published
from tests.world import House, make_house, make_university

TOGETHER = 4


@pytest.fixture
def real_house(real_db: None) -> House:
    return make_house(make_university("emona"), "ff")


def at_once(house: House, act: Callable[[], Any], *, times: int = TOGETHER) -> list[Any]:
    """Do the same in several connections, begun together; returns results and exceptions."""
    ready, results = threading.Barrier(times), []

    def run() -> None:
        try:
            ready.wait(timeout=10)
            with house.scope():
                results.append(act())
        except Exception as error:  # noqa: BLE001 (handed to the test)
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _place in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_a_double_click_gives_one_application_and_one_receipt(real_house: House) -> None:
    with real_house.scope():
        mobility = drafted(real_house, published(real_house))

    def click() -> str:
        seen = Mobility.objects.select_related("call").get(pk=mobility.pk)
        return submit(mobility=seen, actor=real_house.actor("participant")).number

    numbers = at_once(real_house, click)
    assert set(numbers) == {f"{clock.today().year}-0001"}
    with real_house.scope():
        assert Entry.objects.filter(verb="mobility.submitted").count() == 1
        assert NumberSeries.objects.get().last == 1


def test_starting_twice_at_once_gives_one_draft(real_house: House) -> None:
    with real_house.scope():
        call = published(real_house)

    def click() -> int:
        seen = Call.objects.get(pk=call.pk)
        return start(call=seen, actor=real_house.actor("participant")).pk

    assert len(set(at_once(real_house, click))) == 1
    with real_house.scope():
        assert Mobility.objects.count() == 1


def test_numbers_have_no_gaps_and_no_twins(real_house: House) -> None:
    """A transaction that fails gives its number back, and nobody gets it in between."""
    member_id = real_house.member.pk

    def failing() -> None:
        with transaction.atomic():
            next_number(member_id=member_id)
            raise Refusal("not after all")

    def taking() -> str:
        return next_number(member_id=member_id)

    turns = iter([taking, failing] * TOGETHER)
    lock = threading.Lock()

    def act() -> Any:
        with lock:
            turn = next(turns)
        return turn()

    results = at_once(real_house, act, times=2 * TOGETHER)
    numbers = sorted(result for result in results if isinstance(result, str))
    year = clock.today().year
    assert numbers == [f"{year}-{place:04d}" for place in range(1, TOGETHER + 1)]


def test_without_the_lock_the_same_number_would_be_given_twice(real_house: House) -> None:
    """The control: read, then write, without a row lock. Were this to give different numbers, the tests above
    would prove nothing."""
    member_id = real_house.member.pk
    with real_house.scope():
        NumberSeries.objects.create(member_id=member_id, year=2026)
    both_have_read = threading.Barrier(2)

    def careless() -> int:
        series = NumberSeries.objects.get(member_id=member_id, year=2026)
        both_have_read.wait(timeout=10)
        series.last += 1
        series.save(update_fields=["last"])
        return series.last

    assert at_once(real_house, careless, times=2) == [1, 1]


def test_the_deadline_is_the_databases(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the machine that serves may be wrong; the database's decides."""
    with real_house.scope():
        call = published(real_house)
        mobility = drafted(real_house, call)
        Call.objects.filter(pk=call.pk).update(closes_at=clock.read_database_clock())
    monkeypatch.setattr("django.utils.timezone.now", lambda: call.opens_at)
    with real_house.scope(), pytest.raises(Refusal):
        submit(mobility=Mobility.objects.get(pk=mobility.pk), actor=real_house.actor("participant"))
    with real_house.scope():
        assert Mobility.objects.get(pk=mobility.pk).number == ""
