"""Equals whom the rules leave to the committee: it records their order, which ranks, is told, replaced and dropped."""

import pytest

from core import files
from core.models import Entry
from core.policy import Refusal
from selection import operations, queries
from selection.appeals import appealable
from selection.frozen import frozen_of
from selection.models import Assessment, Minutes, RankingBasis, TieOrder
from tests.outbox import deliver_all
from tests.papers.test_papers import text_of as text_of_paper
from tests.selection.scene import ASSESSORS, Scene, make_scene
from tests.selection.test_meeting import note
from tests.selection.test_scoring import english
from tests.world import House

REASON = "The only applicant of the unit."


@pytest.fixture
def tied(house: House) -> Scene:
    """Four applications: the first ahead, three equal by every rule; one place is left for them."""
    with house.scope():
        scene = make_scene(house, applications=4, places=2)
        scene.admit_all()
        give(scene, 10, 5, 5, 5)
        scene.close()
    return scene


def give(scene: Scene, *points: int | tuple[int, ...]) -> None:
    """The points of each application: the same by all, or one by each assessor."""
    for mobility, given in zip(scene.mobilities, points, strict=True):
        for turn, name in enumerate(ASSESSORS):
            own = given if isinstance(given, int) else given[turn]
            operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=scene.given(own))


def order(
    scene: Scene, *turns: int, who: str = "chair", reason: str = REASON, present: tuple[str, ...] = ASSESSORS
) -> TieOrder:
    return operations.order_equals(
        mobility=scene.fresh(scene.mobilities[turns[0]]),
        actor=scene.actor(who),
        numbers=[scene.mobilities[turn].number for turn in turns],
        reason=reason,
        present={scene.house.people[name].pk for name in present},
    )


def ranks(scene: Scene) -> list[int | None]:
    return [Assessment.objects.get(mobility=mobility).rank for mobility in scene.mobilities]


def test_the_recorded_order_ranks_and_proposes_and_is_told_everywhere(house: House, tied: Scene) -> None:
    with house.scope():
        assert ranks(tied) == [1, 2, 2, 2]
        assert [row.proposed for row in Assessment.objects.order_by("mobility_id")] == ["award", "", "", ""]
    board, page = tied.house.url(f"selection/{tied.call.slug}/board/"), english(house, "chair")
    address = house.url(f"selection/ties/{tied.mobilities[2].public_id}/")
    assert address in page.get(board).content.decode()
    shown = page.get(address).content.decode()
    assert "each has 15 points" in shown
    numbers = [mobility.number for mobility in tied.mobilities]
    places = {f"place_{numbers[2]}": 1, f"place_{numbers[3]}": 2, f"place_{numbers[1]}": 2}
    present = [house.people[name].pk for name in ASSESSORS]
    answer = page.post(address, {**places, "reason": REASON, "present": present})
    assert answer.status_code == 422
    assert "the same place" in answer.content.decode()
    answer = page.post(address, {**places, f"place_{numbers[1]}": 3, "reason": REASON, "present": present})
    assert answer.status_code == 302
    with house.scope():
        assert ranks(tied) == [1, 4, 2, 3]
        assert [row.proposed for row in Assessment.objects.order_by("mobility_id")] == [
            "award",
            "reserve",
            "award",
            "reserve",
        ]
        assert RankingBasis.objects.get().decided == [numbers[2], numbers[3], numbers[1]]
        entry = Entry.objects.get(verb="call.tie_ordered")
        assert (entry.note, len(entry.facts["present"])) == (REASON, 3)
    told = page.get(board).content.decode()
    assert "decision of" in told
    assert REASON in told


@pytest.mark.papers
def test_the_published_list_and_the_frozen_file_name_the_decision(house: House, tied: Scene) -> None:
    with house.scope():
        order(tied, 2, 3, 1)
        operations.take_over(call=tied.call, actor=tied.actor("chair"))
        tied.release()
        tied.call.refresh_from_db()
    deliver_all()
    with house.scope():
        paper = text_of_paper(
            files.content_of(next(one.file for one in queries.lists_of(tied.call) if one.language == "en"))
        )
        assert REASON in " ".join(paper.split())
        third = tied.fresh(tied.mobilities[3])
        kept = frozen_of(third, appealable(third))["standing"]["committee_order"]
        assert (kept["place"], kept["among"], kept["reason"]) == (2, 3, REASON)
        with pytest.raises(Refusal, match="released"):
            order(tied, 1, 2, 3)


