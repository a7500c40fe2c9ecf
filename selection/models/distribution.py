"""Selection on two levels: the university gives its places and money to the calls of its member faculties."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.tenancy import MemberOwned, UniversityOwned
from mobility.enums import Action
from mobility.models import Call
from selection.enums import DividedBy


class Distribution(UniversityOwned):
    """What a university has to give for a set of calls of one action and academic year, and by which way.

    `version` counts every change, so that whoever acts on older numbers is told. `seed` is drawn at the opening, for
    lots among equals; `lots` says whether they are drawn.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    action = models.CharField(max_length=5, choices=Action)
    academic_year = models.CharField(max_length=9)
    places = models.PositiveSmallIntegerField()
    budget = models.DecimalField(max_digits=11, decimal_places=2, null=True)
    way = models.CharField(max_length=10, choices=DividedBy, default=DividedBy.NUMBER)
    lots = models.BooleanField(default=False)
    seed = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    # Left-overs that went into second calls: they are given out once only.
    passed_on_places = models.PositiveSmallIntegerField(default=0)
    passed_on_budget = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal(0))
    allotted_at = models.DateTimeField(null=True)
    allotted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="distribution_gives_something",
                condition=Q(places__gte=1),
                violation_error_message=_("There is nothing to distribute."),
            ),
            models.CheckConstraint(
                name="distribution_budget_not_negative", condition=Q(budget=None) | Q(budget__gte=Decimal(0))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Share(MemberOwned):
    """One call's part in a distribution; a call is in one at most.

    `least`: places promised; `weight`: its part under fixed shares. `places` and `budget` are what the university gave,
    as it stands now; empty until it is allotted. `computed_places` and `computed_budget` are what the way gave then.
    """

    distribution = models.ForeignKey(Distribution, on_delete=models.PROTECT, related_name="shares")
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="share")
    least = models.PositiveSmallIntegerField(default=0)
    weight = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(1))
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    places = models.PositiveSmallIntegerField(null=True)
    budget = models.DecimalField(max_digits=11, decimal_places=2, null=True)
    computed_places = models.PositiveSmallIntegerField(null=True)
    computed_budget = models.DecimalField(max_digits=11, decimal_places=2, null=True)

    class Meta:
        ordering = ["member__name_sl", "call__slug"]
        constraints = [
            models.CheckConstraint(
                name="share_budget_not_negative", condition=Q(budget=None) | Q(budget__gte=Decimal(0))
            ),
            models.CheckConstraint(name="share_weight_not_negative", condition=Q(weight__gte=Decimal(0))),
        ]
