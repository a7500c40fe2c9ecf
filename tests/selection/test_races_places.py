"""Sixteen at the same instant for the places of one call, on transactions that really commit; with controls."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from core import clock
from core.models import Entry
from core.policy import Refusal
from members import operations as people
from members.actor import system
from members.enums import Capacity
from mobility.enums import Stage
from mobility.models import Call, Mobility
from mobility.operations import place
from selection import after, operations
from selection.deciding.results import settle
from selection.models import Assessment, Decision
from selection.operations import grants, later, placing
from tests.outbox import deliver_all
from tests.selection.test_races import both, meeting, unlocked
from tests.world import SINCE, House, employ, make_call, make_house, make_mobility, make_university, person_in

CLIENTS = 16


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> None:
    """Refusals are compared in English, in every thread."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def real_house(real_db: None) -> House:
    return make_house(make_university("emona"), "ff")


def decided(house: House, call: Call, who: str, outcome: str, turn: int) -> Mobility:
    """One application as a release left it: awarded, or on the reserve list at its place."""
    if who not in house.people:
        house.people[who] = person_in(house, who)
        employ(house, house.people[who])
    stage = Stage.AWARDED if outcome == "award" else Stage.RESERVE
    mobility = make_mobility(house, call, who=who, stage=stage)
    Mobility.objects.filter(pk=mobility.pk).update(place=turn if outcome == "reserve" else None)
    assessment = Assessment.objects.create(
        member=house.member,
        mobility=mobility,
        call=call,
        opened_at=clock.now(),
        closed_at=clock.now(),
        rank=turn,
        total=Decimal(100 - turn),
    )
    Decision.objects.create(
        member=house.member,
        assessment=assessment,
        outcome=outcome,
        reasons="So.",
        place=turn if outcome == "reserve" else None,
        grant=Decimal(1000),
        decided_by=house.people["chair"],
        decided_at=clock.now(),
        released_by=house.people["chair"],
        released_at=clock.now(),
    )
    return mobility


def released(
    house: House, *, awarded: int, reserve: int, places: int
) -> tuple[Call, list[Mobility], list[Mobility]]:
    """A call after its release, with its officers: the awarded, and the reserve list in its order."""
    now = clock.now()
    with house.scope():
        call = make_call(
            house,
            places=places,
            opens_at=now - timedelta(days=30),
            closes_at=now - timedelta(days=9),
            scoring_closed_at=now,
            released_at=now,
        )
        for turn in range(CLIENTS):
            name = f"officer{turn}"
            house.people[name] = person_in(house, name)
            people.appoint(
                person=house.people[name],
                capacity=Capacity.CHAIR if turn % 2 else Capacity.OFFICE,
                actor=system(house.university.pk),
                starts_on=SINCE,
                member=house.member if turn % 2 else None,
            )
        winners = [decided(house, call, f"winner{turn}", "award", turn + 1) for turn in range(awarded)]
        waiting = [decided(house, call, f"waiting{turn}", "reserve", turn + 1) for turn in range(reserve)]
    return call, winners, waiting


def give_back(house: House, mobility: Mobility, who: str) -> Any:
    seen = Mobility.objects.select_related("call").get(pk=mobility.pk)
    return place.decline_place(mobility=seen, actor=house.actor(who), reason="Other plans.")


def award(house: House, mobility: Mobility, turn: int) -> Any:
    """By an officer of the university, sixteen of them at different desks."""
    seen = Mobility.objects.select_related("call").get(pk=mobility.pk)
    actor = house.actor(f"officer{turn - turn % 2}")
    return operations.award_later(mobility=seen, actor=actor, reasons="A place became free.")


def taken(house: House, call: Call) -> int:
    with house.scope():
        return Mobility.objects.filter(call=call, stage=Stage.AWARDED).count()


def all_award(house: House, waiting: list[Mobility]) -> list[Any]:
    def act(turn: int) -> Any:
        return lambda: award(house, waiting[turn], turn)

    return both(house, *(act(turn) for turn in range(CLIENTS)))


