"""The applications of a call as the engine takes them: frozen facts and marks, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, prefetch_related_objects

from mobility.enums import Stage
from mobility.models import Application as Written
from mobility.models import Call, Criterion, Mobility
from selection.batches import present
from selection.engine.applications import AGREED, Application
from selection.engine.collector import paused
from selection.engine.facts import Held
from selection.engine.shape import Rules
from selection.facts.frozen import frozen, thawed
from selection.facts.reading import facts_of
from selection.models import AgreedPoints, Assessment, Score, Sheet

WITH_FACTS = ("employment", "host")
# What a ranking neither reads nor writes of a file; of the many files of a call it is not fetched.
NEEDLESS = (
    "mobility__title", "mobility__action", "mobility__stage_since", "mobility__starts_on", "mobility__ends_on",
    "mobility__training_days", "mobility__confirm_by", "mobility__reduced_on", "mobility__holder",
    "mobility__open_duties", "mobility__next_due_on", "mobility__met",
    "opened_at", "asked", "count", "abstained", "spread", "points", "remarks", "proposed_because",
)  # fmt: skip
AT_ONCE = 10_000
Marks = dict[str, dict[str, Decimal | None]]


@dataclass(frozen=True)
class Gathered:
    """One assessment with the application as the engine takes it."""

    assessment: Assessment
    application: Application


def in_running(call: Call) -> QuerySet[Assessment]:
    """The assessments (of the batch) that were closed for ranking and are still in the running, or were decided."""
    decided = Q(decisions__released_at__isnull=False)
    rows = Assessment.objects.filter(Q(mobility__stage=Stage.UNDER_ASSESSMENT) | decided, call=call)
    return present(rows).exclude(closed_at=None).distinct()


@paused()
def gather(call: Call, rules: Rules, rows: QuerySet[Assessment]) -> list[Gathered]:
    """These assessments with facts and marks. Facts that were never frozen (an older admission) are frozen now."""
    assessments = list(rows.select_related("mobility").defer(*NEEDLESS))
    freeze_missing(call, rules, assessments)
    moments = first_handed_in(call)
    marks = marks_of(assessments, call)
    return [
        Gathered(
            row,
            application_of(
                row.mobility,
                thawed(row.facts, rules),
                moments.get(row.mobility_id),
                marks.get(row.pk),
            ),
        )
        for row in assessments
    ]


def first_handed_in(call: Call) -> dict[int, datetime]:
    """By mobility: when its application was handed in first. One statement."""
    rows = Written.objects.filter(mobility__call=call, submitted_at__isnull=False).order_by("-version")
    return {
        mobility: at for mobility, at in rows.values_list("mobility_id", "submitted_at") if at is not None
    }


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
    declared = {fact.code for fact in rules.facts if fact.table is None}
    bare = [row for row in assessments if not declared <= row.facts.keys()]
    if not bare:
        return
    mobilities = list(Mobility.objects.filter(pk__in=[row.mobility_id for row in bare]))
    prefetch_related_objects(mobilities, *WITH_FACTS)
    found = facts_of(call, mobilities, rules)
    for row in bare:
        row.facts = {**frozen(found[row.mobility_id]), **row.facts}
    Assessment.objects.bulk_update(bare, ["facts"])


def marks_of(assessments: Iterable[Assessment], call: Call) -> dict[int, Marks]:
    """By assessment: criterion → assessor → mark, out of the sheets that were handed in. Four statements.

    Points that the meeting agreed on stand instead of the marks.
    """
    wanted = {row.pk for row in assessments}
    names = {row.pk: row.name_in_rules for row in Criterion.objects.filter(call=call)}
    found: dict[int, Marks] = defaultdict(lambda: defaultdict(dict))
    counting = Sheet.objects.filter(handed_in_at__isnull=False, left_out_at=None, abstention="")
    sheets = {
        sheet: (found[assessment], str(person))
        for sheet, assessment, person in counting.filter(call=call).values_list(
            "pk", "assessment_id", "person_id"
        )
        if assessment in wanted
    }
    rows = Score.objects.filter(sheet__call=call, sheet__in=counting)
    for sheet, criterion, points in rows.values_list("sheet_id", "criterion_id", "points").iterator(AT_ONCE):
        if sheet in sheets:
            marks, assessor = sheets[sheet]
            marks[names[criterion]][assessor] = points
    agreed = AgreedPoints.objects.filter(finding__assessment__call=call)
    for assessment, criterion, points in agreed.values_list(
        "finding__assessment_id", "criterion_id", "points"
    ):
        if assessment in wanted:
            found[assessment][names[criterion]] = {AGREED: points}
    return found
