"""What follows from the end of a task over many agreements: whoever asked for it reads what became of it."""

from core.journal import subscribe
from core.models import Entry
from mobility import notices_agreements
from mobility.models import AgreementRun


@subscribe("agreements.task_finished")
def tell_of_end(entry: Entry) -> None:
    """The task is carried out."""
    run = AgreementRun.objects.select_related("asked_by").get(pk=int(entry.subject_id))
    notices_agreements.tell_of_end(run)
