"""A person's own copy holds everything that is about them, and nobody else's anything."""

import io
import json
import zipfile
from datetime import timedelta

import pypdf
import pytest
from django.utils import translation

from core import clock
from core.datamap import MAP, described
from core.policy import Refusal
from members.models import Person
from protection import bundles, operations
from protection.copying import copy_of
from protection.models import Bundle
from protection.words import FIELD_WORDS, UNREAD
from selection.models import Opinion, Score, Sheet
from tests.outbox import deliver_all
from tests.privacy import scene
from tests.privacy.scene import OWN, THEIRS
from tests.world import House, make_call


@pytest.fixture
def planted(house: House) -> dict[str, str]:
    """The participant with canaries everywhere, and a colleague with the same papers and other canaries."""
    scene.whole_mobility(house)
    with house.scope():
        found = scene.canaries(house, house.people["participant"])
        for entry, name in (
            ("selection.Score", "sentence"),
            ("selection.Sheet", "left_out_reason"),
            ("selection.Opinion", "reasons"),
        ):
            found.pop(f"{entry}.{name}", None)
            MAP[entry].model._default_manager.update(**{name: f"{THEIRS}{name}"})
    return found


def own_archive(house: House, who: str = "participant") -> zipfile.ZipFile:
    with house.scope(), translation.override("en"):
        person = Person.objects.get(pk=house.people[who].pk)
        return zipfile.ZipFile(io.BytesIO(bundles.archive_of(person, at=clock.now())))


@pytest.mark.papers
def test_everything_of_ones_own_is_there_and_nothing_of_others(house: House, planted: dict[str, str]) -> None:
    archive = own_archive(house)
    data = archive.read("data.json").decode()
    pages = pypdf.PdfReader(io.BytesIO(archive.read("my-data.pdf"))).pages
    paper = "".join(page.extract_text() for page in pages).replace("\n", "")
    expected = {place: canary for place, canary in planted.items() if is_to_be_there(place)}
    assert [place for place, canary in expected.items() if canary not in data] == []
    unread = [place for place, canary in expected.items() if canary not in paper]
    assert unread == []
    others = {person.email for name, person in house.people.items() if name != "participant"}
    others |= {f"{name.title()}" for name in ("Assessor", "Dean")}
    for text in (data, paper):
        assert THEIRS not in text
        assert [name for name in others if name in text] == []
    print(f"copy: own={len(expected)} others=0")
    assert len(expected) >= 50
    assert len([name for name in archive.namelist() if name.startswith("files/")]) >= 2


def is_to_be_there(place: str) -> bool:
    label, _dot, name = place.rpartition(".")
    entry = MAP[label]
    return any(name in entry.exported(way) for way in entry.whose)


def test_another_persons_copy_has_none_of_it(house: House, planted: dict[str, str]) -> None:
    for who in ("colleague", "assessor", "dean", "coordinator"):
        archive = own_archive(house, who)
        data = archive.read("data.json").decode()
        assert OWN not in data.replace(f"{OWN}signature", ""), who
        assert json.loads(data)["person"] == str(house.people[who].public_id)


def test_what_a_committee_member_gets_is_that_they_scored(house: House, planted: dict[str, str]) -> None:
    data = json.loads(own_archive(house, "assessor").read("data.json"))
    assert [set(row) for row in data["tables"]["selection.Sheet"]] == [{"saved_at", "handed_in_at"}]
    assert "selection.Score" not in data["tables"]


def test_nothing_of_scores_before_they_are_released(house: House, planted: dict[str, str]) -> None:
    with house.scope():
        make_call(house, "later")
        assert Score.objects.exists()
        assert Sheet.objects.exists()
        assert Opinion.objects.exists()
        call = house.people["participant"].mobilities.get().call
        type(call).objects.filter(pk=call.pk).update(released_at=None)
        labels = {table.label for table in copy_of(house.people["participant"]).tables}
    assert "selection.Assessment" not in labels


def test_every_column_that_is_given_has_a_name_to_read() -> None:
    names = {name for entry in described() for way in entry.whose for name in entry.exported(way)}
    assert names - set(FIELD_WORDS) - UNREAD == set()


@pytest.mark.papers
def test_asked_for_made_by_the_worker_fetched_for_a_week(house: House, stranger: House) -> None:
    address = f"/my-data/{house.university.slug}/"
    client = house.client("participant")
    assert client.post(f"{address}copy/").status_code == 302
    assert client.post(f"{address}copy/").status_code == 409
    deliver_all()
    with house.scope():
        bundle = Bundle.objects.get()
        assert bundle.is_ready
    url = f"{address}copy/{bundle.public_id}/"
    assert url in client.get(address).content.decode()
    response = client.get(url)
    assert response["Cache-Control"] == "private, no-store"
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    assert house.client("colleague").get(url).status_code == 404
    assert house.client("dpo").get(url).status_code == 404
    assert stranger.client("participant").get(url).status_code == 404
    with house.scope(), clock.travel(clock.now() + timedelta(days=8)):
        assert client.get(url).status_code == 403
        assert bundles.forget_bundles() == 1


def test_nobody_asks_for_somebody_elses_copy(house: House) -> None:
    with house.scope(), pytest.raises(Refusal):
        operations.ask_for_copy(person=house.people["colleague"], actor=house.actor("coordinator"))
