"""The points that rules give, through the engine and the database: the edges, the sentence, the record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mobility.enums import Stage
from mobility.models import Mobility
from selection.models import ComputedPoint
from selection.scale import Anchor, Scale, parse_points
from tests.selection.scene import Scene
from tests.world import House, make_call, make_mobility


def scale(most: int, *levels: int) -> Scale:
    anchors = tuple(Anchor(Decimal(points), "", "") for points in levels)
    return Scale(1, "c1", "judged", "", "", "", "", Decimal(most), anchors)


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
        assert "within 3 years" in given[first.pk].sentence_en
        assert given[first.pk].record == f"mobility:{earlier.number}"
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
