"""What was decided about an application before and after scoring, with the reasons."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.models import Mobility
from selection.enums import Outcome
from selection.models.assessment import Assessment


class Decision(MemberOwned):
    """The committee's decision: pending until the results are released, unchanged afterwards.

    A later decision (a place from the reserve list, an appeal) is a new row with the next version.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    version = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reasons = models.TextField(max_length=4000)
    # Place on the reserve list; set at release.
    place = models.PositiveSmallIntegerField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "version"], name="decision_version_once"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(released_at=None), name="one_pending_decision"
            ),
            models.CheckConstraint(name="decision_has_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="reserve_is_released_with_place",
                condition=~Q(outcome="reserve") | Q(released_at=None) | Q(place__isnull=False),
            ),
        ]

    @property
    def result(self) -> str:
        """The decision in the words in which it is told."""
        return Outcome(self.outcome).result


class Exclusion(MemberOwned):
    """Why an application cannot take part: the clause of the call, and the reasons."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="exclusions")
    clause = models.CharField(max_length=200)
    reasons = models.TextField(max_length=2000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="exclusion_has_clause_and_reasons", condition=~Q(clause="") & ~Q(reasons="")
            )
        ]
