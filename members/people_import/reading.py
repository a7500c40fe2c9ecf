"""From a table that people send to lines: the columns by their names, the cells checked.

Nothing is guessed silently: an unknown column, a doubled one, a formula, a file too large are told by line and column.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Problem, Unreadable, folded, is_error, is_formula, plain, rows_of
from members.people_import.columns import HEADERS, Column

MOST_SIGNS = 300
LINES_BY_SCREEN, LINES_BY_COMMAND = 1_000, 20_000
# How a cell begins that a spreadsheet would calculate.
CALCULATES = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Line:
    """One line of the table: its number as a spreadsheet shows it, and what is filled in."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: Column) -> str:
        return self.values.get(column.value, "")


def read(content: bytes, *, most: int = LINES_BY_SCREEN) -> list[Line]:
    """The lines of the table. Raises Unreadable with every problem that reading finds."""
    return _lines(rows_of(content), most)


def _lines(rows: Iterable[list[Any]], most: int) -> list[Line]:
    numbered = enumerate(rows, 1)
    number, header = next(((n, row) for n, row in numbered if any(plain(cell) for cell in row)), (1, []))
    columns = _columns(number, [plain(cell) for cell in header])
    lines: list[Line] = []
    problems: list[Problem] = []
    for place, row in numbered:
        if not any(plain(cell) for cell in row):
            continue
        if len(lines) >= most:
            words = _("The table has more than %(most)d lines. Divide it and send the parts.")
            raise Unreadable(Problem(place, "", words % {"most": most}))
        problems.extend(_bad_cells(place, row, columns))
        values = {column.value: plain(row[at]) for at, column in columns.items() if at < len(row)}
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
        value = plain(cell)
        if not value:
            continue
        name = columns[at].value if at in columns else ""
        if at not in columns:
            yield Problem(place, str(at + 1), _("This cell stands below no column."))
        elif is_formula(cell) or value.startswith(CALCULATES):
            yield Problem(place, name, _("This cell is a formula. Put in its value instead."))
        elif is_error(cell):
            yield Problem(place, name, _("This cell holds an error of the spreadsheet."))
        elif len(value) > MOST_SIGNS:
            yield Problem(place, name, _("This cell is longer than 300 characters."))
