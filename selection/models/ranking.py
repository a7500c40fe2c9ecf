"""What the order of a call rests on: the seed of lots, the committee's recorded order, the keys in words."""

from django.db import models

from core.tenancy import MemberOwned
from mobility.models import Call


class RankingBasis(MemberOwned):
    """What the ranking of a call rests on besides facts and marks.

    `seed`: drawn once, when scoring is closed; anybody can draw the lots again from it and the numbers of the
    applications. `decided`: the numbers in the order that the committee recorded, with its reason. `keys`: the keys of
    the order in words, {sl, en} each, by which `Assessment.broken_by` is read.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="ranking_basis")
    seed = models.CharField(max_length=64)
    decided = models.JSONField(default=list)
    decided_reason = models.TextField(max_length=2000, blank=True)
    keys = models.JSONField(default=list)
    ranked_at = models.DateTimeField()
