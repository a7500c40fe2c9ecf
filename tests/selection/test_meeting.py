"""The meeting: opened by the chair when all is in, agreed points count instead of the mean, conflicts stay outside."""

from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.models import Entry
from core.policy import Refusal
from selection import minutes, operations
from selection.appeal_words import frozen_words
from selection.appeals import appealable
from selection.frozen import frozen_of
from selection.models import Assessment, Committee, Declaration, Finding, Minutes, Presence, Seat
from selection.operations import Notes
from selection.scale import judged, scales_of
from tests.outbox import deliver_all
from tests.papers.test_papers import text_of as text_of_paper
from tests.selection.scene import ASSESSORS, Scene
from tests.selection.test_scoring import english
from tests.world import House

POINTS = {"chair": (0, 5, 5), "assessor": (10, 5, 10), "second": (10, 5, 5)}


@pytest.fixture
def scored(house: House, scene: Scene) -> Scene:
    """Three applications that everybody scored: one with a wide spread, one with none, one between."""
    with house.scope():
        scene.admit_all()
        for name, given in POINTS.items():
            for mobility, points in zip(scene.mobilities, given, strict=True):
                operations.hand_in_scores(
                    mobility=mobility, actor=scene.actor(name), scores=scene.given(points, f"Why, by {name}.")
                )
    deliver_all()
    return scene


@pytest.fixture
def met(house: House, scored: Scene) -> Scene:
    """The same, in its meeting."""
    with house.scope():
        operations.open_meeting(call=scored.call, actor=scored.actor("chair"))
        note(scored)
    return scored


def note(scene: Scene, *names: str, threshold: Any = 4, **remarks: str) -> None:
    present = frozenset(scene.house.people[name].pk for name in names or ASSESSORS)
    notes = Notes(clock.today(), present, Decimal(threshold), **remarks)
    operations.note_meeting(call=scene.call, actor=scene.actor("chair"), notes=notes)


def agree(scene: Scene, turn: int, points: Any, sentence: str = "The need is documented.") -> Finding:
    key = judged(scales_of(scene.call))[0].id
    given = {} if points is None else {key: Decimal(points)}
    return operations.agree(
        mobility=scene.mobilities[turn], actor=scene.actor("chair"), points=given, sentence=sentence
    )


def page(scene: Scene, rest: str = "") -> str:
    return scene.house.url(f"selection/{scene.call.slug}/meeting/{rest}")


def text_of(scene: Scene, who: str = "chair") -> str:
    return english(scene.house, who).get(page(scene)).content.decode()


def test_only_the_chair_opens_the_meeting_and_only_once_all_is_in(house: House, scene: Scene) -> None:
    with house.scope():
        scene.admit_all()
        scene.score_all(names=("chair", "assessor"))
        for who in ("assessor", "coordinator", "office"):
            with pytest.raises(Refusal):
                operations.open_meeting(call=scene.call, actor=scene.actor(who))
        with pytest.raises(Refusal, match="Not handed in yet: Second"):
            operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
        operations.open_meeting(call=scene.call, actor=scene.actor("chair"), reason="Ill since Monday.")
        with pytest.raises(Refusal, match="opened already"):
            operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
        assert Assessment.objects.filter(count=2).count() == 3
        with pytest.raises(Refusal, match="Ill since"):
            operations.hand_in_scores(
                mobility=scene.mobilities[0], actor=scene.actor("second"), scores=scene.given(5)
            )


def test_what_all_gave_is_shown_with_a_flag_from_the_set_spread(house: House, met: Scene) -> None:
    shown = text_of(met, "assessor")
    assert shown.count("look again") == 1
    with house.scope():
        note(met, threshold=2)
    assert text_of(met, "assessor").count("look again") == 2
    assert house.client("assessor").get(page(met, "notes/")).status_code == 403
    for who in ("applicant0", "coordinator", "hr", "dean"):
        assert house.client(who).get(page(met)).status_code == 403


