"""The board by pages: put together, the pages are the board as a whole reckons it."""

import random
from decimal import Decimal

import pytest

from core import clock
from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection import queries
from selection.board_page import PAGE, board_page, row_of
from selection.models import Assessment, Decision
from tests.selection.scene import Scene, make_scene
from tests.selection.test_budgets import more
from tests.world import House

APPLICATIONS = 2 * PAGE + 7


def ranked_scene(house: House, seed: int) -> Scene:
    """Many applications with made-up ranks in two rankings, some tied, some without a rank, some decided."""
    chance = random.Random(seed)
    scene = make_scene(house, applications=3, places=2)
    scene.admit_all()
    more(scene, range(3, APPLICATIONS))
    assessments = list(Assessment.objects.order_by("pk"))
    now = clock.now()
    decisions = []
    for place, row in enumerate(assessments):
        row.scope = chance.choice(("", "B"))
        row.rank = None if place % 10 == 9 else chance.randrange(1, 40)
        row.total = Decimal(chance.randrange(100))
        row.proposed = "" if row.rank is None else "award" if row.rank < 4 else "reserve"
        row.is_tied = chance.random() < 0.2
        if chance.random() < 0.4:
            outcome = chance.choice(("award", "reserve", "refuse"))
            decisions.append(
                Decision(
                    university_id=row.university_id,
                    member_id=row.member_id,
                    assessment=row,
                    outcome=outcome,
                    reasons="A reason.",
                    decided_by=house.people["chair"],
                    decided_at=now,
                )
            )
    Assessment.objects.bulk_update(assessments, ["scope", "rank", "total", "proposed", "is_tied"])
    Decision.objects.bulk_create(decisions)
    gone = [row.mobility_id for row in chance.sample(assessments, 5)]
    Mobility.objects.filter(pk__in=gone).update(stage=Stage.WITHDRAWN)
    scene.call.scoring_closed_at = now
    scene.call.save(update_fields=["scoring_closed_at"])
    return scene


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("is_scored", [True, False])
def test_the_pages_together_are_the_board(house: House, seed: int, is_scored: bool) -> None:
    with house.scope():
        scene = ranked_scene(house, seed)
        call = Call.objects.get(pk=scene.call.pk)
        if not is_scored:
            call.scoring_closed_at = None
        whole = queries.board(call)
        pages = [board_page(call, number=str(number)) for number in (1, 2, 3)]
        rows = [row for page in pages for row in page.board.rows]
        assert [page.page.number for page in pages] == [1, 2, 3]
        if is_scored:
            assert rows == list(whole.rows)
            assert pages[0].undecided == sum(row.decision is None for row in whole.rows)
            assert pages[0].proposed == sum(
                row.decision is None and row.assessment.proposed != "" for row in whole.rows
            )
        else:
            numbers = [row.mobility.number for row in rows]
            assert numbers == sorted(row.mobility.number for row in whole.rows)
        for page in pages:
            assert (page.board.pending, page.board.taken) == (whole.pending, whole.taken)
            assert page.page.paginator.count == len(whole.rows)


def test_the_line_of_the_places_stands_where_the_first_ones_are_within(house: House) -> None:
    with house.scope():
        scene = ranked_scene(house, 1)
        call = Call.objects.get(pk=scene.call.pk)
        order = [row.assessment for row in queries.board(call).rows]
        for within in (3, PAGE, PAGE + 4):
            for place, row in enumerate(order):
                row.proposed = "award" if place < within else "reserve"
            Assessment.objects.bulk_update(order, ["proposed"])
            rows = [row for number in "123" for row in board_page(call, number=number).board.rows]
            assert [place for place, row in enumerate(rows, 1) if row.ends_places] == [within]
        Assessment.objects.filter(pk=order[-1].pk).update(proposed="award")
        assert not any(row.ends_places for n in "123" for row in board_page(call, number=n).board.rows)


def test_for_whom_files_are_closed_the_page_is_cut_from_the_ranks_of_the_others(house: House) -> None:
    with house.scope():
        scene = ranked_scene(house, 2)
        call = Call.objects.get(pk=scene.call.pk)
        closed = frozenset(Mobility.objects.order_by("pk").values_list("pk", flat=True)[:4])
        whole = queries.board(call, closed=closed)
        pages = board_page(call, closed=closed).page.paginator.page_range
        rows = [row for n in pages for row in board_page(call, closed=closed, number=str(n)).board.rows]
        assert [(row.mobility.pk, row.assessment.rank, row.is_tied) for row in rows] == [
            (row.mobility.pk, row.assessment.rank, row.is_tied) for row in whole.rows
        ]
        assert not closed & {row.mobility.pk for row in rows}


def test_while_scoring_the_closed_are_left_out_of_lines_and_counts(house: House) -> None:
    with house.scope():
        scene = ranked_scene(house, 1)
        call = Call.objects.get(pk=scene.call.pk)
        call.scoring_closed_at = None
        on_board = Assessment.objects.exclude(stage=Stage.WITHDRAWN)
        closed = frozenset(on_board.order_by("pk").values_list("mobility_id", flat=True)[:4])
        gone = frozenset(Mobility.objects.filter(stage=Stage.WITHDRAWN).values_list("pk", flat=True)[:1])
        pages = [board_page(call, closed=closed | gone, number=number) for number in "12"]
        shown = [row.mobility.number for page in pages for row in page.board.rows]
        assert shown == sorted(on_board.exclude(mobility__in=closed).values_list("number", flat=True))
        for page in pages:
            assert (page.undecided, page.page.paginator.count) == (len(shown), len(shown))
            assert (page.board.closed, page.board.closed_undecided) == (4, 4)
            assert not page.is_complete
        mobility = pages[0].board.rows[0].mobility
        mobility.call = call
        assert row_of(mobility)[1] == on_board.exclude(rank=None).count()


@pytest.mark.parametrize("closes", [False, True])
def test_one_line_is_the_line_of_the_board(house: House, closes: bool) -> None:
    with house.scope():
        scene = ranked_scene(house, 3)
        call = Call.objects.get(pk=scene.call.pk)
        closed = (
            frozenset(Mobility.objects.order_by("pk").values_list("pk", flat=True)[:3])
            if closes
            else frozenset()
        )
        rows = queries.board(call, closed=closed).rows
        ranked = sum(row.assessment.rank is not None for row in rows)
        for row in rows[::20]:
            row.mobility.call = call
            found, among = row_of(row.mobility, closed=closed)
            assert found is not None
            assert (found.mobility, found.assessment.rank, found.decision) == (
                row.mobility,
                row.assessment.rank,
                row.decision,
            )
            assert among == ranked
        gone = Mobility.objects.filter(stage=Stage.WITHDRAWN).select_related("call").first()
        assert gone is not None
        assert row_of(gone, closed=closed)[0] is None
