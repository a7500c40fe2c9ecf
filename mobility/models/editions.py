"""In how many files a member faculty has its papers printed."""

from django.conf import settings
from django.db import models

from core.tenancy import MemberOwned


class PaperEditions(MemberOwned):
    """One version of a member's choice: both languages of a paper in one file, or a file for each. Never changed.

    The newest version is in force for what is printed from then on.
    """

    version = models.PositiveIntegerField()
    together = models.BooleanField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["member", "version"], name="paper_editions_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.version}"
