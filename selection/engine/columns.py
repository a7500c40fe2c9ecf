"""The header of a table of applications: what each column fills, and how its cells are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from selection.engine import cells
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.judged import Judged
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.shape import Rules

CODE, PERSON, SUBMITTED, DECIDED = "application", "person", "submitted_at", "decided"
FACT, MARK, WISH = "fact", "mark", "wish"
VERIFIED, RECORD = "verified", "record"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it fills (`of`, and of what), and how a cell is read."""

    title: str
    of: str
    about: tuple[str, ...]
    read: Callable[[str], Any]


def columns_of(line: int, header: Sequence[str], rules: Rules, zone: ZoneInfo) -> list[Column]:
    """The columns of a header. Raises Mistakes for unknown, doubled and missing ones."""
    known = _known(rules, zone)
    found: list[Column] = []
    mistakes: list[Mistake] = []
    for title in header:
        column = known.get(title) or _mark_column(title, rules) or _wish_column(title)
        if column is None:
            mistakes.append(Mistake(title, line, "unknown_column", {"known": sorted(known)}))
        elif any(one.title == title for one in found):
            mistakes.append(Mistake(title, line, "doubled_column"))
        else:
            found.append(column)
    if CODE not in header:
        mistakes.append(Mistake(CODE, line, "missing_column"))
    if mistakes:
        raise Mistakes(mistakes)
    return found


def _known(rules: Rules, zone: ZoneInfo) -> Mapping[str, Column]:
    columns = [Column(CODE, CODE, (), cells.code), Column(PERSON, PERSON, (), cells.code)]
    columns.append(Column(SUBMITTED, SUBMITTED, (), partial(cells.moment, zone=zone)))
    columns.append(Column(DECIDED, DECIDED, (), cells.whole))
    for fact in rules.facts:
        if fact.table is None:
            columns += [
                Column(fact.code, FACT, (fact.code,), partial(cells.value_of_fact, fact)),
                Column(f"{fact.code}.{VERIFIED}", VERIFIED, (fact.code,), cells.flag),
                Column(f"{fact.code}.{RECORD}", RECORD, (fact.code,), cells.words),
            ]
    return {column.title: column for column in columns}


def _mark_column(title: str, rules: Rules) -> Column | None:
    code, at, assessor = title.partition("@")
    criterion = next((one for one in _criteria(rules.criteria) if one.code == code), None)
    if not at or not assessor or not isinstance(criterion, Judged):
        return None
    return Column(title, MARK, (code, assessor), partial(cells.mark, criterion))


def _wish_column(title: str) -> Column | None:
    word, _dot, number = title.partition(".")
    if word != WISH or not number.isascii() or not number.isdigit() or number.startswith("0"):
        return None
    return Column(title, WISH, (number,), cells.words)


def _criteria(criteria: Sequence[Criterion]) -> Iterator[Criterion]:
    for criterion in criteria:
        yield criterion
        if isinstance(criterion, Group):
            yield from _criteria(criterion.of)
