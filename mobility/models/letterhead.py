"""What stands at the head of a member faculty's papers."""

from django.conf import settings
from django.db import models

from core.models import StoredFile
from core.tenancy import MemberOwned


class Letterhead(MemberOwned):
    """One version of a member faculty's letterhead: its logo, or none. Never changed.

    The newest version is in force; papers that were printed before keep what they show.
    """

    version = models.PositiveIntegerField()
    logo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["member", "version"], name="letterhead_version_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.version}"
