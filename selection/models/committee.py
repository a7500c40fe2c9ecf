"""Who judges the applications of a call: seats with their mandates, substitutes, and the rules that they sit by."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from core.tenancy import MemberOwned
from mobility.models import Call
from selection.enums import Dealing, OwnUnit, Role

DAYS = Func("starts_on", "ends_on", models.Value("[]"), function="daterange")


class Committee(MemberOwned):
    """The committee of a call: until when it scores, and the rules that it sits by.

    `quorum`: how many must take part for its acts to hold; 0 asks for none. `shuts_out_unit`: whoever works in the
    applicant's unit is in conflict. `per_file`: how many score one application where sheets are dealt at random.
    `seed`: what the last drawing of sheets was drawn with. Names are hidden from the committee while `hides_names`
    and `names_shown_at` is empty.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="committee")
    score_by = models.DateField()
    seated_at = models.DateTimeField()
    quorum = models.PositiveSmallIntegerField(default=0)
    shuts_out_unit = models.BooleanField(default=False)
    dealing = models.CharField(max_length=10, choices=Dealing, default=Dealing.EVERYONE)
    own_unit = models.CharField(max_length=10, choices=OwnUnit, default=OwnUnit.ANY)
    per_file = models.PositiveSmallIntegerField(default=2)
    seed = models.CharField(max_length=64, blank=True)
    hides_names = models.BooleanField(default=False)
    names_shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="somebody_scores_each_file", condition=Q(per_file__gte=1)),
            models.CheckConstraint(
                name="names_shown_after_hiding", condition=Q(hides_names=True) | Q(names_shown_at=None)
            ),
        ]

    @property
    def is_blind(self) -> bool:
        """Whether the committee does not see names now."""
        return self.hides_names and self.names_shown_at is None


class Seat(MemberOwned):
    """One person's seat in the committee of a call, from its first to its last day (empty: as long as there is need).

    With `stands_in_for` the person is a substitute: within the days they take part in the place of whoever has that
    seat, in the same role.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    stands_in_for = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="substitutes")

    class Meta:
        ordering = ["call", "role", "id"]
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                name="substitutes_sit_within_dates",
                condition=Q(stands_in_for=None) | Q(starts_on__isnull=False, ends_on__isnull=False),
            ),
            ExclusionConstraint(
                name="one_seat_a_person_at_a_time",
                expressions=[
                    ("call", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person has a seat in the committee on these days already."),
            ),
            ExclusionConstraint(
                name="one_substitute_at_a_time",
                expressions=[("stands_in_for", RangeOperators.EQUAL), (DAYS, RangeOperators.OVERLAPS)],
                condition=Q(stands_in_for__isnull=False),
                violation_error_message=_("Somebody else stands in on these days already."),
            ),
            models.UniqueConstraint(
                fields=["call"], condition=Q(role="chair", stands_in_for=None), name="one_chair_a_call"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=Q(role="deputy", stands_in_for=None), name="one_deputy_a_call"
            ),
        ]
        indexes = [models.Index(fields=["person"], name="seats_of_a_person")]

    def is_in_force(self, on: date) -> bool:
        """Whether the mandate includes this day."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )
