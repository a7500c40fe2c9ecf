"""Tables as files for spreadsheets: no text in them is ever taken for a formula, and no file names its maker.

In XLSX every value has its type, so a text that begins with `=` stays a text. CSV has no types: there a text that a
spreadsheet would calculate gets an apostrophe before it (docs/formats.md). Numbers and days stay what they are.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from core import clock
from core.files import sealed_response

Value = str | int | float | Decimal | date | None
CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What begins a formula, its full-width twins, and what is passed over before one.
BEGINS = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20\u2212")
LONGEST = 32_767
SHEET_NAME = 31
ROWS_WITH_CHOICES = 2_000
MAKER = "Popotnik"


@dataclass(frozen=True)
class Layout:
    """How a table is filled in: the columns that stay open (by place), the rest is protected with the heads.

    `widths` in characters and `choices` (what a cell may be) by column; in `closed_rows` (from 0) nothing is open, nor
    are the `closed_cells` (row and column).
    The protection has no password: it keeps hands from slipping, whoever takes the file in checks it.
    """

    open_columns: frozenset[int]
    closed_rows: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(default_factory=dict)
    choices: Mapping[int, Sequence[int]] = field(default_factory=dict)
    closed_cells: frozenset[tuple[int, int]] = frozenset()

    def is_open(self, row: int, column: int) -> bool:
        """Whether something may be written there."""
        is_closed = row in self.closed_rows or (row, column) in self.closed_cells
        return column in self.open_columns and not is_closed


@dataclass(frozen=True)
class Table:
    """What is exported: the name of the sheet, the heads of the columns, and the rows.

    With a `layout` the XLSX file is one to be filled in.
    """

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]
    layout: "Layout | None" = None


def response(table: Table, kind: str, stem: str) -> HttpResponse:
    """The table as a download called `<stem>.<kind>`."""
    content = as_csv(table) if kind == CSV else as_xlsx(table, made_at=clock.now())
    return sealed_response(content, f"{stem}.{kind}", content_type=TYPES[kind])


def as_csv(table: Table) -> bytes:
    """Semicolons between, quotes around, UTF-8 with its mark: what spreadsheets on the continent open at once."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (table.heads, *table.rows):
        writer.writerow([_in_csv(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, *, made_at: datetime) -> bytes:
    """One sheet, its heads frozen; the properties of the file name nobody."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(clean(table.name)[:SHEET_NAME])
    sheet.freeze_panes = "A2"
    layout = table.layout
    if layout is not None:
        _protect(sheet, layout)
    for place, row in enumerate((table.heads, *table.rows), -1):
        cells = [_in_xlsx(sheet, value) for value in row]
        if layout is not None:
            _lay_out(cells, layout, place)
        sheet.append(cells)
    book.properties.creator = MAKER
    book.properties.lastModifiedBy = None
    # Spreadsheets keep instants without a zone, in UTC.
    book.properties.created = book.properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _protect(sheet: WriteOnlyWorksheet, layout: Layout) -> None:
    """Lock the sheet but for its open cells, with wide enough columns, and lists to choose from."""
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    for column, width in layout.widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for column, values in layout.choices.items():
        listed = ",".join(str(value) for value in values)
        letter = get_column_letter(column + 1)
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
        sheet.data_validations.append(rule)


def _lay_out(cells: list[WriteOnlyCell], layout: Layout, place: int) -> None:
    """Heads (place -1) in bold; open cells unlocked; long texts on several lines."""
    for column, cell in enumerate(cells):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if place < 0:
            cell.font = Font(bold=True)
        elif layout.is_open(place, column):
            cell.protection = Protection(locked=False)


def clean(text: str) -> str:
    """The text without what no cell may hold: controls but line ends and tabs, halves of characters."""
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "".join(kept)[:LONGEST]


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet would calculate this text, or pass over its beginning and calculate the rest."""
    begins = text.lstrip("".join(sign for sign in text if not sign.isprintable() or sign.isspace()) + "\"'")
    return text[:1] in ("\t", "\r", "\n") or begins[:1] in BEGINS


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    return f"'{text}" if is_formula_like(text) else text


def _in_xlsx(sheet: WriteOnlyWorksheet, value: Value) -> WriteOnlyCell:
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None)
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, clean(value))
    cell.data_type = "s"
    cell.quotePrefix = is_formula_like(value)
    return cell
