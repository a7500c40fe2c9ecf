"""The sheet in a spreadsheet: what goes out comes back, every bad cell is told, and a bad one keeps everything out."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from selection import operations
from selection.models import Score, Sheet
from tests.outbox import deliver_all
from tests.selection.scene import Scene
from tests.selection.test_scoring import english
from tests.world import House

# Columns of the only judged criterion (A to C: application, title, sheet).
POINTS, SENTENCE, REMARK = "D", "E", "F"
Fill = Callable[[Any], None]


@pytest.fixture
def scored(house: House, scene: Scene) -> Scene:
    with house.scope():
        scene.admit_all()
    deliver_all()
    return scene


def address(scene: Scene, kind: str = "/") -> str:
    return scene.house.url(f"selection/{scene.call.slug}/sheet{kind}")


def filled(scene: Scene, client: Client, fill: Fill) -> bytes:
    """The downloaded workbook with some cells changed."""
    book = load_workbook(io.BytesIO(client.get(address(scene, ".xlsx")).content))
    fill(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def every_line(points: Any, sentence: str = "Jasne naloge.") -> Fill:
    def fill(sheet: Any) -> None:
        for row in range(2, sheet.max_row + 1):
            sheet[f"{POINTS}{row}"], sheet[f"{SENTENCE}{row}"] = points, sentence

    return fill


def send(scene: Scene, client: Client, content: bytes, name: str = "sheet.xlsx") -> Any:
    return client.post(address(scene), {"table": SimpleUploadedFile(name, content)})


def confirm(scene: Scene, client: Client, content: bytes, **how: str) -> Any:
    packed = send(scene, client, content).context["packed"]
    assert packed
    return client.post(address(scene), {"lines": packed, **how})


def told(answer: Any) -> set[tuple[int, str]]:
    return {(problem.line, str(problem.column)) for problem in answer.context["problems"]}


def test_the_file_holds_my_queue_and_keeps_its_heads_closed(house: House, scored: Scene) -> None:
    with house.scope():
        operations.step_back(
            mobility=scored.mobilities[0], actor=scored.actor("assessor"), reason="We share an office."
        )
        operations.hand_in_scores(
            mobility=scored.mobilities[1], actor=scored.actor("assessor"), scores=scored.given(5, "=1+1")
        )
    deliver_all()
    client = english(house, "assessor")
    content = client.get(address(scored, ".xlsx")).content
    sheet = load_workbook(io.BytesIO(content)).active
    numbers = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert numbers == [mobility.number for mobility in scored.mobilities[1:]]
    assert sheet["D1"].value == "1 points: Justification (0, 5, 10)"
    assert sheet.protection.sheet
    assert [sheet[place].protection.locked for place in ("A1", "D1", "A3", "D2", "D3", "E3")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s")
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"0,5,10"']
    listed = list(
        csv.reader(
            io.StringIO(client.get(address(scored, ".csv")).content.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert [row[0] for row in listed[1:]] == numbers
    assert listed[1][4] == "'=1+1"


@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_filled_sheet_is_looked_at_then_kept_and_a_second_time_changes_nothing(
    house: House, scored: Scene, language: str
) -> None:
    client = english(house, "assessor") if language == "en" else house.client("assessor")
    content = filled(scored, client, every_line(10))
    looked = send(scored, client, content)
    assert looked.status_code == 200
    assert [change.after for change in looked.context["tried"].changes] == [Decimal(10)] * 3
    with house.scope():
        assert not Score.objects.exists()
    assert confirm(scored, client, content, keep="1").status_code == 302
    with house.scope():
        sheets = Sheet.objects.filter(person=house.people["assessor"])
        assert {(sheet.sum, sheet.handed_in_at) for sheet in sheets} == {(Decimal(10), None)}
    again = send(scored, client, content)
    assert not again.context["tried"].changes
    assert confirm(scored, client, content, hand_in="1").status_code == 302
    with house.scope():
        assert not Sheet.objects.filter(person=house.people["assessor"], handed_in_at=None).exists()
    final = send(scored, client, content)
    assert (final.status_code, final.context["packed"]) == (200, "")


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv"])
@pytest.mark.parametrize("content", [b"MZ\x90\x00" * 40, b"PK\x03\x04" + b"x" * 60, b"\x00\x01"])
def test_a_file_that_is_no_table_changes_nothing(
    house: House, scored: Scene, content: bytes, name: str
) -> None:
    answer = send(scored, english(house, "assessor"), content, name)
    assert answer.status_code == 422
    with house.scope():
        assert not Score.objects.exists()


def test_the_csv_goes_out_and_comes_back(house: House, scored: Scene) -> None:
    client = house.client("assessor")
    content = client.get(address(scored, ".csv")).content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    for row in rows[1:]:
        row[3:5] = ["5", "-1 ni dovolj;\nzato 5"]
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows(rows)
    assert confirm(scored, client, target.getvalue().encode(), keep="1").status_code == 302
    with house.scope():
        assert set(Score.objects.values_list("points", "sentence")) == {(Decimal(5), "-1 ni dovolj;\nzato 5")}
    content = client.get(address(scored, ".csv")).content
    assert b"\"'-1 ni dovolj" in content
    assert not send(scored, client, content, "sheet.csv").context["tried"].changes


def test_an_empty_cell_deletes_nothing(house: House, scored: Scene) -> None:
    client = house.client("assessor")
    blank = client.get(address(scored, ".xlsx")).content
    confirm(scored, client, filled(scored, client, every_line(5)), keep="1")
    assert not send(scored, client, blank).context["tried"].changes


def bad_cells(sheet: Any) -> None:
    sheet["A2"] = "2026-9999"
    sheet["C3"] = "0123456789"
    sheet["D4"], sheet["E4"] = 7, "x"


def bad_everywhere(sheet: Any) -> None:
    sheet["D2"], sheet["D3"], sheet["D4"] = "veliko", -5, "NaN"


BAD: dict[str, tuple[Fill, set[tuple[int, str]]]] = {
    "an unknown number, another’s sheet, off the scale": (
        bad_cells,
        {(2, "application"), (3, "sheet"), (4, "1 points: Justification (0, 5, 10)")},
    ),
    "every bad cell is listed": (
        bad_everywhere,
        {(line, "1 points: Justification (0, 5, 10)") for line in (2, 3, 4)},
    ),
    "an unknown column": (lambda sheet: sheet.__setitem__("G1", "2 points: more"), {(1, "2 points: more")}),
    "a column twice": (lambda sheet: sheet.__setitem__("G1", "1 točke"), {(1, "1 točke")}),
    "no column of sheets": (lambda sheet: sheet.delete_cols(3), {(1, "")}),
    "a formula": (
        lambda sheet: sheet.__setitem__("D2", "=2+3"),
        {(2, "1 points: Justification (0, 5, 10)")},
    ),
    "too long": (lambda sheet: sheet.__setitem__("E2", "x" * 1001), {(2, "1 sentence: for the participant")}),
    "a line twice": (
        lambda sheet: sheet.append([sheet[f"{column}2"].value for column in "ABC"]),
        {(5, "application")},
    ),
    "below no column": (lambda sheet: sheet.__setitem__("H3", "note"), {(3, "8")}),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_cell_is_told_and_keeps_the_whole_sheet_out(house: House, scored: Scene, what: str) -> None:
    fill, expected = BAD[what]
    client = english(house, "assessor")

    def spoiled(sheet: Any) -> None:
        every_line(5)(sheet)
        fill(sheet)

    answer = send(scored, client, filled(scored, client, spoiled))
    assert (answer.status_code, told(answer)) == (422, expected)
    assert "Nothing was changed" in answer.content.decode()
    with house.scope():
        assert not Score.objects.exists()


def test_the_sheet_of_another_assessor_is_refused_line_by_line(house: House, scored: Scene) -> None:
    content = filled(scored, house.client("second"), every_line(10))
    answer = send(scored, english(house, "assessor"), content)
    assert told(answer) == {(2, "sheet"), (3, "sheet"), (4, "sheet")}
    assert "not your sheet" in answer.content.decode()


def test_after_closing_nothing_is_taken_in_even_what_was_looked_at_before(
    house: House, scored: Scene
) -> None:
    client = english(house, "assessor")
    content = filled(scored, client, every_line(10))
    packed = send(scored, client, content).context["packed"]
    with house.scope():
        scored.score_all(names=("chair", "second"))
        scored.close(reason="Ill since Monday.")
    late = client.post(address(scored), {"lines": packed, "hand_in": "1"})
    assert (late.status_code, len(late.context["problems"])) == (409, 3)
    with house.scope():
        assert not Score.objects.filter(sheet__person=house.people["assessor"]).exists()


def test_a_preview_is_its_readers_own(house: House, scored: Scene) -> None:
    client = house.client("assessor")
    packed = send(scored, client, filled(scored, client, every_line(10))).context["packed"]
    assert house.client("second").post(address(scored), {"lines": packed, "keep": "1"}).status_code == 409
    assert client.post(address(scored), {"lines": f"{packed}x", "keep": "1"}).status_code == 409
