"""What the order of a call rests on: the seed of lots, the committee's recorded order, the keys in words."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.models import Call
from selection.enums import OrderEnd
from selection.models.batch import Batch
from selection.models.meeting import Meeting


class RankingBasis(MemberOwned):
    """What the ranking of a call, or of one of its batches, rests on besides facts and marks.

    `seed`: drawn once, when scoring is closed; anybody can draw the lots again from it and the numbers of the
    applications. `decided`: the numbers in the order that the committee recorded (its reasons: TieOrder). `keys`: the
    keys of the order in words, {sl, en} each, by which `Assessment.broken_by` is read.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ranking_bases")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="ranking_bases")
    seed = models.CharField(max_length=64)
    decided = models.JSONField(default=list)
    keys = models.JSONField(default=list)
    ranked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "batch"], nulls_distinct=False, name="one_basis_a_batch")
        ]


class TieOrder(MemberOwned):
    """The order in which the committee put equals whom the rules leave to it: `numbers`, the first of them first.

    It stands until another takes its place or the tie that it decided is no more; it is never changed or removed.
    `meeting`: in which it was decided, where the committee met.
    """

    basis = models.ForeignKey(RankingBasis, on_delete=models.PROTECT, related_name="tie_orders")
    numbers = models.JSONField()
    reason = models.TextField(max_length=2000)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    end = models.CharField(max_length=10, choices=OrderEnd, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="tie_order_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="tie_order_ends_somehow",
                condition=Q(end="", ended_at=None) | ~Q(end="") & Q(ended_at__isnull=False),
            ),
        ]


class TieVoice(MemberOwned):
    """Somebody of the committee took part in deciding the order of equals."""

    order = models.ForeignKey(TieOrder, on_delete=models.PROTECT, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "person"], name="one_voice_a_tie_order")]
