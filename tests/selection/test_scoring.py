"""Sheets: who gets one, what is refused at the field, what stays hidden, what is stored, and closing."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from core.models import SentNotice
from core.policy import Refusal
from mobility.enums import DutyKind
from mobility.models import Duty, Mobility
from selection import operations, queries
from selection.models import Assessment, Score, Sheet
from selection.scale import judged, scales_of
from tests.outbox import deliver_all
from tests.selection.scene import ASSESSORS, Scene, add_application, appoint_assessor
from tests.world import House, employ


@pytest.fixture
def scored(house: House, scene: Scene) -> Scene:
    """The applications are with the committee, and everything has followed."""
    with house.scope():
        scene.admit_all()
    deliver_all()
    return scene


def english(house: House, name: str) -> Client:
    client = house.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def address(house: House, mobility: Mobility, rest: str = "") -> str:
    return house.url(f"selection/score/{mobility.public_id}/{rest}")


def typed(scene: Scene, points: str, sentence: str = "Clear tasks.", **more: str) -> dict[str, str]:
    """The sheet as a browser posts it."""
    with scene.house.scope():
        scales = judged(scales_of(scene.call))
    values = {f"points_{scale.id}": points for scale in scales}
    return {**values, **{f"sentence_{scale.id}": sentence for scale in scales}, **more}


def test_each_assessor_owes_a_sheet_and_hears_how_many(house: House, scored: Scene) -> None:
    with house.scope():
        duties = Duty.objects.filter(kind=DutyKind.SCORE)
        assert duties.count() == 3 * len(ASSESSORS)
        assert {duty.person_id for duty in duties} == {house.people[name].pk for name in ASSESSORS}
        letters = SentNotice.objects.filter(kind="to_score")
        assert sorted(letter.person_id or 0 for letter in letters) == sorted(
            house.people[name].pk for name in ASSESSORS
        )
        assert all(letter.subject.startswith("Score 3 applications") for letter in letters)


def test_who_applies_in_a_call_is_not_seated_in_its_committee(house: House, scene: Scene) -> None:
    with house.scope():
        appoint_assessor(house, "applicant0")
        with pytest.raises(Refusal, match="Applicant0"):
            operations.seat_committee(
                call=scene.call,
                actor=scene.actor("coordinator"),
                chair=house.people["chair"],
                members=[house.people["applicant0"]],
            )


def test_who_is_seated_and_applies_later_is_shut_out(house: House, scene: Scene) -> None:
    with house.scope():
        house.people["applicant9"] = house.people["assessor"]
        employ(house, house.people["assessor"])
        own = add_application(scene, 9)
        scene.mobilities.append(own)
        scene.admit_all()
        assert not Sheet.objects.filter(person=house.people["assessor"]).exists()
        assert Assessment.objects.get(mobility=own).asked == 2
    deliver_all()
    assert house.client("assessor").get(address(house, own)).status_code == 404
    board = house.url(f"selection/{scene.call.slug}/board/")
    assert house.client("chair").get(board).status_code == 200
    with house.scope():
        house.people["applicant10"] = house.people["chair"]
        employ(house, house.people["chair"])
        add_application(scene, 10)
    assert house.client("chair").get(board).status_code == 403


@pytest.mark.parametrize("points", ["7", "11", "-5", "x", "5.5", "NaN"])
def test_points_outside_the_levels_are_refused_at_the_field_and_everything_typed_is_kept(
    house: House, scored: Scene, points: str
) -> None:
    mobility = scored.mobilities[0]
    answer = english(house, "assessor").post(
        address(house, mobility), typed(scored, points, "A sentence & more.", next="1")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "choose one of the levels 0, 5, 10" in page
    assert "A sentence &amp; more.</textarea>" in page
    with house.scope():
        assert not Score.objects.exists()
        assert Assessment.objects.get(mobility=mobility).count == 0


def test_a_sheet_without_its_sentence_is_kept_as_a_draft_and_not_handed_in(
    house: House, scored: Scene
) -> None:
    mobility = scored.mobilities[0]
    answer = english(house, "assessor").post(address(house, mobility), typed(scored, "5", "", next="1"))
    assert answer.status_code == 422
    assert "Write a sentence that justifies the points." in answer.content.decode()
    with house.scope():
        sheet = Sheet.objects.get(assessment__mobility=mobility, person=house.people["assessor"])
        assert (sheet.sum, sheet.handed_in_at) == (Decimal(5), None)
        with pytest.raises(Refusal, match="sentence"):
            operations.hand_in_scores(mobility=mobility, actor=scored.actor("assessor"))


def test_autosave_keeps_a_draft_and_answers_in_json(house: House, scored: Scene) -> None:
    mobility = scored.mobilities[0]
    client = house.client("assessor")
    values = typed(scored, "10", "", next="1")
    answer = client.post(address(house, mobility), values, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert answer.json()["saved_at"]
    assert (
        client.post(address(house, mobility), typed(scored, "3"), headers={"X-Autosave": "1"}).status_code
        == 422
    )
    with house.scope():
        sheet = Sheet.objects.get(assessment__mobility=mobility, person=house.people["assessor"])
        assert (sheet.sum, sheet.handed_in_at) == (Decimal(10), None)


def test_hand_in_and_next_walks_through_the_queue(house: House, scored: Scene) -> None:
    client = english(house, "assessor")
    seen = []
    for _turn in range(3):
        answer = client.get(house.url(f"selection/{scored.call.slug}/next/"))
        seen.append(answer["Location"])
        assert client.post(answer["Location"], typed(scored, "5", next="1")).status_code == 302
    assert len(set(seen)) == 3
    last = client.get(house.url(f"selection/{scored.call.slug}/next/"), follow=True)
    assert "You have scored all your applications" in last.content.decode()
    with house.scope():
        assert not Duty.objects.filter(person=house.people["assessor"], fulfilled_at=None).exists()


def test_others_scores_are_hidden_until_mine_is_in(house: House, scored: Scene) -> None:
    mobility = scored.mobilities[0]
    with house.scope():
        operations.hand_in_scores(
            mobility=mobility,
            actor=scored.actor("second"),
            scores=scored.given(10, "The second one's words."),
        )
        mine = Sheet.objects.get(assessment__mobility=mobility, person=house.people["assessor"])
        assert queries.others_of(mine) == [], "not even read, whatever the page would show"
    client = english(house, "assessor")
    assert "second one" not in client.get(address(house, mobility)).content.decode()
    client.post(address(house, mobility), typed(scored, "5", next="1"))
    after = client.get(address(house, mobility)).content.decode()
    assert "The second one&#x27;s words." in after
    assert "spread 2.5" in after
    assert client.post(address(house, mobility), typed(scored, "0", next="1")).status_code == 409
    for who in ("participant", "applicant0", "applicant1"):
        assert house.client(who).get(address(house, mobility)).status_code == 404


def test_mean_count_and_spread_are_stored_with_the_last_sheet(house: House, scored: Scene) -> None:
    mobility = scored.mobilities[0]
    with house.scope():
        for name, points in zip(ASSESSORS, (0, 5, 10), strict=True):
            operations.hand_in_scores(
                mobility=mobility, actor=scored.actor(name), scores=scored.given(points)
            )
        row = Assessment.objects.get(mobility=mobility)
        assert (row.count, row.asked, row.mean, row.spread) == (3, 3, Decimal(5), Decimal("4.0825"))
        assert row.total == row.mean + row.computed


def test_stepping_back_needs_a_reason_and_closes_the_file(house: House, scored: Scene) -> None:
    mobility = scored.mobilities[0]
    client = english(house, "assessor")
    assert client.post(address(house, mobility, "leave/"), {"reason": ""}).status_code == 422
    assert (
        client.post(address(house, mobility, "leave/"), {"reason": "We share an office."}).status_code == 302
    )
    deliver_all()
    with house.scope():
        assert Assessment.objects.get(mobility=mobility).asked == 2
        assert not Duty.objects.filter(
            mobility=mobility, person=house.people["assessor"], fulfilled_at=None, waived_at=None
        ).exists()
    assert client.get(house.url(f"mobilities/{mobility.public_id}/")).status_code == 404


def test_scoring_is_not_closed_while_sheets_are_missing_unless_with_a_reason(
    house: House, scored: Scene
) -> None:
    with house.scope():
        scored.score_all(names=("chair", "assessor"))
    client = english(house, "chair")
    close = house.url(f"selection/{scored.call.slug}/close/")
    refused = client.post(close, {"reason": ""})
    assert refused.status_code == 409
    assert "Second" in refused.content.decode()
    assert client.post(close, {"reason": "Ill since Monday."}).status_code == 302
    with house.scope():
        scored.call.refresh_from_db()
        assert scored.call.scoring_closed_at is not None
        left_out = Sheet.objects.filter(person=house.people["second"])
        assert {sheet.left_out_reason for sheet in left_out} == {"Ill since Monday."}
        assert {row.rank for row in Assessment.objects.all()} == {1}
        with pytest.raises(Refusal, match=r"was closed|Ill since"):
            operations.hand_in_scores(
                mobility=scored.mobilities[0], actor=scored.actor("second"), scores=scored.given(5)
            )


def test_an_application_that_nobody_scored_keeps_scoring_open(house: House, scored: Scene) -> None:
    with house.scope(), pytest.raises(Refusal, match="Nobody has scored"):
        scored.close(reason="No time.")


def test_an_abstention_counts_as_an_answer_and_not_in_the_mean(house: House, scored: Scene) -> None:
    mobility = scored.mobilities[0]
    client = english(house, "assessor")
    client.post(address(house, mobility), typed(scored, "10"))
    assert client.post(address(house, mobility, "abstain/"), {"reason": " "}).status_code == 422
    reason = {"reason": "The field is not mine."}
    assert client.post(address(house, mobility, "abstain/"), reason).status_code == 302
    with house.scope():
        for name, points in (("chair", 0), ("second", 5)):
            operations.hand_in_scores(
                mobility=mobility, actor=scored.actor(name), scores=scored.given(points)
            )
        row = Assessment.objects.get(mobility=mobility)
        assert (row.asked, row.count, row.abstained, row.mean) == (3, 2, 1, Decimal("2.5"))
        assert not Score.objects.filter(sheet__person=house.people["assessor"]).exists()
        assert not Duty.objects.filter(
            mobility=mobility, person=house.people["assessor"], fulfilled_at=None
        ).exists()
    assert client.post(address(house, mobility), typed(scored, "5", next="1")).status_code == 409
    assert "The field is not mine." in english(house, "chair").get(address(house, mobility)).content.decode()


def test_unseen_drafted_put_off_abstained_and_handed_in_are_told_apart(house: House, scored: Scene) -> None:
    with house.scope():
        scored.mobilities += [add_application(scored, turn) for turn in (3, 4)]
        for mobility in scored.mobilities[3:]:
            operations.admit(mobility=mobility, actor=scored.actor("coordinator"))
        scored.declare_all()
    done, drafted, skipped, abstained, _untouched = scored.mobilities
    client = english(house, "assessor")
    client.post(address(house, done), typed(scored, "5", next="1"))
    client.post(address(house, drafted), typed(scored, "5", ""))
    client.post(address(house, skipped), typed(scored, "", "", skip="1"))
    client.post(address(house, abstained, "abstain/"), {"reason": "Not my field."})
    queue = house.url(f"selection/{scored.call.slug}/")
    for state, number in (
        ("handed_in", done.number),
        ("draft", drafted.number),
        ("put_off", skipped.number),
        ("abstained", abstained.number),
        ("untouched", _untouched.number),
    ):
        page = client.get(queue, {"state": state}).content.decode()
        assert [one.number for one in scored.mobilities if f">{one.number}</a>" in page] == [number]
    assert (
        "1 abstained, 2 to score"
        in english(house, "chair").get(house.url(f"selection/{scored.call.slug}/board/")).content.decode()
    )


def test_what_was_skipped_comes_back_at_the_end_with_its_draft(house: House, scored: Scene) -> None:
    client = english(house, "assessor")
    following = house.url(f"selection/{scored.call.slug}/next/")
    first, *others = [address(house, mobility) for mobility in scored.mobilities]
    assert client.get(following)["Location"] == first
    skipped = client.post(first, typed(scored, "10", "", skip="1"), follow=True)
    assert [target for target, _status in skipped.redirect_chain][-1] == others[0]
    for place in others:
        assert client.get(following)["Location"] == place
        client.post(place, typed(scored, "5", next="1"))
    assert client.get(following)["Location"] == first
    with house.scope():
        assert Sheet.objects.get(
            assessment__mobility=scored.mobilities[0], person=house.people["assessor"]
        ).sum == Decimal(10)


def test_a_remark_is_for_the_committee_and_never_for_the_participant(house: House, scored: Scene) -> None:
    with house.scope():
        key = judged(scales_of(scored.call))[0].id
    for name in ASSESSORS:
        for mobility in scored.mobilities:
            values = typed(scored, "5", next="1") | {f"remark_{key}": "Between ourselves."}
            assert house.client(name).post(address(house, mobility), values).status_code == 302
    assert (
        "Between ourselves."
        in house.client("chair").get(address(house, scored.mobilities[0])).content.decode()
    )
    with house.scope():
        scored.close()
        scored.decide_all("award", "award", "reserve")
        scored.release()
    deliver_all()
    for turn, mobility in enumerate(scored.mobilities):
        page = house.client(f"applicant{turn}").get(house.url(f"mobilities/{mobility.public_id}/"))
        assert page.status_code == 200
        assert "Between ourselves." not in page.content.decode()
