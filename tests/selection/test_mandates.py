"""Seats with days: who may do what before, within and after a mandate; substitutes; what the calendar brings."""

from collections.abc import Callable

import pytest

from core import policy
from core.models import Entry, SentNotice
from core.policy import Refusal
from members.models import Person
from mobility.enums import DutyKind, Stage
from mobility.models import Duty
from selection import conflicts, operations
from selection.models import Seat, Sheet
from selection.operations import Terms
from selection.queries_calls import calls_to_score
from tests.outbox import deliver_all
from tests.selection.scene import Scene, appoint_assessor
from tests.selection.seats import assessor_called, day_goes_by, days, in_days, open_sheets, seat_of
from tests.world import House, employ, make_call, make_mobility


@pytest.mark.parametrize(
    ("first", "last", "sits"),
    [
        (None, None, True),
        (0, 0, True),
        (-5, 5, True),
        (None, 0, True),
        (0, None, True),
        (1, None, False),
        (None, -1, False),
        (1, 5, False),
        (-5, -1, False),
    ],
)
def test_a_seat_opens_applications_on_its_days_alone(
    house: House, scene: Scene, first: int | None, last: int | None, sits: bool
) -> None:
    with house.scope():
        operations.set_mandate(
            seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), **days(first, last)
        )
        scene.admit_all()
        actor, mobility = scene.actor("assessor"), scene.mobilities[0]
        assert open_sheets(scene, "assessor") == (len(scene.mobilities) if sits else 0)
        assert bool(policy.can(actor, "see_queue", scene.call)) == sits
        assert bool(policy.can(actor, "see_for_committee", scene.fresh(mobility))) == sits
        assert len(calls_to_score(actor.person_id, closed=frozenset())) == sits
    deliver_all()
    with house.scope():
        owed = Duty.objects.filter(kind=DutyKind.SCORE, person=house.people["assessor"], waived_at=None)
        assert owed.count() == (len(scene.mobilities) if sits else 0)
        assert SentNotice.objects.filter(kind="to_score", person=house.people["assessor"]).count() == sits
        if sits:
            operations.hand_in_scores(mobility=mobility, actor=actor, scores=scene.given(5))
        else:
            with pytest.raises(Refusal):
                operations.hand_in_scores(mobility=mobility, actor=actor, scores=scene.given(5))


def test_the_day_on_which_a_mandate_begins_brings_the_sheets(house: House, scene: Scene) -> None:
    with house.scope():
        operations.set_mandate(
            seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), **days(3, None)
        )
        scene.admit_all()
    deliver_all()
    told = {"kind": "to_score", "person": house.people["assessor"]}
    for shift, expected in ((2, 0), (3, 3), (4, 3)):
        with in_days(shift):
            day_goes_by(scene)
            with house.scope():
                assert open_sheets(scene, "assessor") == expected, shift
                assert SentNotice.objects.filter(**told).count() == (expected > 0), shift


def test_the_day_after_a_mandate_takes_back_what_was_not_handed_in(house: House, scene: Scene) -> None:
    with house.scope():
        operations.set_mandate(
            seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), **days(None, 3)
        )
        scene.admit_all()
        first, second, _third = scene.mobilities
        operations.hand_in_scores(mobility=first, actor=scene.actor("assessor"), scores=scene.given(10))
        operations.save_scores(mobility=second, actor=scene.actor("assessor"), scores=scene.given(5))
    for shift, left in ((3, 2), (4, 0)):
        with in_days(shift):
            day_goes_by(scene)
            with house.scope():
                assert open_sheets(scene, "assessor") == left, shift
    with house.scope():
        kept = Sheet.objects.get(assessment__call=scene.call, person=house.people["assessor"])
        assert (kept.assessment.mobility_id, kept.sum) == (first.pk, 10)
        assert not Duty.objects.filter(
            kind=DutyKind.SCORE, person=house.people["assessor"], fulfilled_at=None, waived_at=None
        )


def test_a_day_on_which_nothing_changes_leaves_nothing_behind(house: House, scene: Scene) -> None:
    with house.scope():
        scene.admit_all()
    deliver_all()
    with house.scope():
        before = Entry.objects.count()
    for shift in (0, 1, 2):
        with in_days(shift):
            day_goes_by(scene)
    with house.scope():
        assert Entry.objects.count() == before


@pytest.fixture
def stood_in(house: House, scene: Scene) -> Scene:
    """From today on, for five days, somebody takes part in the place of the assessor."""
    with house.scope():
        substitute = assessor_called(house, "substitute")
        operations.name_substitute(
            seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), person=substitute, **days(0, 5)
        )
        scene.admit_all()
    return scene


def test_a_substitute_scores_in_the_place_of_the_member_and_counts_for_the_seat(
    house: House, stood_in: Scene
) -> None:
    scene, mobility = stood_in, stood_in.mobilities[0]
    with house.scope():
        assert (open_sheets(scene, "substitute"), open_sheets(scene, "assessor")) == (3, 0)
        operations.hand_in_scores(mobility=mobility, actor=scene.actor("substitute"), scores=scene.given(5))
        sheet = Sheet.objects.get(assessment__mobility=mobility, person=house.people["substitute"])
        assert sheet.in_place_of == house.people["assessor"]
        with pytest.raises(Refusal):
            operations.hand_in_scores(mobility=mobility, actor=scene.actor("assessor"), scores=scene.given(5))
    with in_days(6):
        day_goes_by(scene)
        with house.scope():
            assert (open_sheets(scene, "substitute"), open_sheets(scene, "assessor")) == (0, 2)
            assert not policy.can(scene.actor("substitute"), "see_queue", scene.call)


