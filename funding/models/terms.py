"""What a member faculty decides about its grant agreements, in versions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from funding.enums import LEAST_SHARE, USUAL, WHOLE


class GrantTerms(MemberOwned):
    """One version: whether agreements are made here, how they are paid, and the member's own conditions. Never changed.

    The newest version is in force; what was entered before keeps the one it was entered under. `share` is the
    pre-financing in per cent of the grant; the others are calendar days.
    """

    version = models.PositiveIntegerField()
    is_on = models.BooleanField(default=False)
    share = models.PositiveSmallIntegerField(
        default=USUAL["share"], validators=[MinValueValidator(LEAST_SHARE), MaxValueValidator(WHOLE)]
    )
    days_to_pay = models.PositiveSmallIntegerField(default=USUAL["days_to_pay"])
    days_for_balance = models.PositiveSmallIntegerField(default=USUAL["days_for_balance"])
    survey_days = models.PositiveSmallIntegerField(default=USUAL["survey_days"])
    special_sl = models.TextField(blank=True)
    special_en = models.TextField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "grant terms"
        constraints = [
            models.UniqueConstraint(fields=["member", "version"], name="grant_terms_version_once"),
            models.CheckConstraint(
                name="share_within_the_programme", condition=Q(share__gte=LEAST_SHARE, share__lte=WHOLE)
            ),
            models.CheckConstraint(
                name="agreements_need_special_conditions",
                condition=Q(is_on=False) | (~Q(special_sl="") & ~Q(special_en="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)
