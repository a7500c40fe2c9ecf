"""What the pages of selection cost: the same number of statements however many applications there are."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock
from members.models import Person
from mobility.models import Mobility
from selection import operations
from selection.models import Assessment, Sheet
from selection.scale import judged, scales_of
from tests.outbox import deliver_all
from tests.selection.scene import Scene, add_application, make_scene
from tests.world import House

# Statements, sign-in and scope included; not the frame of the transaction.
# One or two of each ask whether a conflict of interest closes something.
BUDGET = {"calls": 9, "queue": 11, "score": 15, "board": 13, "closed board": 13, "autosave": 11,
          "hand_in": 20, "decide": 23, "meeting": 18, "figures": 16, "offline": 10, "download": 12}  # fmt: skip
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "set local")


def cost(act: Callable[[], HttpResponse], status: int = 200) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert act().status_code == status
    return len([query for query in seen.captured_queries if not query["sql"].startswith(FRAME)])


def costs(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    for address in addresses.values():
        client.get(address)
    return {name: cost(lambda address=address: client.get(address)) for name, address in addresses.items()}


def addresses_of(scene: Scene) -> dict[str, str]:
    house, slug = scene.house, scene.call.slug
    return {
        "calls": f"/{house.university.slug}/scoring/",
        "queue": house.url(f"selection/{slug}/"),
        "score": house.url(f"selection/score/{scene.mobilities[0].public_id}/"),
        "board": house.url(f"selection/{slug}/board/"),
    }


def more(scene: Scene, turns: range) -> None:
    """Further applications with the committee, copied as rows from the first one."""
    first = scene.fresh(scene.mobilities[0])
    people = Person.objects.bulk_create(
        [Person(email=f"copy{turn}@example.org", first_name="Copy", last_name=str(turn)) for turn in turns]
    )
    mobilities = Mobility.objects.bulk_create(
        [
            copy_of(first, person=person, number=f"2027-{turn:04d}", public_id=uuid4())
            for turn, person in zip(turns, people, strict=True)
        ]
    )
    assessments = Assessment.objects.bulk_create(
        [copy_of(first.assessment, mobility=mobility) for mobility in mobilities]
    )
    sheets = list(Sheet.objects.filter(assessment=first.assessment))
    Sheet.objects.bulk_create(
        [
            copy_of(sheet, assessment=row, number=row.mobility.number)
            for row in assessments
            for sheet in sheets
        ]
    )


def copy_of(row: Any, **changes: Any) -> Any:
    """The same row as another one, unsaved."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for name in changes:
        fields.pop(f"{name}_id", None)
    return type(row)(**{**fields, **changes, "id": None})


@pytest.mark.parametrize(("few", "many"), [(1, 3), (10, 100)])
def test_pages_cost_the_same_for_few_and_many(house: House, few: int, many: int) -> None:
    with house.scope():
        scene = make_scene(house, applications=min(few, 3), places=2)
        scene.admit_all()
        more(scene, range(len(scene.mobilities), few))
    deliver_all()
    before = costs(house.client("chair"), addresses_of(scene))
    with house.scope():
        more(scene, range(few, many))
        assert Sheet.objects.count() == 3 * many
    after = costs(house.client("chair"), addresses_of(scene))
    assert before == after
    assert {name: count for name, count in after.items() if count > BUDGET[name]} == {}


def test_a_closed_board_and_a_decision_cost_the_same_for_few_and_many(house: House) -> None:
    found = []
    for slug, first, count in (("few", 0, 1), ("many", 1, 6)):
        with house.scope():
            scene = make_scene(house, applications=0, slug=slug)
            scene.mobilities = [add_application(scene, first + turn) for turn in range(count)]
            scene.admit_all()
            scene.score_all()
            operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
            present = frozenset({house.people["chair"].pk})
            notes = operations.Notes(clock.today(), present, Decimal(1))
            operations.note_meeting(call=scene.call, actor=scene.actor("chair"), notes=notes)
            scene.close()
        pages = {
            "meeting": house.url(f"selection/{slug}/meeting/"),
            "figures": house.url(f"selection/{slug}/figures/"),
            "offline": house.url(f"selection/{slug}/sheet/"),
            "download": house.url(f"selection/{slug}/sheet.xlsx"),
            "closed board": house.url(f"selection/{slug}/board/"),
            "decide": house.url(f"selection/decide/{scene.mobilities[0].public_id}/"),
        }
        found.append(costs(house.client("chair"), pages))
    assert found[0] == found[1]
    assert {name: count for name, count in found[1].items() if count > BUDGET[name]} == {}


def test_what_saving_and_handing_in_a_sheet_cost(house: House) -> None:
    """With the audit entry, the stored mean and the duty that is met."""
    with house.scope():
        scene = make_scene(house, applications=2)
        scene.admit_all()
        scales = judged(scales_of(scene.call))
    deliver_all()
    client = house.client("assessor")
    values = {f"points_{s.id}": "5" for s in scales} | {f"sentence_{s.id}": "Clear." for s in scales}
    address = addresses_of(scene)["score"]
    client.get(address)
    autosave = cost(lambda: client.post(address, values, headers={"X-Autosave": "1"}))
    hand_in = cost(lambda: client.post(address, {**values, "next": "1"}), 302)
    assert autosave <= BUDGET["autosave"], autosave
    assert hand_in <= BUDGET["hand_in"], hand_in
