"""The Mobility Agreement for Training: versions, signatures of three parties, the host's link."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from members.enums import Capacity
from mobility.enums import Party, SigningOrder, SigningWay
from mobility.host_enums import LinkPurpose
from mobility.models.application import Application
from mobility.models.mobility import Mobility
from mobility.models.received import ReceivedPaper


class Agreement(MemberOwned):
    """One version of the agreement. `text` is all that is signed; `text_hash` is what a signature binds to."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    text = models.JSONField()
    text_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=12, choices=Party, blank=True)
    refused_reason = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True)
    # The rules of signing as they were when this version was written.
    signing_order = models.CharField(max_length=10, choices=SigningOrder, default=SigningOrder.ANY)
    sign_by = models.DateField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    # The version signed by all that this one changes, and which change of it this is; 0 before all have signed once.
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    amendment = models.PositiveSmallIntegerField(default=0)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobility", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(superseded_at=None), name="one_agreement_in_force"
            ),
            models.CheckConstraint(
                name="refusal_has_reason", condition=Q(refused_at=None) | ~Q(refused_reason="")
            ),
            models.CheckConstraint(
                name="amendment_amends",
                condition=Q(amends=None, amendment=0) | Q(amends__isnull=False, amendment__gt=0),
            ),
        ]

    @property
    def takes_signatures(self) -> bool:
        """Whether this version is in force and open: not set aside, declined, lapsed, or signed by all."""
        ends = (self.superseded_at, self.refused_at, self.lapsed_at, self.signed_at)
        return all(end is None for end in ends)

    @property
    def is_dead(self) -> bool:
        """Whether a new version is needed before anybody can sign."""
        return self.refused_at is not None or self.lapsed_at is not None


class Signature(MemberOwned):
    """Who signed which text, in which capacity, how and when (database clock). Never changed.

    One given elsewhere stands here since it was entered: `received` is the file or scan that shows it, `written_on` the
    day that stands beside the ink.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=12, choices=Party)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=150, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity)
    way = models.CharField(max_length=12, choices=SigningWay)
    signed_at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    received = models.ForeignKey(
        ReceivedPaper, on_delete=models.PROTECT, null=True, related_name="signatures"
    )
    written_on = models.DateField(null=True)

    append_only = True
    erasable = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="each_party_signs_once"),
            models.CheckConstraint(
                name="given_elsewhere_has_its_paper",
                condition=~Q(way__in=["outside", "scan"]) | Q(received__isnull=False),
            ),
        ]


class HostLink(MemberOwned):
    """The host's way in: one mail, one agreement, one purpose, until a date. Its secret is stored nowhere.

    `passed_on_by` is who in the room named this person instead of themselves.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="host_links")
    purpose = models.CharField(max_length=10, choices=LinkPurpose, default=LinkPurpose.SIGN)
    nonce = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=150, blank=True)
    passed_on_by = models.CharField(max_length=150, blank=True)
    address = models.EmailField()
    language = models.CharField(max_length=5, default="en")
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def is_open(self, at: Any) -> bool:
        """Whether the link still opens its agreement at an instant."""
        return self.revoked_at is None and self.used_at is None and at < self.valid_until
