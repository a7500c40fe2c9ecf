"""One's queue as a table to be filled in without a connection."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from core.exports import CSV, Layout, Table, Value
from core.wording import points as said_points
from mobility.models import Call
from selection.marking import markings_of
from selection.models import Score, Sheet
from selection.offline.columns import NOT_ASKED, code_of, heads
from selection.queries_queue import QueueRow
from selection.scale import Scale, judged, scales_of

FIXED_WIDTHS = {0: 14, 1: 40, 2: 12}
POINTS_WIDTH, TEXT_WIDTH = 12, 44
FIXED = len(FIXED_WIDTHS)
PER_CRITERION = 3


def table_of(
    rows: Sequence[tuple[QueueRow, Sheet]],
    call: Call,
    scores: Mapping[int, Mapping[int, Score]],
    *,
    kind: str,
) -> Table:
    """A line for each application of the queue with what is kept of its sheet; final ones cannot be written on.

    What is not asked of an application has a dash, and cannot be written on either.
    """
    scales = judged(scales_of(call))
    markings = markings_of(call, [sheet.assessment for _row, sheet in rows])
    asked = [{scale.id for scale in markings[sheet.assessment_id].asked} for _row, sheet in rows]
    lines = [
        _line(row, sheet, [(scale, scale.id in known) for scale in scales], scores.get(sheet.pk, {}), kind)
        for (row, sheet), known in zip(rows, asked, strict=True)
    ]
    final = frozenset(turn for turn, (row, _sheet) in enumerate(rows) if row.handed_in_at is not None)
    closed = frozenset(
        (turn, FIXED + PER_CRITERION * place + part)
        for turn, known in enumerate(asked)
        for place, scale in enumerate(scales)
        for part in range(PER_CRITERION)
        if scale.id not in known
    )
    layout = replace(_layout(scales, final), closed_cells=closed)
    return Table(_("My scores"), heads(scales_of(call)), lines, layout=layout)


def _line(
    row: QueueRow, sheet: Sheet, scales: Sequence[tuple[Scale, bool]], kept: Mapping[int, Score], kind: str
) -> list[Value]:
    line: list[Value] = [row.number, row.title, code_of(sheet.pk)]
    for scale, is_asked in scales:
        score = kept.get(scale.id)
        line += [
            _points(score, kind) if is_asked else NOT_ASKED,
            score.sentence if score else "",
            score.remark if score else "",
        ]
    return line


def _points(score: Score | None, kind: str) -> Value:
    """A number; in CSV as the reader's language writes it, so that no spreadsheet takes 7.5 for a day in May."""
    if score is None or score.points is None:
        return None
    return said_points(score.points) if kind == CSV else Decimal(f"{score.points.normalize():f}")


def _layout(scales: Sequence[Scale], final: frozenset[int]) -> Layout:
    widths, choices = dict(FIXED_WIDTHS), {}
    for turn, scale in enumerate(scales):
        at = FIXED + PER_CRITERION * turn
        widths |= {at: POINTS_WIDTH, at + 1: TEXT_WIDTH, at + 2: TEXT_WIDTH}
        levels = [level.points for level in scale.levels]
        if levels and all(points == int(points) for points in levels):
            choices[at] = [int(points) for points in levels]
    open_columns = frozenset(range(FIXED, FIXED + PER_CRITERION * len(scales)))
    return Layout(open_columns, final, widths, choices)
