"""Requests about one's own data: copies, erasures with their answers, the ledger, and the rules of the clock."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from core.tenancy import UniversityOwned
from protection.enums import Action, Ground, Rule, Verdict

PERSON = settings.AUTH_USER_MODEL


class RetentionRule(UniversityOwned):
    """How many months a university keeps something, where it is not the default."""

    rule = models.CharField(max_length=20, choices=Rule)
    months = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "rule"], name="each_retention_rule_once"),
            models.CheckConstraint(name="kept_a_month_at_least", condition=Q(months__gte=1)),
        ]


class Bundle(UniversityOwned):
    """A person's copy of everything about them, ready for some days. The archive lies among the tenant's files."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "person"], condition=Q(ready_at=None), name="one_bundle_being_made"
            )
        ]

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched today."""
        return self.expires_on is not None and clock.today() <= self.expires_on


class ErasureRequest(UniversityOwned):
    """A person asks that what is held about them be erased; answered record by record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_as = models.CharField(max_length=40, blank=True)
    words = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "person"], condition=Q(decided_at=None), name="one_open_erasure_request"
            )
        ]


class ErasureAnswer(UniversityOwned):
    """What became of one record: erased, or kept until a date on a ground. Names nothing that was erased."""

    request = models.ForeignKey(ErasureRequest, on_delete=models.PROTECT, related_name="answers")
    record = models.CharField(max_length=80)
    verdict = models.CharField(max_length=10, choices=Verdict)
    ground = models.CharField(max_length=20, choices=Ground)
    kept_until = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "record"], name="each_record_answered_once"),
            models.CheckConstraint(
                name="what_is_kept_has_a_ground", condition=Q(verdict="erase") | ~Q(ground="none")
            ),
        ]


class Erasure(UniversityOwned):
    """One line of the ledger: which row went, when and why; never what it held. Only ever appended.

    After a restore from a backup `manage.py reapply_erasures` goes through it again.
    """

    append_only = True
    erasure_ledger = True

    table = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    action = models.CharField(max_length=10, choices=Action)
    because = models.CharField(max_length=80)
    erased_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["table", "key"], name="ledger_by_row")]


class Figure(UniversityOwned):
    """What statistics keep of a file that is gone: nothing in it leads to a person."""

    member = models.ForeignKey(settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+")
    academic_year = models.CharField(max_length=7)
    action = models.CharField(max_length=5)
    stage = models.CharField(max_length=20)
    staff_group = models.CharField(max_length=20)
    host_country = models.CharField(max_length=2, blank=True)
    training_days = models.PositiveSmallIntegerField(default=0)
