"""The entry in the personnel file, and the answers at 3, 6 and 12 months."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.tenancy import MemberOwned
from mobility.models import Mobility
from recognition.enums import FOLLOW_UP_MONTHS, RecognitionKind


class RecognitionEntry(MemberOwned):
    """That human resources recorded a mobility in the personnel file: as what, when, under which number."""

    append_only = True

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="recognition_entries")
    kinds = ArrayField(models.CharField(max_length=30, choices=RecognitionKind))
    basis = models.CharField(max_length=300, blank=True)
    entered_on = models.DateField()
    reference = models.CharField(max_length=60)
    remarks = models.TextField(max_length=1500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility"],
                name="recorded_once",
                violation_error_message=_("This mobility is in the personnel file already."),
            ),
            models.UniqueConstraint(
                fields=["member", "reference"],
                name="reference_once",
                violation_error_message=_("Another entry has this number."),
            ),
            models.CheckConstraint(name="recognised_as_something", condition=Q(kinds__len__gt=0)),
            models.CheckConstraint(name="entry_has_reference", condition=~Q(reference="")),
        ]

    @property
    def kind_words(self) -> list[str]:
        """As what the mobility is recognised, in the reader's language."""
        return [str(RecognitionKind(kind).label) for kind in self.kinds]


class FollowUp(MemberOwned):
    """One answer to what has come of the mobility, some months after its end.

    `answers` is a list of objects {promise, words, answer, kept_on, proof, due_on, why}: the promise's words
    as they stood, and what was said of it; dates as ISO texts.
    """

    append_only = True
    erasable = True

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(choices=[(months, str(months)) for months in FOLLOW_UP_MONTHS])
    answers = models.JSONField(default=list)
    remarks = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["mobility", "months"]
        constraints = [models.UniqueConstraint(fields=["mobility", "months"], name="each_follow_up_once")]