def test_a_substitution_that_is_ended_gives_the_sheets_back_at_once(house: House, stood_in: Scene) -> None:
    with house.scope():
        operations.end_substitution(seat=seat_of(stood_in, "assessor"), actor=stood_in.actor("office"))
        assert (open_sheets(stood_in, "substitute"), open_sheets(stood_in, "assessor")) == (0, 3)
        with pytest.raises(Refusal, match="Nobody stands in"):
            operations.end_substitution(seat=seat_of(stood_in, "assessor"), actor=stood_in.actor("office"))


@pytest.mark.parametrize("who", ["assessor", "substitute"])
def test_nobody_stands_in_where_either_of_the_two_is_in_conflict(
    house: House, scene: Scene, who: str
) -> None:
    with house.scope():
        substitute = assessor_called(house, "substitute")
        closed = scene.mobilities[0]
        employ(house, house.people[who])
        operations.seat_committee(
            call=scene.call,
            actor=scene.actor("coordinator"),
            chair=house.people["chair"],
            members=[house.people["assessor"], house.people["second"]],
            terms=Terms(shuts_out_unit=True),
        )
        type(closed).objects.exclude(pk=closed.pk).update(unit=house.other_unit)
        operations.name_substitute(
            seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), person=substitute, **days(0, 5)
        )
        for mobility in scene.mobilities:
            operations.admit(mobility=scene.fresh(mobility), actor=scene.actor("coordinator"))
        scored = Sheet.objects.filter(person=substitute).values_list("assessment__mobility", flat=True)
        assert set(scored) == {mobility.pk for mobility in scene.mobilities[1:]}
        assert open_sheets(scene, "assessor") == 0


def test_the_page_before_passing_on_names_those_who_will_score(house: House, scene: Scene) -> None:
    """The substitute in the place of the member, and nobody who is in conflict with this application."""
    with house.scope():
        employ(house, house.people["second"])
        operations.seat_committee(
            call=scene.call,
            actor=scene.actor("coordinator"),
            chair=house.people["chair"],
            members=[house.people["assessor"], house.people["second"]],
            terms=Terms(shuts_out_unit=True),
        )
        substitute = assessor_called(house, "substitute")
        operations.name_substitute(
            seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), person=substitute, **days(0, 5)
        )
    address = house.url(f"selection/admit/{scene.mobilities[0].public_id}/")
    page = house.client("coordinator").get(address).content.decode()
    told = {name for name in ("chair", "assessor", "second", "substitute") if _full(house, name) in page}
    assert told == {"chair", "substitute"}


def _full(house: House, name: str) -> str:
    return house.people[name].get_full_name()


def _has_no_appointment(scene: Scene) -> Person:
    return scene.house.people["colleague"]


def _applies_here(scene: Scene) -> Person:
    appoint_assessor(scene.house, "applicant0")
    return scene.house.people["applicant0"]


def _has_a_seat(scene: Scene) -> Person:
    return scene.house.people["second"]


def _stands_in_elsewhere(scene: Scene) -> Person:
    other = assessor_called(scene.house, "other")
    operations.name_substitute(
        seat=seat_of(scene, "second"), actor=scene.actor("coordinator"), person=other, **days(3, 8)
    )
    return other


def _comes_second(scene: Scene) -> Person:
    operations.name_substitute(
        seat=seat_of(scene, "assessor"),
        actor=scene.actor("coordinator"),
        person=assessor_called(scene.house, "earlier"),
        **days(5, 9),
    )
    return assessor_called(scene.house, "later")


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        (_has_no_appointment, "is not appointed"),
        (_applies_here, "has an application in this call"),
        (_has_a_seat, "has a seat in this committee already"),
        (_stands_in_elsewhere, "stands in for somebody else"),
        (_comes_second, "Somebody else stands in"),
    ],
)
def test_who_cannot_be_a_substitute(
    house: House, scene: Scene, whom: Callable[[Scene], Person], words: str
) -> None:
    with house.scope():
        person, before = whom(scene), Seat.objects.count()
        with pytest.raises(Refusal, match=words):
            operations.name_substitute(
                seat=seat_of(scene, "assessor"), actor=scene.actor("coordinator"), person=person, **days(0, 5)
            )
        assert Seat.objects.count() == before


def test_the_calendar_settles_conflicts_that_a_date_brings(house: House, scene: Scene) -> None:
    """The assessor's own journey to the same host in the same days closes the file on the day it is handed in."""
    with house.scope():
        scene.admit_all()
        mobility = scene.fresh(scene.mobilities[0])
        own = make_mobility(house, make_call(house, "another"), who="assessor", stage=Stage.SUBMITTED)
        type(own).objects.filter(pk=own.pk).update(
            host=mobility.host, starts_on=mobility.starts_on, ends_on=mobility.ends_on
        )
        assert open_sheets(scene, "assessor") == 3
    with in_days(1):
        day_goes_by(scene)
    with house.scope():
        closed = conflicts.closed_files(scene.call.pk, house.people["assessor"].pk)
        assert mobility.pk in closed
        left = Sheet.objects.filter(person=house.people["assessor"], left_out_at=None)
        assert not left.filter(assessment__mobility__in=closed)
        assert open_sheets(scene, "assessor") == len(scene.mobilities) - len(closed)
