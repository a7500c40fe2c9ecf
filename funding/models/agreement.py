"""The grant agreement: versions and amendments, and the signatures of its two parties."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from members.enums import Capacity
from mobility.enums import Party, SigningWay
from mobility.models import Mobility


class GrantAgreement(MemberOwned):
    """One version of the grant agreement. `text` is all that is signed; `text_hash` is what a signature binds to.

    `amendment` counts the versions that both had signed before this one: 0 is the agreement itself. Until somebody has
    signed, the text of a version is written anew as the grant is entered and the account is given.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="grant_agreements")
    version = models.PositiveSmallIntegerField(default=1)
    amendment = models.PositiveSmallIntegerField(default=0)
    text = models.JSONField()
    text_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=12, choices=Party, blank=True)
    refused_reason = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobility", "version"], name="grant_agreement_version_once"),
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(superseded_at=None), name="one_grant_agreement_in_force"
            ),
            models.CheckConstraint(
                name="grant_refusal_has_reason", condition=Q(refused_at=None) | ~Q(refused_reason="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


class GrantSignature(MemberOwned):
    """Who signed which text, in which capacity, and when (database clock). Never changed."""

    agreement = models.ForeignKey(GrantAgreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=12, choices=Party)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=150, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity)
    way = models.CharField(max_length=12, choices=SigningWay)
    signed_at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)

    append_only = True
    erasable = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="each_party_signs_a_grant_once"),
            models.CheckConstraint(
                name="a_grant_has_two_parties", condition=Q(party__in=["participant", "home"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.signed_at}"
