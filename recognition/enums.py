"""What a mobility is recognised as, and what has come of a promise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# After how many months the participant is asked what has come of the mobility (domain: deadlines).
FOLLOW_UP_MONTHS = (3, 6, 12)


class RecognitionKind(models.TextChoices):
    """Where the employer takes the mobility into account (guidelines, chapter 7)."""

    PROFESSIONAL_DEVELOPMENT = "professional_development", _("professional development")
    ACCELERATED_PROMOTION = "accelerated_promotion", _("performance assessment: accelerated promotion")
    EDUCATION_WAIVER = "education_waiver", _("performance assessment: waiver of the education requirement")
    HIGHER_POST = "higher_post", _("promotion to a higher post")
    ANNUAL_INTERVIEW = "annual_interview", _("annual interview")


class Answer(models.TextChoices):
    """What the participant says of a promise."""

    KEPT = "kept", _("Yes, it is done")
    NOT_YET = "not_yet", _("Not yet")
    GIVEN_UP = "given_up", _("It will not happen")
