"""Keeps the stored numbers of an assessment and the ranks of a call, in the transaction that changes their cause."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Case, IntegerField, Q, Sum, Value, When

from mobility.enums import Stage
from mobility.models import Call
from selection.models import AgreedPoints, Assessment, Score, Sheet
from selection.ranking import EXACT, ranks, standing_of


def recount(assessment: Assessment) -> None:
    """Store count, mean, spread and total from the sheets. The assessment's row must be locked."""
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
    rest = rows.exclude(criterion__in=agreed).aggregate(points=Sum("points"))["points"] or Decimal(0)
    mean = rest / assessment.count if assessment.count else Decimal(0)
    return (sum(agreed.values(), Decimal(0)) + mean).quantize(EXACT, ROUND_HALF_UP)


def store_ranks(call: Call) -> None:
    """Store the rank of every application that was closed for ranking and is still in the running."""
    rows = Assessment.objects.filter(call=call).exclude(closed_at=None)
    in_running = Q(mobility__stage=Stage.UNDER_ASSESSMENT) | Q(decisions__released_at__isnull=False)
    totals = dict(rows.filter(in_running).distinct().values_list("pk", "total"))
    found = ranks(totals)
    if not rows.exists():
        return
    whens = [When(pk=key, then=Value(rank)) for key, rank in found.items()]
    rank = Case(*whens, default=None, output_field=IntegerField()) if whens else Value(None)
    rows.update(rank=rank)
