"""Priloga 1: the confirmation that a training fits its participant's work, by a body of three."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from members.enums import Capacity
from mobility.models import Application, Mobility
from selection.enums import Verdict


class Confirmation(MemberOwned):
    """One confirmation of suitability, bound to a version of the application; undecided while `outcome` is empty.

    After a material change of the plan a new version is asked for and this one is superseded.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="confirmations")
    version = models.PositiveSmallIntegerField(default=1)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Verdict, blank=True)
    reasons = models.TextField(max_length=3000, blank=True)
    conditions = models.TextField(max_length=3000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobility", "version"], name="confirmation_version_once"),
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(superseded_at=None), name="one_confirmation_in_force"
            ),
            models.CheckConstraint(
                name="decided_with_outcome",
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="not_fitting_has_reasons",
                condition=Q(outcome__in=["", "fits"]) | ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="changes_have_conditions", condition=~Q(outcome="changes") | ~Q(conditions="")
            ),
        ]

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


class Opinion(MemberOwned):
    """The opinion of one of the three. `part` is whose opinion it is; `capacity` in which one it was given."""

    confirmation = models.ForeignKey(Confirmation, on_delete=models.PROTECT, related_name="opinions")
    part = models.CharField(max_length=20, choices=Capacity)
    capacity = models.CharField(max_length=20, choices=Capacity)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reasons = models.TextField(max_length=3000, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["confirmation", "part"], name="each_part_once"),
            models.CheckConstraint(
                name="opinion_has_reasons_unless_it_fits", condition=Q(verdict="fits") | ~Q(reasons="")
            ),
        ]


class Adaptation(MemberOwned):
    """What the participant changed to meet the conditions."""

    confirmation = models.OneToOneField(Confirmation, on_delete=models.PROTECT, related_name="adaptation")
    words = models.TextField(max_length=4000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
