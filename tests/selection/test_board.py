"""Decisions and their release: all at once, within the places; later places; what the participant reads."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.enums import DutyKind, Stage
from mobility.models import Duty, Mobility
from mobility.operations import place
from selection import operations
from selection.models import Assessment, Decision
from tests.outbox import deliver_all
from tests.selection.scene import Scene
from tests.world import House, make_call, make_mobility


@pytest.fixture
def closed(house: House, scene: Scene) -> Scene:
    """Scored 10, 5, 5 by all, and closed: one first, two sharing the second rank."""
    with house.scope():
        scene.admit_all()
        for mobility, points in zip(scene.mobilities, (10, 5, 5), strict=True):
            for name in ("chair", "assessor", "second"):
                operations.hand_in_scores(
                    mobility=mobility,
                    actor=scene.actor(name),
                    scores=scene.given(points, f"Words of {name}."),
                )
        scene.close()
    return scene


def english(house: House, name: str) -> Client:
    client = house.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_ties_share_their_rank(house: House, closed: Scene) -> None:
    with house.scope():
        rows = Assessment.objects.order_by("mobility_id")
        assert [row.rank for row in rows] == [1, 2, 2]
        assert [row.total for row in rows] == [Decimal(20), Decimal(15), Decimal(15)]
    page = english(house, "chair").get(house.url(f"selection/{closed.call.slug}/board/")).content.decode()
    assert page.count("tie</small>") == 2


def test_a_decision_needs_reasons_and_offers_them_from_the_criteria(house: House, closed: Scene) -> None:
    client = english(house, "chair")
    address = house.url(f"selection/decide/{closed.mobilities[0].public_id}/")
    assert "reached 20 of 20 points and is ranked 1 of 3" in client.get(address).content.decode()
    assert client.post(address, {"outcome": "award", "reasons": " "}).status_code == 422
    assert client.post(address, {"outcome": "crown", "reasons": "Because."}).status_code == 422
    assert client.post(address, {"outcome": "award", "reasons": "Because."}).status_code == 302
    with house.scope():
        assert Decision.objects.get().released_at is None
        assert closed.fresh(closed.mobilities[0]).stage == Stage.UNDER_ASSESSMENT


def test_nothing_is_released_while_a_decision_is_missing_or_places_are_exceeded(
    house: House, closed: Scene
) -> None:
    with house.scope():
        with pytest.raises(Refusal, match="No decision"):
            closed.release()
        closed.decide_all("award", "award", "award")
        with pytest.raises(Refusal, match="3"):
            closed.release()
        assert {m.stage for m in Mobility.objects.all()} == {Stage.UNDER_ASSESSMENT}
        closed.call.refresh_from_db()
        assert closed.call.released_at is None


def test_the_release_moves_all_and_writes_to_each(house: House, closed: Scene) -> None:
    with house.scope():
        closed.decide_all("award", "reserve", "refuse")
    client = english(house, "chair")
    release = house.url(f"selection/{closed.call.slug}/release/")
    shown = client.get(release).content.decode()
    assert "1 awarded, 1 on the reserve list, 1 not selected" in shown
    assert "Letters go to 3 people." in shown
    assert client.post(release).status_code == 302
    deliver_all()
    with house.scope():
        stages = [closed.fresh(mobility).stage for mobility in closed.mobilities]
        assert stages == [Stage.AWARDED, Stage.RESERVE, Stage.REFUSED]
        awarded = closed.fresh(closed.mobilities[0])
        entry = Entry.objects.get(verb="mobility.awarded")
        assert entry.because == f"selection.decision:{Decision.objects.get(outcome='award').pk}"
        duty = Duty.objects.get(mobility=awarded, kind=DutyKind.CONFIRM_PLACE)
        assert duty.due_on == awarded.confirm_by
        letters = {
            letter.kind: letter
            for letter in SentNotice.objects.filter(kind__in=["awarded", "reserve", "refused"])
        }
        assert letters["awarded"].subject.startswith("Confirm the place by")
        assert letters["reserve"].subject.startswith("Read: reserve list, place 1")
        assert "Because: refuse." in letters["refused"].text
    again = client.post(release)
    assert again.status_code == 409
    assert "were released on" in again.content.decode()
    assert "by Chair" in again.content.decode()


def test_the_participant_reads_points_rank_and_reasons_and_no_single_sheet(
    house: House, closed: Scene
) -> None:
    file = house.url(f"mobilities/{closed.mobilities[2].public_id}/")
    client = english(house, "applicant2")
    assert "15 of 20 points" not in client.get(file).content.decode()
    with house.scope():
        closed.decide_all("award", "reserve", "refuse")
    assert "Because: refuse." not in client.get(file).content.decode(), "nothing before the release"
    with house.scope():
        closed.release()
    page = client.get(file).content.decode()
    assert "15 of 20 points, rank 2." in page
    assert "Because: refuse." in page
    assert "Words of assessor." in page, "the sentences are for the participant, in no name"
    for name in ("Assessor", "Second"):
        assert name not in page


def test_a_free_place_goes_to_the_reserve_list_and_no_further(house: House, closed: Scene) -> None:
    with house.scope():
        closed.decide_all("award", "award", "reserve")
        closed.release()
        first, _second, third = closed.mobilities
        with pytest.raises(Refusal, match="0 places"):
            operations.award_later(
                mobility=third, actor=closed.actor("chair"), reasons="A place became free."
            )
        place.decline_place(
            mobility=closed.fresh(first), actor=closed.actor("applicant0"), reason="Other plans."
        )
    client = english(house, "chair")
    board = client.get(house.url(f"selection/{closed.call.slug}/board/")).content.decode()
    address = house.url(f"selection/award/{third.public_id}/")
    assert address in board
    assert client.post(address, {"reasons": "A place became free."}).status_code == 302
    with house.scope():
        assert closed.fresh(third).stage == Stage.AWARDED
        assert [
            row.version for row in Decision.objects.filter(assessment__mobility=third).order_by("pk")
        ] == [1, 2]


def test_an_excluded_application_names_the_clause(house: House, scene: Scene) -> None:
    mobility = scene.mobilities[0]
    client = english(house, "coordinator")
    address = house.url(f"selection/exclude/{mobility.public_id}/")
    assert client.post(address, {"clause": "", "reasons": "No."}).status_code == 422
    assert (
        client.post(address, {"clause": "Article 3", "reasons": "The contract ends before."}).status_code
        == 302
    )
    deliver_all()
    with house.scope():
        assert scene.fresh(mobility).stage == Stage.INELIGIBLE
        letter = SentNotice.objects.get(kind="ineligible")
        assert "Article 3" in letter.text
        assert "You may appeal until" in letter.text


def test_only_the_chair_of_this_call_decides(house: House, closed: Scene) -> None:
    with house.scope():
        for who in ("assessor", "second", "coordinator", "dean", "applicant0"):
            with pytest.raises(Refusal):
                operations.decide(
                    mobility=closed.mobilities[0], actor=closed.actor(who), outcome="award", reasons="Mine."
                )
            with pytest.raises(Refusal):
                operations.release_results(call=closed.call, actor=closed.actor(who))


def test_nobody_is_awarded_two_mobilities_at_a_time(house: House, closed: Scene) -> None:
    with house.scope():
        Mobility.objects.filter(pk=closed.mobilities[1].pk).update(number="2026-9999")
        make_mobility(house, make_call(house, "stt-other"), who="applicant1", stage=Stage.PREPARING)
        closed.decide_all("award", "award", "refuse")
        with pytest.raises(Refusal, match="2026-9999"):
            closed.release()
        closed.call.refresh_from_db()
        assert closed.call.released_at is None
        assert {closed.fresh(mobility).stage for mobility in closed.mobilities} == {Stage.UNDER_ASSESSMENT}
        assert not Decision.objects.exclude(released_at=None).exists()
        closed.decide_all("award", "reserve", "refuse")
        closed.release()
        with pytest.raises(Refusal, match="2026-9999"):
            operations.award_later(
                mobility=closed.fresh(closed.mobilities[1]), actor=closed.actor("chair"), reasons="A place."
            )
