"""Points off in later calls for a place that was given back too late: a ledger, each row with its cause."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.models import Call, Mobility
from selection.enums import PenaltyCause


class Penalty(MemberOwned):
    """What a person's later applications at the member lose, and why; struck out with a reason, never removed.

    `points` are below zero; `calls` is in how many of the person's next applications they count.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="penalties")
    mobility = models.OneToOneField(Mobility, on_delete=models.PROTECT, related_name="penalty")
    cause = models.CharField(max_length=16, choices=PenaltyCause)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    calls = models.PositiveSmallIntegerField(default=1)
    noted_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    struck_reason = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "penalties"
        ordering = ["-noted_at", "pk"]
        constraints = [
            models.CheckConstraint(name="penalty_takes_points", condition=Q(points__lt=Decimal(0))),
            models.CheckConstraint(name="penalty_counts_somewhere", condition=Q(calls__gt=0)),
            models.CheckConstraint(
                name="striking_has_reason", condition=Q(struck_at=None) | ~Q(struck_reason="")
            ),
        ]
        indexes = [models.Index(fields=["person"], name="penalties_of_a_person")]
