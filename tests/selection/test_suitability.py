"""Priloga 1: who is asked, what each may say, who stands in, what the decision brings about."""

import pytest
from django.conf import settings
from django.test import Client

from core.models import SentNotice
from core.policy import Refusal
from members import operations as people
from members.actor import system
from members.enums import Capacity
from mobility.enums import DutyKind, Stage
from mobility.models import Duty, IssuedDocument, Mobility
from mobility.operations import place
from selection import operations
from selection.models import Confirmation, Opinion
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene
from tests.world import SINCE, House

BODY = (
    ("head", Capacity.HEAD),
    ("faculty_office", Capacity.FACULTY_OFFICE),
    ("secretary", Capacity.SECRETARY),
)


def english(house: House, name: str) -> Client:
    client = house.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def asked(house: House) -> Mobility:
    """A place was confirmed; the body of three has been asked."""
    with house.scope():
        scene = make_scene(house, applications=1)
        return accepted(scene)


def accepted(scene: Scene) -> Mobility:
    scene.admit_all()
    scene.score_all()
    scene.close()
    scene.decide_all("award")
    scene.release()
    mobility = scene.fresh(scene.mobilities[0])
    place.accept_place(mobility=mobility, actor=scene.actor("applicant0"))
    deliver_all()
    return scene.fresh(mobility)


def vote(house: House, mobility: Mobility, *verdicts: str) -> None:
    for (name, capacity), verdict in zip(BODY, verdicts, strict=False):
        operations.give_opinion(
            mobility=mobility,
            actor=house.actor(name),
            as_=capacity,
            verdict=verdict,
            reasons=f"{name} says {verdict}.",
        )
    deliver_all()


def page(house: House, mobility: Mobility, rest: str) -> str:
    return house.url(f"mobilities/{mobility.public_id}/suitability/{rest}/")


def test_three_are_asked_and_written_to(house: House, asked: Mobility) -> None:
    with house.scope():
        duties = Duty.objects.filter(mobility=asked, kind=DutyKind.OPINION)
        assert {(duty.part, duty.person_id) for duty in duties} == {
            (str(capacity), house.people[name].pk) for name, capacity in BODY
        }
        assert SentNotice.objects.filter(kind="opinion").count() == 3
        assert (
            Duty.objects.get(mobility=asked, kind=DutyKind.DECIDE_SUITABILITY).token
            == "decide_suitability:secretary"
        )


def test_reasons_are_needed_unless_it_fits(house: House, asked: Mobility) -> None:
    client = english(house, "head")
    opinion = page(house, asked, "opinion")
    assert "Enoten obrazec." in client.get(opinion).content.decode()
    refused = client.post(opinion, {"part": "head", "verdict": "changes", "reasons": ""})
    assert refused.status_code == 422
    assert "Give the reasons" in refused.content.decode()
    assert client.post(opinion, {"part": "head", "verdict": "fits", "reasons": ""}).status_code == 302
    second = client.post(opinion, {"part": "head", "verdict": "not", "reasons": "No."})
    assert second.status_code == 409
    assert "Head ff-emona gave this opinion" in second.content.decode()


def test_nobody_gives_an_opinion_that_is_another_s(house: House, asked: Mobility) -> None:
    with house.scope():
        with pytest.raises(Refusal, match="not asked of you"):
            operations.give_opinion(
                mobility=asked, actor=house.actor("head"), as_=Capacity.SECRETARY, verdict="fits", reasons=""
            )
        for who in ("coordinator", "chair", "applicant0"):
            with pytest.raises(Refusal):
                operations.give_opinion(
                    mobility=asked, actor=house.actor(who), as_=Capacity.HEAD, verdict="fits", reasons=""
                )
    assert house.client("applicant0").get(page(house, asked, "opinion")).status_code == 403


