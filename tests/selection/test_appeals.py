"""Appeals: lodged in time with the file frozen, a panel of others, its decision, and what follows from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.enums import DutyKind, Stage
from mobility.models import Duty, Mobility
from mobility.operations import place
from mobility.rhythm import is_due
from protection.copying import copy_of
from selection import operations
from selection.enums import Relief
from selection.frozen import fingerprint
from selection.models import Appeal, Assessment, Decision, PanelSeat
from selection.operations.appeals import Ruling
from tests.core import samples
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene
from tests.selection.test_reserve import released
from tests.world import House

WORDS = "My tasks were misread."


@pytest.fixture
def refused(house: House) -> Scene:
    """One awarded, one on the reserve list, one refused; one place more than was given out."""
    return released(house, points=(10, 5, 0), outcomes=("award", "reserve", "refuse"), places=2)


def lodge(scene: Scene, turn: int = 2) -> Mobility:
    mobility = scene.fresh(scene.mobilities[turn])
    actor = scene.actor(f"applicant{turn}")
    operations.lodge_appeal(mobility=mobility, actor=actor, ground="points", words=WORDS)
    return scene.fresh(mobility)


def name(scene: Scene, mobility: Mobility, *people: str) -> None:
    chosen = [scene.house.people[who] for who in people or ("dean", "secretary")]
    operations.name_panel(mobility=mobility, actor=scene.actor("office"), chair=chosen[0], members=chosen[1:])


def heard(scene: Scene, relief: Relief, *, turn: int = 2, place_on_list: int | None = None) -> Mobility:
    """Lodged, the panel named, decided."""
    with scene.house.scope():
        mobility = lodge(scene, turn)
        name(scene, mobility)
        ruling = Ruling(relief, "We read it again.", place_on_list)
        operations.decide_appeal(mobility=scene.fresh(mobility), actor=scene.actor("dean"), ruling=ruling)
    deliver_all()
    with scene.house.scope():
        return scene.fresh(mobility)


def english(house: House, who: str) -> Client:
    client = house.client(who)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_file_is_frozen_as_it_was_decided_on(house: House, refused: Scene) -> None:
    with house.scope():
        mobility = lodge(refused)
        Assessment.objects.filter(mobility=mobility).update(rank=1, total=99)
        appeal = Appeal.objects.get()
        assert appeal.frozen["standing"]["rank"] == 3
        assert appeal.frozen["standing"]["total"] == "10"
        assert appeal.frozen["decision"]["reasons"] == "Because: refuse."
        assert len(appeal.frozen["sheets"]) == 3
        assert "Assessor ff-emona" not in str(appeal.frozen), "sheets are kept without names"
        assert appeal.frozen_hash == fingerprint(appeal.frozen)


def test_an_appeal_is_in_time_until_the_end_of_the_last_day(house: House, refused: Scene) -> None:
    with house.scope():
        mobility = refused.fresh(refused.mobilities[2])
        decision = Decision.objects.get(assessment__mobility=mobility)
        days = timedelta(days=refused.call.appeal_days)
        # Calendar days of the university's clock; an end on a Saturday or Sunday moves to Monday.
        last = timezone.localtime(decision.released_at) + days
        last += timedelta(days=max(0, 7 - last.weekday()) if last.weekday() > 4 else 0)
        with clock.travel(last + timedelta(days=1)), pytest.raises(Refusal, match="You could appeal until"):
            lodge(refused)
        with clock.travel(last):
            lodge(refused)
        with pytest.raises(Refusal, match="already"):
            lodge(refused)


@pytest.mark.parametrize("who", ["chair", "assessor", "second", "applicant0", "applicant2"])
def test_nobody_who_judged_or_competes_sits_in_the_panel(house: House, refused: Scene, who: str) -> None:
    with house.scope():
        mobility = lodge(refused)
        with pytest.raises(Refusal, match="cannot sit in the panel"):
            name(refused, mobility, "dean", who)
        assert not PanelSeat.objects.exists()


def test_only_office_and_dean_name_the_panel_and_only_its_chair_decides(house: House, refused: Scene) -> None:
    ruling = Ruling(Relief.REJECT, "No.")
    with house.scope():
        mobility = lodge(refused)
        for who in ("coordinator", "chair", "assessor", "applicant2"):
            with pytest.raises(Refusal):
                operations.name_panel(
                    mobility=mobility, actor=refused.actor(who), chair=house.people["dean"], members=[]
                )
        name(refused, mobility)
        for who in ("secretary", "office", "chair", "applicant2", "coordinator"):
            with pytest.raises(Refusal):
                operations.decide_appeal(
                    mobility=refused.fresh(mobility), actor=refused.actor(who), ruling=ruling
                )


def test_duties_reminders_and_letters(house: House, refused: Scene) -> None:
    with house.scope():
        mobility = lodge(refused)
    deliver_all()
    with house.scope():
        named = SentNotice.objects.filter(kind="appeal_to_name")
        assert {letter.person.first_name for letter in named} == {"Office", "Dean"}
        assert SentNotice.objects.get(kind="appeal_received").person == mobility.person
        name(refused, refused.fresh(mobility))
    deliver_all()
    with house.scope():
        asked = SentNotice.objects.filter(kind="appeal_to_hear")
        assert {letter.person.first_name for letter in asked} == {"Dean", "Secretary"}
        assert not Duty.objects.filter(kind=DutyKind.NAME_PANEL, fulfilled_at=None).exists()
        duty = Duty.objects.filter(kind=DutyKind.HEAR_APPEAL).first()
        assert duty is not None
        assert is_due(duty, duty.due_on)


def test_a_rejected_appeal_leaves_the_decision_and_is_final(house: House, refused: Scene) -> None:
    mobility = heard(refused, Relief.REJECT)
    with house.scope():
        assert mobility.stage == Stage.REFUSED
        assert Decision.objects.filter(assessment__mobility=mobility).count() == 1
        letter = SentNotice.objects.get(kind="appeal_decided")
        assert "We read it again." in letter.text
        assert "rejected" in letter.subject
        assert not Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None).exists()
        with pytest.raises(Refusal):
            lodge(refused)


def test_an_upheld_appeal_is_a_new_decision(house: House, refused: Scene) -> None:
    mobility = heard(refused, Relief.AWARD)
    with house.scope():
        assert mobility.stage == Stage.AWARDED
        first, second = Decision.objects.filter(assessment__mobility=mobility).order_by("version")
        assert (first.outcome, first.reasons) == ("refuse", "Because: refuse.")
        assert (second.outcome, second.cause, second.decided_by) == ("award", "appeal", house.people["dean"])
        entry = Entry.objects.get(verb="appeal.decided")
        assert (entry.actor_id, entry.note) == (house.people["dean"].pk, "We read it again.")
        assert SentNotice.objects.filter(kind="awarded", person=mobility.person).exists()


def test_no_place_is_invented_for_an_upheld_appeal(house: House) -> None:
    scene = released(house, points=(10, 5, 0), outcomes=("award", "award", "refuse"), places=2)
    with pytest.raises(Refusal, match="0 places are free"):
        heard(scene, Relief.AWARD)
    with house.scope():
        assert Appeal.objects.count() == 0, "the whole act is undone in this test's transaction"
    mobility = heard(scene, Relief.RESERVE, place_on_list=1)
    assert (mobility.stage, mobility.place) == (Stage.RESERVE, 1)


def test_another_place_on_the_reserve_list(house: House) -> None:
    scene = released(house, points=(10, 5, 0), outcomes=("award", "reserve", "reserve"), places=1)
    mobility = heard(scene, Relief.RESERVE, place_on_list=1)
    with house.scope():
        assert (mobility.stage, mobility.place) == (Stage.RESERVE, 1)
        assert scene.fresh(scene.mobilities[1]).place == 1, "who stands there keeps the place"


def test_an_excluded_application_comes_to_the_committee(house: House) -> None:
    with house.scope():
        scene = make_scene(house)
        operations.exclude(
            mobility=scene.mobilities[2],
            actor=scene.actor("coordinator"),
            clause="Article 3",
            reasons="Contract.",
        )
    with pytest.raises(Refusal, match="cannot follow"):
        heard(scene, Relief.AWARD)
    mobility = heard(scene, Relief.ADMIT)
    with house.scope():
        assert mobility.stage == Stage.UNDER_ASSESSMENT
        assert Duty.objects.filter(mobility=mobility, kind=DutyKind.SCORE, fulfilled_at=None).count() == 3


def test_an_appeal_is_settled_when_the_place_comes_meanwhile(house: House) -> None:
    scene = released(house, points=(10, 5, 0), outcomes=("award", "reserve", "reserve"), places=1)
    with house.scope():
        mobility = lodge(scene, 1)
        name(scene, mobility)
        first = scene.fresh(scene.mobilities[0])
        place.decline_place(mobility=first, actor=scene.actor("applicant0"), reason="Other plans.")
    deliver_all()
    with house.scope():
        assert scene.fresh(mobility).stage == Stage.AWARDED
        assert Appeal.objects.get().outcome == "settled"
        assert not Duty.objects.filter(kind=DutyKind.HEAR_APPEAL, waived_at=None).exists()


def test_the_pages_of_an_appeal(house: House, refused: Scene) -> None:
    base = house.url(f"mobilities/{refused.mobilities[2].public_id}/")
    mine = english(house, "applicant2")
    assert "Lodge an appeal" in mine.get(base).content.decode()
    paper = SimpleUploadedFile("proof.pdf", samples.pdf(), content_type="application/pdf")
    answer = mine.post(base + "appeal/lodge/", {"ground": "facts", "words": WORDS, "upload": paper})
    assert answer.status_code == 302
    page = mine.get(base + "appeal/").content.decode()
    assert WORDS in page
    assert "Words of" not in page
    assert "Fingerprint" not in page, "the participant is not shown the sheets"
    assert mine.get(base + "appeal/file/").status_code == 200
    office, dean = english(house, "office"), english(house, "dean")
    offered = office.get(base + "appeal/panel/").content.decode()
    assert "Secretary" in offered
    assert "Assessor ff-emona" not in offered
    people = {"chair": house.people["dean"].pk, "members": [house.people["secretary"].pk]}
    assert office.post(base + "appeal/panel/", people).status_code == 302
    assert english(house, "assessor").get(base + "appeal/").status_code == 404
    shown = dean.get(base + "appeal/decide/").content.decode()
    assert "Assessor 1" in shown
    answer = dean.post(base + "appeal/decide/", {"relief": "reserve", "reasons": "So."})
    assert answer.status_code == 422
    answer = dean.post(base + "appeal/decide/", {"relief": "award", "reasons": "The tasks count."})
    assert answer.status_code == 302
    assert "The tasks count." in mine.get(base).content.decode()


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00" * 40, b"<html><script>1</script></html>", samples.pdf()[:60]]
)
def test_a_file_that_is_no_paper_lodges_nothing(house: House, refused: Scene, content: bytes) -> None:
    base = house.url(f"mobilities/{refused.mobilities[2].public_id}/")
    paper = SimpleUploadedFile("proof.pdf", content, content_type="application/pdf")
    sent = {"ground": "facts", "words": WORDS, "upload": paper}
    answer = english(house, "applicant2").post(base + "appeal/lodge/", sent)
    assert answer.status_code == 422
    assert WORDS in answer.content.decode(), "what was typed stays"
    with house.scope():
        assert not Appeal.objects.exists()


def test_the_persons_copy_holds_the_appeal_and_no_sheet(house: House, refused: Scene) -> None:
    heard(refused, Relief.REJECT)
    with house.scope():
        tables: dict[str, Any] = {table.label: table for table in copy_of(house.people["applicant2"]).tables}
        row = tables["selection.Appeal"].rows[0]
        assert row["words"] == WORDS
        assert "frozen" not in row
