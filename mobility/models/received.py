"""Papers that came from outside into a file: signed elsewhere, or scanned, and entered on somebody's behalf."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import StoredFile
from core.tenancy import MemberOwned
from mobility.enums import ReceivedKind
from mobility.models.mobility import Mobility
from mobility.models.register import RegisteredPaper


class ReceivedPaper(MemberOwned):
    """One paper from outside, kept in the file of its mobility. Never changed.

    `paper` is the one of ours of which it is a signed copy or a scan. `found` are the electronic signatures in it as
    they were found when it came in, `counted` the place among them of the one that counts here. `entered_by` put it
    into the file; where that was the host in its room, `guest` is the name of whoever held the link.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="received")
    kind = models.CharField(max_length=12, choices=ReceivedKind)
    title = models.CharField(max_length=150, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(RegisteredPaper, on_delete=models.PROTECT, null=True, related_name="+")
    found = models.JSONField(default=list)
    counted = models.PositiveSmallIntegerField(null=True)
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    guest = models.CharField(max_length=150, blank=True)

    append_only = True
    erasable = True

    class Meta:
        ordering = ["mobility", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="somebody_entered_it", condition=Q(entered_by__isnull=False) | ~Q(guest="")
            ),
        ]


class IncomingScan(MemberOwned):
    """A scan that belongs to a file, until the office says what it is.

    `paper` is the one of ours whose QR code is on it; without one somebody named the file. `settled_as` is what it was
    taken as (a code of mobility.scan_uses), or that it was put aside.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(RegisteredPaper, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["member", "mobility", "pk"]
        indexes = [
            models.Index(fields=["member", "mobility"], condition=Q(settled_at=None), name="scans_waiting"),
        ]