def test_the_dean_stands_in_for_a_head_who_is_the_participant(house: House) -> None:
    with house.scope():
        scene = make_scene(house, applications=1)
        people.appoint(
            person=house.people["applicant0"],
            capacity=Capacity.HEAD,
            actor=system(house.university.pk),
            starts_on=SINCE,
            member=house.member,
            unit=house.unit,
        )
        house.people["head"].is_active = False
        house.people["head"].save()
        mobility = accepted(scene)
        duty = Duty.objects.get(mobility=mobility, kind=DutyKind.OPINION, part=Capacity.HEAD)
        assert (duty.owed_by, duty.person_id) == (Capacity.DEAN, house.people["dean"].pk)
        with pytest.raises(Refusal, match="own mobility"):
            operations.give_opinion(
                mobility=mobility,
                actor=house.actor("applicant0"),
                as_=Capacity.HEAD,
                verdict="fits",
                reasons="",
            )
    assert (
        english(house, "dean").post(page(house, mobility, "opinion"), {"verdict": "fits"}).status_code == 302
    )
    with house.scope():
        given = Opinion.objects.get()
        assert (given.part, given.capacity) == (Capacity.HEAD, Capacity.DEAN)


@pytest.mark.papers
def test_the_decision_waits_for_three_opinions_and_is_made_once(house: House, asked: Mobility) -> None:
    with house.scope():
        vote(house, asked, "fits", "fits")
        with pytest.raises(Refusal, match="faculty secretary"):
            operations.decide_suitability(
                mobility=asked, actor=house.actor("secretary"), outcome="fits", reasons=""
            )
        operations.give_opinion(
            mobility=asked, actor=house.actor("secretary"), as_=Capacity.SECRETARY, verdict="fits", reasons=""
        )
    deliver_all()
    client = english(house, "secretary")
    decide = page(house, asked, "decide")
    assert client.post(decide, {"verdict": "fits", "reasons": "", "conditions": ""}).status_code == 302
    second = client.post(decide, {"verdict": "not", "reasons": "No.", "conditions": ""})
    assert second.status_code == 409
    assert "Secretary ff-emona recorded the decision" in second.content.decode()
    deliver_all()
    with house.scope():
        assert SentNotice.objects.filter(kind="decide_suitability").count() == 1
        asked.refresh_from_db()
        assert "decide_suitability:secretary" in asked.met
        assert {row.language for row in IssuedDocument.objects.filter(kind="suitability")} == {"sl", "en"}


def test_fits_with_changes_asks_the_participant_to_adapt(house: House, asked: Mobility) -> None:
    with house.scope():
        vote(house, asked, "fits", "changes", "fits")
        for reasons, conditions in (("", "Two days more."), ("Too short.", "")):
            with pytest.raises(Refusal):
                operations.decide_suitability(
                    mobility=asked,
                    actor=house.actor("secretary"),
                    outcome="changes",
                    reasons=reasons,
                    conditions=conditions,
                )
        operations.decide_suitability(
            mobility=asked,
            actor=house.actor("secretary"),
            outcome="changes",
            reasons="Too short.",
            conditions="Two days more.",
        )
    deliver_all()
    client = english(house, "applicant0")
    adapt = page(house, asked, "adapt")
    assert "Two days more." in client.get(adapt).content.decode()
    assert client.post(adapt, {"words": " "}).status_code == 422
    assert client.post(adapt, {"words": "The stay now ends on Friday."}).status_code == 302
    assert client.post(adapt, {"words": "Again."}).status_code == 409
    with house.scope():
        assert Duty.objects.get(mobility=asked, kind=DutyKind.ADAPT).fulfilled_at is not None
        assert SentNotice.objects.get(kind="suitability").subject.startswith("Adapt your plan")


def test_does_not_fit_cancels_with_the_body_s_reasons(house: House, asked: Mobility) -> None:
    with house.scope():
        vote(house, asked, "not", "not", "fits")
        operations.decide_suitability(
            mobility=asked, actor=house.actor("secretary"), outcome="not", reasons="No link to the post."
        )
        asked.refresh_from_db()
        assert asked.stage == Stage.CANCELLED
        assert not Duty.objects.filter(mobility=asked, fulfilled_at=None, waived_at=None).exists()
    deliver_all()
    with house.scope():
        letter = SentNotice.objects.get(kind="suitability")
        assert letter.subject.startswith("Read: not suitable")
        assert "No link to the post." in letter.text


def test_a_call_may_ask_at_submission(house: House) -> None:
    with house.scope():
        scene = make_scene(house, applications=1, suitability_at="submission")
        scene.admit_all()
    deliver_all()
    with house.scope():
        assert Confirmation.objects.get().version == 1
        assert Duty.objects.filter(kind=DutyKind.OPINION).count() == 3
