"""The one file, from the first draft to the personnel folder."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from core.access import Relation
from core.tenancy import MemberOwned
from members.models import Employment, Unit
from mobility.enums import BINDING, Action, Stage
from mobility.models.call import Call
from partners.models import HostOrganisation


class NumberSeries(MemberOwned):
    """The last short number given in a member's year; its row lock keeps numbers without gaps or twins."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="one_series_a_year")]


class Mobility(MemberOwned):
    """A staff member's mobility. `stage` is written by mobility.lifecycle.advance alone.

    Host, period and title repeat the present application's, so that lists read narrow rows; counts, holder and
    next date repeat the duties' (mobility.duties keeps them in the transaction that changes their cause).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=12, blank=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="mobilities")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mobilities")
    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=5, choices=Action)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    stage_since = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(HostOrganisation, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    training_days = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveSmallIntegerField(null=True)
    confirm_by = models.DateField(null=True)
    # On which day its working papers went under the retention rules; what the personnel file rests on stays.
    reduced_on = models.DateField(null=True)

    holder = models.CharField(max_length=20, blank=True)
    open_duties = models.PositiveSmallIntegerField(default=0)
    next_due_on = models.DateField(null=True)
    met = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        verbose_name_plural = "mobilities"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "number"], condition=~Q(number=""), name="mobility_number_once"
            ),
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=~Q(stage__in=["withdrawn", "cancelled", "declined"]),
                name="one_application_a_call",
                violation_error_message=_("You already have an application in this call."),
            ),
            models.CheckConstraint(
                name="stay_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The stay ends before it starts."),
            ),
            models.CheckConstraint(
                name="submitted_has_number_host_and_period",
                condition=Q(stage__in=["draft", "withdrawn", "cancelled"])
                | (~Q(number="") & Q(host__isnull=False, starts_on__isnull=False, ends_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="awarded_has_date", condition=~Q(stage="awarded") | Q(confirm_by__isnull=False)
            ),
            models.CheckConstraint(
                name="reserve_has_place", condition=~Q(stage="reserve") | Q(place__isnull=False)
            ),
            ExclusionConstraint(
                name="one_stay_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(stage__in=sorted(BINDING)),
                violation_error_message=_("The person is on another mobility at that time."),
            ),
        ]
        indexes = [
            models.Index(fields=["university", "stage", "next_due_on"], name="desk_by_stage"),
            models.Index(fields=["university", "next_due_on", "id"], name="desk_by_due"),
            models.Index(fields=["person"], name="mobilities_of_a_person"),
            models.Index(fields=["call", "stage"], name="mobilities_of_a_call"),
            models.Index(fields=["call", "number"], name="mobilities_by_number"),
        ]
        permissions = [
            ("assess", "is an assessor of this mobility"),
            ("endorse", "is asked for an opinion on this mobility"),
            ("sign", "is a signatory of this mobility"),
            ("take_part", "is the participant of this mobility"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.public_id)

    def is_abroad(self, on: date) -> bool:
        """Whether the stay is under way on a day (computed, never stored)."""
        return bool(
            self.stage == Stage.READY
            and self.starts_on
            and self.ends_on
            and self.starts_on <= on <= self.ends_on
        )

    def is_overdue(self, on: date) -> bool:
        """Whether an open duty is past its date (computed, never stored)."""
        return self.next_due_on is not None and self.next_due_on < on


class MobilityRelation(Relation):
    """Who someone is to one mobility; written by mobility.relations.sync alone."""

    relation_table = True
    content_object = models.ForeignKey(Mobility, on_delete=models.CASCADE)

    class Meta(Relation.Meta):
        abstract = False
