"""What a participant needs so that they can take part: apart from the application, encrypted, under its own right."""

from django.db import models

from core.encrypted import EncryptedTextField
from core.tenancy import MemberOwned
from mobility.models.mobility import Mobility


class InclusionNeed(MemberOwned):
    """A need for inclusion support, stated with explicit consent. No row: nothing was stated, or it was withdrawn.

    Read by the participant and the university's office alone; what they read is kept in the journal. It stands in
    no application, paper, list or export but the participant's own copy of their data.
    """

    mobility = models.OneToOneField(Mobility, on_delete=models.PROTECT, related_name="inclusion_need")
    details = EncryptedTextField()
    # The version of the words that the participant consented to (mobility.inclusion.CONSENT_VERSION).
    consent_version = models.CharField(max_length=20)
    consented_at = models.DateTimeField()
    stated_at = models.DateTimeField()
