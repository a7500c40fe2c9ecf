"""A task over many agreements: who asked for what, and what became of each mobility in it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from core import clock
from core.tenancy import MemberOwned
from mobility.enums import LineState, RunAct
from mobility.models.mobility import Mobility


class AgreementRun(MemberOwned):
    """One task over many agreements of a member, worked off line by line with the asker's rights of that moment.

    `token` is the form's, so that sending it twice makes one task. `held` are the capacities (members.actor.Held.key)
    in which the asker asked: the task acts in these, as far as they still hold. What was collected lies among the
    tenant's files until `expires_on` (mobility.agreement_archive); `collected` says how many agreements are in it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.UUIDField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    held = ArrayField(models.CharField(max_length=80))
    acts = ArrayField(models.CharField(max_length=10, choices=RunAct))
    remind_after = models.PositiveSmallIntegerField(default=7)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    collected = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    expires_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "asked_by", "token"], name="one_task_for_a_form"),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="tasks_of_a_member"),
            models.Index(fields=["university"], condition=models.Q(finished_at=None), name="tasks_under_way"),
        ]

    def again_after(self) -> datetime | None:
        """From when on another task can do what this one left for later; None where it left nothing."""
        left = self.lines.filter(state=LineState.LEFT).order_by("-settled_at", "-pk").first()
        return datetime.fromisoformat(left.outcome[1]["again"]) if left else None

    @property
    def is_there(self) -> bool:
        """Whether what was collected can be fetched today."""
        return self.expires_on is not None and clock.today() <= self.expires_on


class AgreementLine(MemberOwned):
    """One mobility in a task. `outcome`: what was done, or why not, as [code, facts] (mobility.agreement_outcomes)."""

    run = models.ForeignKey(AgreementRun, on_delete=models.PROTECT, related_name="lines")
    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=LineState, default=LineState.WAITING)
    outcome = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["run", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "mobility"], name="each_mobility_once_in_a_task"),
        ]
        indexes = [models.Index(fields=["run", "state"], name="lines_of_a_task")]
