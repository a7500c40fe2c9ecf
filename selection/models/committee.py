"""Who judges the applications of a call, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.models import Call
from selection.enums import Role


class Committee(MemberOwned):
    """The committee of a call: until when its members score."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="committee")
    score_by = models.DateField()
    seated_at = models.DateTimeField()


class Seat(MemberOwned):
    """One person's seat in the committee of a call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        ordering = ["call", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_seat_a_person"),
            models.UniqueConstraint(fields=["call"], condition=Q(role="chair"), name="one_chair_a_call"),
        ]
        indexes = [models.Index(fields=["person"], name="seats_of_a_person")]
