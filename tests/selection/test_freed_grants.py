"""A grant that came free: to whom it goes by itself, what is told, what is left to people."""

from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.enums import Stage
from mobility.models import Mobility
from mobility.operations import place
from mobility.operations.calls import copy_call
from selection import operations
from selection.authoring.call_file import text_of
from selection.models import Decision
from selection.operations import Money, placing
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene
from tests.selection.test_reserve import decline, stages
from tests.selection.test_scoring import english
from tests.world import House

HOLDERS_FIRST = {
    "allocation": {"budget": "2000", "zero_grant": True},
    "after": {"reserve": {}, "freed_grant": "holders"},
}
GRANT = Decimal(1000)


def released(house: House, *, points: tuple[int, ...], funded: int, places: int, rules: Any) -> Scene:
    """The first so many have a grant, those after them a place without, the rest wait on the reserve list."""
    with house.scope():
        scene = make_scene(house, applications=len(points), places=places, rules=rules)
        scene.admit_all()
        for mobility, given in zip(scene.mobilities, points, strict=True):
            for name in ("chair", "assessor", "second"):
                actor = scene.actor(name)
                operations.hand_in_scores(mobility=mobility, actor=actor, scores=scene.given(given))
        scene.close()
        for turn, mobility in enumerate(scene.mobilities):
            operations.decide(
                mobility=scene.fresh(mobility),
                actor=scene.actor("chair"),
                outcome="award" if turn < places else "reserve",
                reasons="So.",
                money=Money(turn < funded or turn >= places, GRANT),
            )
        scene.release()
    deliver_all()
    return scene


def last(scene: Scene, turn: int) -> Decision:
    rows = Decision.objects.filter(assessment__mobility=scene.mobilities[turn]).exclude(released_at=None)
    return rows.order_by("version")[len(rows) - 1]


def paid(scene: Scene) -> list[bool]:
    """Who holds a place with a grant."""
    with scene.house.scope():
        return [
            scene.fresh(mobility).stage in {Stage.AWARDED, Stage.PREPARING} and last(scene, turn).is_funded
            for turn, mobility in enumerate(scene.mobilities)
        ]


@pytest.fixture
def four(house: House) -> Scene:
    """Two with a grant, one without, one on the reserve list; the money is used up."""
    return released(house, points=(10, 10, 5, 0), funded=2, places=3, rules=HOLDERS_FIRST)


def test_the_grant_goes_to_the_holder_and_the_place_to_the_reserve_without(house: House, four: Scene) -> None:
    with house.scope():
        third = four.fresh(four.mobilities[2])
        place.accept_place(mobility=third, actor=four.actor("applicant2"))
    decline(four, 0)
    assert stages(four) == [Stage.DECLINED, Stage.AWARDED, Stage.PREPARING, Stage.AWARDED]
    assert paid(four) == [False, True, True, False]
    with house.scope():
        decision = last(four, 2)
        assert (decision.version, decision.cause, decision.grant) == (2, "grant", GRANT)
        assert (decision.decided_by, decision.released_by) == (None, None)
        entry = Entry.objects.get(verb="decision.grant_given")
        assert entry.facts["freed_by"] == four.fresh(four.mobilities[0]).number
        assert placing.spent(four.call) == 2000
        letter = SentNotice.objects.get(kind="granted")
        assert letter.person == third.person
        assert "A grant came free" in letter.text
        assert SentNotice.objects.get(kind="grant_to_enter").person == house.people["coordinator"]
        told = SentNotice.objects.filter(kind="awarded", person=four.fresh(four.mobilities[3]).person)
        assert "without a grant" in told.get().text
    board = english(house, "chair").get(house.url(f"selection/{four.call.slug}/board/")).content.decode()
    assert "a grant came free" in board
    decline(four, 1)
    assert paid(four) == [False, False, True, True], "who moved up without a grant is next"


def test_as_long_as_the_call_does_not_say_so_the_grant_goes_with_its_place(house: House) -> None:
    rules = {**HOLDERS_FIRST, "after": {"reserve": {}}}
    scene = released(house, points=(10, 10, 5, 0), funded=2, places=3, rules=rules)
    decline(scene, 0)
    assert paid(scene) == [False, True, False, True]


def test_a_place_without_a_grant_frees_none(house: House, four: Scene) -> None:
    decline(four, 2)
    assert stages(four)[3] == Stage.AWARDED
    assert paid(four) == [True, True, False, False]


def test_who_has_left_already_goes_without(house: House, four: Scene) -> None:
    with house.scope():
        Mobility.objects.filter(pk=four.mobilities[2].pk).update(starts_on=clock.today())
    decline(four, 0)
    assert paid(four) == [False, True, False, True], "the grant goes with the place"


def test_equals_are_left_to_people_who_give_the_grant_on_the_board(house: House) -> None:
    scene = released(house, points=(10, 10, 5, 5, 0), funded=2, places=4, rules=HOLDERS_FIRST)
    decline(scene, 0)
    assert paid(scene) == [False, True, False, False, False], "nor is the reserve paid before them"
    with house.scope():
        entry = Entry.objects.get(verb="call.reserve_waits")
        numbers = [scene.fresh(scene.mobilities[turn]).number for turn in (2, 3)]
        assert (entry.facts["reason"], sorted(entry.facts["waiting"])) == ("grant", sorted(numbers))
        assert "share a rank" in SentNotice.objects.filter(kind="reserve_waits")[0].text
        chosen = scene.fresh(scene.mobilities[3])
    client = english(house, "chair")
    board = client.get(house.url(f"selection/{scene.call.slug}/board/")).content.decode()
    address = house.url(f"selection/grant/{chosen.public_id}/")
    assert address in board
    assert client.post(address, {"reasons": "Comes from the smallest unit."}).status_code == 302
    deliver_all()
    assert paid(scene) == [False, True, False, True, False]
    with house.scope():
        assert last(scene, 3).decided_by == house.people["chair"]
        with pytest.raises(Refusal, match="only €0"):
            operations.give_grant(
                mobility=scene.fresh(scene.mobilities[2]), actor=scene.actor("office"), reasons="Too."
            )
        with pytest.raises(Refusal, match="has a grant already"):
            operations.give_grant(mobility=chosen, actor=scene.actor("office"), reasons="Once more.")


def test_the_rule_has_a_box_and_stands_in_the_call_file(house: House) -> None:
    with house.scope():
        scene = make_scene(house, applications=0)
        draft = copy_call(call=scene.call, actor=scene.actor("coordinator"))
    client = english(house, "coordinator")
    address = house.url(f"drafts/{draft.slug}/after/")
    data = {"confirm_days": 8, "appeal_days": 8, "text": ""}
    for chosen in ("holders", "reserve"):
        assert client.post(address, {**data, "freed_grant": chosen}).status_code == 302
        with house.scope():
            draft.refresh_from_db()
            assert ("freed_grant: holders" in text_of(draft)) == (chosen == "holders")
    page = client.get(address).content.decode()
    assert "goes first to those who hold a place without one" in page
