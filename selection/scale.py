"""The criteria of a call as frozen data: what may be given, and what a given value means."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

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
    """One criterion of a call with its levels, lowest first."""

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

    @property
    def hint(self) -> str:
        return localized(self, "help")

    @property
    def is_judged(self) -> bool:
        return self.kind == CriterionKind.JUDGED

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
    key = f"scales:{call.pk}:{call.published_at:%Y%m%d%H%M%S%f}" if call.published_at else ""
    known: tuple[Scale, ...] | None = cache.get(key) if key else None
    if known is None:
        known = _read(call)
        if key:
            cache.set(key, known, REMEMBERED_SECONDS)
    return known


def judged(scales: Iterable[Scale]) -> list[Scale]:
    """The criteria that people judge."""
    return [scale for scale in scales if scale.is_judged]


def most_points(scales: Iterable[Scale]) -> Decimal:
    """The most that an application can reach."""
    return sum((scale.most for scale in scales), Decimal(0))


def _read(call: Call) -> tuple[Scale, ...]:
    levels = Prefetch("levels", queryset=Level.objects.order_by("points"), to_attr="anchors")
    rows = Criterion.objects.filter(call=call).order_by("position").prefetch_related(levels)
    return tuple(
        Scale(
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
        )
        for row in rows
    )
