"""Points that rules give: the tables, the boundaries, and the sentence with its record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mobility.enums import Stage
from mobility.models import Mobility
from selection.models import ComputedPoint
from selection.points import language_step, points_at, rotation_step, years_before
from selection.scale import Anchor, Scale, parse_points
from tests.selection.scene import Scene
from tests.world import House, make_call, make_mobility

DEADLINE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("last_on", "step"),
    [
        (None, 3),
        (date(2027, 3, 1), 0),
        (date(2026, 11, 20), 0),
        (date(2025, 11, 20), 0),
        (date(2025, 11, 19), 1),
        (date(2023, 11, 20), 1),
        (date(2023, 11, 19), 2),
        (date(2009, 1, 1), 2),
    ],
)
def test_rotation(last_on: date | None, step: int) -> None:
    assert rotation_step(last_on, DEADLINE) == step


def test_a_year_before_a_leap_day_is_the_last_of_february() -> None:
    assert years_before(date(2028, 2, 29), 1) == date(2027, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("own", "needed", "step"),
    [
        ("C1", "B2", 2),
        ("B2", "B2", 2),
        ("B1", "B2", 1),
        ("A2", "B2", 0),
        ("", "B2", 0),
        ("", "", 2),
        ("C3", "A1", 0),
        ("A1", "C2", 0),
    ],
)
def test_language(own: str, needed: str, step: int) -> None:
    assert language_step(own, needed) == step


def scale(most: int, *levels: int) -> Scale:
    anchors = tuple(Anchor(Decimal(points), "", "") for points in levels)
    return Scale(1, "computed", "rotation", "", "", "", "", Decimal(most), anchors)


def test_a_call_with_its_own_lines_gives_their_points_and_one_without_shares_evenly() -> None:
    assert [points_at(scale(15, 0, 5, 10, 15), step, 4) for step in range(4)] == [0, 5, 10, 15]
    assert [points_at(scale(15), step, 4) for step in range(4)] == [0, 5, 10, 15]
    assert [points_at(scale(10), step, 3) for step in range(3)] == [0, 5, 10]


@pytest.mark.parametrize("typed", ["-1", "31", "7,25", "1e9", "NaN", "Infinity", "12.0001"])
def test_a_scale_without_levels_takes_halves_from_nought_to_the_most(typed: str) -> None:
    try:
        points = parse_points(typed)
    except ValueError:
        return
    assert points is not None
    assert not scale(30).allows(points)


def test_typed_points() -> None:
    assert parse_points(" 7,5 ") == Decimal("7.5")
    assert parse_points("  ") is None
    assert scale(30, 0, 10, 30).allows(Decimal("10.0"))
    assert not scale(30, 0, 10, 30).allows(Decimal(20))


def test_past_mobilities_are_computed_from_the_register_with_sentence_and_record(
    house: House, scene: Scene
) -> None:
    with house.scope():
        first, second, third = scene.mobilities
        deadline = timezone.localdate(scene.call.closes_at)
        earlier = stay_of(house, "applicant0", deadline - timedelta(days=400), "earlier")
        stay_of(house, "applicant1", deadline - timedelta(days=30), "refused", stage=Stage.REFUSED)
        scene.admit_all()
        given = {
            row.assessment.mobility_id: row for row in ComputedPoint.objects.select_related("assessment")
        }
        assert given[first.pk].points == Decimal("3.3")
        assert earlier.number in given[first.pk].sentence_sl
        assert "one to three years ago" in given[first.pk].sentence_en
        assert given[first.pk].record == f"mobility:{earlier.public_id}"
        assert given[second.pk].points == given[third.pk].points == Decimal(10)
        assert given[second.pk].record == "", "a place that was refused is no mobility"


def stay_of(house: House, who: str, ends_on: date, slug: str, *, stage: Stage = Stage.CLOSED) -> Mobility:
    """An earlier file of somebody, in an earlier call."""
    mobility = make_mobility(house, make_call(house, slug), who=who, stage=Stage.DRAFT)
    Mobility.objects.filter(pk=mobility.pk).update(
        stage=stage,
        number=f"2024-{mobility.pk:04d}"[:12],
        starts_on=ends_on - timedelta(days=4),
        ends_on=ends_on,
    )
    mobility.refresh_from_db()
    return mobility
