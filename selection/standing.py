"""Keeps the stored numbers of an assessment and the ranks of a call, in the transaction that changes their cause."""

from decimal import Decimal

from django.db.models import Case, IntegerField, Q, Value, When

from mobility.enums import Stage
from mobility.models import Call
from selection.models import Assessment, Sheet
from selection.ranking import ranks, standing_of


def recount(assessment: Assessment) -> None:
    """Store count, mean, spread and total from the sheets. The assessment's row must be locked."""
    rows = Sheet.objects.filter(assessment=assessment, left_out_at=None)
    sheets = list(rows.values_list("sum", "handed_in_at", "abstention"))
    given = [(points, abstention) for points, handed_in_at, abstention in sheets if handed_in_at is not None]
    standing = standing_of([points for points, abstention in given if not abstention])
    assessment.asked, assessment.count = len(sheets), standing.count
    assessment.abstained = len(given) - standing.count
    assessment.mean, assessment.spread = standing.mean, standing.spread
    assessment.total = None if standing.mean is None else standing.mean + Decimal(assessment.computed)
    assessment.save(update_fields=["asked", "count", "abstained", "mean", "spread", "total"])


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
