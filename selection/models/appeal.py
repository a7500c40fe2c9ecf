"""Appeals: what a participant objects to, the file as it stood, another panel, and what it decided."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import StoredFile
from core.tenancy import MemberOwned
from mobility.models import Mobility
from selection.enums import AppealGround, AppealOutcome, Role
from selection.models.decision import Decision, Exclusion


class Appeal(MemberOwned):
    """An appeal against one decision (or exclusion), with what was decided on kept as it stood that day.

    `frozen` is the file as docs/formats.md describes it, `frozen_hash` its SHA-256 as canonical JSON. What follows from
    an appeal that was upheld is a new decision; the one appealed against stays as it is.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="appeals")
    against = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="appeals")
    exclusion = models.ForeignKey(Exclusion, on_delete=models.PROTECT, null=True, related_name="appeals")
    ground = models.CharField(max_length=16, choices=AppealGround)
    words = models.TextField(max_length=6000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    frozen = models.JSONField()
    frozen_hash = models.CharField(max_length=64)
    lodged_at = models.DateTimeField()
    named_at = models.DateTimeField(null=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decide_by = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=AppealOutcome, blank=True)
    reasons = models.TextField(max_length=6000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-lodged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_is_against_one_thing",
                condition=Q(against=None, exclusion__isnull=False) | Q(against__isnull=False, exclusion=None),
            ),
            models.UniqueConstraint(fields=["against"], name="one_appeal_a_decision"),
            models.UniqueConstraint(fields=["exclusion"], name="one_appeal_an_exclusion"),
            models.CheckConstraint(
                name="named_panel_has_date", condition=Q(named_at=None) | Q(decide_by__isnull=False)
            ),
            models.CheckConstraint(
                name="decided_appeal_has_reasons",
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(reasons="")),
            ),
            models.CheckConstraint(
                name="panel_decides_or_appeal_is_settled",
                condition=Q(outcome__in=["", "settled"])
                | Q(named_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


class PanelSeat(MemberOwned):
    """One person's seat in the panel that decides an appeal."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        ordering = ["appeal", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "person"], name="one_panel_seat_a_person"),
            models.UniqueConstraint(fields=["appeal"], condition=Q(role="chair"), name="one_chair_a_panel"),
        ]
        indexes = [models.Index(fields=["person"], name="panel_seats_of_a_person")]