def test_sixteen_award_the_last_place_and_one_wins(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, _winners, waiting = released(real_house, awarded=0, reserve=CLIENTS, places=1)
    with meeting(monkeypatch, placing, "taken_places", people=CLIENTS):
        results = all_award(real_house, waiting)
    told = [str(result) for result in results if isinstance(result, Refusal)]
    assert taken(real_house, call) == 1
    assert Counter(told) == {"1 awards, but only 0 places are free.": CLIENTS - 1}


def test_control_without_the_lock_more_than_one_wins(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, _winners, waiting = released(real_house, awarded=0, reserve=CLIENTS, places=1)
    monkeypatch.setattr(later, "lock_call", unlocked)
    with meeting(monkeypatch, placing, "taken_places", people=CLIENTS):
        all_award(real_house, waiting)
    assert taken(real_house, call) > 1


def test_the_budget_is_not_exceeded(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places for all, money for three."""
    monkeypatch.setattr(after, "rules_of", lambda call: {"allocation": {"budget": "3500"}})
    call, _winners, waiting = released(real_house, awarded=0, reserve=CLIENTS, places=CLIENTS)
    with meeting(monkeypatch, placing, "spent", people=CLIENTS):
        results = all_award(real_house, waiting)
    assert taken(real_house, call) == 3
    assert sum(isinstance(result, Refusal) for result in results) == CLIENTS - 3
    with real_house.scope():
        assert placing.spent(call) == 3000


def test_control_without_the_lock_the_budget_is_exceeded(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(after, "rules_of", lambda call: {"allocation": {"budget": "3500"}})
    call, _winners, waiting = released(real_house, awarded=0, reserve=CLIENTS, places=CLIENTS)
    monkeypatch.setattr(later, "lock_call", unlocked)
    with meeting(monkeypatch, placing, "spent", people=CLIENTS):
        all_award(real_house, waiting)
    assert taken(real_house, call) > 3


def test_sixteen_give_back_and_the_first_sixteen_move_up_once(real_house: House) -> None:
    call, winners, waiting = released(real_house, awarded=CLIENTS, reserve=CLIENTS + 4, places=CLIENTS)

    def act(turn: int) -> Any:
        return lambda: give_back(real_house, winners[turn], f"winner{turn}")

    results = both(real_house, *(act(turn) for turn in range(CLIENTS)))
    assert not [result for result in results if isinstance(result, Exception)]
    deliver_all()
    with real_house.scope():
        stages = [Mobility.objects.get(pk=mobility.pk).stage for mobility in waiting]
        assert stages == [Stage.AWARDED] * CLIENTS + [Stage.RESERVE] * 4
        assert Entry.objects.filter(verb="mobility.awarded").count() == CLIENTS
    assert taken(real_house, call) == CLIENTS


def test_the_machine_and_fifteen_officers_give_one_place_away_once(real_house: House) -> None:
    call, winners, waiting = released(real_house, awarded=1, reserve=CLIENTS, places=1)

    def act(turn: int) -> Any:
        if turn == 0:
            return lambda: give_back(real_house, winners[0], "winner0")
        return lambda: award(real_house, waiting[turn], turn)

    both(real_house, *(act(turn) for turn in range(CLIENTS)))
    deliver_all()
    assert taken(real_house, call) == 1


HOLDERS_FIRST = {
    "allocation": {"budget": "16000", "zero_grant": True},
    "after": {"reserve": {}, "freed_grant": "holders"},
}


def with_holders(house: House) -> tuple[Call, list[Mobility], list[Mobility], list[Mobility]]:
    """Sixteen with a grant, eight without behind them, ten on the reserve list; the money is used up."""
    call, winners, waiting = released(house, awarded=CLIENTS, reserve=10, places=CLIENTS + 8)
    with house.scope():
        Call.objects.filter(pk=call.pk).update(rules=HOLDERS_FIRST)
        holders = [decided(house, call, f"holder{turn}", "award", 20 + turn) for turn in range(8)]
        Decision.objects.filter(assessment__mobility__in=holders).update(is_funded=False)
        for turn, mobility in enumerate(waiting):
            Assessment.objects.filter(mobility=mobility).update(rank=40 + turn)
    return call, winners, holders, waiting


def all_give_back(house: House, winners: list[Mobility]) -> list[Any]:
    def act(turn: int) -> Any:
        return lambda: give_back(house, winners[turn], f"winner{turn}")

    return both(house, *(act(turn) for turn in range(CLIENTS)))


def funded(mobilities: list[Mobility]) -> list[bool]:
    """Of each whether the last decision has a grant."""
    rows = [Decision.objects.filter(assessment__mobility=one).order_by("version") for one in mobilities]
    return [bool(row.reverse()[0].is_funded and row.reverse()[0].outcome == "award") for row in rows]


def test_sixteen_give_back_and_their_grants_go_down_the_ranking(real_house: House) -> None:
    call, winners, holders, waiting = with_holders(real_house)
    results = all_give_back(real_house, winners)
    assert not [result for result in results if isinstance(result, Exception)]
    deliver_all()
    with real_house.scope():
        assert funded(holders) == [True] * 8
        assert funded(waiting) == [True] * 8 + [False] * 2
        assert placing.spent(call) == 16000
        # Some were seen together: then the money goes on at once to several.
        assert Entry.objects.filter(verb="decision.grant_given").count() >= len(holders)
    assert taken(real_house, call) == 18


def test_control_without_the_lock_several_give_the_same_grant(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixteen gave back before anything followed; without the lock several give a grant to the same holder."""
    call, winners, _holders, _waiting = with_holders(real_house)
    with real_house.scope():
        # Facts that were never frozen are frozen at the first look, and would make the others wait.
        settle(Call.objects.get(pk=call.pk))
        Mobility.objects.filter(pk__in=[one.pk for one in winners]).update(stage=Stage.DECLINED)

    def act(turn: int) -> Any:
        seen = Mobility.objects.select_related("call").get(pk=winners[turn].pk)
        return lambda: operations.move_up(freed=seen)

    monkeypatch.setattr(later, "lock_call", unlocked)
    with real_house.scope():
        acts = [act(turn) for turn in range(CLIENTS)]
    with meeting(monkeypatch, grants, "who_gets_the_grant", people=CLIENTS):
        results = both(real_house, *acts)
    assert any(isinstance(result, Refusal | IntegrityError) for result in results)
