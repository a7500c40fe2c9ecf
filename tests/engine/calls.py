"""Rules written as YAML in a test, with a frame around them."""

from dataclasses import dataclass
from datetime import date
from textwrap import dedent, indent
from typing import Any

from selection.engine.allocate import allocate
from selection.engine.applications import Application, Scored
from selection.engine.circumstances import Circumstances
from selection.engine.claims import Given
from selection.engine.order import Ranking, rank
from selection.engine.read import CallFile, load
from selection.engine.score import score
from selection.engine.shape import Rules
from selection.engine.table import read_table

FRAME = """\
format: popotnik-call/1
call:
  slug: stt-2026
  action: KA131
  activities: [STT]
  academic_year: 2026/2027
  title: {{sl: Razpis, en: Call}}
  rounds:
    - {{code: first, opens: 2026-01-10T08:00, closes: 2026-02-10T23:59}}
  stays: {{from: 2026-06-01, until: 2027-09-30}}
rules:
{rules}
"""


def call(rules: str) -> CallFile:
    """The call file with these rules."""
    return load(FRAME.format(rules=indent(dedent(rules), "  ")))


@dataclass(frozen=True)
class Applied:
    """Applications to a call as scored and ranked."""

    rules: Rules
    applications: tuple[Application, ...]
    scored: tuple[Scored, ...]
    ranking: Ranking

    def allocated(self, **given: Any) -> dict[str, Given]:
        """What each is given in these circumstances."""
        return dict(allocate(self.rules, self.ranking, self.scored, given=Circumstances(**given)).given)


def applied(rules: str, table: str, seed: str = "") -> Applied:
    """Score and rank a table under rules. Columns of the table are separated by spaces, `-` is an empty cell."""
    file = call(rules)
    text = "\n".join(
        ",".join("" if cell == "-" else cell for cell in row.split()) for row in table.split("\n")
    )
    read = read_table(text.strip(), file.rules, zone=file.offer.time_zone, deadline=date(2026, 2, 10))
    scored = score(file.rules, read.applications, at=date(2026, 2, 10))
    ranking = rank(file.rules, scored, seed=seed)
    return Applied(file.rules, read.applications, tuple(scored), ranking)
