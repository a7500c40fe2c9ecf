"""The four lists of a call: selected, reserve with places, not selected, not eligible; each line with its reason."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection import queries
from selection.enums import Outcome
from selection.models import Assessment, Batch, Decision, Exclusion
from selection.reserve_numbers import numbers_on_reserve


class Bin(models.TextChoices):
    """On which list an application stands."""

    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("Reserve list")
    NOT_SELECTED = "not_selected", _("Not selected")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")


BIN_OF = {
    Outcome.AWARD: Bin.SELECTED,
    Outcome.RESERVE: Bin.RESERVE,
    Outcome.REFUSE: Bin.NOT_SELECTED,
}
# What happened to a place after it was awarded.
GIVEN_UP = (Stage.DECLINED, Stage.CANCELLED)


@dataclass(frozen=True)
class Line:
    """One application on its list. `decision` or `exclusion` says why; `place` on the reserve list."""

    bin: Bin
    mobility: Mobility
    assessment: Assessment | None = None
    decision: Decision | None = None
    exclusion: Exclusion | None = None
    place: int | None = None

    @property
    def rank(self) -> int | None:
        return self.assessment.rank if self.assessment else None

    @property
    def total(self) -> Decimal | None:
        return self.assessment.total if self.assessment else None

    @property
    def reasons(self) -> str:
        if self.decision is not None:
            return self.decision.reasons
        return f"{self.exclusion.clause}: {self.exclusion.reasons}" if self.exclusion else ""

    @property
    def result(self) -> str:
        """The result in words, and what became of a place since."""
        return result_now(self.mobility, self.decision) or str(Bin.NOT_ELIGIBLE.label)


def result_now(mobility: Mobility, decision: Decision | None) -> str:
    """What was decided, or what became of the place since; empty without a decision."""
    if decision is not None and mobility.stage in GIVEN_UP:
        return str(Stage(mobility.stage).label)
    return decision.result if decision else ""


def bins(call: Call, *, closed: Set[int] = frozenset(), batch: Batch | None = None) -> dict[Bin, list[Line]]:
    """The four lists by the latest decision of each application, pending ones too. Four statements.

    Without the mobilities that a conflict of interest closes to the reader. `batch`: one that was decided before.
    """
    found: dict[Bin, list[Line]] = {one: [] for one in Bin}
    rows = list(queries.board(call, closed=closed, batch=batch).rows)
    places = _places(call, rows)
    for row in rows:
        decision = row.decision
        if decision is None:
            continue
        where = BIN_OF[Outcome(decision.outcome)]
        place = places.get(row.assessment.pk) if where == Bin.RESERVE else None
        found[where].append(Line(where, row.mobility, row.assessment, decision, place=place))
    found[Bin.RESERVE].sort(key=lambda line: (line.place or 0, line.mobility.number))
    excluded = Exclusion.objects.filter(mobility__call=call, mobility__stage=Stage.INELIGIBLE)
    excluded = excluded.exclude(mobility__in=closed)
    for exclusion in excluded.select_related("mobility__person", "mobility__unit", "mobility__host").order_by(
        "mobility__number"
    ):
        found[Bin.NOT_ELIGIBLE].append(Line(Bin.NOT_ELIGIBLE, exclusion.mobility, exclusion=exclusion))
    return found


def _places(call: Call, rows: list[queries.BoardRow]) -> Mapping[int, int]:
    """The place of each on the reserve list: as released; a pending one as the release would number it."""
    reserves = [row for row in rows if row.decision and row.decision.outcome == Outcome.RESERVE]
    pending = [row for row in reserves if row.decision and row.decision.released_at is None]
    told = {
        row.assessment.pk: row.decision.place or 0 for row in reserves if row.decision and row not in pending
    }
    return {**told, **numbers_on_reserve(call, [row.assessment for row in pending])}
