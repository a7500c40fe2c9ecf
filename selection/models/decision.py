"""What was decided about an application before and after scoring, with the reasons."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from core.tenancy import MemberOwned
from mobility.models import Mobility
from selection.enums import Cause, Outcome
from selection.models.assessment import Assessment


class Decision(MemberOwned):
    """The committee's decision: pending until the results are released, unchanged afterwards.

    A later decision (a place from the reserve list, an appeal) is a new row with the next version. An award without
    money (`is_funded` false) is a place without a grant; `grant`, in euros, is what a call with a budget foresees.
    `quota`, `source` and `wish` tell what an award is counted in where the rules of the call count by them.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    version = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reasons = models.TextField(max_length=4000)
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.COMMITTEE)
    is_funded = models.BooleanField(default=True)
    grant = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    quota = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=80, blank=True)
    wish = models.PositiveSmallIntegerField(default=0)
    # Place on the reserve list; set at release.
    place = models.PositiveSmallIntegerField(null=True)
    # Nobody where the next on the reserve list, or a grant that came free, moved up by itself.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
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
                name="decided_by_somebody_or_moved_up",
                condition=Q(decided_by__isnull=False) | Q(cause__in=["moved_up", "grant"]),
            ),
            models.CheckConstraint(
                name="grant_not_negative", condition=Q(grant=None) | Q(grant__gte=Decimal(0))
            ),
            models.CheckConstraint(
                name="only_awards_without_grant", condition=Q(is_funded=True) | Q(outcome="award")
            ),
            models.CheckConstraint(
                name="reserve_is_released_with_place",
                condition=~Q(outcome="reserve") | Q(released_at=None) | Q(place__isnull=False),
            ),
        ]

    @property
    def result(self) -> str:
        """The decision in the words in which it is told."""
        result = Outcome(self.outcome).result
        return result if self.is_funded else _("%(result)s, without a grant") % {"result": result}


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
