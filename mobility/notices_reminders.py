"""Letters that remind: one a person a day with everything they owe, the host’s with the link it has."""

import logging
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.urls import reverse

from core import clock
from core.letters import Letter, queue
from core.models import SentNotice
from members.models import Person
from members.queries import address_by_id
from mobility import agreements, duty_rows
from mobility.models import Duty
from mobility.notices_agreement import ask_host
from mobility.proposals import open_proposal
from mobility.readers import reader_of

log = logging.getLogger(__name__)

# What a letter reads of a duty.
READ_WITH = ("mobility__person", "mobility__call", "mobility__host", "mobility__unit")


def key_of(person: Person, today: date) -> str:
    """The key of a person's one letter of a day."""
    return f"reminder:{person.pk}:{today.isoformat()}"


def to_person(person: Person, duties: list[Duty], today: date) -> int:
    """One letter with everything that this person owes and is reminded of today."""
    key = key_of(person, today)
    if not person.is_active or SentNotice.objects.filter(key=key).exists():
        return 0
    first = duties[0]
    slug = address_by_id(first.university_id).slug
    one = len(duties) == 1
    link = duty_rows.url_of(first, first.mobility) if one else reverse("university:home", args=[slug])
    letter = Letter(
        kind="reminder",
        template="mobility/mail/reminder",
        key=key,
        link=link,
        file_id=str(first.mobility.public_id) if one else "",
        member_id=first.member_id if one else None,
    )
    lines = [(duty, duty_rows.person_of(duty)) for duty in duties]
    context = {"duties": duties, "lines": lines, "first": first, "today": today}
    return written(lambda: queue(letter, to=reader_of(person), context=context))


def to_host(duty: Duty, today: date) -> int:
    """The host's reminder carries the same link as the first letter, as long as it is open."""
    agreement = agreements.in_force(duty.mobility)
    link = agreements.present_link(agreement) if agreement else None
    if link is None or not link.is_open(clock.now()) or open_proposal(duty.mobility) is not None:
        return 0
    return written(lambda: ask_host(link, duty.mobility, reminder=f":{today.isoformat()}"))


def written(write: Callable[[], SentNotice | None]) -> int:
    """Queue one letter; one that cannot be written does not keep the others back."""
    try:
        with transaction.atomic():
            return 1 if write() else 0
    except Exception:
        log.exception("A reminder could not be written")
        return 0
