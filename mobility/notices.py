"""Letters about the application's own moves: receipt, to be checked, sent back, cancelled."""

from datetime import date
from typing import Any

from core.letters import Letter, queue
from core.models import Entry
from members.enums import Capacity
from members.models import Person
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.readers import holders, reader_of


def write(
    kind: str, person: Person, mobility: Mobility, entry: Entry, *, page: str = "file:show", **words: Any
) -> None:
    """Queue one letter about an entry, once for each reader."""
    letter = Letter(
        kind=kind,
        template=f"mobility/mail/{kind}",
        key=f"{kind}:{entry.pk}:{person.pk}",
        link=to_mobility(mobility, page),
        file_id=entry.file_id,
        member_id=mobility.member_id,
    )
    context = {"mobility": mobility, "entry": entry, "reference": mobility.number, **words}
    queue(letter, to=reader_of(person), context=context)


def confirm_receipt(entry: Entry, mobility: Mobility) -> None:
    """The participant gets the receipt, the coordinators something to check."""
    write("receipt", mobility.person, mobility, entry)
    for person in holders(mobility, Capacity.COORDINATOR):
        write("to_check", person, mobility, entry, page="application:check")


def ask_to_complete(entry: Entry, mobility: Mobility) -> None:
    """The participant reads what is missing and until when."""
    due_on = date.fromisoformat(entry.facts["due_on"])
    write(
        "sent_back",
        mobility.person,
        mobility,
        entry,
        page="application:edit",
        reasons=entry.note,
        due_on=due_on,
    )


def tell_of_cancelling(entry: Entry, mobility: Mobility) -> None:
    """The participant reads why the mobility does not take place."""
    write("cancelled", mobility.person, mobility, entry, reasons=entry.note)
