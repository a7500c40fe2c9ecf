"""Import of people: encodings, problems by line and column, all or nothing, and a second run that changes nothing."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation
from openpyxl import Workbook

from core.models import Entry
from core.spreadsheets import MOST_BYTES, Unreadable
from members.enums import Capacity as C
from members.models import Appointment, Employment, Person, Unit
from members.operations import import_people
from members.operations.importing import Outcome
from members.people_import.columns import Column, title_of
from members.people_import.reading import Line, read
from members.people_import.sample import sample
from tests.world import House

HEADER = [column.value for column in Column]
UNIT = {"member": "ff", "unit": "Služba", "unit_en": "Service"}
POST = {
    "email": "ana.nova@emona.example", "first_name": "Ana", "last_name": "Nova Žagar", "member": "FF",
    "unit": "Služba", "post": "strokovna sodelavka", "staff_group": "strokovni", "pay_group": "J", "share": "50 %",
    "contract": "določen čas", "employed_from": "1. 10. 2025", "employed_until": "2028-09-30",
}  # fmt: skip
ROLE = {
    "email": "ANA.NOVA@emona.example", "first_name": "Ana", "last_name": "Nova Žagar", "member": "Fakulteta ff",
    "role": "tajnik", "role_from": "2026-10-01", "role_until": "2028-09-30",
}  # fmt: skip
GOOD = [POST, ROLE, UNIT]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def table(rows: list[dict[str, str]], *, separator: str = ";", header: list[str] = HEADER) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator)
    writer.writerow(header)
    writer.writerows([[row.get(column, "") for column in HEADER] for row in rows])
    return target.getvalue()


def workbook(rows: list[list[Any]]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def run(house: House, content: bytes | str, *, by: str = "office", really: bool = True) -> Outcome:
    raw = content.encode() if isinstance(content, str) else content
    with house.scope():
        return import_people(lines=read(raw), actor=house.actor(by), really=really)


def count(house: House) -> tuple[int, ...]:
    with house.scope():
        models = (Person, Unit, Employment, Appointment, Entry)
        return tuple(model.objects.count() for model in models)


def told(outcome: Outcome) -> set[tuple[int, str]]:
    return {(problem.line, problem.column) for problem in outcome.problems}


ENCODED = {
    "utf-8": table(GOOD).encode(),
    "utf-8 with its mark": table(GOOD).encode("utf-8-sig"),
    "utf-16": table(GOOD, separator="\t").encode("utf-16"),
    "windows": table(GOOD, separator=",").encode("cp1250"),
    "slovenian header": table(GOOD, header=[title_of(column, "sl") for column in Column]).encode(),
    "workbook": workbook([HEADER, *[[row.get(column) for column in HEADER] for row in GOOD]]),
}


@pytest.mark.parametrize("name", ENCODED)
def test_every_form_of_the_same_table_says_the_same(house: House, name: str) -> None:
    outcome = run(house, ENCODED[name])
    assert outcome.problems == []
    assert [change.line for change in outcome.changes] == [2, 2, 3, 4]
    with house.scope():
        person = Person.objects.get(email="ana.nova@emona.example")
        post = Employment.objects.get(person=person)
        role = Appointment.objects.get(person=person)
        assert (person.last_name, person.has_usable_password()) == ("Nova Žagar", False)
        assert (post.unit.name_en, post.share, post.contract, post.starts_on) == (
            "Service", 50, "fixed_term", date(2025, 10, 1),
        )  # fmt: skip
        assert (role.capacity, role.member, role.ends_on) == (C.SECRETARY, house.member, date(2028, 9, 30))


def test_a_second_run_changes_nothing_and_says_so(house: House) -> None:
    run(house, table(GOOD))
    before = count(house)
    again = run(house, table(GOOD))
    assert (again.changes, again.problems, again.unchanged) == ([], [], 3)
    assert count(house) == before


def test_a_preview_does_nothing(house: House) -> None:
    before = count(house)
    assert len(run(house, table(GOOD), really=False).changes) == 4
    assert count(house) == before


def test_what_a_later_table_changes(house: House) -> None:
    run(house, table(GOOD))
    later = [{**POST, "post": "vodja projekta", "share": "100"}, {**ROLE, "role_until": "2029-09-30"}]
    outcome = run(house, table(later))
    assert [str(change.kind) for change in outcome.changes] == ["post changed", "role changed"]
    with house.scope():
        post = Employment.objects.get(person__email=POST["email"])
        assert (post.post_sl, post.share) == ("vodja projekta", 100)
        verbs = set(Entry.objects.values_list("verb", flat=True))
        assert {"person.post_changed", "role.changed", "unit.added", "role.granted"} <= verbs


def test_nobody_is_renamed(house: House) -> None:
    dean = house.people["dean"]
    outcome = run(house, table([{"email": dean.email, "first_name": "Other", "last_name": "Name"}]))
    assert outcome.changes == []
    assert len(outcome.notes) == 1
    dean.refresh_from_db()
    assert dean.first_name == "Dean"


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no person and no unit": ({"member": "ff"}, "email"),
    "address": ({"email": "ana at emona"}, "email"),
    "member": ({**POST, "member": "medicina"}, "member"),
    "unit": ({**POST, "unit": "Služva"}, "unit"),
    "unit without member": ({"unit": "Služba", "unit_en": "Service"}, "member"),
    "new without a name": ({**ROLE, "email": "new@emona.example", "first_name": ""}, "first_name"),
    "date": ({**POST, "employed_from": "31. 2. 2026"}, "employed_from"),
    "order of days": ({**ROLE, "role_until": "2026-09-30"}, "role_until"),
    "share": ({**POST, "share": "1000"}, "share"),
    "group": ({**POST, "staff_group": "kuharji"}, "staff_group"),
    "half a post": ({**POST, "pay_group": ""}, "pay_group"),
    "pay group": ({**POST, "pay_group": "JJJJJJ"}, "pay_group"),
    "role": ({**ROLE, "role": "cesar"}, "role"),
    "role of nobody": ({**ROLE, "role": "system"}, "role"),
    "role in no faculty": ({**ROLE, "member": ""}, "member"),
    "head of nothing": ({**ROLE, "role": "vodja"}, "unit"),
    "dates without a role": ({**POST, "role_from": "2026-10-01"}, "role"),
    "language": ({**ROLE, "language": "latin"}, "language"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_bad_line_changes_nothing_and_is_named(house: House, name: str) -> None:
    """Good lines around the bad one are not taken in either; line and column are told in a sentence."""
    bad, column = WRONG[name]
    before = count(house)
    outcome = run(house, table([UNIT, ROLE, bad, POST]))
    assert (4, column) in told(outcome), outcome.problems
    assert {line for line, _column in told(outcome)} == {4}
    assert all(str(problem.words) for problem in outcome.problems)
    assert count(house) == before


def test_a_bad_line_anywhere_among_many(house: House) -> None:
    """Forty tables of ten people, each with one cell spoiled at random: never a row in the database."""
    turn = random.Random(20261121)
    people = [{**POST, "email": f"person{n}@emona.example", "unit": "Pisarna"} for n in range(10)]
    spoiled = {"email": "x", "member": "nowhere", "share": "half", "employed_from": "soon", "pay_group": ""}
    before = count(house)
    for _turn in range(40):
        at, column = turn.randrange(10), turn.choice(sorted(spoiled))
        rows = [dict(row) for row in people]
        rows[at][column] = spoiled[column]
        assert (at + 2, column) in told(run(house, table(rows)))
        assert count(house) == before


UNREADABLE: dict[str, tuple[bytes, tuple[int, str]]] = {
    "empty": (b" \n", (0, "")),
    "header only": (table([]).encode(), (0, "")),
    "unknown column": (b"email;salary\na@b.example;5\n", (1, "salary")),
    "doubled column": ("email;e-pošta\na@b.example;a@b.example\n".encode(), (1, "e-pošta")),
    "no key column": (b"first_name\nAna\n", (1, "")),
    "formula": (b"email;last_name\na@b.example;=1+1\n", (2, "last_name")),
    "formula in a workbook": (workbook([["email", "last_name"], ["a@b.example", "=A1"]]), (2, "last_name")),
    "cell outside": (b"email\na@b.example;b\n", (2, "2")),
    "long cell": (b"email\n" + b"a" * 301 + b"\n", (2, "email")),
    "open quotation": (b'email;unit\n"a@b.example;x\n', (2, "")),
    "binary": (b"email\n\0\0\n", (0, "")),
    "broken workbook": (b"PK\x03\x04 and nothing more", (0, "")),
    "too large": (b"email\n" + b"a" * MOST_BYTES, (0, "")),
    "too long": (b"email\n" + b"a@b.example\n" * 1001, (1002, "")),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_tables_that_are_not_taken_in(name: str) -> None:
    content, where = UNREADABLE[name]
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert where in {(problem.line, problem.column) for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({**POST, "member": "fri"}, "member"),
        ({"unit": "Nova", "unit_en": "New", "member": "fri"}, "member"),
        ({**ROLE, "role": "office", "member": ""}, ""),
        ({"email": "coordinator.ff@emona.example", "member": "ff", "role": "dekan"}, ""),
    ],
)
def test_a_coordinator_imports_nothing_beyond_their_own(
    house: House, sister: House, row: dict[str, str], column: str
) -> None:
    before = count(house)
    outcome = run(house, table([row]), by="coordinator")
    assert told(outcome) == {(2, column)}
    assert count(house) == before


def test_a_role_of_the_university_waits_for_a_second_person(house: House) -> None:
    run(house, table([{**ROLE, "role": "revizor", "member": ""}]))
    with house.scope():
        assert Appointment.objects.get(person__email=POST["email"]).awaits_confirmation


def send(house: House, content: bytes, *, by: str = "coordinator") -> Any:
    address = f"/{house.university.slug}/people/import/"
    return house.client(by).post(address, {"table": SimpleUploadedFile("people.csv", content)})


def test_the_screen_shows_and_then_does(house: House, sister: House) -> None:
    before = count(house)
    preview = send(house, table(GOOD).encode())
    assert preview.status_code == 200
    assert count(house) == before
    packed = preview.context["packed"]
    address = f"/{house.university.slug}/people/import/"
    assert sister.client("coordinator").post(address, {"lines": packed}).status_code == 409
    assert house.client("office").post(address, {"lines": packed}).status_code == 409
    assert house.client("coordinator").post(address, {"lines": packed + "x"}).status_code == 409
    assert count(house) == before
    assert house.client("coordinator").post(address, {"lines": packed}).status_code == 302
    assert count(house) != before
    assert "packed" not in send(house, table(GOOD).encode()).context.get("packed", "")


def test_the_screen_tells_problems(house: House) -> None:
    assert send(house, table([WRONG["date"][0]]).encode()).status_code == 422
    assert send(house, b"email;salary\na@b.example;1\n").status_code == 422
    assert send(house, b"").status_code == 422
    answer = house.client("dean").get(f"/{house.university.slug}/people/import/")
    assert answer.status_code == 403


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_sample_can_be_imported(house: House, language: str) -> None:
    outcome = run(house, sample(language, house.member.slug), really=False)
    assert outcome.problems == []
    assert len(outcome.changes) == 6
    answer = house.client("coordinator").get(f"/{house.university.slug}/people/import/sample.csv")
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_command(house: House, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "people.csv"
    path.write_text(table(GOOD))
    before = count(house)
    call_command("import_people", str(path), university="emona", dry_run=True)
    assert "4 changes would be made" in capsys.readouterr().out
    assert count(house) == before
    call_command("import_people", str(path), university="emona")
    call_command("import_people", str(path), university="emona")
    assert "0 changes made; 3 lines say what is there already." in capsys.readouterr().out
    path.write_text(table([WRONG["date"][0]]))
    with pytest.raises(CommandError, match="line 2, column employed_from"):
        call_command("import_people", str(path), university="emona")
    with pytest.raises(CommandError, match="no such university"):
        call_command("import_people", str(path), university="nowhere")


def test_lines_survive_the_way_through_the_page() -> None:
    (line,) = read(table([UNIT]).encode())
    assert line == Line(2, UNIT)
