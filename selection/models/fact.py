"""What the office says of the facts of an application before it is passed on."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import StoredFile
from core.tenancy import MemberOwned
from mobility.models import Mobility
from selection.enums import Looked


class CheckedFact(MemberOwned):
    """One fact of one application: the applicant's statement looked at beside its paper, or the office's own record.

    `claimed` and `file` are what was looked at: a statement or a paper that changed since is looked at again. `value`
    is what counts where it was corrected or entered; `record` says where it stands and `on` of which day it is.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="checked_facts")
    code = models.CharField(max_length=100)
    looked = models.CharField(max_length=12, choices=Looked)
    claimed = models.JSONField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    value = models.JSONField(null=True)
    record = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mobility", "code"], name="a_fact_is_checked_once"),
            models.CheckConstraint(
                name="correction_has_reason",
                condition=~Q(looked__in=[Looked.CORRECTED, Looked.NOT_PROVEN]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="entry_has_record", condition=~Q(looked=Looked.ENTERED) | ~Q(record="")
            ),
        ]

    def is_about(self, claimed: Any, file_id: int | None) -> bool:
        """Whether this is still about the same statement and the same paper."""
        return self.claimed == claimed and self.file_id == file_id
