"""The pages of facts that people supply: the section of the application, its papers, the coordinator's page."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from members.models import Person
from mobility.models import AnswerPaper, Application, Mobility
from mobility.operations.application import take_back
from selection import operations
from selection.enums import Looked
from selection.models import Assessment, CheckedFact, Committee
from selection.operations import Look
from tests.core import samples
from tests.mobility.drafts import published
from tests.outbox import deliver_all
from tests.selection.claims import Applicant, draft, handed_in, live_call, over, seated
from tests.selection.test_facts_of_people import APPLICANTS, looks_at
from tests.world import House, make_house, make_university

pytestmark = pytest.mark.django_db

SOUND = {
    "answer_english": "yes",
    "answer_courses": "2,5",
    "none_clil_projects": "on",
    "answer_clil_projects": "",
}


def english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def section(house: House, mobility: Mobility) -> str:
    return house.url(f"mobilities/{mobility.public_id}/application/asked/")


def upload(content: bytes = b"", name: str = "Ana Novak diploma.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or samples.pdf(), "application/pdf")


@pytest.fixture
def begun(house: House) -> Mobility:
    with house.scope():
        return draft(house, live_call(house), APPLICANTS["A1"])


def answers_of(mobility: Mobility) -> dict[str, Any]:
    return dict(Application.objects.get(mobility=mobility).answers)


def test_the_section_asks_what_the_rules_of_the_call_rest_on(house: House, begun: Mobility) -> None:
    client = english(house.client("a1"))
    page = client.get(section(house, begun)).content.decode()
    assert "English certificate with exam, or a degree in English" in page
    assert "Language certificate, if you have one" in page
    assert page.count('name="paper_language_certificate"') == 1
    assert "Date of birth" not in page, "that is the office's to enter"
    assert "earlier mobilities" not in page, "that Popotnik knows"
    answer = client.post(section(house, begun), SOUND | {"paper_language_certificate": upload()})
    assert answer.status_code == 302
    assert answer["Location"].endswith("/application/statements/")
    with house.scope():
        assert answers_of(begun) == {"english": True, "courses": "2.5", "clil_projects": None}
        paper = AnswerPaper.objects.get()
        assert (paper.slot, paper.file.original_name) == ("language_certificate", "Ana Novak diploma.pdf")
    again = client.get(section(house, begun)).content.decode()
    assert "Ana Novak diploma.pdf" in again
    submit = client.get(house.url(f"mobilities/{begun.public_id}/application/submit/")).content.decode()
    assert "There is no paper yet; without it this does not count." in submit
    with house.scope():
        elsewhere = draft(house, published(house, "plain"), APPLICANTS["A2"])
    assert house.client("a2").get(section(house, elsewhere)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"answer_courses": "three"}, "Write a number"),
        ({"answer_courses": "-1"}, "cannot be below zero"),
        ({"answer_courses": "1e9"}, "Write a number"),
        ({"answer_english": "perhaps"}, "not one of the available choices"),
        ({"none_courses": "on"}, "Keep one of the two"),
        ({"paper_own-courses": upload(b"MZ" + b"\0" * 600)}, "a Windows program"),
        ({"paper_own-courses": upload(samples.zip_archive())}, "ZIP archive"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(
    house: House, begun: Mobility, typed: dict[str, Any], words: str
) -> None:
    sent = SOUND | {"paper_language_certificate": upload()} | typed
    answer = english(house.client("a1")).post(section(house, begun), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Ana Novak diploma.pdf" in page, "the sound paper was kept"
    for name, value in typed.items():
        if name == "answer_courses":
            assert f'value="{value}"' in page
    with house.scope():
        kept = answers_of(begun)
        assert kept["clil_projects"] is None
        assert ("courses" in kept) == ("answer_courses" not in typed and "none_courses" not in typed)
        assert AnswerPaper.objects.count() == 1


def test_autosave_keeps_answers_and_tells_what_is_missing(house: House, begun: Mobility) -> None:
    client = english(house.client("a1"))
    answer = client.post(section(house, begun), {"answer_english": "no"}, headers={"X-Autosave": "1"})
    told = " ".join(line["text"] for line in answer.json()["checks"])
    assert "Still to be filled in: Number of recognised courses" in told
    with house.scope():
        assert answers_of(begun) == {"english": False}


def test_papers_go_to_those_who_read_the_application_and_under_its_number(house: House) -> None:
    with house.scope():
        call = live_call(house)
        scene = seated(house, call)
        mobility = handed_in(house, call, APPLICANTS["A1"])
        paper = AnswerPaper.objects.filter(application__mobility=mobility, slot="own-courses").get()
        url = house.url(f"mobilities/{mobility.public_id}/application/papers/{paper.public_id}/")
    answer = house.client("coordinator").get(url)
    assert answer["Content-Disposition"] == f'attachment; filename="{mobility.number}-own-courses.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert house.client("a1").get(url).status_code == 200
    assert [house.client(name).get(url).status_code for name in ("assessor", "head", "colleague", "hr")] == [
        404
    ] * 4
    with house.scope():
        over(call)
        operations.check_facts(
            mobility=mobility, actor=scene.actor("coordinator"), looks=looks_at("A1"), version=1
        )
        scene.mobilities = [mobility]
        Committee.objects.filter(call=call).update(hides_names=True)
        Person.objects.filter(pk=house.people["a1"].pk).update(last_name="Zgonik")
        scene.admit_all()
    deliver_all()
    assessor = english(house.client("assessor"))
    page = assessor.get(house.url(f"selection/score/{mobility.public_id}/")).content.decode()
    assert "Number of recognised courses" in page
    assert url in page
    assert "a1.pdf" not in page
    assert "Zgonik" not in page
    assert assessor.get(url).status_code == 200, "in a blind phase too"
    other = make_house(make_university("celje"), "ff")
    assert other.client("coordinator").get(url).status_code in {403, 404}
    foreign = other.url(f"mobilities/{mobility.public_id}/application/papers/{paper.public_id}/")
    assert other.client("coordinator").get(foreign).status_code == 404


def test_the_coordinator_looks_corrects_and_enters(house: House) -> None:
    with house.scope():
        call = live_call(house)
        seated(house, call)
        mobility = handed_in(house, call, APPLICANTS["A4"])
        over(call)
    client = english(house.client("coordinator"))
    check = house.url(f"mobilities/{mobility.public_id}/application/check/")
    page = client.get(check).content.decode()
    assert "2 statements have to be looked at" in page
    assert f"selection/admit/{mobility.public_id}" not in page
    url = house.url(f"selection/facts/{mobility.public_id}/")
    assert "a4.pdf" not in client.get(url).content.decode()
    sent: dict[str, Any] = {
        "version": 1,
        "looked_courses": "corrected",
        "value_courses": "ten",
        "reason_courses": "Two are not recognised.",
        "looked_clil_projects": "accepted",
        "value_born": "1970-13-07",
        "record_born": "personnel file",
    }
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "Two are not recognised." in answer.content.decode()
    with house.scope():
        assert not CheckedFact.objects.exists()
    answer = client.post(
        url, sent | {"value_courses": "10", "value_born": "1970-07-07", "on_born": "2026-01-05"}
    )
    assert answer["Location"] == check
    page = client.get(check).content.decode()
    assert "Two are not recognised." in page
    assert f"selection/admit/{mobility.public_id}" in page
    assert client.post(house.url(f"selection/admit/{mobility.public_id}/")).status_code == 302
    with house.scope():
        facts = Assessment.objects.get(mobility=mobility).facts
        assert (facts["courses"]["value"], facts["clil_projects"]["value"]) == ("10", "4")
        assert (facts["born"]["value"], facts["born"]["on"]) == ("1970-07-07", "2026-01-05")
    assert client.post(url, sent).status_code == 409, "what was passed on is not changed"


def test_a_second_version_is_looked_at_anew(house: House) -> None:
    with house.scope():
        call = live_call(house)
        scene = seated(house, call)
        one = Applicant(
            "a1", {"english": True, "courses": None, "clil_projects": None}, papers=("language_certificate",)
        )
        mobility = handed_in(house, call, one)
        operations.check_facts(
            mobility=mobility,
            actor=scene.actor("coordinator"),
            looks=[Look("english", Looked.ACCEPTED)],
            version=1,
        )
        take_back(mobility=mobility, actor=house.actor("a1"))
    client = house.client("a1")
    client.post(section(house, mobility), SOUND | {"paper_language_certificate": upload()})
    client.post(house.url(f"mobilities/{mobility.public_id}/application/submit/"))
    page = english(house.client("coordinator")).get(
        house.url(f"mobilities/{mobility.public_id}/application/check/")
    )
    assert "2 statements have to be looked at" in page.content.decode()
