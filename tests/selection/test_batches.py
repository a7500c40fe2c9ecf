"""Rolling calls: each batch is whole, decided by itself, and leaves to the next exactly what it did not give."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core import clock, files, journal
from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.enums import Stage
from mobility.models import Mobility
from mobility.operations import place
from selection import operations, queries
from selection.models import Assessment, Batch, Decision, RankingBasis, ResultsList
from selection.operations.placing import taken_places
from tests.outbox import deliver_all
from tests.papers.test_papers import text_of as text_of_paper
from tests.selection.scene import ASSESSORS, Scene, add_application, make_scene
from tests.selection.test_scoring import english
from tests.world import House

HERE = ZoneInfo("Europe/Ljubljana")
HANDED_IN = {
    "code": "handed_in",
    "type": "date",
    "source": "system",
    "label": {"sl": "oddano", "en": "handed in"},
    "register": "application.submitted_at",
}


@contextmanager
def on(house: House, month: int, day: int, hour: int = 12, minute: int = 0) -> Iterator[None]:
    """In the university at this hour of 2027."""
    with clock.travel(datetime(2027, month, day, hour, minute, tzinfo=HERE)), house.scope():
        yield


def rolling(house: House, *, places: int, **fields: object) -> Scene:
    """A call from January to May that is decided each month on the fifteenth; nobody has applied yet."""
    fields = {"rolling": {"until": "2027-05-31", "batch": "monthly", "day": 15}, **fields}
    return make_scene(
        house,
        applications=0,
        places=places,
        opens_at=datetime(2027, 1, 4, tzinfo=HERE),
        closes_at=datetime(2027, 5, 31, 23, 59, tzinfo=HERE),
        **fields,
    )


def apply(scene: Scene) -> Mobility:
    scene.mobilities.append(add_application(scene, len(scene.mobilities)))
    return scene.mobilities[-1]


def admit(scene: Scene, *turns: int) -> None:
    for turn in turns:
        operations.admit(mobility=scene.fresh(scene.mobilities[turn]), actor=scene.actor("coordinator"))
    scene.declare_all()


def score(scene: Scene, points: dict[int, int]) -> None:
    for turn, given in points.items():
        for name in ASSESSORS:
            mobility = scene.fresh(scene.mobilities[turn])
            operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=scene.given(given))


def release(scene: Scene) -> None:
    scene.close()
    operations.take_over(call=scene.call, actor=scene.actor("chair"))
    scene.release()
    scene.call.refresh_from_db()


def row(scene: Scene, turn: int) -> Assessment:
    return Assessment.objects.select_related("batch").get(mobility=scene.mobilities[turn])


def stages(scene: Scene) -> list[str]:
    return [scene.fresh(mobility).stage for mobility in scene.mobilities]


def decline(scene: Scene, turn: int) -> None:
    mobility = scene.fresh(scene.mobilities[turn])
    place.decline_place(mobility=mobility, actor=scene.actor(f"applicant{turn}"), reason="Other plans.")


@pytest.fixture
def first(house: House) -> Scene:
    """Three applied until the fifteenth, a fourth on the day after; two of five places went to the first batch."""
    with house.scope():
        scene = rolling(house, places=5)
    for day in (5, 10):
        with on(house, 1, day):
            apply(scene)
    with on(house, 1, 15, 23, 59):
        apply(scene)
    with on(house, 1, 16, 0, 1):
        apply(scene)
    with on(house, 1, 17):
        admit(scene, 0, 1, 2)
        score(scene, {0: 10, 1: 5, 2: 0})
        scene.close()
        for turn, outcome in enumerate(("award", "award", "refuse")):
            mobility = scene.fresh(scene.mobilities[turn])
            operations.decide(mobility=mobility, actor=scene.actor("chair"), outcome=outcome, reasons="So.")
        scene.release()
        scene.call.refresh_from_db()
    with on(house, 1, 17):
        deliver_all()
    return scene


def test_a_batch_is_whole_before_it_is_closed_and_waits_for_the_one_before(house: House) -> None:
    with house.scope():
        scene = rolling(house, places=2)
    with on(house, 1, 10):
        apply(scene)
        apply(scene)
        admit(scene, 0)
        score(scene, {0: 10})
        with pytest.raises(Refusal, match="takes applications until 15 January"):
            scene.close()
    with on(house, 1, 15, 23, 59):
        apply(scene)
    with on(house, 1, 16, 0, 0):
        apply(scene)
        with pytest.raises(Refusal, match="for the batch until 15 February 2027"):
            admit(scene, 3)
        with pytest.raises(Refusal, match="wait for their check: "):
            scene.close()
        admit(scene, 1, 2)
        score(scene, {1: 5, 2: 0})
        release(scene)
        batch = Batch.objects.get()
        assert batch.released_at == scene.call.released_at
        assert [row(scene, turn).batch for turn in range(3)] == [batch] * 3
        admit(scene, 3)
        assert (row(scene, 3).batch.number, row(scene, 3).batch.last_moment.astimezone(HERE).day) == (2, 15)


def test_who_came_too_late_for_a_batch_is_told_when_theirs_is_decided(house: House, first: Scene) -> None:
    late = first.mobilities[3]
    with on(house, 1, 17):
        facts = {"number": late.number, "version": 1}
        person = first.actor("applicant3")
        journal.record(
            verb="mobility.submitted", subject=late, actor=person, file_id=str(late.public_id), facts=facts
        )
    with on(house, 1, 17):
        deliver_all()
        letter = SentNotice.objects.get(kind="batch", person=late.person)
        assert "handed in until 15 February 2027; its results come by 17 March 2027" in letter.text
    page = english(house, "applicant3").get(house.url(f"mobilities/{late.public_id}/")).content.decode()
    assert "handed in until 15 February 2027" in page
    board = english(house, "chair").get(house.url(f"selection/{first.call.slug}/board/")).content.decode()
    assert "Handed in until 15 January 2027" in board


@pytest.mark.papers
def test_three_batches_rank_apart_and_hand_on_what_is_left(house: House, first: Scene) -> None:
    scene = first
    with on(house, 1, 18):
        assert stages(scene) == [Stage.AWARDED, Stage.AWARDED, Stage.REFUSED, Stage.SUBMITTED]
    for day in (1, 10, 14):
        with on(house, 2, day):
            apply(scene)
    with on(house, 2, 16):
        admit(scene, 3, 4, 5, 6)
        scene.call.refresh_from_db()
        assert (scene.call.scoring_closed_at, scene.call.released_at) == (None, None)
        score(scene, {3: 10, 4: 10, 5: 5, 6: 0})
        release(scene)
        assert [row(scene, turn).rank for turn in range(7)] == [1, 2, 3, 1, 1, 3, 4]
        assert stages(scene)[3:] == [Stage.AWARDED, Stage.AWARDED, Stage.AWARDED, Stage.RESERVE]
        assert taken_places(scene.call) == 5
        assert len(set(RankingBasis.objects.values_list("seed", flat=True))) == 2
    with on(house, 3, 1):
        apply(scene)
        apply(scene)
    with on(house, 3, 16):
        admit(scene, 7, 8)
        score(scene, {7: 10, 8: 5})
        decline(scene, 0)
    with on(house, 3, 16):
        deliver_all()
        assert stages(scene)[6] == Stage.AWARDED, (
            "who waits since the second batch, while the third is decided"
        )
        release(scene)
        assert stages(scene)[7:] == [Stage.RESERVE, Stage.RESERVE], "nothing is left"
        assert [scene.fresh(scene.mobilities[turn]).place for turn in (7, 8)] == [1, 2]
        decline(scene, 1)
    with on(house, 3, 17):
        deliver_all()
        assert stages(scene)[7] == Stage.AWARDED
        assert Batch.objects.filter(released_at__isnull=False).count() == 3
        assert Decision.objects.filter(version=1).count() == 9, "each was decided once"
    with on(house, 3, 17):
        check_lists(scene)


def check_lists(scene: Scene) -> None:
    """Each release has its list, with its own applications alone."""
    lists = ResultsList.objects.filter(call=scene.call, language="en").order_by("version")
    told = [text_of_paper(files.content_of(one.file)) for one in lists]
    numbers = [mobility.number for mobility in scene.mobilities]
    found = [[turn for turn, number in enumerate(numbers) if number in text] for text in told]
    assert found == [[0, 1, 2], [3, 4, 5, 6], [7, 8]]
    assert {row.mobility.number for row in queries.board(scene.call).rows} == set(numbers[7:])


def test_first_come_first_served_over_batches(house: House) -> None:
    rules = {
        "facts": [HANDED_IN],
        "order": [{"by": "fact", "code": "handed_in", "way": "ascending"}, {"by": "decision"}],
        "allocation": {"places": 3, "way": "arrival", "batches": {"monthly": 15}},
    }
    with house.scope():
        scene = rolling(house, places=3, rules=rules)
    for day in (12, 5, 9):
        with on(house, 1, day):
            apply(scene)
    with on(house, 1, 20):
        apply(scene)
    with on(house, 1, 20):
        admit(scene, 0, 1, 2)
        score(scene, {0: 10, 1: 0, 2: 5})
        scene.close()
        assert [row(scene, turn).rank for turn in range(3)] == [3, 1, 2]
        for turn, outcome in ((0, "reserve"), (1, "award"), (2, "reserve")):
            mobility = scene.fresh(scene.mobilities[turn])
            operations.decide(mobility=mobility, actor=scene.actor("chair"), outcome=outcome, reasons="So.")
        scene.release()
        assert [scene.fresh(scene.mobilities[turn]).place for turn in (0, 2)] == [2, 1]
    for day in (10, 11):
        with on(house, 2, day):
            apply(scene)
    with on(house, 2, 16):
        admit(scene, 3, 4, 5)
        score(scene, {3: 0, 4: 10, 5: 10})
        release(scene)
        assert [row(scene, turn).rank for turn in (3, 4, 5)] == [1, 2, 3]
        assert stages(scene)[3:] == [Stage.AWARDED, Stage.AWARDED, Stage.RESERVE]
        assert [scene.fresh(scene.mobilities[turn]).place for turn in (0, 2, 5)] == [2, 1, 3]
        entries = Entry.objects.filter(verb="call.batch_opened").order_by("number")
        assert [entry.facts["number"] for entry in entries] == [1, 2]
