"""Who leads a committee, how many of it must take part, and who is dealt which application."""

import pytest

from core import policy
from core.models import Entry
from core.policy import Refusal
from selection import operations
from selection.enums import Dealing, OwnUnit
from selection.operations import Plan
from tests.selection.scene import Scene
from tests.selection.seats import assessor_called, days, deputy, in_days, make_fresh, open_sheets, seat_of
from tests.world import House, employ

LEADING = ("open_meeting", "close_scoring")


@pytest.mark.parametrize(
    ("who", "stands_in_for", "leads"),
    [
        ("chair", "", True),
        ("second", "", True),
        ("assessor", "", False),
        ("substitute", "chair", True),
        ("substitute", "second", True),
        ("substitute", "assessor", False),
        ("coordinator", "", False),
    ],
)
def test_who_leads_a_committee(house: House, scene: Scene, who: str, stands_in_for: str, leads: bool) -> None:
    with house.scope():
        deputy(scene, "second")
        if stands_in_for:
            operations.name_substitute(
                seat=seat_of(scene, stands_in_for),
                actor=scene.actor("coordinator"),
                person=assessor_called(house, who),
                **days(0, 5),
            )
        scene.admit_all()
        can = [bool(policy.can(scene.actor(who), verb, scene.call)) for verb in LEADING]
        assert can == [leads] * len(LEADING)
    with in_days(6), house.scope():
        still = bool(policy.can(scene.actor(who), "open_meeting", make_fresh(scene)))
        assert still == (leads and not stands_in_for)


def test_the_deputy_carries_a_selection_through(house: House, scene: Scene) -> None:
    with house.scope():
        deputy(scene, "second")
        scene.admit_all()
        scene.score_all()
        leader = scene.actor("second")
        operations.close_scoring(call=scene.call, actor=leader)
        for mobility, outcome in zip(scene.mobilities, ("award", "award", "reserve"), strict=True):
            operations.decide(mobility=scene.fresh(mobility), actor=leader, outcome=outcome, reasons="So.")
        released = operations.release_results(call=make_fresh(scene), actor=leader)
        assert (released.awarded, released.reserve) == (2, 1)
        entry = Entry.objects.get(verb="call.results_released")
        assert (entry.actor_id, entry.capacity) == (leader.person_id, "chair")


HANDED, ABSTAINED, NOTHING = "handed in", "abstained", ""


def answer(scene: Scene, name: str, way: str) -> None:
    """Somebody does this with all their applications."""
    actor = scene.actor(name)
    for mobility in scene.mobilities:
        if way == HANDED:
            operations.hand_in_scores(mobility=mobility, actor=actor, scores=scene.given(5))
        elif way == ABSTAINED:
            operations.abstain(mobility=mobility, actor=actor, reason="Not my field.")


@pytest.mark.parametrize(
    ("quorum", "ways", "holds"),
    [
        (0, (HANDED, NOTHING, NOTHING), True),
        (1, (HANDED, NOTHING, NOTHING), True),
        (2, (HANDED, NOTHING, NOTHING), False),
        (2, (HANDED, ABSTAINED, NOTHING), True),
        (3, (HANDED, HANDED, NOTHING), False),
        (3, (HANDED, ABSTAINED, ABSTAINED), True),
        (3, (HANDED, HANDED, HANDED), True),
    ],
)
def test_scoring_is_not_closed_below_the_quorum(
    house: House, scene: Scene, quorum: int, ways: tuple[str, ...], holds: bool
) -> None:
    with house.scope():
        deputy(scene, "second", quorum=quorum)
        scene.admit_all()
        for name, way in zip(("chair", "second", "assessor"), ways, strict=True):
            answer(scene, name, way)
        if holds:
            scene.close("Ill.")
            assert scene.call.scoring_closed_at is not None
        else:
            with pytest.raises(Refusal, match="quorum"):
                scene.close("Ill.")
            assert make_fresh(scene).scoring_closed_at is None


