"""How a member faculty has its mobility agreements signed."""

from django.conf import settings
from django.db import models

from core.tenancy import MemberOwned
from mobility.enums import HomeSigner, Reconfirm, SigningOrder
from mobility.models.call import Call


class SigningRules(MemberOwned):
    """One version of a member's rules of signing, for all its calls or for one. Never changed.

    The newest version is in force; an agreement keeps those that it was written under. `follows` takes the rules of a
    call's own away: it goes by the member's again.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    follows = models.BooleanField(default=False)
    order = models.CharField(max_length=10, choices=SigningOrder, default=SigningOrder.ANY)
    home = models.CharField(max_length=10, choices=HomeSigner, default=HomeSigner.DEAN)
    # Days after it is written within which all have signed; empty: until the eve of the stay.
    days = models.PositiveSmallIntegerField(null=True)
    reconfirm = models.CharField(max_length=10, choices=Reconfirm, default=Reconfirm.ALWAYS)
    # By how many days the stay may move without a new version; 0: any move is one.
    tolerance = models.PositiveSmallIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["member", "version"], name="signing_rules_version_once"),
            models.CheckConstraint(
                name="only_calls_follow", condition=models.Q(follows=False) | models.Q(call__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.version}"
