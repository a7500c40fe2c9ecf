"""A stay that combines training with teaching: asked where the call is for it, and told in every text and paper."""

import json

import pytest
from django.utils import translation

from mobility import agreement_changes, agreement_paper, agreement_text, receipt
from mobility.application_face import face_of
from mobility.enums import DocumentKind
from mobility.links import to_mobility
from mobility.models import Application, IssuedDocument, Mobility
from mobility.operations.application import save_section, submit
from mobility.queries import application_of, submitted_application
from mobility.sections import FIELDS, Section
from tests.agreement.paths import link_to_host, paper, preparing, sign_all
from tests.agreement.room import enter
from tests.mobility.drafts import drafted, published
from tests.outbox import deliver_all
from tests.papers.issued import words_of
from tests.world import House, make_call

TAUGHT = {
    "teaching": True, "teaching_hours": 6, "teaching_level": "master", "teaching_field": "0413",
    "teaching_students": 25, "teaching_content": "A seminar on agreements.",
}  # fmt: skip
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def draft(house: House) -> Mobility:
    with house.scope():
        return drafted(house, published(house, activities=["STT", "STA"]))


def path(mobility: Mobility, name: str = "section", **extra: str) -> str:
    return to_mobility(mobility, f"application:{name}", **extra)


def test_it_is_asked_checked_and_shown(house: House, draft: Mobility) -> None:
    """The box alone lacks the rest, too few hours stand at their field, the whole of it goes in and is read."""
    client, section = house.client("participant"), path(draft, section="teaching")
    first = client.get(section, headers=ENGLISH).content.decode()
    assert "For your stay: at least 4 hours." in first
    assert "0413 Management and administration" in first
    saved = client.post(section, {"teaching": "on"}, headers={**ENGLISH, "X-Autosave": "1"})
    (line,) = json.loads(saved.content)["checks"]
    assert "Hours of teaching, Level of the teaching, Main subject field" in line["text"]
    assert (
        "Content of the teaching programme"
        in client.get(path(draft, "submit"), headers=ENGLISH).content.decode()
    )
    few = client.post(section, {**TAUGHT, "teaching_hours": 3}, headers=ENGLISH)
    assert (few.status_code, "at least 4 (4 a week); you plan 3." in few.content.decode()) == (422, True)
    assert client.post(section, TAUGHT)["Location"] == path(draft, section="goals")
    preview = client.get(path(draft, "preview"), headers=ENGLISH).content.decode()
    assert "A seminar on agreements." in preview
    assert "master or equivalent second cycle (EQF level 7)" in preview


def test_whoever_only_trains_says_nothing_and_submits(house: House, draft: Mobility) -> None:
    with house.scope():
        application = application_of(draft)
        assert "teaching" not in [part.section for part in face_of(application, draft.employment).parts]
        assert submit(mobility=draft, actor=house.actor("participant")).number


def test_the_receipt_holds_the_section_where_the_call_has_it(house: House, draft: Mobility) -> None:
    with house.scope():
        training = drafted(house, published(house, "training"))
        save_section(mobility=draft, actor=house.actor("participant"), section="teaching", values=TAUGHT)
        contents = [receipt.content_of(application_of(one), {}, one.call) for one in (draft, training)]
    told = [{name: one[name] for name in FIELDS[Section.TEACHING] if name in one} for one in contents]
    assert told == [TAUGHT, {}]


def teaching(house: House, **changed: object) -> Mobility:
    """An agreement for both, prepared and found suitable."""
    make_call(house, "both", activities=["STT", "STA"])
    mobility = preparing(house, slug="both")
    values = {**TAUGHT, "teaching_field_id": "0413", **changed}
    del values["teaching_field"]
    Application.objects.filter(mobility=mobility).update(**values)
    return mobility


def composed(mobility: Mobility) -> dict[str, object]:
    application = submitted_application(mobility)
    assert application is not None
    return agreement_text.compose(
        mobility=mobility, application=application, agreement=paper(mobility), contact=None
    )


def test_the_text_follows_the_form_for_teaching(house: House) -> None:
    """Training alone has no trace of it, so that its hash is what it was; with it come the block and its changes."""
    with house.scope(), translation.override("en"):
        mobility = preparing(house)
        before = composed(mobility)
        assert "teaching" not in agreement_text.canonical(before).decode()
        assert before["form"] == "Staff Mobility for Training – Mobility Agreement"
        Application.objects.filter(mobility=mobility).update(
            **{**{key: TAUGHT[key] for key in TAUGHT if key != "teaching_field"}, "teaching_field_id": "0413"}
        )
        after = composed(mobility)
        assert after["form"] == "Staff Mobility for Teaching – Mobility Agreement"
        changes = {row.label: (row.before, row.after) for row in agreement_changes.between(before, after)}
        assert changes["Hours of teaching"] == ("", "6")
        assert changes["Main subject field"] == ("", "0413 Management and administration")
        assert len(changes) == 5


@pytest.mark.papers
def test_participant_host_and_paper_read_it(house: House) -> None:
    with house.scope():
        mobility = teaching(house)
        agreement = paper(mobility)
        agreement.text = composed(mobility)
        agreement.text_hash = agreement_text.hash_of(agreement.text)
        agreement.save()
        link = link_to_host(house, mobility)
    address = house.url(f"mobilities/{mobility.public_id}/agreement/")
    room = enter(link)
    for page in (
        house.client("participant").get(address, headers=ENGLISH),
        room.get(house.url("host/room/agreement/"), headers=ENGLISH),
    ):
        words = page.content.decode()
        assert "Mobility Agreement for Teaching and Training" in words
        assert "A seminar on agreements." in words
        assert "Management and administration" in words
    with house.scope():
        sign_all(house, mobility)
        deliver_all()
        agreement_paper.issue(paper(mobility), mobility)
        files = IssuedDocument.objects.filter(kind=DocumentKind.AGREEMENT).order_by("language")
        english, slovenian = (words_of(row.file) for row in files)
    for told in (
        "StaffMobilityforTeaching",
        "Contentoftheteachingprogramme",
        "Aseminaronagreements.",
        "0413",
    ):
        assert told in english
    assert "mobilnostosebjaznamenompoučevanja" in slovenian
    assert "Jezikpoučevanjainusposabljanja" in slovenian
