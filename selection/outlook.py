"""What would be: the ranking with other numbers of places or another budget. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from selection.queries import BoardRow
from selection.ranking import within


class Would(models.TextChoices):
    """What an application would get."""

    IN = "in", _("would have a place")
    UNFUNDED = "unfunded", _("would have a place without a grant")
    TIE = "tie", _("equals at the line: the committee decides")
    RESERVE = "reserve", _("would be on the reserve list")
    UNRANKED = "unranked", _("no rank")


TONES = {Would.IN: "lead", Would.UNFUNDED: "soon", Would.TIE: "soon"}


@dataclass(frozen=True)
class Terms:
    """The numbers that are tried out; without a budget money plays no part."""

    places: int
    budget: Decimal | None = None
    has_zero_grant: bool = False


@dataclass(frozen=True)
class Foreseen:
    """One application with what it would get, and the money spent down to it."""

    row: BoardRow
    would: Would
    spent: Decimal
    ends_places: bool = False

    @property
    def tone(self) -> str:
        return TONES.get(self.would, "")


@dataclass
class UnitSum:
    """How one unit would come off."""

    name: str
    applications: int = 0
    places: int = 0
    grants: Decimal = field(default_factory=Decimal)


def foresee(rows: Sequence[BoardRow], terms: Terms) -> list[Foreseen]:
    """Down the ranking: who would be in, until the places or the money end. Equals across the line stay together."""
    ranked = {row.assessment.pk: row.assessment.rank for row in rows if row.assessment.rank is not None}
    inside = within(ranked, terms.places)
    foreseen, spent = [], Decimal(0)
    last = max((place for place, row in enumerate(rows) if row.assessment.pk in inside), default=-1)
    for place, row in enumerate(rows):
        would = _by_places(row, inside, terms.places)
        cost = (row.decision.grant if row.decision else None) or Decimal(0)
        if would == Would.IN and terms.budget is not None and spent + cost > terms.budget:
            would = Would.UNFUNDED if terms.has_zero_grant else Would.RESERVE
        spent += cost if would == Would.IN else 0
        foreseen.append(Foreseen(row, would, spent, ends_places=place == last))
    return foreseen


def _by_places(row: BoardRow, inside: frozenset[int], places: int) -> Would:
    if row.assessment.rank is None:
        return Would.UNRANKED
    if row.assessment.pk in inside:
        return Would.IN
    return Would.TIE if row.assessment.rank <= places else Would.RESERVE


def by_unit(foreseen: Sequence[Foreseen]) -> list[UnitSum]:
    """Applications, places and grants of each unit, most places first."""
    sums: dict[str, UnitSum] = {}
    for line in foreseen:
        name = line.row.mobility.unit.name
        one = sums.setdefault(name, UnitSum(name))
        one.applications += 1
        if line.would in {Would.IN, Would.UNFUNDED}:
            one.places += 1
        if line.would == Would.IN and line.row.decision:
            one.grants += line.row.decision.grant or 0
    return sorted(sums.values(), key=lambda one: (-one.places, one.name))
