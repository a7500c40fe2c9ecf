"""Applications out of a table (CSV): typed by the facts of the call, every bad cell told by line and column.

Columns: `application`, `person`, `submitted_at`, `decided` (its number in the order of the committee), the codes of
facts, `<fact>.verified` (is its evidence there?), `<fact>.record`, `wish.1` and so on, and marks as
`<criterion>@<assessor>`. An empty cell is an unknown value.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from selection.engine import cells
from selection.engine.applications import Application
from selection.engine.columns import (
    CODE,
    DECIDED,
    FACT,
    MARK,
    PERSON,
    RECORD,
    SUBMITTED,
    VERIFIED,
    WISH,
    Column,
    columns_of,
)
from selection.engine.facts import Fact, Held
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.shape import Rules

SEPARATORS = (";", ",", "\t")
OF_SUBMISSION = "application.submitted_at"
Found = Mapping[tuple[str, tuple[str, ...]], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The applications of a table, the order that the committee decided, and the facts that nothing fills."""

    applications: tuple[Application, ...]
    decided: tuple[str, ...]
    without_column: tuple[str, ...]


def read_table(text: str, rules: Rules, *, zone: str, deadline: date | None = None) -> Table:
    """The applications. Raises Mistakes with every bad cell: `line` as in the file, `path` the title of the column.

    `zone`: the time zone of moments that name none. `deadline`: the day at which facts are taken that name no other.
    """
    rows = _rows(text)
    line, header = next(rows, (1, []))
    columns = columns_of(line, header, rules, ZoneInfo(zone))
    mistakes: list[Mistake] = []
    codes: dict[str, int] = {}
    decided: dict[int, str] = {}
    applications: list[Application] = []
    facts = {fact.code: fact for fact in rules.facts}
    for line, row in rows:
        found = _cells(line, row, columns, mistakes)
        code = found.get((CODE, ()), "")
        mistakes.extend(_bad_code(line, code, codes))
        codes.setdefault(code, line)
        applications.append(_application(code, found, facts, deadline))
        place = found.get((DECIDED, ()))
        if place in decided:
            mistakes.append(
                Mistake(DECIDED, line, "doubled_decision", {"value": place, "code": decided[place]})
            )
        elif place is not None:
            decided[place] = code
    if mistakes:
        raise Mistakes(mistakes)
    if not applications:
        raise Mistakes([Mistake("", line, "no_lines")])
    filled = {column.about[0] for column in columns if column.of == FACT}
    missing = tuple(fact.code for fact in rules.facts if fact.code not in filled and not _fills_itself(fact))
    return Table(tuple(applications), tuple(decided[place] for place in sorted(decided)), missing)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty with its number; a cell may hold several lines."""
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True
    )
    line = 1
    try:
        for row in reader:
            values = [cell.strip() for cell in row]
            if any(values):
                yield line, values
            line = reader.line_num + 1
    except csv.Error as error:
        raise Mistakes([Mistake("", reader.line_num, "unreadable_line")]) from error


def _cells(
    line: int, row: Sequence[str], columns: Sequence[Column], mistakes: list[Mistake]
) -> dict[tuple[str, tuple[str, ...]], Any]:
    found: dict[tuple[str, tuple[str, ...]], Any] = {}
    if len(row) > len(columns):
        mistakes.append(Mistake("", line, "too_many_cells", {"cells": len(row), "columns": len(columns)}))
    for column, text in zip(columns, row, strict=False):
        if text:
            try:
                found[column.of, column.about] = column.read(text)
            except cells.BadCell as bad:
                mistakes.append(Mistake(column.title, line, bad.code, bad.values_told))
    return found


def _bad_code(line: int, code: str, seen: Mapping[str, int]) -> Iterator[Mistake]:
    if not code:
        yield Mistake(CODE, line, "missing_code")
    elif code in seen:
        yield Mistake(CODE, line, "doubled_code", {"value": code, "line": seen[code]})


def _application(
    code: str,
    found: Found,
    facts: Mapping[str, Fact],
    deadline: date | None,
) -> Application:
    held: dict[str, Held] = {}
    marks: dict[str, dict[str, Any]] = {}
    wishes: dict[int, str] = {}
    for (of, about), value in found.items():
        if of == FACT:
            held[about[0]] = _held(facts[about[0]], value, found, deadline)
        elif of == MARK:
            marks.setdefault(about[0], {})[about[1]] = value
        elif of == WISH:
            wishes[int(about[0])] = value
    submitted_at = found.get((SUBMITTED, ()))
    if submitted_at is not None:
        held = {**_days_of_submission(facts, submitted_at.date()), **held}
    return Application(
        code=code,
        facts=held,
        submitted_at=submitted_at,
        marks=marks,
        wishes=tuple(wishes[number] for number in sorted(wishes)),
        person=found.get((PERSON, ()), ""),
    )


def _days_of_submission(facts: Mapping[str, Fact], day: date) -> dict[str, Held]:
    """The facts that the moment of submission fills."""
    return {
        fact.code: Held(day, source=fact.source, on=day)
        for fact in facts.values()
        if fact.register == OF_SUBMISSION and fact.type == "date"
    }


def _held(fact: Fact, value: Any, found: Found, deadline: date | None) -> Held:
    about = (fact.code,)
    record = found.get((RECORD, about), "")
    verified = found.get((VERIFIED, about), True)
    return Held(value, source=fact.source, on=fact.on or deadline, record=record, verified=verified)


def _fills_itself(fact: Fact) -> bool:
    return fact.table is not None or fact.default is not None or fact.register == OF_SUBMISSION
