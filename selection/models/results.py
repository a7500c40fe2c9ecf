"""The published list: what a release made known, as a paper with the journal's signed end on it."""

import uuid

from django.db import models

from core.models import Entry, SignedHead, StoredFile
from core.tenancy import MemberOwned
from mobility.models import Call


class ResultsList(MemberOwned):
    """The list of one release in one language. Never changed; a later release has a list of its own."""

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="results_lists")
    # The release, and the signed end of the journal that stands on the list: at it or after it.
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey(SignedHead, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-version", "language"]
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="results_list_once")]
