"""Places by quota that become free: the rules say who of the reserve list may have them, however many leave at once."""

from typing import Any

import pytest

from core.models import Entry
from members.models import Employment
from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection import operations
from selection.deciding.gathering import freeze_missing
from selection.deciding.rules import rules_of
from selection.models import Assessment, Decision
from selection.operations import later
from tests.outbox import deliver_all
from tests.selection.scene import ASSESSORS, Scene, make_scene
from tests.selection.test_races import both, meeting, unlocked
from tests.selection.test_races_places import CLIENTS, give_back, in_english, real_house, released
from tests.selection.test_reserve import decline
from tests.selection.test_rules_at_work import GROUP
from tests.world import House

__all__ = ["in_english", "real_house"]
TEACHING, PROFESSIONAL = "teaching", "professional"


def rules_with(spill: str, places: int = 1, **more: Any) -> dict[str, Any]:
    """So many places for teaching staff and so many for professional staff."""
    quotas = [
        {"code": group, "for": {"fact": "group", "is": group}, "places": places, "spill": spill}
        for group in (TEACHING, PROFESSIONAL)
    ]
    return {
        "facts": [GROUP],
        "order": [{"by": "total"}, {"by": "decision"}],
        "allocation": {"places": 2 * places, "quotas": quotas, **more.pop("allocation", {})},
        "after": {"reserve": {"order": "quota"}},
        **more,
    }


def ranked(house: House, groups: str, **fields: Any) -> Scene:
    """Released as the rules propose: one application for each letter (t, p), the best first."""
    fields = {"places": 2, **fields}
    with house.scope():
        scene = make_scene(house, applications=len(groups), **fields)
        for letter, mobility in zip(groups, scene.mobilities, strict=True):
            group = TEACHING if letter == "t" else PROFESSIONAL
            Employment.objects.filter(pk=mobility.employment_id).update(staff_group=group)
        scene.admit_all()
        for turn, mobility in enumerate(scene.mobilities):
            for place, name in enumerate(ASSESSORS):
                given = scene.given(min(10, max(0, 30 - 5 * turn - 10 * place)))
                operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=given)
        scene.close()
        operations.take_over(call=scene.call, actor=scene.actor("chair"))
        scene.release()
    deliver_all()
    return scene


def awarded(scene: Scene) -> dict[int, str]:
    """Who holds a place, and in which quota it is counted."""
    with scene.house.scope():
        found = {}
        for turn, mobility in enumerate(scene.mobilities):
            if scene.fresh(mobility).stage == Stage.AWARDED:
                rows = Decision.objects.filter(assessment__mobility=mobility, outcome="award")
                found[turn] = rows.order_by("version").last().quota
        return found


def test_within_the_quota_the_next_of_it_moves_up_past_the_better_of_another(house: House) -> None:
    scene = ranked(house, "tpppt", rules=rules_with("none"))
    assert awarded(scene) == {0: TEACHING, 1: PROFESSIONAL}
    decline(scene, 0)
    assert awarded(scene) == {1: PROFESSIONAL, 4: TEACHING}
    with house.scope():
        fifth = scene.fresh(scene.mobilities[4])
        entry = Entry.objects.get(verb="mobility.awarded", file_id=str(fifth.public_id))
        assert entry.facts["quota"] == TEACHING
    decline(scene, 1)
    assert awarded(scene) == {2: PROFESSIONAL, 4: TEACHING}
    decline(scene, 4)
    assert awarded(scene) == {2: PROFESSIONAL}, "nobody of the quota waits, and it lets nobody else in"
    with house.scope():
        waits = Entry.objects.get(verb="call.reserve_waits")
        assert (waits.facts["reason"], waits.facts["waiting"]) == ("quota", [scene.mobilities[3].number])


def test_a_quota_that_lets_its_places_go_gives_them_to_the_first_who_waits(house: House) -> None:
    scene = ranked(house, "tppp", rules=rules_with("everyone"))
    decline(scene, 0)
    assert awarded(scene) == {1: PROFESSIONAL, 2: TEACHING}
    decline(scene, 1)
    assert awarded(scene) == {2: TEACHING, 3: PROFESSIONAL}


def test_a_limit_and_the_sources_of_money_are_asked_too(house: House) -> None:
    one_a_group = {"limits": [{"per": "group", "at_most": 1}], "quotas": [], "places": 2}
    sources = [{"code": "project", "places": 1}, {"code": "consortium", "places": 1}]
    scene = ranked(house, "tptp", rules=rules_with("none", allocation={**one_a_group, "sources": sources}))
    with house.scope():
        held = Decision.objects.filter(outcome="award").order_by("assessment__mobility_id")
        assert [row.source for row in held] == ["project", "consortium"]
    decline(scene, 1)
    assert sorted(awarded(scene)) == [0, 3], "not the third: there is one of that group already"
    with house.scope():
        assert Decision.objects.get(cause="moved_up").source == "consortium"


def in_quotas(house: House) -> tuple[Call, list[Mobility], list[Mobility]]:
    """Sixteen places by quota, all given; of those who wait the first twelve are of one quota, eight of the other."""
    call, winners, waiting = released(house, awarded=CLIENTS, reserve=CLIENTS + 4, places=CLIENTS)
    with house.scope():
        Call.objects.filter(pk=call.pk).update(rules=rules_with("none", CLIENTS // 2))
        for turn, mobility in enumerate([*winners, *waiting]):
            is_first = turn % 2 == 0 if turn < CLIENTS else turn < CLIENTS + 12
            group = TEACHING if is_first else PROFESSIONAL
            Employment.objects.filter(pk=mobility.employment_id).update(staff_group=group)
            Decision.objects.filter(assessment__mobility=mobility, outcome="award").update(quota=group)
        # Frozen now: in the control the writing of facts would let one wait for another as the lock does.
        call.refresh_from_db()
        freeze_missing(call, rules_of(call), list(Assessment.objects.filter(mobility__call=call)))
    return call, winners, waiting


def all_leave(house: House, winners: list[Mobility]) -> None:
    def act(turn: int) -> Any:
        return lambda: give_back(house, winners[turn], f"winner{turn}")

    results = both(house, *(act(turn) for turn in range(CLIENTS)))
    assert not [result for result in results if isinstance(result, Exception)]
    deliver_all()


def moved(house: House, waiting: list[Mobility]) -> list[int]:
    with house.scope():
        stages = [Mobility.objects.get(pk=mobility.pk).stage for mobility in waiting]
    return [turn for turn, stage in enumerate(stages) if stage == Stage.AWARDED]


def test_sixteen_leave_at_once_and_sixteen_move_up_within_the_quotas(real_house: House) -> None:
    _call, winners, waiting = in_quotas(real_house)
    all_leave(real_house, winners)
    assert moved(real_house, waiting) == [*range(8), *range(12, 20)]
    with real_house.scope():
        rows = Decision.objects.filter(cause="moved_up")
        assert [rows.filter(quota=group).count() for group in (TEACHING, PROFESSIONAL)] == [8, 8]


def test_control_without_the_lock_not_all_of_them_move_up(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _call, winners, waiting = in_quotas(real_house)
    monkeypatch.setattr(later, "lock_call", unlocked)
    with meeting(monkeypatch, later, "who_moves_up", people=CLIENTS):
        all_leave(real_house, winners)
    assert moved(real_house, waiting) != [*range(8), *range(12, 20)]
