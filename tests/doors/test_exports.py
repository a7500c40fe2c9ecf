"""Exports: nothing in them calculates, honest numbers stay numbers, and they hold what the page shows."""

import csv
import io
import string
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core import exports
from core.exports import Table
from mobility.enums import Stage
from mobility.models import Mobility
from tests.world import House, make_call, make_mobility

FLOOR = 5_000
MADE_AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
CALLS = (
    'HYPERLINK("http://evil.example","x")',
    "cmd|' /C calc'!A0",
    "1+1",
    "SUM(1;2)",
    "IMPORTXML(1)",
    "2-1",
    "A1",
)
STARTS = ("=", "+", "-", "@", "|", "%", "\t=", "\r=", "\n=", " =", "\u00a0=", "\u200b=", "\ufeff=", "\uff1d", "\uff0b",
          "\uff0d", "\uff20", "\u2212", '"=', "'=", '"\t@', "\x00=", "\u202e=", "\u3000=", "\x1b=", "==", "=-",
          "@@")  # fmt: skip
TAILS = ("", "\n=2", ";=2", '",=2', '";=2', "č", "\r\n=2", "\t=2", "x" * 40)


def hostile_values() -> list[str]:
    """Every start with every call and every tail, and with what stands around them."""
    found = [start + call + tail for start in STARTS for call in CALLS for tail in TAILS]
    found += [
        f"{start}{call}{letter}" for start in STARTS for call in CALLS for letter in string.ascii_lowercase
    ]
    return found


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def calculates(cell: str) -> bool:
    """Whether a spreadsheet would calculate a CSV cell; as strict as the laxest of them, and not the product's code."""
    bare = cell.lstrip("".join(map(chr, range(33))) + "\u00a0\u200b\u202e\u3000\ufeff")
    return bare[:1] in set("=+-@|%\uff1d\uff0b\uff0d\uff20\u2212") or cell[:1] in "\t\r\n"


def test_no_hostile_text_calculates() -> None:
    values = hostile_values()
    table = Table("x", ["text"], [[value] for value in values])
    cells = [row[0] for row in read_csv(exports.as_csv(table))[1:]]
    in_csv = sum(calculates(cell) for cell in cells if cell)
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(table, made_at=MADE_AT))).active
    in_xlsx = [
        cell
        for (cell,) in sheet.iter_rows(min_row=2)
        if cell.data_type not in ("s", "n") or cell.data_type == "f"
    ]
    raw = zipfile.ZipFile(io.BytesIO(exports.as_xlsx(table, made_at=MADE_AT))).read(
        "xl/worksheets/sheet1.xml"
    )
    print(f"exports: values={len(values)} formulas_csv={in_csv} formulas_xlsx={len(in_xlsx)}")
    assert sum(calculates(value) for value in values) > FLOOR, "the control: as they come, they would"
    assert (in_csv, in_xlsx) == (0, [])
    assert b"<f>" not in raw
    assert len(cells) == len(values) >= FLOOR


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_stays_a_text(values: list[str]) -> None:
    table = Table("x", ["text"] * len(values), [values])
    cells = read_csv(exports.as_csv(table))[1]
    assert len(cells) == len(values)
    assert not any(calculates(cell) for cell in cells if cell)
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(table, made_at=MADE_AT))).active
    kept = [cell.value or "" for cell in next(sheet.iter_rows(min_row=2))]
    assert all(cell.data_type != "f" for cell in next(sheet.iter_rows(min_row=2)))
    assert [str(one).replace("\r", "\n") for one in kept] == [exports.clean(value) for value in values]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.integers(-(10**12), 10**12), st.decimals(-(10**6), 10**6, places=2)), min_size=1)
)
def test_honest_numbers_stay_numbers(values: list[int | Decimal]) -> None:
    table = Table("x", ["number"], [[value] for value in values])
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(table, made_at=MADE_AT))).active
    assert [Decimal(str(cell.value)) for (cell,) in sheet.iter_rows(min_row=2)] == [
        Decimal(v) for v in values
    ]
    assert [Decimal(row[0]) for row in read_csv(exports.as_csv(table))[1:]] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    "text", ["Žiga Čuček-Đorđević", "O'Neill", "“x” – y", "a=b", "1-2", "x@y.example", "証明"]
)
def test_honest_texts_stay_as_they_are(text: str) -> None:
    assert read_csv(exports.as_csv(Table("x", ["text"], [[text]])))[1] == [text]


def test_a_book_names_nobody_and_keeps_days(house: House) -> None:
    content = exports.as_xlsx(Table("x", ["day"], [[date(2026, 3, 29)], [None]]), made_at=MADE_AT)
    book = load_workbook(io.BytesIO(content))
    assert book.active["A2"].value.date() == date(2026, 3, 29)
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Popotnik", None)
    names = [person.last_name.encode() for person in house.people.values()]
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert not [name for part in parts.namelist() for name in names if name in parts.read(part)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_desk_exports_what_it_shows(house: House, sister: House, stranger: House, kind: str) -> None:
    for one, slug in ((house, "ours"), (sister, "sister"), (stranger, "strange")):
        with one.scope():
            for who in ("participant", "colleague"):
                made = make_mobility(one, make_call(one, f"{slug}-{who}"), who=who, stage=Stage.SUBMITTED)
                Mobility.objects.filter(pk=made.pk).update(number=f"{slug}-{who[0]}")
    address = f"/{house.university.slug}/desk/mobilities.{kind}"
    expected = {"coordinator": {"ours"}, "office": {"ours", "sister"}}
    for who, slugs in expected.items():
        response = house.client(who).get(address, {"view": "all"})
        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith('attachment; filename="mobilities-')
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        everything = {f"{slug}-{letter}" for slug in slugs for letter in "pc"}
        assert _numbers(response.content, kind) == everything
        narrowed = house.client(who).get(address, {"view": "all", "q": "ours-c"})
        assert _numbers(narrowed.content, kind) == {"ours-c"}
    assert house.client("participant").get(address).status_code == 403
    page = (
        house.client("office")
        .get(f"/{house.university.slug}/desk/", {"view": "all", "q": "ours"})
        .content.decode()
    )
    assert f"mobilities.{kind}?view=all&amp;q=ours" in page


def _numbers(content: bytes, kind: str) -> set[str]:
    if kind == "csv":
        return {row[0] for row in read_csv(content)[1:]}
    return {str(row[0].value) for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)}
