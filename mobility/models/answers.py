"""The papers behind the answers to what a call asks."""

import uuid

from django.db import models
from django.db.models import Q

from core.models import StoredFile
from core.tenancy import MemberOwned
from mobility.models.application import Application


class AnswerPaper(MemberOwned):
    """A paper behind answers of one version of an application; `slot` is the place that the call has for it.

    A later version begins with the same papers. One that was replaced or taken away in a draft keeps its row until
    the file goes, because its content is the person's.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    slot = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["slot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "slot"], condition=Q(removed_at=None), name="one_paper_in_a_slot"
            ),
        ]
