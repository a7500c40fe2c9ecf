"""Places that become free after the release: who moves up by itself, what is left to people, points off."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.enums import DutyKind, Stage
from mobility.models import Duty, Mobility
from mobility.operations import place
from selection import after, operations
from selection.models import Decision, Penalty
from selection.penalties import in_force, points_against
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene
from tests.world import House, make_call, make_mobility


def with_rules(monkeypatch: pytest.MonkeyPatch, **rules: Any) -> None:
    """Every call has these rules."""
    monkeypatch.setattr(after, "rules_of", lambda call: rules)


def released(house: House, *, points: tuple[int, ...], outcomes: tuple[str, ...], places: int) -> Scene:
    """Scored so, decided so, released."""
    with house.scope():
        scene = make_scene(house, applications=len(points), places=places)
        scene.admit_all()
        for mobility, given in zip(scene.mobilities, points, strict=True):
            for name in ("chair", "assessor", "second"):
                actor = scene.actor(name)
                operations.hand_in_scores(mobility=mobility, actor=actor, scores=scene.given(given))
        scene.close()
        scene.decide_all(*outcomes)
        scene.release()
    deliver_all()
    return scene


def decline(scene: Scene, turn: int) -> None:
    with scene.house.scope():
        mobility = scene.fresh(scene.mobilities[turn])
        place.decline_place(mobility=mobility, actor=scene.actor(f"applicant{turn}"), reason="Other plans.")
    deliver_all()


def stages(scene: Scene) -> list[str]:
    with scene.house.scope():
        return [scene.fresh(mobility).stage for mobility in scene.mobilities]


@pytest.fixture
def one_place(house: House) -> Scene:
    """One awarded, two on the reserve list at places 1 and 2."""
    return released(house, points=(10, 5, 0), outcomes=("award", "reserve", "reserve"), places=1)


def test_the_next_moves_up_by_itself(house: House, one_place: Scene) -> None:
    decline(one_place, 0)
    assert stages(one_place) == [Stage.DECLINED, Stage.AWARDED, Stage.RESERVE]
    with house.scope():
        second = one_place.fresh(one_place.mobilities[1])
        entry = Entry.objects.filter(verb="mobility.awarded", file_id=str(second.public_id)).get()
        assert entry.capacity == "system"
        assert "next on the reserve list (place 1)" in entry.note
        assert entry.facts["freed_by"] == one_place.fresh(one_place.mobilities[0]).number
        decision = Decision.objects.get(cause="moved_up")
        assert (decision.version, decision.decided_by, second.place) == (2, None, None)
        duty = Duty.objects.get(mobility=second, kind=DutyKind.CONFIRM_PLACE)
        assert duty.due_on == clock.today() + timedelta(days=one_place.call.confirm_days)
        letter = SentNotice.objects.get(kind="awarded", person=second.person)
        assert "next on the reserve list" in letter.text
    decline(one_place, 1)
    assert stages(one_place) == [Stage.DECLINED, Stage.DECLINED, Stage.AWARDED]


def test_a_place_that_lapsed_or_was_cancelled_moves_on_too(house: House, one_place: Scene) -> None:
    with house.scope():
        first = one_place.fresh(one_place.mobilities[0])
        with clock.travel(clock.now() + timedelta(days=one_place.call.confirm_days + 1)):
            place.let_lapse(mobility=first)
    deliver_all()
    assert stages(one_place)[1] == Stage.AWARDED
    with house.scope():
        second = one_place.fresh(one_place.mobilities[1])
        place.cancel(mobility=second, actor=one_place.actor("office"), reason="The host closed.")
    deliver_all()
    assert stages(one_place)[2] == Stage.AWARDED


def test_who_leaves_the_reserve_list_frees_no_place(house: House, one_place: Scene) -> None:
    decline(one_place, 1)
    assert stages(one_place) == [Stage.AWARDED, Stage.DECLINED, Stage.RESERVE]


def test_a_tie_for_one_place_is_left_to_people(house: House) -> None:
    scene = released(house, points=(10, 5, 5), outcomes=("award", "reserve", "reserve"), places=1)
    decline(scene, 0)
    assert stages(scene)[1:] == [Stage.RESERVE, Stage.RESERVE]
    with house.scope():
        entry = Entry.objects.get(verb="call.reserve_waits")
        assert entry.facts["reason"] == "tie"
        letters = SentNotice.objects.filter(kind="reserve_waits")
        assert {letter.person.first_name for letter in letters} == {"Chair", "Office"}
        assert "Equals stand first" in letters[0].text


def test_equals_all_get_a_place_when_there_is_one_for_each(house: House) -> None:
    scene = released(
        house, points=(10, 10, 5, 5), outcomes=("award", "award", "reserve", "reserve"), places=2
    )
    decline(scene, 0)
    assert stages(scene)[2:] == [Stage.RESERVE, Stage.RESERVE]
    decline(scene, 1)
    assert stages(scene)[2:] == [Stage.AWARDED, Stage.AWARDED]


@pytest.mark.parametrize("reserve", [{"by_hand": True}, {"until": "2020-01-01"}])
def test_the_call_may_keep_the_list_in_its_hands_or_end_it(
    house: House, one_place: Scene, monkeypatch: pytest.MonkeyPatch, reserve: dict[str, Any]
) -> None:
    with_rules(monkeypatch, after={"reserve": reserve})
    decline(one_place, 0)
    assert stages(one_place) == [Stage.DECLINED, Stage.RESERVE, Stage.RESERVE]


def test_whoever_is_elsewhere_at_that_time_is_left_to_people(house: House, one_place: Scene) -> None:
    with house.scope():
        renumber(one_place.mobilities[1])
        make_mobility(house, make_call(house, "another"), who="applicant1", stage=Stage.READY)
    decline(one_place, 0)
    assert stages(one_place)[1] == Stage.RESERVE
    with house.scope():
        assert Entry.objects.get(verb="call.reserve_waits").facts["reason"] == "calendar"


def test_a_place_without_a_grant_is_said_and_costs_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, allocation={"budget": "1500", "zero_grant": True})
    with house.scope():
        scene = make_scene(house, places=2)
        scene.admit_all()
        scene.score_all()
        scene.close()
        chair = scene.actor("chair")
        first, second, third = (scene.fresh(mobility) for mobility in scene.mobilities)
        funded, without = operations.Money(grant=Decimal(1000)), operations.Money(is_funded=False)

        def decide(mobility: Mobility, outcome: str, money: operations.Money = operations.Money()) -> None:  # noqa: B008 (frozen)
            operations.decide(mobility=mobility, actor=chair, outcome=outcome, reasons="So.", money=money)

        decide(first, "award", funded)
        with pytest.raises(Refusal, match="give the grant"):
            decide(second, "award")
        decide(second, "award", funded)
        decide(third, "reserve", funded)
        with pytest.raises(Refusal, match="only €1,500"):
            scene.release()
        decide(second, "award", without)
        scene.release()
    deliver_all()
    with house.scope():
        letter = SentNotice.objects.get(kind="awarded", person=second.person)
        assert "without a grant" in letter.text
    decline(scene, 0)
    with house.scope():
        moved = Decision.objects.get(cause="moved_up")
        assert (moved.is_funded, moved.grant) == (True, Decimal(1000))


def renumber(mobility: Mobility) -> None:
    """The shortcut to another file of the same person gives it the same number."""
    Mobility.objects.filter(pk=mobility.pk).update(number="2026-9999")


def late(scene: Scene, turn: int, days: int) -> None:
    with clock.travel(clock.now() + timedelta(days=days)):
        decline(scene, turn)


def test_a_late_withdrawal_costs_points_in_the_next_call(
    house: House, one_place: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, after={"withdrawal": {"free_days": 3, "penalty": "-10"}})
    late(one_place, 0, 4)
    with house.scope():
        person = house.people["applicant0"]
        penalty = Penalty.objects.get()
        assert (penalty.person, penalty.points, penalty.cause) == (person, Decimal(-10), "declined")
        assert "-10" in SentNotice.objects.get(kind="penalty").text
        later = clock.now() + timedelta(days=100)
        upcoming = make_call(house, "next", opens_at=later, closes_at=later + timedelta(days=20))
        assert points_against(person.pk, upcoming) == -10
        renumber(penalty.mobility)
        make_mobility(house, upcoming, who="applicant0", stage=Stage.SUBMITTED)
        after_next = make_call(
            house, "after", opens_at=later + timedelta(days=99), closes_at=later + timedelta(days=120)
        )
        assert in_force(person.pk, after_next) == [], "it counts in one call"
        with pytest.raises(Refusal):
            operations.strike_penalty(
                mobility=penalty.mobility, actor=one_place.actor("applicant0"), reasons="Please."
            )
        operations.strike_penalty(
            mobility=penalty.mobility, actor=one_place.actor("office"), reasons="Force majeure."
        )
        assert points_against(person.pk, upcoming) == 0


def test_in_the_free_days_nothing_is_noted(
    house: House, one_place: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, after={"withdrawal": {"free_days": 3, "penalty": "-10"}})
    late(one_place, 0, 3)
    with house.scope():
        assert not Penalty.objects.exists()


@pytest.mark.parametrize(("force_majeure", "noted"), [(True, 0), (False, 1)])
def test_force_majeure_costs_nothing(
    house: House, one_place: Scene, monkeypatch: pytest.MonkeyPatch, *, force_majeure: bool, noted: int
) -> None:
    rule = {"penalty": "-5", "even_if_granted_and_not_travelled": True}
    with_rules(monkeypatch, after={"withdrawal": rule})
    with house.scope(), clock.travel(clock.now() + timedelta(days=2)):
        first = one_place.fresh(one_place.mobilities[0])
        place.cancel(
            mobility=first, actor=one_place.actor("office"), reason="Illness.", force_majeure=force_majeure
        )
    deliver_all()
    with house.scope():
        assert Penalty.objects.count() == noted
