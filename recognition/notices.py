"""Letters about recognition and effects."""

from typing import Any

from core.letters import Letter, queue
from core.models import Entry
from members.enums import Capacity
from members.models import Member, Person
from mobility.links import to_mobility
from mobility.models import Duty, Mobility
from mobility.readers import holders, reader_of
from recognition.models import RecognitionEntry


def to_recognise(mobility: Mobility, entry: Entry) -> None:
    """Human resources are asked to record the mobility."""
    for person in holders(mobility, Capacity.HR):
        key = f"to_recognise:{entry.pk}:{person.pk}"
        _write(person, mobility, "to_recognise", key, to_mobility(mobility, "recognition:record"))


def recorded(record: RecognitionEntry, entry: Entry) -> None:
    """The participant's receipt."""
    mobility = record.mobility
    key = f"recorded:{entry.pk}:{mobility.person_id}"
    link = to_mobility(mobility, "recognition:entry")
    _write(mobility.person, mobility, "recorded", key, link, record=record)


def follow_up_asked(duty: Duty) -> None:
    """The participant is asked what has come of the mobility after so many months."""
    mobility = duty.mobility
    link = to_mobility(mobility, "recognition:follow_up")
    context = {"months": int(duty.part), "due_on": duty.due_on}
    _write(mobility.person, mobility, "follow_up_asked", f"follow_up:{duty.pk}", link, **context)


def _write(person: Person, mobility: Mobility, kind: str, key: str, link: str, **more: Any) -> None:
    letter = Letter(
        kind=f"recognition.{kind}",
        template=f"recognition/mail/{kind}",
        key=key,
        link=link,
        file_id=str(mobility.public_id),
        member_id=mobility.member_id,
    )
    queue(letter, to=reader_of(person), context={**about(mobility), **more})


def about(mobility: Mobility) -> dict[str, Any]:
    """What every letter about a mobility says: its number, and whom to ask."""
    office = Member.objects.values_list("email", flat=True).get(pk=mobility.member_id)
    return {"mobility": mobility, "reference": mobility.number, "ask": office}
