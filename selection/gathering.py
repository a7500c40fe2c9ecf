"""All applications to a call as the engine takes them: facts from the registers and marks, in six queries.

However many applications there are, the number of queries is the same.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from mobility.enums import BINDING
from mobility.models import Application as Written
from mobility.models import Call, Criterion, Mobility
from selection.engine.applications import Application
from selection.engine.facts import Fact, Held
from selection.engine.shape import Rules
from selection.models import Score, Sheet
from selection.registers import REGISTERS, Past, Register, Row, Stay, record_of

AT_ONCE = 10_000
COLUMNS = (
    "mobility_id",
    "mobility__public_id",
    "mobility__person_id",
    "mobility__unit_id",
    "mobility__training_days",
    "id",
    "submitted_at",
    "own_level",
    "needed_level",
    "green_travel",
    "mobility__employment_id",
    "mobility__employment__staff_group",
    "mobility__employment__pay_group",
    "mobility__employment__share",
    "mobility__employment__contract",
    "mobility__employment__starts_on",
    "mobility__employment__ends_on",
    "host_id",
    "host__erasmus_code",
    "host__country_id",
)
Marks = dict[str, dict[str, Decimal | None]]


def applications_of(call: Call, rules: Rules) -> list[Application]:
    """The admitted applications to a call with their facts at its deadline, and the marks handed in."""
    deadline = timezone.localdate(call.closes_at)
    rows = [Row(row[0], str(row[1]), *row[2:]) for row in written(call)]
    past, marks = past_of(call, rows), marks_of(call)
    wanted = [(fact, REGISTERS[fact.register]) for fact in rules.facts if fact.register in REGISTERS]
    return [
        Application(
            code=row.code,
            facts=_held(wanted, row, past, deadline),
            submitted_at=row.submitted_at,
            marks=marks.get(row.mobility_id, {}),
            person=str(row.person_id),
        )
        for row in rows
    ]


def written(call: Call) -> QuerySet[Any, Any]:
    """The submitted version of each admitted application, with employment and host."""
    submitted = Written.objects.filter(mobility__assessment__call=call, submitted_at__isnull=False)
    newest = submitted.order_by("mobility_id", "-version").distinct("mobility_id")
    return newest.values_list(*COLUMNS)


def stays_of(call: Call) -> QuerySet[Any, Any]:
    """The binding mobilities of everybody who applied, those of this call left out."""
    people = Mobility.objects.filter(call=call).values("person_id")
    stays = Mobility.objects.filter(person_id__in=people, stage__in=sorted(BINDING), ends_on__isnull=False)
    return stays.exclude(call=call).values_list("person_id", "id", "host_id", "ends_on")


def past_of(call: Call, rows: Sequence[Row]) -> Past:
    """What the registers know of the past of the applicants and of their units."""
    past = Past()
    for person_id, *stay in stays_of(call).iterator(AT_ONCE):
        past.stays.setdefault(person_id, []).append(Stay(*stay))
    units = Mobility.objects.filter(unit_id__in={row.unit_id for row in rows}, stage__in=sorted(BINDING))
    counted = units.exclude(call=call).values("unit_id").annotate(number=Count("id"))
    past.of_units = Counter({row["unit_id"]: row["number"] for row in counted})
    return past


def sheets_of(call: Call) -> QuerySet[Any, Any]:
    """The sheets that were handed in; one with an abstention marks nothing."""
    handed_in = Sheet.objects.filter(assessment__call=call, handed_in_at__isnull=False)
    return handed_in.filter(left_out_at=None, abstention="").values_list(
        "id", "assessment__mobility_id", "person_id"
    )


def scores_of(call: Call) -> QuerySet[Any, Any]:
    """The points on those sheets."""
    scores = Score.objects.filter(sheet__assessment__call=call, sheet__handed_in_at__isnull=False)
    return scores.filter(sheet__left_out_at=None, sheet__abstention="").values_list(
        "sheet_id", "criterion_id", "points"
    )


def marks_of(call: Call) -> dict[int, Marks]:
    """Mobility → criterion → assessor → mark."""
    codes = dict(Criterion.objects.filter(call=call).values_list("id", "code"))
    marks: dict[int, Marks] = {}
    sheets: dict[int, tuple[Marks, str]] = {}
    for sheet, mobility, person in sheets_of(call).iterator(AT_ONCE):
        sheets[sheet] = marks.setdefault(mobility, {}), str(person)
    for sheet, criterion, points in scores_of(call).iterator(AT_ONCE):
        of_application, assessor = sheets[sheet]
        of_application.setdefault(codes[criterion], {})[assessor] = points
    return marks


def _held(
    wanted: Sequence[tuple[Fact, Register]], row: Row, past: Past, deadline: date
) -> Mapping[str, Held]:
    return dict(_facts(wanted, row, past, deadline))


def _facts(
    wanted: Sequence[tuple[Fact, Register]], row: Row, past: Past, deadline: date
) -> Iterator[tuple[str, Held]]:
    for fact, register in wanted:
        day = fact.on or deadline
        value = register(row, past, day)
        if value is not None:
            yield fact.code, Held(value, fact.source, day, record_of(fact.register, row))
