"""The applications of a call as the engine takes them: frozen facts and marks, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection.engine.applications import AGREED, Application
from selection.engine.facts import Held
from selection.engine.shape import Rules
from selection.facts.frozen import frozen, thawed
from selection.facts.names import REGISTERS
from selection.facts.reading import facts_of, handed_in
from selection.models import AgreedPoints, Assessment, Score

WITH_FACTS = ("mobility__employment", "mobility__host")
Marks = dict[str, dict[str, Decimal | None]]


@dataclass(frozen=True)
class Gathered:
    """One assessment with the application as the engine takes it."""

    assessment: Assessment
    application: Application


def in_running(call: Call) -> QuerySet[Assessment]:
    """The assessments that were closed for ranking and are still in the running, or were decided."""
    decided = Q(decisions__released_at__isnull=False)
    rows = Assessment.objects.filter(Q(mobility__stage=Stage.UNDER_ASSESSMENT) | decided, call=call)
    return rows.exclude(closed_at=None).distinct()


def gather(call: Call, rules: Rules, rows: QuerySet[Assessment]) -> list[Gathered]:
    """These assessments with facts and marks. Facts that were never frozen (an older admission) are frozen now."""
    assessments = list(rows.select_related(*WITH_FACTS))
    freeze_missing(call, rules, assessments)
    handed = handed_in([row.mobility for row in assessments])
    marks = marks_of(assessments, call)
    return [
        Gathered(
            row,
            application_of(
                row.mobility,
                thawed(row.facts, rules),
                handed[row.mobility_id].first.submitted_at if row.mobility_id in handed else None,
                marks.get(row.pk),
            ),
        )
        for row in assessments
    ]


def application_of(
    mobility: Mobility,
    facts: Mapping[str, Held],
    submitted_at: datetime | None,
    marks: Marks | None = None,
) -> Application:
    """One application as the engine takes it; its code is its number."""
    return Application(
        code=mobility.number,
        facts=facts,
        submitted_at=submitted_at,
        marks=marks or {},
        person=str(mobility.person_id),
    )


def freeze_missing(call: Call, rules: Rules, assessments: Sequence[Assessment]) -> None:
    """Freeze the facts of assessments that have none yet, or not all that the rules declare."""
    declared = {fact.code for fact in rules.facts if fact.register in REGISTERS}
    bare = [row for row in assessments if not declared <= row.facts.keys()]
    if not bare:
        return
    found = facts_of(call, [row.mobility for row in bare], rules)
    for row in bare:
        row.facts = {**frozen(found[row.mobility_id]), **row.facts}
    Assessment.objects.bulk_update(bare, ["facts"])


def marks_of(assessments: Iterable[Assessment], call: Call) -> dict[int, Marks]:
    """By assessment: criterion → assessor → mark, out of the sheets that were handed in. Two statements.

    Points that the meeting agreed on stand instead of the marks.
    """
    wanted = {row.pk for row in assessments}
    rows = Score.objects.filter(
        sheet__assessment__call=call,
        sheet__handed_in_at__isnull=False,
        sheet__left_out_at=None,
        sheet__abstention="",
    )
    found: dict[int, Marks] = defaultdict(lambda: defaultdict(dict))
    for assessment, code, position, person, points in rows.values_list(
        "sheet__assessment_id", "criterion__code", "criterion__position", "sheet__person_id", "points"
    ):
        if assessment in wanted:
            found[assessment][code or f"c{position}"][str(person)] = points
    agreed = AgreedPoints.objects.filter(finding__assessment__call=call)
    for assessment, code, position, points in agreed.values_list(
        "finding__assessment_id", "criterion__code", "criterion__position", "points"
    ):
        if assessment in wanted:
            found[assessment][code or f"c{position}"] = {AGREED: points}
    return found
