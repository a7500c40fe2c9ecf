"""The words of the grant: which kind there is, and out of what it is made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GrantKind(models.TextChoices):
    """Whether a mobility is paid for (domain 4.6: with grant, zero grant, combined with days without grant)."""

    GRANTED = "granted", _("with a grant for all days")
    PARTLY = "partly", _("with a grant for some of the days")
    ZERO = "zero", _("without a grant (zero grant)")


class Support(models.TextChoices):
    """Out of what a grant is made, in the order of the paper (domain 4.2, 4.4, 4.5)."""

    INDIVIDUAL = "individual_support", _("Individual support")
    TRAVEL = "travel_support", _("Travel support")
    GREEN = "green_supplement", _("Supplement for green travel")
    INCLUSION = "inclusion_support", _("Inclusion support")
    OTHER = "other_support", _("Other support")


# What a member faculty decides where it says nothing else (domain 4.6: 80 %, 30, 45 and 30 calendar days).
USUAL = {"share": 80, "days_to_pay": 30, "days_for_balance": 45, "survey_days": 30}
LEAST_SHARE, WHOLE = 70, 100
