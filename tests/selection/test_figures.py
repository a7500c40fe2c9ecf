"""The figures of a call: what they count, who sees them, and that each chart has its table and no style."""

import re
from decimal import Decimal

import pytest

from core.charts import Bin, Cut, bins_of, histogram
from selection import operations
from selection.figures import severities_of, totals_of
from tests.selection.scene import Scene
from tests.selection.test_meeting import POINTS, met, note, scored
from tests.selection.test_scoring import english
from tests.world import House

__all__ = ["met", "scored"]
D = Decimal


def test_severity_compares_over_the_same_applications_alone() -> None:
    """Who scored weak applications is not strict for that: each is held against the others on the same ones."""
    strong = [(1, "Ana", D(60)), (2, "Bor", D(70))]
    weak = [(2, "Bor", D(20)), (3, "Cene", D(14))]
    alone = [(3, "Cene", D(0))]
    found = severities_of([strong, weak, alone])
    assert [(row.name, row.files, row.difference) for row in found] == [
        ("Ana", 1, D(-10)), ("Cene", 1, D(-6)), ("Bor", 2, D(8)),
    ]  # fmt: skip
    assert severities_of([alone]) == ()
    assert severities_of([weak, alone, strong]) == found


@pytest.mark.parametrize(
    ("places", "totals", "last"),
    [
        (2, (50, 40, 30), 40),
        (2, (50, 40, 40), 50),
        (1, (40, 40), None),
        (3, (50, 40), None),
        (0, (50,), None),
        (2, (), None),
    ],
)
def test_the_line_of_the_places_leaves_equals_outside(
    places: int, totals: tuple[int, ...], last: int | None
) -> None:
    assert totals_of(places, [D(one) for one in totals], D(100)).last_within == (
        None if last is None else D(last)
    )


def test_every_total_stands_in_one_bin() -> None:
    values = [D("0"), D("9.9999"), D("10"), D("35.5"), D("-3")]
    bins = bins_of(values, step=D(10))
    assert bins == [Bin(D(-10), 1), Bin(D(0), 2), Bin(D(10), 1), Bin(D(20), 0), Bin(D(30), 1)]
    assert bins_of([], step=D(10)) == []
    drawn = histogram("t", "s", bins, step=D(10), cuts=[Cut(D(10), "2 places")])
    bars = [mark for mark in drawn.marks if mark.kind == "bar"]
    cut = next(mark for mark in drawn.marks if mark.css == "cut" and mark.kind == "line")
    assert float(bars[1].x) + float(bars[1].x2) < float(cut.x) < float(bars[2].x)


def test_who_sees_the_figures_and_when(house: House, scene: Scene) -> None:
    with house.scope():
        scene.admit_all()
        for name, given in POINTS.items():
            for mobility, points in zip(scene.mobilities, given, strict=True):
                operations.hand_in_scores(
                    mobility=mobility, actor=scene.actor(name), scores=scene.given(points)
                )
    address = house.url(f"selection/{scene.call.slug}/figures/")
    assert house.client("chair").get(address).status_code == 403
    with house.scope():
        operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
        note(scene)
    severity = "Severity of the assessors"
    assert severity in english(house, "chair").get(address).content.decode()
    for who in ("assessor", "office"):
        page = english(house, who).get(address)
        assert page.status_code == 200
        assert severity not in page.content.decode()
        assert "Spread of the points given" in page.content.decode()
    for who in ("coordinator", "dean", "applicant0"):
        assert house.client(who).get(address).status_code == 403


@pytest.mark.parametrize("language", ["sl", "en"])
def test_each_chart_has_its_words_and_its_table_and_no_style(house: House, met: Scene, language: str) -> None:
    client = english(house, "chair") if language == "en" else house.client("chair")
    page = client.get(house.url(f"selection/{met.call.slug}/figures/")).content.decode()
    charts = re.findall(r"<svg.*?</svg>", page.partition("<main")[2], re.DOTALL)
    assert len(charts) == page.count("<table") == 3
    for chart in charts:
        assert re.search(
            r"<title id=\"\w+-title\">[^<]{5,}</title>\s*<desc id=\"\w+-words\">[^<]{5,}</desc>", chart
        )
        numbers = re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|cy|width|height|viewBox)="([^"]*)"', chart)
        assert all(re.fullmatch(r"-?\d+(\.\d+)?( -?\d+(\.\d+)?)*", number) for number in numbers), numbers
    assert "style" not in re.sub(r"<link[^>]*>", "", page.partition("<main")[2])
    assert met.mobilities[0].number in charts[1]
