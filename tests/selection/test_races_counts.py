"""Sixteen at the same instant: nobody waits for another's count, and in the end it is exact."""

import threading
from collections.abc import Callable
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections

from mobility.enums import Stage
from mobility.models import Mobility
from selection import counts, operations
from selection.counts_check import differences
from selection.models import Sheet, SheetCount
from selection.operations import scoring
from tests.selection.scene import Scene, make_scene
from tests.selection.test_races import both
from tests.world import make_house, make_university

AT_ONCE = 16
PATIENCE = 10
# As one would write it at first: read the number, write another.
NAIVE = """
create or replace function selection_add_sheets(
  of_university bigint, of_member bigint, of_call bigint, of_person bigint, in_stage text, in_state text, more bigint)
returns void language plpgsql as $$
declare known bigint;
begin
  select coalesce(sum(sheets), 0) into known from selection_sheetcount
   where call_id = of_call and person_id = of_person and stage = in_stage and state = in_state;
  perform pg_sleep(0.1);
  delete from selection_sheetcount
   where call_id = of_call and person_id = of_person and stage = in_stage and state = in_state;
  insert into selection_sheetcount (university_id, member_id, call_id, person_id, stage, state, sheets)
  values (of_university, of_member, of_call, of_person, in_stage, in_state, known + more);
end $$
"""


@pytest.fixture
def scene(real_db: None) -> Scene:
    """A call with sixteen applications and three assessors."""
    house = make_house(make_university("emona"), "ff")
    with house.scope():
        scene = make_scene(house, applications=AT_ONCE)
        scene.admit_all()
    return scene


@contextmanager
def replaced(statement: str) -> Any:
    """Another function in the place of one of the database's own, for a while."""
    target = connections["owner"].settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    with closing(psycopg2.connect(**{key: target[name] for key, name in names.items()})) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute("select pg_get_functiondef('selection_add_sheets'::regproc)")
            before = cursor.fetchone()[0]
            cursor.execute(statement)
            try:
                yield
            finally:
                cursor.execute(before)


def hand_ins(scene: Scene, *names: str) -> list[Callable[[], Any]]:
    """All applications handed in at once, by these people in turns."""

    def hand_in(mobility: Mobility, name: str) -> Callable[[], Any]:
        actor, scores = scene.actor(name), scene.given(5)
        return lambda: operations.hand_in_scores(mobility=mobility, actor=actor, scores=scores)

    with scene.house.scope():
        return [hand_in(mobility, names[turn % len(names)]) for turn, mobility in enumerate(scene.mobilities)]


def handed_in(scene: Scene, *names: str) -> int:
    with scene.house.scope():
        return sum(
            counts.sheets_of(scene.call.pk, scene.house.people[name].pk)["handed_in"] for name in names
        )


@pytest.mark.parametrize("names", [("assessor",), ("chair", "assessor", "second")])
def test_sixteen_hand_ins_are_counted_exactly_and_wait_for_nobody(
    scene: Scene, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    barrier, real = threading.Barrier(AT_ONCE), scoring.recount

    def all_have_written(assessment: Any) -> None:
        """Everybody's sheet is written and counted, and nobody's transaction has ended."""
        real(assessment)
        barrier.wait(timeout=PATIENCE)

    monkeypatch.setattr(scoring, "recount", all_have_written)
    results = both(scene.house, *hand_ins(scene, *names))
    assert [result for result in results if not isinstance(result, Sheet)] == []
    assert handed_in(scene, *names) == AT_ONCE
    with scene.house.scope():
        assert differences() == []


def test_rows_of_a_count_are_folded_again(scene: Scene) -> None:
    *first, last = hand_ins(scene, "assessor")
    both(scene.house, *first)
    with scene.house.scope():
        last()
        rows = SheetCount.objects.filter(person=scene.house.people["assessor"])
        assert [(row.state, row.sheets) for row in rows] == [("handed_in", AT_ONCE)]


def test_control_a_number_read_and_written_loses_some(scene: Scene) -> None:
    with replaced(NAIVE):
        both(scene.house, *hand_ins(scene, "assessor"))
    with scene.house.scope():
        assert differences() != []


def test_an_application_is_given_up_while_its_sheet_is_handed_in(scene: Scene) -> None:
    """Whoever comes second sees what the first one wrote: the sheet is counted once, where its application stands."""
    mobility, written = scene.mobilities[0], threading.Event()

    def write_the_sheet() -> None:
        sheet = Sheet.objects.get(assessment__mobility=mobility, person=scene.house.people["second"])
        sheet.left_out_at, sheet.left_out_reason = sheet.assessment.opened_at, "A reason."
        sheet.save()
        written.set()
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.5)")

    def give_up() -> None:
        written.wait(timeout=PATIENCE)
        Mobility.objects.filter(pk=mobility.pk).update(stage=Stage.WITHDRAWN)

    assert both(scene.house, write_the_sheet, give_up) == [None, None]
    with scene.house.scope():
        assert differences() == []
        assert set(Sheet.objects.filter(assessment__mobility=mobility).values_list("stage", flat=True)) == {
            Stage.WITHDRAWN
        }
