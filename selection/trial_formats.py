"""A trial run as people and programs read it: a table for the terminal, CSV, JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from core import exports
from core.wording import number
from selection.engine.order import draws_lots
from selection.engine.scalars import plain
from selection.engine.trial import Trial
from selection.trial_report import PointRow, Row, rows_of

NARROW = 2


def as_table(trial: Trial) -> str:
    """The ranking, then every application with its points and the reason of each."""
    rows = rows_of(trial)
    parts = ["\n".join(_heading(trial))]
    for scope, group in groupby(rows, key=lambda row: row.scope):
        parts.append((f"{scope}\n" if scope else "") + _aligned(_ranking(list(group))))
    parts += [_explained(row) for row in rows]
    return "\n\n".join(parts) + "\n"


def as_csv(trial: Trial) -> str:
    """One line an application; for every criterion a column of points and one of reasons."""
    codes = [criterion.code for criterion in trial.file.rules.criteria]
    about = [title for code in codes for title in (code, f"{code}.because")]
    lines = [[*_fields(row).values(), *_cells(row, codes), trial.ranking.seed] for row in rows_of(trial)]
    return exports.as_csv(exports.Table("rank", [*COLUMNS, *about, "seed"], lines)).decode()


def as_json(trial: Trial) -> str:
    """Everything, with decimals as text."""
    told = {
        "call": trial.file.call["slug"],
        "seed": trial.ranking.seed,
        "facts_without_column": list(trial.table.without_column),
        "applications": [
            {**_fields(row), "points": {one.code: _point(one) for one in row.points}}
            for row in rows_of(trial)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=_for_json) + "\n"


COLUMNS = (
    "scope",
    "rank",
    "tied",
    "application",
    "total",
    "apart",
    "outcome",
    "outcome_in_words",
    "because",
    "quota",
    "source",
    "wish",
    "amount",
    "days",
    "place_on_reserve",
)


def _fields(row: Row) -> dict[str, Any]:
    given = row.given
    values = (
        row.scope,
        row.rank,
        "yes" if row.tied else "",
        row.application,
        _plain(row.total),
        row.apart,
        str(given.outcome),
        row.outcome,
        row.because,
        given.quota,
        given.source,
        given.wish or None,
        _plain(given.amount),
        _plain(given.days),
        given.place_on_reserve,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _cells(row: Row, codes: Sequence[str]) -> Iterator[Decimal | str | None]:
    given = {one.code: one for one in row.points}
    for code in codes:
        points = given.get(code)
        yield None if points is None else _plain(points.points)
        yield "" if points is None else points.because


def _point(points: PointRow) -> dict[str, Any]:
    return {
        "name": points.name,
        "points": _plain(points.points),
        "because": points.because,
        "record": points.record,
    }


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else plain(number)


def _for_json(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value))


def _heading(trial: Trial) -> Iterable[str]:
    yield _("Call %(slug)s, applications: %(count)d.") % {
        "slug": trial.file.call["slug"],
        "count": len(trial.scored),
    }
    if draws_lots(trial.file.rules):
        yield _("Seed of the lots: %(seed)s") % {"seed": trial.ranking.seed}
    if trial.table.without_column:
        facts = ", ".join(trial.table.without_column)
        yield _("No column fills these facts, so that they are unknown: %(facts)s") % {"facts": facts}


def _ranking(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    head = (_("Rank"), _("Application"), _("Points"), _("Set apart by"), _("Outcome"))
    return [
        head,
        *((_rank(row), row.application, _number(row.total), row.apart, row.outcome) for row in rows),
    ]


def _rank(row: Row) -> str:
    return "–" if row.rank is None else f"{row.rank}{'=' if row.tied else ''}"


def _explained(row: Row) -> str:
    first = _on_one_line(f"{row.application}: {row.outcome}. {row.because}")
    lines = [(" " * NARROW + one.name, _number(one.points), one.because) for one in row.points]
    return "\n".join((first, _aligned(lines))) if lines else first


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    lines = [[_on_one_line(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        (" " * NARROW).join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in lines
    )


def _on_one_line(text: str) -> str:
    """The text for a terminal: without controls and line ends."""
    return text[: len(text) - len(text.lstrip(" "))] + " ".join(exports.clean(text).split())


def _number(value: Decimal | None) -> str:
    return "–" if value is None else number(value)
