"""Letters of selection and suitability, each queued once for its cause and reader, in the reader's language."""

from typing import Any

from core.letters import Letter, queue
from core.models import Entry, SentNotice
from members.models import Person
from mobility.links import to_call, to_mobility
from mobility.models import Call, Duty, Mobility
from mobility.readers import bearers, reader_of


def write(
    kind: str, person: Person, mobility: Mobility, entry: Entry, *, page: str = "file:show", **words: Any
) -> None:
    """Queue one letter about an entry of a file."""
    letter = Letter(
        kind=kind,
        template=f"selection/mail/{kind}",
        key=f"{kind}:{entry.pk}:{person.pk}",
        link=to_mobility(mobility, page),
        file_id=entry.file_id,
        member_id=mobility.member_id,
    )
    context = {"mobility": mobility, "reference": mobility.number, **words}
    queue(letter, to=reader_of(person), context=context)


def write_about_call(
    kind: str, person: Person, call: Call, *, key: str, page: str = "selection:queue", **words: Any
) -> None:
    """Queue one letter about a call; `key` tells its cause."""
    letter = Letter(
        kind=kind,
        template=f"selection/mail/{kind}",
        key=f"{kind}:{call.pk}:{key}:{person.pk}",
        link=to_call(call, page),
        member_id=call.member_id,
    )
    queue(letter, to=reader_of(person), context={"call": call, "reference": "", **words})


def was_told(kind: str, person: Person, call: Call) -> bool:
    """Whether the person had a letter of this kind about the call before."""
    return SentNotice.objects.filter(person=person, key__startswith=f"{kind}:{call.pk}:").exists()


def ask_bearer(duty: Duty, mobility: Mobility, entry: Entry, kind: str, page: str, **words: Any) -> None:
    """A letter to whoever owes a duty, except the participant themselves."""
    for person in bearers(duty):
        if person.pk != mobility.person_id:
            write(kind, person, mobility, entry, page=page, duty=duty, **words)
