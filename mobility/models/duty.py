"""Duties: what somebody owes to one mobility until a date. Reminders and task lists read only these."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Entry
from core.tenancy import MemberOwned
from members.enums import Capacity
from mobility.enums import DutyKind, Phase
from mobility.models.mobility import Mobility


class Duty(MemberOwned):
    """One thing owed. Open until fulfilled by a paper, or waived with a reason."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=24, choices=DutyKind)
    phase = models.CharField(max_length=12, choices=Phase)
    owed_by = models.CharField(max_length=20, choices=Capacity)
    # The person who owes it, where it is not whoever holds the capacity (null for a host).
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="duties"
    )
    part = models.CharField(max_length=40, blank=True)
    required = models.BooleanField(default=True)
    due_on = models.DateField()
    opened_by = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    fulfilled_at = models.DateTimeField(null=True)
    fulfilled_by = models.CharField(max_length=80, blank=True)
    waived_at = models.DateTimeField(null=True)
    waived_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["mobility", "kind", "owed_by", "part"],
                condition=Q(fulfilled_at=None, waived_at=None),
                name="open_duty_once",
            ),
            models.CheckConstraint(
                name="duty_fulfilled_or_waived", condition=Q(fulfilled_at=None) | Q(waived_at=None)
            ),
            models.CheckConstraint(
                name="waiving_has_reason", condition=Q(waived_at=None) | ~Q(waived_reason="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["university", "due_on"],
                name="open_duties_by_date",
                condition=Q(fulfilled_at=None, waived_at=None),
            ),
            models.Index(fields=["mobility", "phase"], name="duties_of_a_mobility"),
            models.Index(
                fields=["person"],
                name="open_duties_of_a_person",
                condition=Q(fulfilled_at=None, waived_at=None),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.fulfilled_at is None and self.waived_at is None

    @property
    def token(self) -> str:
        """How a met duty is kept on the mobility's row: kind, and part or capacity."""
        return f"{self.kind}:{self.part or self.owed_by}"
