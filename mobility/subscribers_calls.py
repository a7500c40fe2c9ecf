"""What follows from a correction of a published call: every applicant is told."""

from core import journal
from core.models import Entry
from mobility.models import Call
from mobility.notices_calls import tell_of_correction


@journal.subscribe("call.corrected")
def write_to_applicants(entry: Entry) -> None:
    """Letters leave from the worker; delivered twice they are written once."""
    tell_of_correction(entry, Call.objects.get(pk=int(entry.subject_id)))
