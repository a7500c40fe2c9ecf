"""The words in which host and participant say what came of the goals, and the host how it found the cooperation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GoalResult(models.TextChoices):
    """What became of an agreed goal (domain: content report, section 4)."""

    FULLY = "fully", _("achieved in full")
    PARTLY = "partly", _("achieved in part")
    NOT = "not", _("not achieved")


class Rating(models.IntegerChoices):
    """How the host found the cooperation."""

    VERY_GOOD = 4, _("very good")
    GOOD = 3, _("good")
    FAIR = 2, _("fair")
    POOR = 1, _("poor")


class Again(models.TextChoices):
    """Whether the host would receive somebody again."""

    GLADLY = "gladly", _("yes, gladly")
    LATER = "later", _("yes, but not soon")
    NO = "no", pgettext_lazy("another visit", "no")
