"""Two officers at the same instant: one allots, one moves; each with a control that shows the race unlocked."""

from decimal import Decimal
from typing import Any

import pytest

from core.models import Entry
from core.policy import Refusal
from mobility.models import Call
from selection import distributing, operations
from selection.models import Distribution, Share
from selection.operations import distribution as acts
from selection.operations import left_overs
from tests.selection.scene import Scene
from tests.selection.test_distribution import allot, hand_over, opened, ranked, released
from tests.selection.test_races import both, meeting
from tests.world import House, make_house, make_university

Two = tuple[Scene, Scene]


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> None:
    """Refusals are compared in English, in every thread."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def two(real_db: None) -> Two:
    """Three ranked applications at one faculty and one at the other, really committed."""
    university = make_university("emona")
    first, second = make_house(university, "ff"), make_house(university, "fri")
    with first.scope():
        return ranked(first, 3), ranked(second, 1)


def unlocked(distribution: Distribution) -> Distribution:
    return Distribution.objects.get(pk=distribution.pk)


def in_hand(two: Two) -> Distribution:
    with two[0].house.scope():
        distribution = opened(two[0].house)
        hand_over(*two)
    return distribution


def allot_both(house: House, distribution: Distribution) -> list[Any]:
    def act() -> Any:
        return allot(house, distribution)

    return both(house, act, act)


def allotted(house: House) -> int:
    with house.scope():
        return Entry.objects.filter(verb="distribution.allotted").count()


def test_places_are_allotted_once(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    house, distribution = two[0].house, in_hand(two)
    with meeting(monkeypatch, acts, "standings_of"):
        results = allot_both(house, distribution)
    refusals = [str(result) for result in results if isinstance(result, Refusal)]
    assert refusals == ["The places were allotted already."]
    assert allotted(house) == 1


def test_control_without_the_locks_both_allot(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    house, distribution = two[0].house, in_hand(two)
    monkeypatch.setattr(acts, "lock_distribution", unlocked)
    monkeypatch.setattr(acts, "_locked", list)
    with meeting(monkeypatch, acts, "standings_of"):
        allot_both(house, distribution)
    assert allotted(house) == 2


def move_both(two: Two) -> list[Any]:
    """Both move the one place that is left over."""
    first, second = two
    house = first.house
    with house.scope():
        distribution = released(house, two)

    def move() -> Any:
        return operations.move_left_over(
            distribution=distribution,
            actor=house.actor("office"),
            giver=Share.objects.get(call=second.call),
            taker=Share.objects.get(call=first.call),
            amount=operations.Amount(1, Decimal(0)),
            reason="Nobody waits there.",
        )

    return both(house, move, move)


def moved(two: Two) -> int:
    with two[0].house.scope():
        return Entry.objects.filter(verb="distribution.left_over_moved").count()


def test_a_left_over_place_is_moved_once(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    with meeting(monkeypatch, left_overs, "standings_of"):
        results = move_both(two)
    assert [str(one) for one in results if isinstance(one, Refusal)] == [
        "Only 0 of these places are left over."
    ]
    assert moved(two) == 1
    with two[0].house.scope():
        rows = Distribution.objects.get()
        assert distributing.rest_of(rows, list(Share.objects.all()))[0] == 0


def test_control_without_the_locks_one_place_is_moved_twice(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_overs, "lock_distribution", unlocked)
    monkeypatch.setattr(left_overs, "_lock_calls", lambda row: None)
    with meeting(monkeypatch, left_overs, "standings_of"):
        move_both(two)
    assert moved(two) == 2
    with two[0].house.scope():
        assert Call.objects.count() == 2
