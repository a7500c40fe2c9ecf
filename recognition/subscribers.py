"""What follows from complete reporting and from the entry: duties at once, letters and paper later."""

from django.utils.translation import gettext as _

from core.journal import subscribe
from core.models import Entry
from mobility.models import Mobility
from mobility.queries import with_file
from recognition import documents, notices, operations
from recognition.queries import entry_of


def _file(entry: Entry) -> Mobility:
    return with_file().get(public_id=entry.file_id)


@subscribe("mobility.completed", at_once=True)
def ask_human_resources(entry: Entry) -> None:
    operations.ask_to_record(mobility=_file(entry), because=entry)


@subscribe("mobility.completed")
def tell_human_resources(entry: Entry) -> None:
    notices.to_recognise(_file(entry), entry)


@subscribe("mobility.closing_reopened", at_once=True)
def release_human_resources(entry: Entry) -> None:
    operations.stop_asking(mobility=_file(entry), reason=_("Reporting was reopened."))


@subscribe("mobility.recognised", at_once=True)
def open_effects(entry: Entry) -> None:
    operations.open_effect_duties(mobility=_file(entry), because=entry)


@subscribe("mobility.recognised")
def send_receipt(entry: Entry) -> None:
    record = entry_of(_file(entry))
    if record is not None:
        notices.recorded(record, entry)


@subscribe("mobility.recognised", renders=True)
def issue_record(entry: Entry) -> None:
    """The record is printed, and beside it the page that superior and employee take to the annual interview."""
    record = entry_of(_file(entry))
    if record is not None:
        documents.issue_record(record)
        documents.issue_interview(record)
