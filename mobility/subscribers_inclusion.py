"""The office hears that a participant needs support: not what, and only once the application was submitted."""

from core import clock, journal
from core.letters import Letter, queue
from core.models import Entry
from members.enums import Capacity
from mobility.agreements import file_of
from mobility.links import to_mobility
from mobility.models import InclusionNeed, Mobility
from mobility.queries import has_need
from mobility.readers import holders, reader_of


@journal.subscribe("inclusion.stated")
def tell_office(entry: Entry) -> None:
    """A need that was stated or changed after submission."""
    need = InclusionNeed.objects.filter(pk=entry.subject_id).select_related("mobility__call").first()
    if need is not None and need.mobility.number:
        _write(need.mobility, entry)


@journal.subscribe("mobility.submitted")
def tell_office_at_submission(entry: Entry) -> None:
    """A need that was stated in the draft."""
    mobility = file_of(entry)
    if has_need(mobility):
        _write(mobility, entry)


def _write(mobility: Mobility, entry: Entry) -> None:
    for person in holders(mobility, Capacity.OFFICE):
        letter = Letter(
            kind="inclusion",
            template="mobility/mail/inclusion",
            key=f"inclusion:{entry.pk}:{person.pk}",
            link=to_mobility(mobility, "application:read_inclusion"),
            file_id=str(mobility.public_id),
            member_id=mobility.member_id,
        )
        context = {"mobility": mobility, "reference": mobility.number, "on": clock.today()}
        queue(letter, to=reader_of(person), context=context)
