"""The committee's meeting: who was there, what it agreed about single applications, and its minutes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Entry, StoredFile
from core.tenancy import MemberOwned
from mobility.models import Call, Criterion
from selection.models.assessment import Assessment
from selection.models.batch import Batch


class Meeting(MemberOwned):
    """The meeting about the applications of a call: after everybody scored alone, until scoring is closed.

    An application whose handed-in sums spread by `look_again_from` points or more (standard deviation) is marked to
    be looked at again.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="meetings")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="meetings")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    look_again_from = models.DecimalField(max_digits=5, decimal_places=1)
    remarks_sl = models.TextField(max_length=8000, blank=True)
    remarks_en = models.TextField(max_length=8000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="spread_to_look_again", condition=Q(look_again_from__gt=0)),
            models.UniqueConstraint(
                fields=["call", "batch"], nulls_distinct=False, name="one_meeting_a_batch"
            ),
        ]


class Presence(MemberOwned):
    """Somebody of the committee was at the meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="present_once"),
        ]
        indexes = [models.Index(fields=["person"], name="presences_of_a_person")]


class Finding(MemberOwned):
    """What the meeting found about an application, and why: points agreed for some criteria, or that means stand."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="finding")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="findings")
    sentence = models.TextField(max_length=1000)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="finding_has_reason", condition=~Q(sentence="")),
        ]


class AgreedPoints(MemberOwned):
    """The points that the meeting agreed on for one criterion; they count instead of the mean."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="agreed")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "criterion"], name="agreed_once_a_criterion"),
            models.CheckConstraint(name="agreed_not_negative", condition=Q(points__gte=0)),
        ]


class Minutes(MemberOwned):
    """The minutes in one language, as they were printed: drafts until scoring is closed. Never changed."""

    append_only = True

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    # What asked for this printing.
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    is_draft = models.BooleanField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "language"], name="minutes_printed_once"),
        ]
