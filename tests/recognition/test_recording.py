"""The entry in the personnel file: who sees what when, one entry, one number, no scores."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock, journal
from core.models import Entry, SentNotice
from core.policy import Refusal
from members.actor import system
from members.operations import register_person
from mobility.enums import Stage
from mobility.models import Duty, IssuedDocument, Mobility
from recognition import operations
from recognition.models import RecognitionEntry
from tests.outbox import deliver_all
from tests.reporting.scene import again, completed, finish_certificate, returned
from tests.world import House, employ, make_call, make_mobility

CANARY = "canary-of-the-committee-17.5"
# What the desk asks the database in all: session, person, capacities, scope, counts, rows.
STATEMENTS = 8
OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


def record(house: House, mobility: Mobility, **fields: Any) -> RecognitionEntry:
    values = {"kinds": ["annual_interview"], "entered_on": clock.today(), "reference": "OM-1", **fields}
    with house.scope():
        return operations.record_entry(mobility=mobility, actor=house.actor("hr"), **values)


def pages(house: House, mobility: Mobility) -> dict[str, str]:
    """Every page that human resources may open about a mobility."""
    file = f"mobilities/{mobility.public_id}/"
    rest = ("", "report/", "report/content/", "report/certificate/file/", "recognition/record/")
    return {
        "desk": f"/{house.university.slug}/recognition/",
        **{name: house.url(file + name) for name in rest},
    }


def test_human_resources_see_nothing_before_reporting_is_complete(house: House) -> None:
    mobility = returned(house)
    finish_certificate(house, mobility)
    browser = house.client("hr")
    found = pages(house, mobility)
    assert mobility.number not in browser.get(found.pop("desk")).content.decode()
    assert {name: browser.get(url).status_code for name, url in found.items()} == dict.fromkeys(found, 404)


def test_human_resources_see_no_word_of_the_committee(house: House) -> None:
    """Whatever the journal and the row keep of the selection, none of it reaches these pages."""
    mobility = completed(house)
    with house.scope():
        journal.record(
            verb="selection.score_given",
            subject=mobility,
            actor=system(house.university.pk),
            file_id=str(mobility.public_id),
            note=CANARY,
            facts={"points": CANARY},
        )
        Mobility.objects.filter(pk=mobility.pk).update(place=None)
    browser = house.client("hr")
    for name, url in pages(house, mobility).items():
        answer = browser.get(url)
        assert answer.status_code == 200, name
        assert CANARY.encode() not in answer.content, name
    with house.scope():
        assert Entry.objects.filter(text__note=CANARY).exists()


@pytest.mark.papers
def test_fill_in_look_and_record(house: House) -> None:
    mobility = completed(house)
    url = pages(house, mobility)["recognition/record/"]
    browser = house.client("hr")
    fields = {
        "kinds": ["annual_interview", "professional_development"],
        "entered_on": clock.today().isoformat(),
        "reference": "OM-17/2026",
        "basis": "Decision 4",
    }
    looked = browser.post(url, {**fields, "step": "preview"})
    assert looked.status_code == 200
    with house.scope():
        assert not RecognitionEntry.objects.exists(), "looking records nothing"
    assert browser.post(url, {**fields, "step": "record"}).status_code == 302
    deliver_all()
    with house.scope():
        entry = RecognitionEntry.objects.get()
        assert entry.kinds == ["professional_development", "annual_interview"]
        moved = Entry.objects.get(verb="mobility.recognised")
        assert (moved.capacity, moved.because) == ("hr", f"recognition.recognitionentry:{entry.pk}")
        papers = IssuedDocument.objects.filter(mobility=mobility, kind="recognition").values_list(
            "language", flat=True
        )
        assert sorted(papers) == ["en", "sl"]
        receipt = SentNotice.objects.get(kind="recognition.recorded")
        assert receipt.person_id == mobility.person_id
        assert "OM-17/2026" in receipt.text
    assert again(house, mobility).stage == Stage.RECOGNISED
    page = house.client("participant").get(house.url(f"mobilities/{mobility.public_id}/recognition/"))
    assert "OM-17/2026" in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kinds": []}, "at least one kind"),
        ({"kinds": ["holiday"]}, "at least one kind"),
        ({"entered_on": 1}, "in the future"),
        ({"entered_on": -10}, "cannot be older"),
        ({"reference": " "}, "Give the number"),
    ],
)
def test_an_entry_that_cannot_be(house: House, fields: dict[str, Any], words: str) -> None:
    mobility = completed(house)
    if isinstance(fields.get("entered_on"), int):
        fields = {"entered_on": clock.today() + timedelta(days=fields["entered_on"])}
    with pytest.raises(Refusal, match=words):
        record(house, mobility, **fields)
    assert again(house, mobility).stage == Stage.COMPLETED


def test_a_number_stands_once_in_a_member(house: House, sister: House) -> None:
    with house.scope():
        call = make_call(house)
    first = completed(house, call=call)
    record(house, first)
    second = completed(house, call=call, who="colleague")
    url = pages(house, second)["recognition/record/"]
    fields = {"kinds": ["annual_interview"], "entered_on": clock.today().isoformat(), "reference": "OM-1"}
    answer = house.client("hr").post(url, {**fields, "step": "preview"}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "Another entry has this number." in answer.content.decode()
    with pytest.raises(Refusal, match="has the number OM-1"):
        record(house, second)
    record(sister, completed(sister))


def test_whoever_comes_second_is_told(house: House) -> None:
    mobility = completed(house)
    record(house, mobility)
    with pytest.raises(Refusal, match="recorded it already, under the number OM-1"):
        record(house, mobility, reference="OM-2")
    with house.scope():
        assert RecognitionEntry.objects.count() == 1
        duty = Duty.objects.get(mobility=mobility, kind="recognise")
        assert duty.fulfilled_by.startswith("recognition.recognitionentry:")


def waiting(house: House, count: int) -> None:
    """So many mobilities that wait for an entry, each of another person."""
    with house.scope():
        call = make_call(house)
        for number in range(count):
            house.people[f"guest{number}"] = person = _person(house, number)
            employ(house, person)
            make_mobility(house, call, who=f"guest{number}", stage=Stage.COMPLETED)


def _person(house: House, number: int) -> Any:
    return register_person(email=f"guest{number}@emona.example", first_name="Guest", last_name=f"{number:03}")


@pytest.mark.parametrize("count", [1, 3, 10, 100])
def test_the_desk_asks_the_same_whatever_waits(house: House, count: int) -> None:
    waiting(house, count)
    browser = house.client("hr")
    url = f"/{house.university.slug}/recognition/"
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(url)
    assert page.content.decode().count("/recognition/record/") == 2 * min(count, 50)
    statements = [query["sql"] for query in asked if not query["sql"].startswith(OF_THE_TEST)]
    assert len(statements) == STATEMENTS, statements


def test_strangers_find_nothing(house: House, sister: House, stranger: House) -> None:
    mobility = completed(house)
    record(house, mobility)
    urls = [url for name, url in pages(house, mobility).items() if name != "desk"]
    urls.append(house.url(f"mobilities/{mobility.public_id}/recognition/"))
    for url in urls:
        assert sister.client("hr").get(url).status_code == 404, url
        assert stranger.client("hr").get(url).status_code == 404, url
    desk = f"/{house.university.slug}/recognition/"
    assert stranger.client("hr").get(desk).status_code == 404
    page = sister.client("hr").get(desk + "?list=recorded")
    assert (page.status_code, "OM-1" in page.content.decode()) == (200, False)