def test_a_quorum_is_asked_of_each_application_and_again_at_the_release(house: House, scene: Scene) -> None:
    with house.scope():
        deputy(scene, "second", quorum=3)
        scene.admit_all()
        scene.score_all()
        scene.close()
        scene.decide_all("award", "award", "reserve")
        short = scene.mobilities[2]
        operations.step_back(mobility=short, actor=scene.actor("assessor"), reason="We are cousins.")
        with pytest.raises(Refusal, match=rf"quorum of 3 .*{short.number} \(2\)"):
            scene.release()


def test_a_substitute_counts_for_the_seat_in_the_quorum(house: House, scene: Scene) -> None:
    with house.scope():
        deputy(scene, "second", quorum=3)
        operations.name_substitute(
            seat=seat_of(scene, "assessor"),
            actor=scene.actor("coordinator"),
            person=assessor_called(house, "substitute"),
            **days(0, 5),
        )
        scene.admit_all()
        scene.score_all(names=("chair", "second"))
        with pytest.raises(Refusal, match="quorum"):
            scene.close("Ill.")
        scene.score_all(names=("substitute",))
        scene.close()


@pytest.mark.parametrize(
    ("own_unit", "expected"),
    [(OwnUnit.ANY, [3, 3]), (OwnUnit.NEVER, [1, 3]), (OwnUnit.ALWAYS, [2, 0])],
)
def test_sheets_dealt_by_unit(house: House, scene: Scene, own_unit: OwnUnit, expected: list[int]) -> None:
    """The assessor works in the unit of two of the three applicants, the second one in none."""
    with house.scope():
        employ(house, house.people["assessor"])
        other = scene.mobilities[2]
        type(other).objects.filter(pk=other.pk).update(unit=house.other_unit)
        for mobility in scene.mobilities:
            operations.admit(mobility=scene.fresh(mobility), actor=scene.actor("coordinator"))
        operations.set_dealing(
            call=scene.call, actor=scene.actor("coordinator"), plan=Plan(Dealing.EVERYONE, own_unit)
        )
        assert [open_sheets(scene, name) for name in ("assessor", "second")] == expected


def test_sheets_dealt_by_hand(house: House, scene: Scene) -> None:
    with house.scope():
        scene.admit_all()
        coordinator, people = scene.actor("coordinator"), house.people
        rows = {mobility.pk: mobility.assessment.pk for mobility in map(scene.fresh, scene.mobilities)}
        first, second, third = (rows[mobility.pk] for mobility in scene.mobilities)
        wanted = {first: {people["assessor"].pk}, second: {people["second"].pk}, third: set()}
        with pytest.raises(Refusal, match="not dealt by hand"):
            operations.assign(call=scene.call, actor=coordinator, wanted=wanted)
        operations.set_dealing(call=scene.call, actor=coordinator, plan=Plan(Dealing.BY_HAND))
        operations.assign(call=scene.call, actor=coordinator, wanted=wanted)
        names = ("chair", "assessor", "second")
        assert [open_sheets(scene, name) for name in names] == [0, 1, 1]
        operations.save_scores(
            mobility=scene.mobilities[0], actor=scene.actor("assessor"), scores=scene.given(5)
        )
        made = operations.assign(
            call=scene.call, actor=coordinator, wanted={first: {people["chair"].pk}, second: set()}
        )
        assert made == 1
        assert [open_sheets(scene, name) for name in names] == [1, 1, 0], "what was begun stays"


def test_nobody_is_dealt_an_application_that_is_closed_to_them(house: House, scene: Scene) -> None:
    with house.scope():
        scene.admit_all()
        coordinator = scene.actor("coordinator")
        operations.step_back(mobility=scene.mobilities[0], actor=scene.actor("assessor"), reason="Cousins.")
        operations.set_dealing(call=scene.call, actor=coordinator, plan=Plan(Dealing.BY_HAND))
        row = scene.fresh(scene.mobilities[0]).assessment.pk
        with pytest.raises(Refusal, match="conflict of interest"):
            operations.assign(call=scene.call, actor=coordinator, wanted={row: {house.people["assessor"].pk}})
