"""What a host does in its room before the stay: proposes changes to the plan, names a mentor."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.host_enums import Answer
from mobility.models.agreement import Agreement
from mobility.models.mobility import Mobility


class ChangeProposal(MemberOwned):
    """What a host would have otherwise, and what became of it.

    `changes` are rows {"key", "from", "to"} (see mobility.proposals), `taken` the keys that were accepted;
    `new_version` is the version of the agreement that says so.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="proposals")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    reason = models.TextField(max_length=1000)
    changes = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Answer, blank=True)
    taken = models.JSONField(default=list)
    words = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    new_version = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["mobility", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(answered_at=None), name="one_proposal_at_a_time"
            ),
            models.CheckConstraint(
                name="declined_proposal_has_reason", condition=~Q(outcome="declined") | ~Q(words="")
            ),
        ]


class Mentor(MemberOwned):
    """Who looks after the staff member at the host, as the host named them."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="mentors")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    named_by = models.CharField(max_length=150)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mobility"], name="one_mentor")]
