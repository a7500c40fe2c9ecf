"""A trial run: given applications under given rules, from the two files to every outcome, without anything kept."""

from dataclasses import dataclass
from datetime import date

from selection.engine.allocate import allocate
from selection.engine.applications import Scored
from selection.engine.circumstances import Circumstances
from selection.engine.claims import Given
from selection.engine.distribution import Allocation
from selection.engine.offer import Offer
from selection.engine.order import Line, Ranking, rank
from selection.engine.read import CallFile
from selection.engine.score import score
from selection.engine.table import Table, read_table


@dataclass(frozen=True)
class Trial:
    """Everything that follows from a call file and a table of applications."""

    file: CallFile
    table: Table
    scored: tuple[Scored, ...]
    ranking: Ranking
    allocation: Allocation

    @property
    def rows(self) -> list[tuple[Scored, Line | None, Given]]:
        """Every application with its line and its outcome: those in the ranking in its order, then the others."""
        scored = {one.code: one for one in self.scored}
        lines = {line.code: line for line in self.ranking.lines}
        codes = [*lines, *self.ranking.unranked]
        return [(scored[code], lines.get(code), self.allocation.given[code]) for code in codes]


def deadline_of(offer: Offer) -> date | None:
    """The day at which facts are taken that name no other: the end of the first round, or of a rolling call."""
    if offer.rounds:
        return offer.rounds[0].closes.date()
    return offer.rolling.until if offer.rolling else None


def try_out(file: CallFile, applications: str, *, seed: str = "") -> Trial:
    """Rank the applications of a CSV text under the rules of the call. Raises Mistakes where the text has any."""
    offer, deadline = file.offer, deadline_of(file.offer)
    table = read_table(applications, file.rules, zone=offer.time_zone, deadline=deadline)
    scored = tuple(score(file.rules, table.applications, at=deadline))
    ranking = rank(file.rules, scored, seed=seed, decided=table.decided)
    given = Circumstances(offered=offer.places, zone=offer.time_zone)
    return Trial(file, table, scored, ranking, allocate(file.rules, ranking, scored, given=given))
