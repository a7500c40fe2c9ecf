"""Counts that the database keeps: whatever is done to the rows, by whatever way, they say what is there."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Count

from core import clock
from mobility.enums import Stage
from mobility.models import Mobility
from selection import counts, operations
from selection.batches import Batch
from selection.board_page import board_page
from selection.counts_check import differences
from selection.models import Assessment, Decision, LineCount, Sheet, SheetCount
from selection.queries_queue import queue
from tests.selection.scene import ASSESSORS, Scene, make_scene
from tests.selection.test_budgets import more
from tests.world import House

ACTS: list[Callable[[random.Random, Scene], Any]] = []


def act(function: Callable[[random.Random, Scene], Any]) -> Callable[[random.Random, Scene], Any]:
    ACTS.append(function)
    return function


def some(chance: random.Random, model: Any, most: int = 4) -> Any:
    """Some rows, none among the possibilities."""
    keys = list(model.objects.values_list("pk", flat=True))
    return model.objects.filter(pk__in=chance.sample(keys, min(len(keys), chance.randrange(most))))


@act
def write_sheets(chance: random.Random, scene: Scene) -> None:
    blank = {"saved_at": None, "put_off_at": None, "handed_in_at": None, "abstention": ""}
    blank |= {"left_out_at": None, "left_out_reason": ""}
    now = clock.now()
    states = [
        {},
        {"saved_at": now},
        {"saved_at": now, "put_off_at": now},
        {"saved_at": now, "handed_in_at": now},
        {"handed_in_at": now, "abstention": "I cannot judge it."},
        {"saved_at": now, "left_out_at": now, "left_out_reason": "A reason."},
    ]
    some(chance, Sheet, 9).update(**(blank | chance.choice(states)))


@act
def move_mobilities(chance: random.Random, scene: Scene) -> None:
    stages = (Stage.UNDER_ASSESSMENT, Stage.WITHDRAWN, Stage.RESERVE, Stage.REFUSED, Stage.SENT_BACK)
    some(chance, Mobility).update(stage=chance.choice(stages))


@act
def rank_anew(chance: random.Random, scene: Scene) -> None:
    some(chance, Assessment, 9).update(
        rank=chance.choice((None, 1, 2)),
        proposed=chance.choice(("", "award", "reserve")),
        closed_at=chance.choice((None, clock.now())),
    )


@act
def put_into_a_batch(chance: random.Random, scene: Scene) -> None:
    when = {"opened_at": clock.now(), "cut_off": clock.now(), "results_by": clock.today()}
    numbered = {"call": scene.call, "number": chance.randrange(1, 4)}
    batch, _made = Batch.objects.get_or_create(
        **numbered, defaults={"member": scene.house.member, "released_at": clock.now(), **when}
    )
    some(chance, Assessment).update(batch=chance.choice((None, batch)))


@act
def decide(chance: random.Random, scene: Scene) -> None:
    for row in some(chance, Assessment).exclude(decisions__released_at=None, decisions__isnull=False):
        said = {"outcome": chance.choice(("award", "refuse")), "reasons": "A reason."}
        by = {"decided_by": scene.house.people["chair"], "decided_at": clock.now()}
        version = Decision.objects.filter(assessment=row).count() + 1
        Decision.objects.create(member=scene.house.member, assessment=row, version=version, **said, **by)


@act
def change_decisions(chance: random.Random, scene: Scene) -> None:
    if chance.random() < 0.3:
        some(chance, Decision).delete()
    some(chance, Decision).filter(released_at=None).update(outcome=chance.choice(("award", "refuse")))
    some(chance, Decision).update(released_at=clock.now())


@act
def take_sheets_back_and_deal_them_again(chance: random.Random, scene: Scene) -> None:
    some(chance, Sheet).filter(scores=None).delete()
    for row in some(chance, Assessment).select_related("mobility"):
        person = scene.house.people[chance.choice(ASSESSORS)]
        if not Sheet.objects.filter(assessment=row, person=person).exists():
            Sheet.asked_of(person.pk, row).save()


@act
def save_stale_rows(chance: random.Random, scene: Scene) -> None:
    """Somebody writes whole rows that they read before something changed."""
    assessments, sheets = list(some(chance, Assessment)), list(some(chance, Sheet))
    move_mobilities(chance, scene)
    change_decisions(chance, scene)
    for row in (*assessments, *sheets):
        row.save()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_written_the_counts_are_those_of_the_rows(house: House, seed: int) -> None:
    chance = random.Random(seed)
    with house.scope():
        scene = make_scene(house)
        scene.admit_all()
        more(scene, range(3, 20))
        for _turn in range(40):
            chance.choice(ACTS)(chance, scene)
            assert differences() == []
        assert not SheetCount.objects.filter(sheets=0).exists()
        assert not LineCount.objects.filter(lines=0).exists()
        everybody = Sheet.objects.order_by().values_list("person").annotate(n=Count("pk"))
        kept = counts.sheets_by_person(scene.call)
        assert {person: states.total() for person, states in kept.items()} == dict(everybody)
        for name in ASSESSORS:
            person = house.people[name]
            listed = [row.state for row in queue(scene.call, person.pk)]
            assert counts.sheets_of(scene.call.pk, person.pk) == {s: listed.count(s) for s in set(listed)}


def test_the_way_through_the_procedure_is_counted(house: House) -> None:
    with house.scope():
        scene = make_scene(house, places=1)
        scene.admit_all()
        assert counts.owed(scene.call) == {house.people[name].get_full_name(): 3 for name in ASSESSORS}
        scene.score_all(names=("chair", "assessor"))
        second = house.people["second"].get_full_name()
        assert counts.owed(scene.call) == {second: 3}
        scene.score_all(names=("second",))
        assert counts.owed(scene.call) == {}
        scene.close()
        assert board_page(scene.call).undecided == len(scene.mobilities)
        scene.decide_all("award", "reserve", "refuse")
        page = board_page(scene.call)
        assert (page.undecided, page.board.pending) == (0, {"award": 1, "reserve": 1, "refuse": 1})
        scene.release()
        page = board_page(scene.call)
        assert (page.board.taken, set(page.board.pending.values())) == (1, {0})
        assert differences() == []


def test_a_conflict_that_was_not_brought_in_line_is_in_no_count(house: House) -> None:
    with house.scope():
        scene = make_scene(house)
        scene.admit_all()
        person = house.people["second"]
        closed = frozenset({scene.mobilities[0].pk})
        of_call = counts.sheets_by_call(person.pk, closed=closed)[scene.call.pk]
        assert of_call.total() == counts.sheets_of(scene.call.pk, person.pk, closed=closed).total() == 2
        assert counts.owed(scene.call, closed=closed)[person.get_full_name()] == 2
        assert counts.of_files(closed) == {scene.call.pk: (1, 3, 0)}
        operations.step_back(
            mobility=scene.mobilities[0], actor=scene.actor("second"), reason="We are married."
        )
        assert counts.sheets_of(scene.call.pk, person.pk, closed=closed).total() == 2


def test_the_check_names_what_differs(house: House) -> None:
    with house.scope():
        make_scene(house).admit_all()
    call_command("verify_counts")
    with house.scope():
        SheetCount.objects.filter(person=house.people["second"]).update(sheets=7)
        LineCount.objects.all().delete()
        found = differences()
    assert [words.partition(" ")[0] for words in found] == ["selection.SheetCount", "selection.LineCount"]
    assert "7 kept, 3 there" in found[0]
    with pytest.raises(CommandError):
        call_command("verify_counts")
