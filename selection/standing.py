"""Keeps the stored numbers of an assessment and the ranks of a call, in the transaction that changes their cause."""

from mobility.models import Call
from selection.deciding.results import settle
from selection.models import Assessment, Sheet
from selection.ranking import standing_of


def recount(assessment: Assessment) -> None:
    """Store count, mean and spread from the sheets. The assessment's row must be locked."""
    rows = Sheet.objects.filter(assessment=assessment, left_out_at=None)
    sheets = list(rows.values_list("sum", "handed_in_at", "abstention"))
    given = [(points, abstention) for points, handed_in_at, abstention in sheets if handed_in_at is not None]
    standing = standing_of([points for points, abstention in given if not abstention])
    assessment.asked, assessment.count = len(sheets), standing.count
    assessment.abstained = len(given) - standing.count
    assessment.mean, assessment.spread = standing.mean, standing.spread
    assessment.save(update_fields=["asked", "count", "abstained", "mean", "spread"])


def store_ranks(call: Call) -> None:
    """Store what the rules make of every application that was closed for ranking and is still in the running."""
    settle(call)
