"""From bytes to lines: CSV in the encodings and separators that offices use, or the first sheet of an XLSX file.

Nothing is guessed silently: an unknown column, a doubled one, a formula, a file too large are told by line and column.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from core.rules import Words
from members.people_import.columns import HEADERS, Column, folded

MOST_BYTES = 1024 * 1024
MOST_UNPACKED = 20 * MOST_BYTES
MOST_PARTS = 200
MOST_COLUMNS = 60
MOST_SIGNS = 300
LINES_BY_SCREEN, LINES_BY_COMMAND = 1_000, 20_000
SEPARATORS = (";", ",", "\t")
# How a cell begins that a spreadsheet would calculate.
CALCULATES = ("=", "+", "-", "@")
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Problem:
    """What keeps a file out: the line (from 1, the header's; 0 for the whole file), the column, a sentence."""

    line: int
    column: str
    words: Words


@dataclass(frozen=True)
class Line:
    """One line of the table: its number as a spreadsheet shows it, and what is filled in."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: Column) -> str:
        return self.values.get(column.value, "")


class Unreadable(Exception):
    """The file is not a table that can be taken in; every reason is told."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read(content: bytes, *, most: int = LINES_BY_SCREEN) -> list[Line]:
    """The lines of the table. Raises Unreadable with every problem that reading finds."""
    if len(content) > MOST_BYTES:
        raise Unreadable(Problem(0, "", _("The file is larger than 1 MB. Divide it and send the parts.")))
    if not content.strip():
        raise Unreadable(Problem(0, "", _("The file is empty. Choose it once more.")))
    rows = _of_workbook(content) if content.startswith(ZIP) else _of_text(content)
    return _lines(rows, most)


def _of_text(content: bytes) -> Iterator[list[Any]]:
    text = decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        words = _("The line cannot be read: a quotation mark is not closed, or stands in the wrong place.")
        raise Unreadable(Problem(reader.line_num, "", words)) from error


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else the Windows code page of Central Europe."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1250"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(Problem(0, "", _("The file is no table of text. Save it as CSV (UTF-8) or XLSX.")))


def _of_workbook(content: bytes) -> Iterator[list[Any]]:
    unopened = Unreadable(Problem(0, "", _("The file cannot be opened. Save it as XLSX or CSV once more.")))
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise unopened from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(Problem(0, "", _("The file unpacks to too much. Save the one sheet as CSV.")))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from (list(row) for row in sheet.iter_rows(max_col=MOST_COLUMNS))
    except Unreadable:
        raise
    except Exception as error:  # the library fails in many ways on a damaged file
        raise unopened from error


def _lines(rows: Iterable[list[Any]], most: int) -> list[Line]:
    numbered = enumerate(rows, 1)
    number, header = next(((n, row) for n, row in numbered if any(_plain(cell) for cell in row)), (1, []))
    columns = _columns(number, [_plain(cell) for cell in header])
    lines: list[Line] = []
    problems: list[Problem] = []
    for place, row in numbered:
        if not any(_plain(cell) for cell in row):
            continue
        if len(lines) >= most:
            words = _("The table has more than %(most)d lines. Divide it and send the parts.")
            raise Unreadable(Problem(place, "", words % {"most": most}))
        problems.extend(_bad_cells(place, row, columns))
        values = {column.value: _plain(row[at]) for at, column in columns.items() if at < len(row)}
        lines.append(Line(place, {name: value for name, value in values.items() if value}))
    if problems:
        raise Unreadable(*problems)
    if not lines:
        raise Unreadable(Problem(0, "", _("The table has a header and no lines.")))
    return lines


def _columns(number: int, header: list[str]) -> dict[int, Column]:
    """Where which column stands. Raises Unreadable for unknown and doubled ones, and without people or units."""
    found: dict[int, Column] = {}
    problems = []
    for at, title in enumerate(header):
        if not title:
            continue
        column = HEADERS.get(folded(title))
        if column is None:
            problems.append(
                Problem(number, title[:40], _("There is no such column. The sample file shows them all."))
            )
        elif column in found.values():
            problems.append(Problem(number, title[:40], _("This column stands in the table twice.")))
        else:
            found[at] = column
    if not problems and not {Column.EMAIL, Column.UNIT} & set(found.values()):
        problems.append(Problem(number, "", _("The table needs a column “email” or “unit”.")))
    if problems:
        raise Unreadable(*problems)
    return found


def _bad_cells(place: int, row: list[Any], columns: dict[int, Column]) -> Iterator[Problem]:
    """Formulas, errors of a spreadsheet, cells too long, and cells outside of every column."""
    for at, cell in enumerate(row):
        value, kind = _plain(cell), getattr(cell, "data_type", "")
        if not value:
            continue
        name = columns[at].value if at in columns else ""
        if at not in columns:
            yield Problem(place, str(at + 1), _("This cell stands below no column."))
        elif kind == "f" or value.startswith(CALCULATES):
            yield Problem(place, name, _("This cell is a formula. Put in its value instead."))
        elif kind == "e":
            yield Problem(place, name, _("This cell holds an error of the spreadsheet."))
        elif len(value) > MOST_SIGNS:
            yield Problem(place, name, _("This cell is longer than 300 characters."))


def _plain(cell: Any) -> str:
    """A cell as text: dates in ISO 8601, whole numbers without a decimal point."""
    value = getattr(cell, "value", cell)
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\xa0", " ").split())
