"""Seats for tests of committees: who sits, from when to when, and the days going by."""

from contextlib import AbstractContextManager
from datetime import timedelta

from core import clock
from members.models import Person
from mobility.models import Call
from selection import operations, tasks
from selection.enums import Role
from selection.models import Seat, Sheet
from selection.operations import Terms
from tests.outbox import deliver_all
from tests.selection.scene import Scene, appoint_assessor
from tests.world import House, person_in


def assessor_called(house: House, name: str) -> Person:
    """One more person who may sit in committees of the member."""
    house.people[name] = person_in(house, name)
    appoint_assessor(house, name)
    return house.people[name]


def seat_of(scene: Scene, name: str) -> Seat:
    return Seat.objects.get(call=scene.call, person=scene.house.people[name], stands_in_for=None)


def days(first: int | None, last: int | None) -> dict[str, object]:
    """A mandate by days from today."""
    today = clock.today()
    return {
        name: None if shift is None else today + timedelta(days=shift)
        for name, shift in (("starts_on", first), ("ends_on", last))
    }


def open_sheets(scene: Scene, name: str) -> int:
    """How many applications somebody is asked to score."""
    sheets = Sheet.objects.filter(assessment__call=scene.call, person=scene.house.people[name])
    return sheets.filter(handed_in_at=None, left_out_at=None).count()


def in_days(shift: int) -> AbstractContextManager[None]:
    return clock.travel(clock.now() + timedelta(days=shift))


def day_goes_by(scene: Scene) -> None:
    """What the calendar brings, and all that follows."""
    tasks.bring_in_line(scene.house.university.pk)
    deliver_all()


def deputy(scene: Scene, name: str, **terms: int) -> None:
    """Seat the same people with somebody as deputy."""
    people = scene.house.people
    operations.seat_committee(
        call=scene.call,
        actor=scene.actor("coordinator"),
        chair=people["chair"],
        members=[people["assessor"]],
        terms=Terms(deputy=people[name], **terms),
    )
    assert seat_of(scene, name).role == Role.DEPUTY


def make_fresh(scene: Scene) -> Call:
    """The call as another request reads it."""
    return Call.objects.get(pk=scene.call.pk)