def test_agreed_points_count_instead_of_the_mean_everywhere(house: House, met: Scene) -> None:
    with house.scope():
        before = Assessment.objects.get(mobility=met.mobilities[0])
        assert before.mean == Decimal("6.6667")
        agree(met, 0, 10)
        row = Assessment.objects.get(mobility=met.mobilities[0])
        assert (row.mean, row.agreed, row.total) == (before.mean, Decimal(10), 10 + row.computed)
        assert (row.count, row.spread) == (before.count, before.spread)
        entry = Entry.objects.get(verb="assessment.agreed")
        assert Decimal(entry.facts["total"]) == 20
        assert entry.facts["total_before"] == str(before.total)
        agree(met, 2, None, "The mean is right.")
        assert Assessment.objects.get(mobility=met.mobilities[2]).agreed is None
        met.close()
        assert Assessment.objects.get(mobility=met.mobilities[0]).rank == 1
        met.decide_all("award", "reserve", "refuse")
        met.release()
    deliver_all()
    board = english(house, "chair").get(house.url(f"selection/{met.call.slug}/board/")).content.decode()
    assert "agreed in the meeting" in board
    own = english(house, "applicant0").get(house.url(f"mobilities/{met.mobilities[0].public_id}/"))
    assert "20 of 20 points, rank 1." in own.content.decode()
    assert "The need is documented." not in own.content.decode()


def test_agreeing_for_one_criterion_leaves_the_means_of_the_others(house: House, scored: Scene) -> None:
    """The exact sum, though the mean of each criterion has no end."""
    with house.scope():
        row = Assessment.objects.get(mobility=scored.mobilities[0])
        operations.open_meeting(call=scored.call, actor=scored.actor("chair"))
        agree(scored, 0, 5)
        assert Assessment.objects.get(pk=row.pk).agreed == Decimal(5)
        agree(scored, 0, None)
        again = Assessment.objects.get(pk=row.pk)
        assert (again.agreed, again.total) == (None, row.total)


@pytest.mark.parametrize(("points", "sentence"), [(7, "Why."), (11, "Why."), (-5, "Why."), (10, " ")])
def test_what_is_off_the_scale_or_without_a_reason_is_not_agreed(
    house: House, met: Scene, points: int, sentence: str
) -> None:
    with house.scope(), pytest.raises(Refusal):
        agree(met, 0, points, sentence)
    key = f"agreed_{_criterion(met)}"
    answer = house.client("chair").post(
        house.url(f"selection/meeting/{met.mobilities[0].public_id}/"),
        {key: str(points), "sentence": sentence},
    )
    assert answer.status_code == 422
    with house.scope():
        assert not Finding.objects.exists()


def _criterion(scene: Scene) -> int:
    with scene.house.scope():
        return judged(scales_of(scene.call))[0].id


def test_the_chair_agrees_on_the_page_and_nobody_else_does(house: House, met: Scene) -> None:
    address = house.url(f"selection/meeting/{met.mobilities[0].public_id}/")
    values = {f"agreed_{_criterion(met)}": "5", "sentence": "Talked over."}
    assert "Why, by second." in english(house, "chair").get(address).content.decode()
    for who in ("assessor", "office", "coordinator"):
        assert house.client(who).post(address, values).status_code in {403, 409}
    assert house.client("applicant1").post(address, values).status_code == 404
    assert house.client("chair").post(address, values).status_code == 302
    assert "Talked over." in text_of(met, "assessor")


@pytest.mark.papers
def test_whoever_stepped_back_finds_nothing_of_the_application_at_the_table(
    house: House, scene: Scene
) -> None:
    mobility = scene.mobilities[0]
    with house.scope():
        scene.admit_all()
        operations.step_back(mobility=mobility, actor=scene.actor("assessor"), reason="We share an office.")
        sheets = [(name, one) for name in ASSESSORS for one in scene.mobilities]
        for name, one in sheets:
            if (name, one) != ("assessor", mobility):
                operations.hand_in_scores(mobility=one, actor=scene.actor(name), scores=scene.given(5))
        operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
        note(scene)
        operations.ask_for_minutes(call=scene.call, actor=scene.actor("chair"))
    deliver_all()
    seen = text_of(scene, "assessor")
    assert mobility.number not in seen
    assert scene.mobilities[1].number in seen
    assert "takes no part" in text_of(scene, "chair")
    assert "We share an office." not in text_of(scene, "second")
    assert house.client("assessor").get(page(scene, "minutes/en/")).status_code == 403
    assert house.client("second").get(page(scene, "minutes/en/")).status_code == 200


def test_scoring_is_not_closed_before_it_is_recorded_who_was_there(house: House, scored: Scene) -> None:
    with house.scope():
        operations.open_meeting(call=scored.call, actor=scored.actor("chair"))
        with pytest.raises(Refusal, match="who was at the meeting"):
            scored.close()
        with pytest.raises(Refusal, match="Only members"):
            note(scored, "dean")
        note(scored, "chair", "second")
        note(scored, "chair", "assessor")
        assert set(Presence.objects.values_list("person_id", flat=True)) == {
            house.people["chair"].pk, house.people["assessor"].pk,
        }  # fmt: skip
        scored.close()
        with pytest.raises(Refusal, match="was closed"):
            agree(scored, 0, 10)


