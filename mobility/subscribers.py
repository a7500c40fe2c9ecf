"""What the participant and the coordinator hear of the application's own moves."""

from core import journal
from core.models import Entry
from mobility import notices
from mobility.agreements import file_of


@journal.subscribe("mobility.submitted")
def send_receipt(entry: Entry) -> None:
    """Receipt to the participant; the coordinators are asked to check."""
    notices.confirm_receipt(entry, file_of(entry))


@journal.subscribe("mobility.sent_back")
def ask_to_complete(entry: Entry) -> None:
    """What is missing, and until when."""
    notices.ask_to_complete(entry, file_of(entry))


@journal.subscribe("mobility.cancelled")
def tell_of_cancelling(entry: Entry) -> None:
    """Why the mobility does not take place."""
    notices.tell_of_cancelling(entry, file_of(entry))
