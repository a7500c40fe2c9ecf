"""From a sheet that came back to lines: every unknown column and every bad cell is told, each with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.exports import is_formula_like
from core.spreadsheets import Problem, Unreadable, is_error, is_formula, plain, rows_of, words
from selection.offline.columns import APPLICATION, SHEET, Part, key_in
from selection.scale import Scale

MOST_LINES = 1_000
MOST_SIGNS = 1_000
HEAD_SIGNS = 40


@dataclass(frozen=True)
class Line:
    """One line: its number as a spreadsheet shows it, and the cells that are filled in, by the column's key."""

    number: int
    values: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


def read(content: bytes, scales: Sequence[Scale]) -> list[Line]:
    """The lines of a sheet for these judged criteria. Raises Unreadable with every problem that reading finds."""
    numbered = enumerate(rows_of(content), 1)
    number, head = next(((n, row) for n, row in numbered if any(map(plain, row))), (1, []))
    columns = _columns(number, [plain(cell) for cell in head], scales)
    lines: list[Line] = []
    problems: list[Problem] = []
    for place, row in numbered:
        if not any(map(plain, row)):
            continue
        if len(lines) >= MOST_LINES:
            said = _("The table has more than %(most)d lines. Divide it and send the parts.")
            raise Unreadable(Problem(place, "", said % {"most": MOST_LINES}))
        problems.extend(_bad_cells(place, row, columns))
        values = {key: _value(row[at], key) for at, (key, _head) in columns.items() if at < len(row)}
        lines.append(Line(place, {key: value for key, value in values.items() if value}))
    if problems:
        raise Unreadable(*problems)
    if not lines:
        raise Unreadable(Problem(0, "", _("The table has a header and no lines.")))
    return lines


def _columns(number: int, head: list[str], scales: Sequence[Scale]) -> dict[int, tuple[str, str]]:
    """Where which column stands, with its head. Raises Unreadable for unknown, doubled and missing ones."""
    found: dict[int, tuple[str, str]] = {}
    problems = []
    for at, title in enumerate(head):
        key = key_in(title, scales)
        if title and not key:
            problems.append(Problem(number, title[:HEAD_SIGNS], _("There is no such column in this call.")))
        elif key in {known for known, _head in found.values()}:
            problems.append(Problem(number, title[:HEAD_SIGNS], _("This column stands in the table twice.")))
        elif key:
            found[at] = (key, title[:HEAD_SIGNS])
    for needed, said in (
        (APPLICATION, _("The table needs the column “application”.")),
        (SHEET, _("The table needs the column “sheet”. Download it anew.")),
    ):
        if not problems and needed not in {key for key, _head in found.values()}:
            problems.append(Problem(number, "", said))
    if problems:
        raise Unreadable(*problems)
    return found


def _bad_cells(place: int, row: list[Any], columns: dict[int, tuple[str, str]]) -> Iterator[Problem]:
    for at, cell in enumerate(row):
        if not plain(cell):
            continue
        key, head = columns.get(at, ("", str(at + 1)))
        if not key:
            yield Problem(place, head, _("This cell stands below no column."))
        elif is_formula(cell):
            yield Problem(place, head, _("This cell is a formula. Put in its value instead."))
        elif is_error(cell):
            yield Problem(place, head, _("This cell holds an error of the spreadsheet."))
        elif len(words(cell)) > MOST_SIGNS:
            said = _("This is too long: at most %(most)d characters.")
            yield Problem(place, head, said % {"most": MOST_SIGNS})


def _value(cell: Any, key: str) -> str:
    """The cell as text; the apostrophe that our CSV puts before what would calculate is taken off again."""
    if not key.startswith((Part.SENTENCE, Part.REMARK)):
        return plain(cell)
    text = words(cell)
    return text[1:] if text.startswith("'") and is_formula_like(text[1:]) else text
