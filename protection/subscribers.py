"""What follows from requests about one's own data, and from what a person took back elsewhere."""

from core import journal
from core.models import Entry
from protection import bundles, erasing, notices
from protection.enums import Action
from protection.models import Bundle, ErasureRequest
from reporting.models import PublicationConsent


@journal.subscribe("data.copy_asked", renders=True)
def make_copy(entry: Entry) -> None:
    """Build the archive and tell the person; asked for twice, made once."""
    bundle = Bundle.objects.select_for_update(of=("self",)).filter(pk=entry.subject_id).first()
    if bundle is not None and bundle.ready_at is None:
        notices.tell_of_copy(bundles.make(bundle))


@journal.subscribe("erasure.asked")
def ask_to_answer(entry: Entry) -> None:
    """The officer hears that somebody waits for an answer."""
    request = ErasureRequest.objects.get(pk=entry.subject_id)
    if request.decided_at is None:
        notices.ask_to_answer(request)


@journal.subscribe("publication.withdrawn", at_once=True)
def note_withdrawal(entry: Entry) -> None:
    """A restored database must not publish again what was withdrawn."""
    erasing.note(PublicationConsent, [entry.subject_id], Action.ANONYMISED, "withdrawn")
