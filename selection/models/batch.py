"""The batches of a rolling call, or of one with several rounds: what is decided together."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.models import Call

INSTANT = timedelta(microseconds=1)


class Batch(MemberOwned):
    """The applications of a call that are scored, ranked and released together; one is under way at a time.

    What was handed in at the instant `cut_off` or later belongs to a later batch. A batch is opened by the first of its
    applications that goes to the committee, and is over with the release of its results.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField()
    cut_off = models.DateTimeField()
    results_by = models.DateField()
    opened_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    @property
    def last_moment(self) -> datetime:
        """The last instant that still belongs to it."""
        return self.cut_off - INSTANT

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="batch_number_once"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(released_at=None), name="one_batch_under_way"
            ),
        ]
