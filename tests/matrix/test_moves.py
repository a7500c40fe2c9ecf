"""Every move × stage × capacity out of the table: allowed exactly where a row says so, and told why not."""

from collections import Counter
from datetime import timedelta

import pytest

from core import clock, policy
from core.policy import Refusal
from members.actor import Actor, Held, host, system
from members.enums import Capacity as C
from mobility import relations
from mobility.enums import Stage
from mobility.lifecycle import advance
from mobility.models import Mobility
from mobility.moves import FACES, MOVE, MOVES
from tests.world import House, make_call, make_mobility

OUTSIDERS = (C.FINANCE, C.AUDITOR, C.RECTORATE, C.DEAN, C.ASSESSOR, C.FACULTY_OFFICE)
MOVING = [move for move in MOVES if move.frm]
FLOOR = 2_500


def actor_holding(house: House, capacity: C) -> Actor:
    """Somebody who holds exactly one capacity at the member, and is not the participant."""
    if capacity == C.SYSTEM:
        return system(house.university.pk)
    if capacity == C.HOST:
        return host(house.university.pk, "Host")
    person = house.people["participant" if capacity == C.PARTICIPANT else "colleague"]
    held = Held(capacity, house.member.pk, house.unit.pk if capacity == C.HEAD else None)
    return Actor(person.pk, person.get_full_name(), house.university.pk, (held,), capacity)


def in_its_time(mobility: Mobility, verb: str) -> None:
    """Moves that the calendar makes are asked about when their day has come."""
    yesterday = clock.today() - timedelta(days=1)
    if verb == "let_lapse":
        mobility.confirm_by = yesterday
    if verb == "end":
        mobility.starts_on, mobility.ends_on = yesterday - timedelta(days=4), yesterday


def test_every_stage_is_reached_and_has_a_face() -> None:
    assert {move.to for move in MOVES} == set(Stage)
    assert set(FACES) == set(Stage)
    assert len(MOVE) == len(MOVES)


def test_every_verb_has_a_rule_in_the_app_of_its_row() -> None:
    """The door asks the policy by verb; a row without a rule would let nobody or, worse, everybody through."""
    for move in MOVES:
        assert move.verb in policy.RULES, move.verb


@pytest.mark.parametrize("move", MOVING, ids=lambda move: move.verb)
def test_who_may_move_when(house: House, move: object) -> None:
    """The verdict of the policy agrees with the row, for every stage and every capacity."""
    assert isinstance(move, type(MOVES[0]))
    seen: Counter[str] = Counter()
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
        in_its_time(mobility, move.verb)
        for stage in Stage:
            Mobility.objects.filter(pk=mobility.pk).update(stage=stage)
            mobility.stage = stage
            for capacity in C:
                verdict = policy.can(actor_holding(house, capacity), move.verb, mobility)
                expected = stage in move.frm and capacity in move.by
                assert bool(verdict) == expected, (move.verb, stage, capacity, verdict.reason)
                assert verdict.allowed or str(verdict.reason), "a refusal without words"
                seen["allowed" if verdict else "denied"] += 1
    assert seen["allowed"] == len(move.frm) * len(move.by)
    assert seen["allowed"] + seen["denied"] == len(Stage) * len(C)


def test_the_matrix_is_as_large_as_it_should_be() -> None:
    cells = len(MOVING) * len(Stage) * len(C)
    print(f"moves: cells={cells}")
    assert cells >= FLOOR


@pytest.mark.parametrize("move", MOVING, ids=lambda move: move.verb)
def test_the_door_refuses_a_stage_outside_the_row(house: House, move: object) -> None:
    assert isinstance(move, type(MOVES[0]))
    outside = next(stage for stage in Stage if stage not in move.frm and stage != Stage.AWARDED)
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
        Mobility.objects.filter(pk=mobility.pk).update(stage=outside)
        with pytest.raises(Refusal):
            advance(mobility=mobility, verb=move.verb, actor=actor_holding(house, move.by[0]))
        assert Mobility.objects.get(pk=mobility.pk).stage == outside


@pytest.mark.parametrize("move", MOVING, ids=lambda move: move.verb)
def test_the_door_refuses_who_is_not_in_the_row(house: House, move: object) -> None:
    """The door itself asks the policy: in the right stage, the wrong capacity moves nothing."""
    assert isinstance(move, type(MOVES[0]))
    stage = move.frm[0]
    outsider = next(capacity for capacity in OUTSIDERS if capacity not in move.by)
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=stage)
        in_its_time(mobility, move.verb)
        mobility.save()
        with pytest.raises(Refusal):
            advance(mobility=mobility, verb=move.verb, actor=actor_holding(house, outsider))
        assert Mobility.objects.get(pk=mobility.pk).stage == stage


def test_nobody_decides_on_their_own_mobility(house: House) -> None:
    """A coordinator who applies is a participant in their own file and nothing more."""
    with house.scope():
        mobility = make_mobility(house, make_call(house), who="coordinator", stage=Stage.SUBMITTED)
        me = house.actor("coordinator")
        for verb in ("send_back", "admit", "exclude"):
            assert not policy.can(me, verb, mobility)


def test_a_relation_to_one_mobility_opens_no_other(house: House) -> None:
    with house.scope():
        call = make_call(house)
        mine = make_mobility(house, call, stage=Stage.UNDER_ASSESSMENT)
        other = make_mobility(house, call, who="colleague", stage=Stage.UNDER_ASSESSMENT)
        assessor = house.people["assessor"]
        relations.set_people(mine, relations.ASSESS, [assessor.pk])
        actor = house.actor("assessor")
        assert policy.can(actor, "see_mobility", mine)
        assert not policy.can(actor, "see_mobility", other)
        relations.set_people(mine, relations.ASSESS, [])
        assert not policy.can(actor, "see_mobility", mine)
