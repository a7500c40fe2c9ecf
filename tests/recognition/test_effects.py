"""Promises and follow-ups: answered honestly, waived with a reason; the last one closes the file."""

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from core.models import SentNotice
from core.policy import Refusal
from members.models import Member
from mobility.enums import Stage
from mobility.models import Duty, Mobility, Promise
from recognition import operations
from recognition.models import FollowUp
from recognition.tasks import ask_follow_ups
from tests.outbox import deliver_all
from tests.recognition.test_recording import record
from tests.reporting.scene import again, completed
from tests.world import House


def recognised(house: House) -> Mobility:
    mobility = completed(house)
    record(house, mobility)
    deliver_all()
    return again(house, mobility)


def promise_of(mobility: Mobility, kind: str) -> Promise:
    return Promise.objects.get(mobility=mobility, kind=kind)


def answer(house: House, mobility: Mobility, months: int, **said: dict[str, Any]) -> None:
    """Answer one follow-up on its day; `said` by the kind of the promise, the rest is not yet kept."""
    with house.scope():
        due_on = Duty.objects.get(mobility=mobility, kind="follow_up", part=str(months)).due_on
    with clock.travel(clock.now() + (due_on - clock.today())), house.scope():
        not_yet = {
            "answer": "not_yet",
            "due_on": clock.today() + timedelta(days=60),
            "why": "It takes longer.",
        }
        answers = {
            row.pk: said.get(row.kind, not_yet)
            for row in Promise.objects.filter(mobility=mobility, kept_on=None)
        }
        operations.answer_follow_up(
            mobility=mobility, actor=house.actor("participant"), months=months, answers=answers
        )


def open_now(house: House, mobility: Mobility) -> list[str]:
    with house.scope():
        return [
            f"{duty.kind}:{duty.part.partition('-')[0]}"
            for duty in Duty.objects.filter(mobility=mobility)
            if duty.is_open
        ]


def test_with_the_entry_effects_are_owed(house: House) -> None:
    mobility = recognised(house)
    assert sorted(open_now(house, mobility)) == [
        "disseminate:promise",
        "follow_up:12",
        "follow_up:3",
        "follow_up:6",
    ]


def test_the_last_answer_closes_the_file(house: House) -> None:
    mobility = recognised(house)
    with house.scope():
        share = promise_of(mobility, "dissemination")
        operations.report_effect(
            promise=share, actor=house.actor("participant"), kept_on=clock.today(), proof="Minutes 7/2026"
        )
    answer(house, mobility, 3)
    with house.scope():
        assert promise_of(mobility, "effect").due_on > clock.today()
    answer(house, mobility, 6)
    assert again(house, mobility).stage == Stage.RECOGNISED
    answer(house, mobility, 12, effect={"answer": "given_up", "why": "The form was not approved."})
    assert again(house, mobility).stage == Stage.CLOSED
    with house.scope():
        said = [[row["answer"] for row in follow_up.answers] for follow_up in FollowUp.objects.all()]
        assert said == [["not_yet"], ["not_yet"], ["given_up"]]
        assert promise_of(mobility, "effect").kept_on is None, "what was given up is not kept"


def test_what_a_follow_up_says_is_shared_meets_its_duty(house: House) -> None:
    mobility = recognised(house)
    kept = {"answer": "kept", "kept_on": clock.today(), "proof": "12 people came"}
    answer(house, mobility, 3, dissemination=kept)
    assert open_now(house, mobility) == ["follow_up:6", "follow_up:12"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"answer": "kept", "kept_on": None, "proof": "x"}, "Give the day"),
        ({"answer": "kept", "kept_on": "ahead", "proof": "x"}, "in the future"),
        ({"answer": "not_yet", "due_on": None, "why": "x"}, "new date"),
        ({"answer": "not_yet", "due_on": "ahead", "why": " "}, "say why"),
        ({}, "Answer for each promise"),
    ],
)
def test_an_answer_that_lacks_something(house: House, said: dict[str, Any], words: str) -> None:
    mobility = recognised(house)
    ahead = clock.today() + timedelta(days=2000)
    said = {name: ahead if value == "ahead" else value for name, value in said.items()}
    with pytest.raises(Refusal, match=words):
        answer(house, mobility, 3, effect=said)
    with house.scope():
        assert not FollowUp.objects.exists()


def test_not_before_its_time_and_not_twice(house: House) -> None:
    mobility = recognised(house)
    with house.scope(), pytest.raises(Refusal, match="can be answered from"):
        operations.answer_follow_up(
            mobility=mobility, actor=house.actor("participant"), months=12, answers={}
        )
    answer(house, mobility, 3)
    with house.scope(), pytest.raises(Refusal, match="answered already"):
        operations.answer_follow_up(mobility=mobility, actor=house.actor("participant"), months=3, answers={})


def test_the_coordinator_waives_with_a_reason(house: House) -> None:
    mobility = recognised(house)
    with house.scope():
        parts = list(Duty.objects.filter(mobility=mobility, phase="effects").values_list("part", flat=True))
        coordinator = house.actor("coordinator")
        with pytest.raises(Refusal, match="say why"):
            operations.waive_effects(mobility=mobility, actor=coordinator, parts=parts, reason=" ")
        assert (
            operations.waive_effects(
                mobility=mobility, actor=coordinator, parts=parts, reason="Left the post."
            )
            == 4
        )
    assert again(house, mobility).stage == Stage.CLOSED


def test_where_sharing_is_only_advised_it_keeps_no_file_open(house: House) -> None:
    with house.scope():
        Member.objects.filter(pk=house.member.pk).update(dissemination_required=False)
    mobility = recognised(house)
    for months in (3, 6, 12):
        answer(house, mobility, months)
    assert again(house, mobility).stage == Stage.CLOSED
    assert open_now(house, mobility) == []


def test_follow_ups_are_asked_for_by_letter_once(house: House) -> None:
    mobility = recognised(house)
    ask_follow_ups(university_id=house.university.pk)
    with house.scope():
        assert not SentNotice.objects.filter(kind="recognition.follow_up_asked").exists()
    with clock.travel(clock.now() + timedelta(days=80)):
        ask_follow_ups(university_id=house.university.pk)
        ask_follow_ups(university_id=house.university.pk)
    with house.scope():
        letter = SentNotice.objects.get(kind="recognition.follow_up_asked")
        assert (letter.person_id, "after 3 months" in letter.subject) == (mobility.person_id, True)


def test_the_page_takes_the_answers(house: House) -> None:
    mobility = recognised(house)
    url = house.url(f"mobilities/{mobility.public_id}/recognition/follow-up/")
    browser = house.client("participant")
    with clock.travel(clock.now() + timedelta(days=90)):
        assert browser.get(url).status_code == 200
        fields = {"months": "3", "promise-TOTAL_FORMS": "2", "promise-INITIAL_FORMS": "0", "remarks": ""}
        lacking = browser.post(url, {**fields, "promise-0-answer": "kept"}, headers={"accept-language": "en"})
        assert lacking.status_code == 422
        assert "Say what shows it." in lacking.content.decode()
        day = clock.today()
        for number in range(2):
            fields |= {f"promise-{number}-answer": "kept", f"promise-{number}-kept_on": day.isoformat(),
                       f"promise-{number}-proof": "Minutes"}  # fmt: skip
        assert browser.post(url, fields).status_code == 302
    assert open_now(house, mobility) == ["follow_up:6", "follow_up:12"]
