"""The committee's sheet for one application as the page shows it: what is marked, groups with their members, boxes.

What is not asked of the application is named, so that nobody looks for it. Computed members stand in their group.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.face import Computed, Criterion
from selection.forms import ScoreForm
from selection.models import ComputedPoint
from selection.scale import Scale
from selection.words import counting_words, named


@dataclass(frozen=True)
class Row:
    """One row of the sheet: a criterion to mark, a group, points that rules gave, or the name of what is not asked."""

    criterion: Criterion | None = None
    group: Scale | None = None
    words: str = ""
    rows: Sequence["Row"] = field(default_factory=tuple)
    box: Computed | None = None
    not_asked: str = ""


def sheet_rows(
    scales: Iterable[Scale], form: ScoreForm, computed: Mapping[int, ComputedPoint] | None = None
) -> list[Row]:
    """What people judge, in the order of the call; points that stand apart from it are no rows of the sheet."""
    asked = {scale.id for scale in form.scales}
    judged = [scale for scale in scales if scale.holds_marks]
    return [row for scale in judged for row in _rows(scale, form, asked, computed or {})]


def _rows(
    scale: Scale, form: ScoreForm, asked: set[int], computed: Mapping[int, ComputedPoint]
) -> Iterator[Row]:
    if scale.holds_marks and not scale.is_judged:
        rows = tuple(row for member in scale.members for row in _rows(member, form, asked, computed))
        yield Row(group=scale, words=counting_words(scale), rows=rows)
    elif scale.id in asked:
        yield Row(criterion=form.criterion(scale))
    elif scale.is_judged:
        yield Row(not_asked=scale.name)
    elif scale.id in computed:
        yield Row(box=box_of(computed[scale.id], scale.name))


def boxes(
    scales: Iterable[Scale], computed: Iterable[ComputedPoint], *, inside: bool = True
) -> list[Computed]:
    """The points that rules gave; without `inside` only those of criteria that stand in no group."""
    names = {scale.id: name for scale, name in named(scales)}
    return [
        box_of(row, names.get(row.criterion_id, row.criterion.name))
        for row in computed
        if inside or row.criterion.within_id is None
    ]


def box_of(row: ComputedPoint, name: str) -> Computed:
    return Computed(name, row.points, row.sentence)
