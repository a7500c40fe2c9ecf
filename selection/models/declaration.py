"""What a member of the committee says about themselves before an application opens to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from selection.models.assessment import Assessment


class Declaration(MemberOwned):
    """No conflict of interest about one application, or that there is one, with the reason. The last word counts."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    reason = models.TextField(max_length=800, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person"], name="one_declaration_an_application"),
            models.CheckConstraint(
                name="conflict_has_reason", condition=Q(has_conflict=False) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "assessment"], name="declarations_of_a_person"),
            models.Index(fields=["person"], condition=Q(has_conflict=True), name="declared_conflicts"),
        ]
