"""What follows from publishing a call and from correcting it: its text is printed, every applicant is told."""

from core import journal
from core.models import Entry
from mobility import call_paper
from mobility.models import Call, CallVersion
from mobility.notices_calls import tell_of_correction


@journal.subscribe("call.corrected")
def write_to_applicants(entry: Entry) -> None:
    """Letters leave from the worker; delivered twice they are written once."""
    tell_of_correction(entry, Call.objects.get(pk=int(entry.subject_id)))


@journal.subscribe("call.published", "call.corrected", renders=True)
def print_text(entry: Entry) -> None:
    """Each version of a call is printed in both languages."""
    versions = CallVersion.objects.filter(call=int(entry.subject_id), version=entry.facts.get("version", 1))
    version = versions.select_related("call").first()
    if version is not None:
        call_paper.issue(version)
