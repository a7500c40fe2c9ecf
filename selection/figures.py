"""What the scores of a call say about themselves: spread by application, severity by assessor, totals and places."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mobility.models import Call
from selection.limits import limits_of
from selection.meeting import AT_THE_TABLE, LEAST, LOOK_AGAIN_SHARE, meeting_of
from selection.models import Assessment, Sheet
from selection.ranking import EXACT, ranks, within
from selection.scale import STEP, most_judged, most_points, scales_of

BINS = 12


@dataclass(frozen=True)
class Spread:
    """One application: the sums that were given, their mean and spread, and whether to look again."""

    number: str
    sums: tuple[Decimal, ...]
    mean: Decimal
    spread: Decimal
    agreed: Decimal | None
    looks_again: bool


@dataclass(frozen=True)
class Severity:
    """How far above (generous) or below (strict) the others somebody scores, over the same applications.

    `difference`: the mean of one's own sum less the mean of the others' for the same application; `files`: over how
    many that others scored too.
    """

    name: str
    files: int
    mean: Decimal
    difference: Decimal


@dataclass(frozen=True)
class Totals:
    """The totals of all applications, and the lowest total within the places; None where no line can be drawn."""

    values: tuple[Decimal, ...]
    places: int
    last_within: Decimal | None
    step: Decimal


@dataclass(frozen=True)
class Figures:
    """The numbers behind the page of a call."""

    spreads: tuple[Spread, ...]
    severities: tuple[Severity, ...]
    totals: Totals
    most_judged: Decimal
    threshold: Decimal


def figures_of(call: Call, *, closed: Set[int] = frozenset()) -> Figures:
    """The figures of a call without the applications closed to the reader. Three statements."""
    most = most_judged(scales_of(call))
    meeting = meeting_of(call)
    threshold = meeting.look_again_from if meeting else max(LEAST, (most * LOOK_AGAIN_SHARE).quantize(STEP))
    found = Assessment.objects.filter(call=call, mobility__stage__in=AT_THE_TABLE, count__gt=0)
    rows = list(found.exclude(mobility_id__in=closed).select_related("mobility"))
    given: dict[int, list[tuple[int, str, Decimal]]] = {}
    sheets = Sheet.objects.filter(
        assessment__in=found, handed_in_at__isnull=False, left_out_at=None, abstention=""
    )
    values = sheets.values_list(
        "assessment_id", "person_id", "person__first_name", "person__last_name", "sum"
    )
    for key, person, first, last, points in values:
        given.setdefault(key, []).append((person, f"{first} {last}".strip(), points))
    listed = {row.pk: given.get(row.pk, []) for row in rows}
    totals = [row.total for row in rows if row.total is not None]
    return Figures(
        spreads=tuple(sorted((_spread(row, listed[row.pk], threshold) for row in rows), key=_widest_first)),
        severities=severities_of(list(listed.values())),
        totals=totals_of(limits_of(call).places, totals, most_points(scales_of(call))),
        most_judged=most,
        threshold=threshold,
    )


def _spread(row: Assessment, given: Sequence[tuple[int, str, Decimal]], threshold: Decimal) -> Spread:
    spread = row.spread or Decimal(0)
    return Spread(
        number=row.mobility.number,
        sums=tuple(sorted(points for _person, _name, points in given)),
        mean=row.mean or Decimal(0),
        spread=spread,
        agreed=row.agreed,
        looks_again=spread >= threshold,
    )


def _widest_first(row: Spread) -> tuple[Decimal, str]:
    return -row.spread, row.number


def severities_of(files: Sequence[Sequence[tuple[int, str, Decimal]]]) -> tuple[Severity, ...]:
    """Each assessor against the others who scored the same applications; the strictest first."""
    names: dict[int, str] = {}
    own: dict[int, list[Decimal]] = {}
    apart: dict[int, list[Decimal]] = {}
    for given in files:
        together = sum((points for _person, _name, points in given), Decimal(0))
        for person, name, points in given:
            names[person] = name
            own.setdefault(person, []).append(points)
            if len(given) > 1:
                apart.setdefault(person, []).append(points - (together - points) / (len(given) - 1))
    found = [
        Severity(names[person], len(apart[person]), _mean(own[person]), _mean(apart[person]))
        for person in names
        if person in apart
    ]
    return tuple(sorted(found, key=lambda row: (row.difference, row.name)))


def totals_of(places: int, totals: Sequence[Decimal], most: Decimal) -> Totals:
    """The totals, highest first, with the last one within the places; equals across the line stay outside."""
    inside = within(ranks(dict(enumerate(totals))), places)
    last = min((totals[key] for key in inside), default=None)
    step = max(Decimal(1), (most / BINS).to_integral_value())
    return Totals(
        tuple(sorted(totals, reverse=True)), places, last if len(inside) < len(totals) else None, step
    )


def _mean(values: Sequence[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(EXACT, ROUND_HALF_UP)