@pytest.mark.papers
def test_the_minutes_are_printed_in_both_languages_as_a_draft_and_after_closing(
    house: House, met: Scene
) -> None:
    with house.scope():
        note(met, "chair", "assessor", remarks_sl="Seja je bila kratka.", remarks_en="A short meeting.")
        agree(met, 0, 10)
        operations.ask_for_minutes(call=met.call, actor=met.actor("chair"))
    deliver_all()
    with house.scope():
        met.close()
    deliver_all()
    deliver_all()
    with house.scope():
        printed = list(Minutes.objects.order_by("version", "language"))
        assert [(one.version, one.language, one.is_draft) for one in printed] == [
            (1, "en", True), (1, "sl", True), (2, "en", False), (2, "sl", False),
        ]  # fmt: skip
    for language, words in (("en", "A short meeting."), ("sl", "Seja je bila kratka.")):
        answer = house.client("second").get(page(met, f"minutes/{language}/"))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = text_of_paper(content)
        for part in (words, met.mobilities[0].number, "The need is documented.", "Second"):
            assert part in said, part
        assert "Applicant0" not in said
    assert house.client("chair").get(page(met, "minutes/de/")).status_code == 404


def test_what_was_agreed_stands_in_the_file_that_an_appeal_freezes(house: House, met: Scene) -> None:
    with house.scope():
        agree(met, 0, 5)
        met.close()
        met.decide_all("refuse", "award", "award")
        met.release()
        mobility = met.fresh(met.mobilities[0])
        against = appealable(mobility)
        assert against is not None
        frozen = frozen_of(mobility, against)
        scale = judged(scales_of(met.call))[0]
        points = {"criterion": scale.id, "points": "5"}
        assert frozen["agreed"] == {"points": [points], "sentence": "The need is documented."}
        assert frozen_words(frozen)["agreed"]["points"] == [{**points, "name": scale.name}]
        del frozen["agreed"]  # files that were frozen before say nothing of it
        assert frozen_words(frozen)["agreed"] is None


def test_the_minutes_say_whether_there_was_a_quorum(house: House, met: Scene) -> None:
    """A member and their substitute are one seat; where nobody counts, nothing is said."""
    with house.scope():
        meeting = met.call.meetings.get()
        people, seat = house.people, Seat.objects.get(call=met.call, person=house.people["second"])
        Seat.objects.create(
            call=met.call,
            member_id=met.call.member_id,
            person=people["colleague"],
            role=seat.role,
            starts_on=clock.today(),
            ends_on=clock.today(),
            stands_in_for=seat,
        )
        for needed, there, words in (
            (0, ("chair",), ""),
            (2, ("chair", "second", "colleague"), "2 present, 2 needed: there is a quorum"),
            (3, ("chair", "second", "colleague"), "2 present, 3 needed: there is no quorum"),
        ):
            Committee.objects.filter(call=met.call).update(quorum=needed)
            note(met, *there)
            paper = minutes.context_of(Minutes(meeting=meeting, version=1, language="en"))
            assert paper["quorum"] == words
        names = [one["name"] for one in paper["present"]]
        assert f"{people['colleague'].get_full_name()} for {people['second'].get_full_name()}" in names


def test_the_table_is_closed_to_whoever_has_not_said_that_they_have_no_conflict(
    house: House, met: Scene
) -> None:
    mobility, chair = met.mobilities[0], house.people["chair"]
    address = house.url(f"selection/meeting/{mobility.public_id}/")
    with house.scope():
        Declaration.objects.filter(assessment__mobility=mobility, person=chair).delete()
        with pytest.raises(Refusal, match="Say first"):
            agree(met, 0, 5)
    client = house.client("chair")
    question = client.get(address)
    assert question["Location"] == house.url(f"selection/score/{mobility.public_id}/conflict/")
    assert client.post(question["Location"], {"answer": "none"})["Location"] == address
    assert client.get(address).status_code == 200


def test_before_the_meeting_every_page_of_it_says_so(house: House, scene: Scene) -> None:
    """Sent values come back with the reason, though there is nothing yet that they could belong to."""
    for rest in ("notes/", "minutes/"):
        answer = english(house, "chair").post(page(scene, rest), {"held_on": "2026-11-21"})
        assert answer.status_code == 409
        assert "The chair has not opened the meeting yet." in answer.content.decode()
