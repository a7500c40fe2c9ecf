"""A trial run in words: every application with rank, what set it apart, every point with its reason, the outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from selection import reasons
from selection.engine.applications import Because, Points, Scored
from selection.engine.claims import Given
from selection.engine.order import Line
from selection.engine.shape import Rules
from selection.engine.trial import Trial
from selection.order_words import key_name
from selection.outcome_words import outcome_in_words


@dataclass(frozen=True)
class PointRow:
    """The points of one criterion and why; None while it is not judged."""

    code: str
    name: str
    points: Decimal | None
    because: str
    record: str


@dataclass(frozen=True)
class Row:
    """One application. `apart`: what set it apart from the line before; empty on top and among equals."""

    application: str
    scope: str
    rank: int | None
    tied: bool
    total: Decimal | None
    apart: str
    outcome: str
    because: str
    given: Given
    points: tuple[PointRow, ...]


def rows_of(trial: Trial) -> list[Row]:
    """The rows in the order of the ranking, then those who are not in it; in the active language."""
    rules = trial.file.rules
    names = {criterion.code: reasons.name_of(criterion.code, rules) for criterion in rules.criteria}
    rows: list[Row] = []
    rank: int | None = None
    for scored, line, given in trial.rows:
        again = line is not None and line.rank == rank
        rows.append(
            Row(
                application=scored.code,
                scope=" · ".join(str(value) for value in line.scope) if line else "",
                rank=line.rank if line else None,
                tied=line.tied if line else False,
                total=scored.total,
                apart="" if again else _apart(trial, line),
                outcome=outcome_in_words(given),
                because=" ".join(_why(scored, given, rules)),
                given=given,
                points=tuple(_points(scored.by_criterion, names, rules)),
            )
        )
        rank = line.rank if line else None
    return rows


def _apart(trial: Trial, line: Line | None) -> str:
    if line is None or line.broken_by is None:
        return ""
    return key_name(trial.ranking.keys[line.broken_by], trial.file.rules)


def _why(scored: Scored, given: Given, rules: Rules) -> Iterator[str]:
    """The reason of the outcome; what the gates said, where it is told of someone who takes part all the same."""
    told: list[Because] = [given.because, *(one for one in scored.because if one != given.because)]
    for because in told:
        yield reasons.sentence(because, rules)


def _points(given: Mapping[str, Points], names: dict[str, str], rules: Rules) -> Iterator[PointRow]:
    """The criteria in their order in the rules; those inside a group are told by the group."""
    for code, name in names.items():
        points = given.get(code)
        if points is not None:
            yield PointRow(code, name, points.points, reasons.points_in_words(points, rules), points.record)
