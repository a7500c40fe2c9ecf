"""Minutes and the list of results in the editions that the faculty chose: one paper, one code, opened by language."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from core import files
from core.models import Entry
from core.words import TOGETHER
from mobility import editions, verification
from mobility.models import RegisteredPaper
from mobility.register import later
from selection import operations, results_list
from selection.models import Minutes, ResultsList
from selection.operations import Notes
from tests.outbox import deliver_all
from tests.papers.issued import data_in, faults_of, packed, words_of
from tests.papers.test_editions import choose, look_through, spoken_on
from tests.selection.scene import ASSESSORS, Scene, make_scene, settle
from tests.world import House

pytestmark = pytest.mark.papers

SAID = {
    "minutes": {"sl": "Zapisnik seje komisije", "en": "Minutes of the committee’s meeting"},
    "results": {"sl": "Rezultati izbora", "en": "Results of the selection"},
}


@pytest.fixture
def met(house: House) -> Scene:
    """A committee in its meeting, with everything scored."""
    with house.scope():
        scene = make_scene(house)
        scene.admit_all()
    settle()
    with house.scope():
        scene.score_all()
        operations.open_meeting(call=scene.call, actor=scene.actor("chair"))
        present = frozenset(house.people[name].pk for name in ASSESSORS)
        notes = Notes(scene.call.closes_at.date(), present, 4, remarks_sl="Kratko.", remarks_en="Short.")
        operations.note_meeting(call=scene.call, actor=scene.actor("chair"), notes=notes)
        operations.ask_for_minutes(call=scene.call, actor=scene.actor("chair"))
    deliver_all()
    return scene


def released(scene: Scene) -> None:
    with scene.house.scope():
        scene.close()
        scene.decide_all("award", "reserve", "refuse")
        scene.release()
    deliver_all()
    deliver_all()


def printed(scene: Scene) -> dict[str, list[Any]]:
    """What is printed of the call by now, the oldest first, by kind of paper."""
    with scene.house.scope():
        kept = {"minutes": Minutes, "results": ResultsList}
        return {
            kind: list(table.objects.select_related("file").order_by("version", "-language"))
            for kind, table in kept.items()
        }


def address(scene: Scene, kind: str, language: str) -> str:
    way = f"meeting/{kind}" if kind == "minutes" else kind
    return scene.house.url(f"selection/{scene.call.slug}/{way}/{language}/")


def test_both_are_one_file_from_the_choice_on(met: Scene, house: House, tmp_path: Path) -> None:
    """The draft before it stays two files; what follows is one, sound, tagged by language, and sets the draft aside."""
    choose(house, together=True)
    released(met)
    found = printed(met)
    assert [(one.version, one.language) for one in found["minutes"]] == [(1, "sl"), (1, "en"), (2, TOGETHER)]
    assert [(one.version, one.language) for one in found["results"]] == [(1, TOGETHER)]
    for kind, said in SAID.items():
        one = found[kind][-1]
        with house.scope():
            content = files.content_of(one.file)
            assert faults_of(one.file, tmp_path) == []
            paper = RegisteredPaper.objects.get(sha256=one.file.sha256)
            one.kind = kind
            look_through(content, one)
            assert verification.by_code(paper.code).is_ours
            assert (paper.title, later(paper)) == (f"{said['sl']} / {said['en']}", None)
            assert set(spoken_on(content)) == {"sl", "en"}
            words = words_of(one.file)
            assert all(packed(title) in words for title in said.values())
            assert data_in(one.file)["data"] is None
        assert one.file.original_name == f"{met.call.slug}-{kind}-sl-en-v{one.version}.pdf"
        for language in ("sl", "en", "sl-en"):
            answer = house.client("chair").get(address(met, kind, language))
            assert b"".join(answer) == content, (kind, language)
        assert house.client("chair").get(address(met, kind, "lv")).status_code == 404
    with house.scope(), pikepdf.open(io.BytesIO(files.content_of(found["results"][0].file))) as paper:
        assert results_list.ATTACHED in paper.attachments
    board = house.client("chair").get(house.url(f"selection/{met.call.slug}/board/")).content.decode()
    assert address(met, "results", "sl-en") in board


def test_a_very_long_list_is_a_file_for_each_language(
    met: Scene, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line more than one file takes: both papers are printed apart, though the faculty chose otherwise."""
    choose(house, together=True)
    monkeypatch.setattr(editions, "MOST_TOGETHER", len(met.mobilities) - 1)
    released(met)
    assert [one.language for one in printed(met)["results"]] == ["sl", "en"]
    assert [one.language for one in printed(met)["minutes"] if one.version == 2] == ["sl", "en"]


def test_it_is_printed_once_whatever_is_chosen_meanwhile(met: Scene, house: House) -> None:
    """A list that was issued is not issued again in other editions; the old addresses lead to the newest minutes."""
    released(met)
    choose(house, together=True)
    with house.scope():
        entry = Entry.objects.get(verb="call.results_released")
        assert {one.language for one in results_list.issue(met.call, entry)} == {"sl", "en"}
        assert ResultsList.objects.count() == 2
    shown = house.client("chair").get(address(met, "minutes", "en"))
    assert shown.status_code == 200
    assert house.client("chair").get(address(met, "minutes", "sl-en")).status_code == 404
