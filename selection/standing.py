"""Keeps the stored numbers of an assessment and the ranks of a call, in the transaction that changes their cause."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from mobility.models import Call
from selection.deciding.results import settle
from selection.marking import marking_of
from selection.models import AgreedPoints, Assessment, Score, Sheet
from selection.ranking import EXACT, standing_of


def recount(assessment: Assessment) -> None:
    """Store count, mean and spread from the sheets. The assessment's row must be locked."""
    rows = Sheet.objects.filter(assessment=assessment, left_out_at=None)
    sheets = list(rows.values_list("sum", "handed_in_at", "abstention"))
    given = [(points, abstention) for points, handed_in_at, abstention in sheets if handed_in_at is not None]
    standing = standing_of([points for points, abstention in given if not abstention])
    assessment.asked, assessment.count = len(sheets), standing.count
    assessment.abstained = len(given) - standing.count
    assessment.mean, assessment.spread = standing.mean, standing.spread
    if assessment.agreed is not None:
        assessment.agreed = judged_with_agreed(assessment)
    judged = assessment.judged
    assessment.total = None if judged is None else judged + Decimal(assessment.computed)
    assessment.save(update_fields=["asked", "count", "abstained", "mean", "spread", "agreed", "total"])


def judged_with_agreed(assessment: Assessment) -> Decimal | None:
    """The judged points with what the meeting agreed on for some criteria, the mean for the others; else None."""
    agreed = dict(
        AgreedPoints.objects.filter(finding__assessment=assessment).values_list("criterion_id", "points")
    )
    if not agreed:
        return None
    rows = Score.objects.filter(
        sheet__assessment=assessment, sheet__handed_in_at__isnull=False, sheet__left_out_at=None
    )
    sums = rows.exclude(criterion__in=agreed).values("criterion_id").annotate(points=Sum("points"))
    means: dict[int, Decimal | None] = {
        key: points / assessment.count
        for key, points in sums.values_list("criterion_id", "points").order_by()
        if points is not None and assessment.count
    }
    return marking_of(assessment.call, assessment).sum_of(means | agreed).quantize(EXACT, ROUND_HALF_UP)


def store_ranks(call: Call) -> None:
    """Store what the rules make of every application that was closed for ranking and is still in the running."""
    settle(call)
