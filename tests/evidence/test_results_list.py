"""The published list: numbers, points and results, no names, and the journal's signed end that later proves it."""

import json
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from core import files
from core.models import Entry, SignedHead
from selection import results_list
from selection.models import ResultsList
from tests.evidence.test_bundle import check, export
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene, settle
from tests.world import House

pytestmark = pytest.mark.papers


@pytest.fixture
def released(house: House) -> Scene:
    with house.scope():
        scene = make_scene(house)
        scene.admit_all()
    settle()
    with house.scope():
        scene.score_all()
        scene.close()
        scene.decide_all("award", "reserve", "refuse")
        scene.release()
    deliver_all()
    return scene


def text_of(one: ResultsList) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(files.content_of(one.file))).pages)


def test_the_list_names_numbers_and_the_journals_end(released: Scene, house: House, tmp_path: Any) -> None:
    with house.scope():
        lists = list(ResultsList.objects.select_related("file", "head", "entry"))
        assert {one.language for one in lists} == {"sl", "en"}
        one = next(one for one in lists if one.language == "en")
        head = one.head
        assert head.occasion == "results"
        assert head.number >= one.entry.number
        words = "".join(text_of(one).split())
        for mobility in released.mobilities:
            assert mobility.number in words
            assert mobility.person.last_name not in words
            assert mobility.person.first_name not in words
        assert head.hash in words
        assert head.signature[:32] in words
        with pikepdf.open(BytesIO(files.content_of(one.file))) as paper:
            attached = json.loads(paper.attachments[results_list.ATTACHED].get_file().read_bytes())
        assert attached["signature"] == head.signature
        assert Entry.objects.filter(verb="results_list.issued").count() == 2
        told = check(export(tmp_path), "--head", f"{head.number}:{head.hash}", "--key", head.key_id)
    assert told.returncode == 0, told.stdout


def test_a_release_is_listed_once(released: Scene, house: House) -> None:
    with house.scope():
        entry = Entry.objects.get(verb="call.results_released")
        again = results_list.issue(released.call, entry)
        assert len(again) == ResultsList.objects.count() == 2
        assert SignedHead.objects.filter(occasion="results").count() == 1


def test_who_is_concerned_reads_it_and_nobody_else(released: Scene, house: House, sister: House) -> None:
    address = house.url(f"selection/{released.call.slug}/results/en/")
    for who in ("applicant0", "applicant2", "assessor", "coordinator", "office", "auditor"):
        response = house.client(who).get(address)
        assert response.status_code == 200, who
        assert response["Content-Type"] == "application/pdf"
    for who in ("colleague", "hr", "finance"):
        assert house.client(who).get(address).status_code == 403, who
    assert sister.client("coordinator").get(address).status_code == 404
    assert house.client("office").get(address.replace("/en/", "/xx/")).status_code == 404
    board = house.client("office").get(house.url(f"selection/{released.call.slug}/board/")).content.decode()
    assert address in board


def test_before_the_release_there_is_no_list(house: House) -> None:
    with house.scope():
        scene = make_scene(house)
    response = house.client("coordinator").get(house.url(f"selection/{scene.call.slug}/results/en/"))
    assert response.status_code == 403
