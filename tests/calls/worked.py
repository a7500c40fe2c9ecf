"""Published calls with applicants: what each must be given was worked by hand, and stands beside the call.

`<call>.yaml` is the call (a link into the demonstration's library), `<call>.csv` the applicants, `<call>.expected.yaml`
what follows. There, `decided_by` counts the keys of the order from 1: the one that set the line apart from the line
before. `seed` is that of the lots, `decided` the order that the committee recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from selection.engine.allocate import Circumstances, allocate
from selection.engine.applications import CONSIDERED, Application, Scored
from selection.engine.claims import Given
from selection.engine.offer import Offer
from selection.engine.order import Line, rank
from selection.engine.read import CallFile, load
from selection.engine.score import score
from selection.engine.table import read_table

HERE = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in HERE.glob("*.yaml") if "." not in path.stem))
Row = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call with its applicants and what is expected of them."""

    file: CallFile
    applications: tuple[Application, ...]
    expected: Mapping[str, Row]
    seed: str
    decided: tuple[str, ...]

    @property
    def deadline(self) -> date:
        return deadline(self.file.offer)


def deadline(offer: Offer) -> date:
    """The day at which facts are taken: that of the first deadline."""
    if offer.rounds:
        return offer.rounds[0].closes.date()
    assert offer.rolling is not None, "a call has rounds or is rolling"
    return offer.rolling.until


def text_of(name: str) -> str:
    return (HERE / f"{name}.yaml").read_text("utf-8")


@cache
def call(name: str) -> Call:
    """The call of this name."""
    file = load(text_of(name))
    table = read_table(
        (HERE / f"{name}.csv").read_text("utf-8"),
        file.rules,
        zone=file.offer.time_zone,
        deadline=deadline(file.offer),
    )
    assert table.without_column == (), f"{name}: no column for {table.without_column}"
    told = YAML(typ="safe", pure=True).load((HERE / f"{name}.expected.yaml").read_text("utf-8"))
    return Call(
        file=file,
        applications=table.applications,
        expected={code: _exact(row) for code, row in told["applications"].items()},
        seed=told.get("seed", ""),
        decided=tuple(told.get("decided", ())),
    )


def results(one: Call, applications: Sequence[Application]) -> dict[str, Row]:
    """What the engine gives these applicants, as rows of the same form as the expected ones."""
    rules = one.file.rules
    scored = score(rules, applications, at=one.deadline)
    ranking = rank(rules, scored, seed=one.seed, decided=one.decided)
    given = allocate(rules, ranking, scored, given=Circumstances(zone=one.file.offer.time_zone)).given
    lines = {line.code: line for line in ranking.lines}
    return {
        entry.code: _row(entry, lines.get(entry.code), given[entry.code], rules.allocation is not None)
        for entry in scored
    }


def _row(entry: Scored, line: Line | None, given: Given, allocated: bool) -> Row:
    if entry.outcome != CONSIDERED or line is None:
        return {"outcome": str(given.outcome)}
    row: Row = {"rank": line.rank}
    if entry.points:
        row |= {"points": {one.code: one.points for one in entry.points}, "total": line.total}
    if line.broken_by is not None:
        row["decided_by"] = line.broken_by + 1
    if allocated:
        row["outcome"] = str(given.outcome)
    if given.place_on_reserve is not None:
        row["reserve"] = given.place_on_reserve
    if entry.conditional:
        row["conditional"] = True
    return row


def _exact(row: Mapping[str, Any]) -> Row:
    """The row with exact numbers, read from their own digits."""
    exact = dict(row)
    if "points" in row:
        exact["points"] = {code: Decimal(str(points)) for code, points in row["points"].items()}
        exact["total"] = Decimal(str(row["total"]))
    return exact


def applicants(names: Iterable[str] = NAMES) -> int:
    """How many applicants all calls have together."""
    return sum(len(call(name).applications) for name in names)