def test_only_a_free_committee_orders_and_only_a_whole_group(house: House, tied: Scene) -> None:
    with house.scope():
        with pytest.raises(Refusal, match="not the equals"):
            order(tied, 1, 2)
        with pytest.raises(Refusal, match="not the equals"):
            order(tied, 1, 2, 3, 0)
        with pytest.raises(Refusal, match="Give the reason"):
            order(tied, 1, 2, 3, reason=" ")
        with pytest.raises(Refusal, match="who took part"):
            order(tied, 1, 2, 3, present=())
        with pytest.raises(Refusal, match="Only members of the committee"):
            order(tied, 1, 2, 3, present=("chair", "dean"))
        for who in ("assessor", "second", "coordinator", "dean", "applicant1"):
            with pytest.raises(Refusal):
                order(tied, 1, 2, 3, who=who)
        operations.step_back(mobility=tied.mobilities[3], actor=tied.actor("second"), reason="My cousin.")
        with pytest.raises(Refusal, match="Only members of the committee"):
            order(tied, 1, 2, 3)
        order(tied, 1, 2, 3, present=("chair", "assessor"))
        operations.step_back(mobility=tied.mobilities[2], actor=tied.actor("chair"), reason="My neighbour.")
        with pytest.raises(Refusal, match="conflict of interest"):
            order(tied, 1, 2, 3, present=("assessor",))
    page = english(house, "chair").get(house.url(f"selection/ties/{tied.mobilities[1].public_id}/"))
    assert page.status_code == 403
    assert tied.mobilities[2].number not in page.content.decode()


def test_a_new_order_replaces_and_a_tie_that_is_no_more_drops_it_for_all_to_see(house: House) -> None:
    with house.scope():
        scene = make_scene(house, applications=4, places=2)
        scene.admit_all()
        give(scene, 10, 5, (0, 5, 10), 5)
        scene.close()
        order(scene, 1, 2, 3)
        first = order(scene, 2, 3, 1, reason="The host waits.")
        assert ranks(scene) == [1, 4, 2, 3]
        earlier = TieOrder.objects.exclude(pk=first.pk).get()
        assert (earlier.end, earlier.reason) == ("replaced", REASON)
        operations.step_back(mobility=scene.mobilities[2], actor=scene.actor("second"), reason="My cousin.")
        assert ranks(scene) == [1, 2, 4, 2]
        first.refresh_from_db()
        assert first.end == "dropped"
        assert RankingBasis.objects.get().decided == []
        assert Entry.objects.get(verb="call.tie_order_dropped").facts["numbers"] == first.numbers
        again = order(scene, 3, 1)
        assert ranks(scene) == [1, 3, 4, 2]
        assert again.end == ""
    board = english(house, "chair").get(house.url(f"selection/{scene.call.slug}/board/")).content.decode()
    assert "no longer counts: they are not equal any more" in board


@pytest.mark.papers
def test_where_the_committee_met_those_at_the_meeting_decide_and_the_minutes_say_so(house: House) -> None:
    with house.scope():
        scene = make_scene(house, applications=2, places=1)
        scene.admit_all()
        give(scene, 5, 5)
        operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
        note(scene, "chair", "assessor")
        scene.close()
        with pytest.raises(Refusal, match="at its meeting"):
            order(scene, 1, 0)
        order(scene, 1, 0, present=("chair", "assessor"))
        assert ranks(scene) == [2, 1]
    deliver_all()
    with house.scope():
        printed = Minutes.objects.filter(language="en").first()
        assert (printed.version, printed.is_draft) == (2, False)
        words = " ".join(text_of_paper(files.content_of(printed.file)).split())
        assert f"{scene.mobilities[1].number}, {scene.mobilities[0].number}" in words
        assert REASON in words
