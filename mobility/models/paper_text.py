"""The texts of its own that a member faculty prints on its papers, in versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from mobility.enums import TextPlace


class PaperText(MemberOwned):
    """One version of one text: on which kind of paper, in which place, in both languages. Never changed.

    The newest version is in force; papers that were printed before keep what they say. Two empty texts take it away.
    """

    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=10, choices=TextPlace)
    version = models.PositiveIntegerField()
    words_sl = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["kind", "place", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "place", "version"], name="paper_text_version_once"
            ),
            models.CheckConstraint(
                name="paper_text_in_both_languages",
                condition=Q(words_sl="", words_en="") | (~Q(words_sl="") & ~Q(words_en="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place} {self.version}"
