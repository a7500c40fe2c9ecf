"""Papers issued as PDF: kind, language, version, hash; superseded, never changed."""

import uuid

from django.db import models

from core.models import StoredFile
from core.tenancy import MemberOwned
from mobility.enums import DocumentKind
from mobility.models.mobility import Mobility


class IssuedDocument(MemberOwned):
    """One issued PDF of a paper: in one language, or in both one after the other (`core.words.TOGETHER`)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    language = models.CharField(max_length=5)
    version = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility", "kind", "language", "version"], name="document_version_once"
            ),
        ]
