"""How many: what the database counts while rows change, so that no page counts the rows of a call.

A count is the sum of its rows: whoever changes something adds a row, or folds those into one that nobody else holds.
Triggers write them (selection/migrations), `selection.counts` reads and checks them (ADR 34).
"""

from django.conf import settings
from django.db import models

from core.tenancy import MemberOwned
from mobility.models import Call
from selection.models.batch import Batch


class SheetCount(MemberOwned):
    """How many sheets of a call a person has, by the stage of the application and the state of the sheet.

    `state` is a SheetState, or empty for those left out.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    sheets = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["call", "person", "stage", "state"], name="sheets_counted")]


class LineCount(MemberOwned):
    """How many applications of a call (of its batch) there are, by what a board tells of them.

    Their stage, what the rules propose, the outcome of the decision that waits to be released, whether they have a
    rank, and whether their scoring is closed.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    stage = models.CharField(max_length=20)
    proposed = models.CharField(max_length=16)
    pending = models.CharField(max_length=10)
    is_ranked = models.BooleanField()
    is_closed = models.BooleanField()
    lines = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["call", "batch", "stage", "proposed", "pending"], name="lines_counted")
        ]
