"""The four lists as spreadsheets: whole for the file, and without names for publication (as the call says)."""

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from django.utils.translation import gettext as _

from core.exports import Table, Value
from mobility.models import Call, Mobility
from selection.after import rules_of
from selection.batches import last_released
from selection.bins import Bin, Line, bins
from selection.deciding.results import codes_and_points
from selection.models import Batch, ComputedPoint, Score
from selection.scale import Scale, every, scales_of

NAMES, MASKED, CODES = "names", "masked", "codes"
EXACT = Decimal("0.01")


def for_the_file(call: Call, *, closed: Set[int] = frozenset()) -> Table:
    """Everything the decision rests on: points by criterion, rank, result, money, reasons.

    Names included; nothing that is closed to the reader.
    """
    scales = [scale for scale, _depth in every(scales_of(call))]
    heads = [
        _("List"), _("Number"), _("Person"), _("Unit"), _("Host"), _("Rank"), _("Total"), _("Spread"),
        *(scale.name for scale in scales),
        _("Result"), _("Place number on the reserve list"), _("Grant in euros"), _("Reasons"),
    ]  # fmt: skip
    return Table(_("Selection"), heads, _whole(call, scales, closed))


def for_publication(call: Call) -> Table:
    """Number (or name, as the call says), rank, points and result of the last release; nothing else."""
    who = {NAMES: _("Name"), MASKED: _("Name (shortened)")}.get(shown_as(call), _("Number"))
    heads = [_("List"), who, _("Rank"), _("Total"), _("Result"), _("Place number on the reserve list")]
    rows = (
        [
            str(line.bin.label),
            name_of(line.mobility, shown_as(call)),
            line.rank,
            _points(line.total),
            line.result,
            line.place,
        ]
        for line in _lines(call, batch=last_released(call))
        if line.decision is None or line.decision.released_at is not None
    )
    return Table(_("Results of the selection"), heads, rows)


def shown_as(call: Call) -> str:
    """How people stand on published lists: by names, shortened names or codes (the numbers)."""
    lists = (rules_of(call).get("after") or {}).get("lists") or {}
    return str(lists.get("names") or CODES)


def name_of(mobility: Mobility, way: str) -> str:
    """The application on a published list: its number, the name, or the first letters of the name."""
    if way == NAMES:
        return str(mobility.person.get_full_name())
    if way == MASKED:
        return " ".join(f"{part[:2]}***" for part in mobility.person.get_full_name().split())
    return str(mobility.number)


def _whole(call: Call, scales: Sequence[Scale], closed: Set[int]) -> Iterator[list[Value]]:
    judged, computed = _means(call), _computed(call)
    for line in _lines(call, closed):
        key = line.assessment.pk if line.assessment else 0
        points = codes_and_points(line.assessment) if line.assessment else {}
        by_criterion = [
            _points((judged if scale.is_judged else computed).get((key, scale.id)))
            if not scale.members
            else _points(points.get(scale.code))
            for scale in scales
        ]
        mobility, decision = line.mobility, line.decision
        yield [
            str(line.bin.label), mobility.number, mobility.person.get_full_name(), mobility.unit.name,
            mobility.host.name if mobility.host else "", line.rank, _points(line.total),
            _points(line.assessment.spread if line.assessment else None), *by_criterion,
            line.result, line.place, decision.grant if decision and decision.is_funded else None, line.reasons,
        ]  # fmt: skip


def _lines(call: Call, closed: Set[int] = frozenset(), batch: Batch | None = None) -> Iterator[Line]:
    found = bins(call, closed=closed, batch=batch)
    for one in Bin:
        yield from found[one]


def _means(call: Call) -> Mapping[tuple[int, int], Decimal]:
    """The exact mean of each judged criterion over the sheets handed in. One statement."""
    rows = Score.objects.filter(
        sheet__call=call, sheet__handed_in_at__isnull=False, points__isnull=False
    ).values_list("sheet__assessment_id", "criterion_id", "points")
    sums: dict[tuple[int, int], list[Decimal]] = {}
    for assessment, criterion, points in rows:
        sums.setdefault((assessment, criterion), []).append(points or Decimal(0))
    return {key: sum(points, Decimal(0)) / len(points) for key, points in sums.items()}


def _computed(call: Call) -> Mapping[tuple[int, int], Decimal]:
    rows = ComputedPoint.objects.filter(assessment__call=call)
    values = rows.values_list("assessment_id", "criterion_id", "points").order_by()
    return {(assessment, criterion): points for assessment, criterion, points in values}


def _points(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(EXACT)
