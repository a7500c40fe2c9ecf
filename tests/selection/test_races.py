"""Two at the same instant, on transactions that really commit; each with a control that shows the race unlocked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import connection

from core.models import Entry
from core.policy import Refusal
from mobility import lifecycle
from mobility.enums import Stage
from mobility.models import Call, Mobility
from mobility.operations import place
from selection import operations
from selection.models import Confirmation
from selection.operations import later, placing, suitability
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene
from tests.selection.test_suitability import accepted, vote
from tests.world import House, make_house, make_university

PATIENCE = 3


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> None:
    """Refusals are compared in English, in every thread."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def real_house(real_db: None) -> House:
    return make_house(make_university("emona"), "ff")


def both(house: House, *acts: Callable[[], Any]) -> list[Any]:
    """Do these at once, each in a connection of its own; results and refusals in their order."""
    results: list[Any] = [None] * len(acts)

    def run(turn: int, act: Callable[[], Any]) -> None:
        try:
            with house.scope():
                results[turn] = act()
        except Exception as error:  # noqa: BLE001 (handed to the test)
            results[turn] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=entry) for entry in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@contextmanager
def meeting(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, people: int = 2) -> Iterator[None]:
    """Everybody who has run the function waits for the others, as far as a lock lets them all get there."""
    barrier, real = threading.Barrier(people), getattr(module, name)

    def waits(*args: Any, **kwargs: Any) -> Any:
        found = real(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=PATIENCE)
        return found

    monkeypatch.setattr(module, name, waits)
    yield


def one_place_for_two(house: House) -> Scene:
    """One place became free; two stand on the reserve list."""
    with house.scope():
        scene = make_scene(house, places=1)
        scene.admit_all()
        scene.score_all()
        scene.close()
        scene.decide_all("award", "reserve", "reserve")
        scene.release()
        first = scene.fresh(scene.mobilities[0])
        place.decline_place(mobility=first, actor=scene.actor("applicant0"), reason="Other plans.")
    return scene


def award_both(scene: Scene) -> list[Any]:
    def award(mobility: Mobility) -> Any:
        seen, chair = scene.fresh(mobility), scene.actor("chair")
        return operations.award_later(mobility=seen, actor=chair, reasons="A place became free.")

    _first, second, third = scene.mobilities
    return both(scene.house, lambda: award(second), lambda: award(third))


def awarded(scene: Scene) -> int:
    with scene.house.scope():
        return Mobility.objects.filter(call=scene.call, stage=Stage.AWARDED).count()


def unlocked(call: Call) -> Call:
    return Call.objects.get(pk=call.pk)


def test_one_free_place_is_awarded_once(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = one_place_for_two(real_house)
    with meeting(monkeypatch, placing, "taken_places"):
        results = award_both(scene)
    assert awarded(scene) == 1
    assert sum(isinstance(result, Refusal) for result in results) == 1


def test_control_without_the_lock_one_place_is_awarded_twice(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = one_place_for_two(real_house)
    monkeypatch.setattr(later, "lock_call", unlocked)
    with meeting(monkeypatch, placing, "taken_places"):
        award_both(scene)
    assert awarded(scene) == 2


def ready_to_release(house: House) -> Scene:
    with house.scope():
        scene = make_scene(house, places=1)
        scene.admit_all()
        scene.score_all()
        scene.close()
        scene.decide_all("award", "reserve", "refuse")
    return scene


def test_results_are_released_once(real_house: House) -> None:
    scene = ready_to_release(real_house)

    def release() -> Any:
        return operations.release_results(call=unlocked(scene.call), actor=scene.actor("chair"))

    results = both(real_house, release, release)
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert len(refusals) == 1
    assert "were released on" in str(refusals[0])
    with real_house.scope():
        assert Entry.objects.filter(verb="call.results_released").count() == 1
        assert Entry.objects.filter(verb="mobility.awarded").count() == 1


def test_an_award_that_is_noted_during_the_release_does_not_pass_the_places(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chair changes a refusal to an award while somebody else releases: it is in, or it is refused."""
    scene = ready_to_release(real_house)

    def release() -> Any:
        return operations.release_results(call=unlocked(scene.call), actor=scene.actor("office"))

    def change() -> Any:
        seen, chair = scene.fresh(scene.mobilities[2]), scene.actor("chair")
        return operations.decide(mobility=seen, actor=chair, outcome="award", reasons="On second thought.")

    both(real_house, release, change)
    assert awarded(scene) <= 1


def asked(house: House) -> Mobility:
    with house.scope():
        mobility = accepted(make_scene(house, applications=1))
        vote(house, mobility, "fits", "fits", "changes")
    deliver_all()
    return mobility


def decide_both(house: House, mobility: Mobility) -> list[Any]:
    """Two windows of the secretary say different things."""

    def decide(outcome: str, conditions: str) -> Any:
        return operations.decide_suitability(
            mobility=mobility,
            actor=house.actor("secretary"),
            outcome=outcome,
            reasons="Heard.",
            conditions=conditions,
        )

    return both(house, lambda: decide("fits", ""), lambda: decide("changes", "Two days more."))


def decided(house: House) -> int:
    with house.scope():
        assert Confirmation.objects.get().outcome in {"fits", "changes"}
        return Entry.objects.filter(verb="suitability.decided").count()


def test_the_second_decision_is_told_what_the_first_was(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mobility = asked(real_house)
    with meeting(monkeypatch, suitability, "_undecided"):
        results = decide_both(real_house, mobility)
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert len(refusals) == 1
    assert "Secretary ff-emona" in str(refusals[0])
    assert decided(real_house) == 1


def test_control_without_the_lock_both_decide(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    mobility = asked(real_house)

    def look(row: Mobility) -> Mobility:
        return Mobility.objects.select_related("call", "host").get(pk=row.pk)

    monkeypatch.setattr(lifecycle, "lock", look)
    with meeting(monkeypatch, suitability, "_undecided"):
        decide_both(real_house, mobility)
    assert decided(real_house) == 2


def test_closing_scoring_and_handing_in_do_not_pass_each_other(real_house: House) -> None:
    """A sheet handed in while the chair closes is counted in the mean, or refused; never lost in between."""
    with real_house.scope():
        scene = make_scene(real_house, applications=1)
        scene.admit_all()
        scene.score_all(names=("chair", "assessor"))
    mobility = scene.mobilities[0]

    def hand_in() -> Any:
        return operations.hand_in_scores(
            mobility=mobility, actor=scene.actor("second"), scores=scene.given(10)
        )

    def close() -> Any:
        chair = scene.actor("chair")
        return operations.close_scoring(call=unlocked(scene.call), actor=chair, reason="Time is over.")

    late, _closed = both(real_house, hand_in, close)
    with real_house.scope():
        row = scene.fresh(mobility).assessment
        assert row.closed_at is not None
        assert row.count == (2 if isinstance(late, Refusal) else 3)
