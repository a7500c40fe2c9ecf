"""The criteria of a call as frozen data: what may be given, and what a given value means.

A group in which people judge stands with its members, at any depth; `judged` says once which rows people mark.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.cache import cache
from django.db.models import Prefetch

from core.words import Bilingual, localized
from mobility.enums import CriterionKind
from mobility.models import Call, Criterion, Level

STEP = Decimal("0.5")
REMEMBERED_SECONDS = 3600


@dataclass(frozen=True)
class Anchor(Bilingual):
    """One level: its points and the words that anchor it."""

    points: Decimal
    name_sl: str
    name_en: str


@dataclass(frozen=True)
class Scale(Bilingual):
    """One criterion of a call with its levels, lowest first; of a group in which people judge, with its members.

    `definition`: the rest of it as the call file has it.
    """

    id: int
    code: str
    kind: str
    name_sl: str
    name_en: str
    help_sl: str
    help_en: str
    most: Decimal
    levels: tuple[Anchor, ...]
    least: Decimal = Decimal(0)
    step: Decimal = STEP
    members: tuple["Scale", ...] = ()
    definition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hint(self) -> str:
        return localized(self, "help")

    @property
    def is_judged(self) -> bool:
        return self.kind == CriterionKind.JUDGED

    @property
    def holds_marks(self) -> bool:
        """Whether its points come from people: it is judged, or a group in which something is."""
        return self.is_judged or any(member.holds_marks for member in self.members)

    @property
    def worth(self) -> Decimal:
        """The most that it can count for: what people judge by its scale within its cap, with its weight."""
        if not self.is_judged:
            return self.most
        cap, weight = self.definition.get("at_most", self.most), self.definition.get("weight", 1)
        return min(self.most, Decimal(str(cap))) * Decimal(str(weight))

    def allows(self, points: Decimal) -> bool:
        """Whether these points are one of the levels; without levels: a step from the least to the most."""
        if not points.is_finite():
            return False
        if self.levels:
            return any(level.points == points for level in self.levels)
        return self.least <= points <= self.most and (points - self.least) % self.step == 0


def parse_points(text: str) -> Decimal | None:
    """Points as typed, with a decimal comma or point; None for nothing. Raises ValueError for anything else."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        points = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not points.is_finite():
        raise ValueError(text)
    return points


def scales_of(call: Call) -> tuple[Scale, ...]:
    """The criteria of a published call in their order. They are frozen with it, so they are remembered."""
    key = _key(call)
    known: tuple[Scale, ...] | None = cache.get(key) if key else None
    if known is None:
        known = _read(call)
        if key:
            cache.set(key, known, REMEMBERED_SECONDS)
    return known


def forget(call: Call) -> None:
    """Read the criteria of a call anew: their words were corrected."""
    if key := _key(call):
        cache.delete(key)


def _key(call: Call) -> str:
    return f"scales:{call.pk}:{call.published_at:%Y%m%d%H%M%S%f}" if call.published_at else ""


def judged(scales: Iterable[Scale]) -> list[Scale]:
    """The rows that people mark: the judged criteria, those within groups among them, in the order of the call."""
    return [scale for scale, _depth in every(scales) if scale.is_judged]


def every(scales: Iterable[Scale], depth: int = 0) -> Iterator[tuple[Scale, int]]:
    """Each criterion and after it the members of its group, with how many groups are around it."""
    for scale in scales:
        yield scale, depth
        yield from every(scale.members, depth + 1)


def most_points(scales: Iterable[Scale]) -> Decimal:
    """The most that an application can reach."""
    return sum((scale.worth for scale in scales), Decimal(0))


def most_judged(scales: Iterable[Scale]) -> Decimal:
    """The most that an application can reach where people judge, groups with a judged member as they count."""
    return most_points(scale for scale in scales if scale.holds_marks)


def _read(call: Call) -> tuple[Scale, ...]:
    levels = Prefetch("levels", queryset=Level.objects.order_by("points"), to_attr="anchors")
    rows = Criterion.objects.filter(call=call).order_by("position").prefetch_related(levels)
    inside: dict[int | None, list[Criterion]] = defaultdict(list)
    for row in rows:
        inside[row.within_id].append(row)
    return tuple(_scale(row, inside) for row in inside[None])


def _scale(row: Criterion, inside: Mapping[int | None, Sequence[Criterion]]) -> Scale:
    return Scale(
        id=row.pk,
        code=row.name_in_rules,
        kind=row.kind,
        name_sl=row.name_sl,
        name_en=row.name_en,
        help_sl=row.help_sl,
        help_en=row.help_en,
        most=row.most,
        levels=tuple(
            Anchor(level.points, level.name_sl, level.name_en)
            for level in row.anchors  # type: ignore[attr-defined]
        ),
        least=Decimal(str(row.definition.get("scale", {}).get("from", 0))),
        step=Decimal(str(row.definition.get("scale", {}).get("step", STEP))),
        members=tuple(_scale(member, inside) for member in inside.get(row.pk, ())),
        definition=row.definition,
    )
