"""Who opened a mobility's pages: in which capacity, and what the page is called where readings are listed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Reading
from core.readings import Opened
from members.actor import Actor
from members.enums import Capacity as C
from mobility import relations
from mobility.models import Mobility
from mobility.policy import STAFF

COMMITTEE = (C.CHAIR, C.ASSESSOR)
BY_RELATION = ((relations.ENDORSE, C.HEAD), (relations.SIGN, C.SECRETARY), (relations.ASSESS, C.ASSESSOR))
# What pages are called in the list of readings: the name of an address, or the first part of several.
PAGES: dict[str, str | Promise] = {}


def called(words: str | Promise, *names: str) -> None:
    """Register what pages are called where readings are listed."""
    PAGES.update(dict.fromkeys(names, words))


def words_of(page: str) -> str:
    """What a page is called; the plain name of its address where nobody said."""
    return str(PAGES.get(page) or PAGES.get(page.partition(":")[0]) or page)


def opened_by(actor: Actor | None, mobility: Mobility, *, page: str) -> Opened | None:
    """The reading of a mobility's page by somebody else than its participant."""
    if actor is None or actor.person_id is None or actor.person_id == mobility.person_id:
        return None
    return Opened(
        university_id=mobility.university_id,
        member_id=mobility.member_id,
        file_id=str(mobility.public_id),
        capacity=capacity_of(actor, mobility, page=page),
        person_id=actor.person_id,
    )


def capacity_of(actor: Actor, mobility: Mobility, *, page: str) -> str:
    """In which of their capacities somebody reads: the committee on its own pages, else offices, else a relation."""
    offices = (*COMMITTEE, *STAFF) if page.startswith("selection:") else STAFF
    held = actor.holding(offices, member_id=mobility.member_id)
    if held is not None:
        return str(held)
    related = relations.held_by(mobility, actor.person_id)
    for codename, usual in BY_RELATION:
        if codename in related:
            heads = actor.holding((usual, C.HEAD, C.DEAN), member_id=mobility.member_id)
            return str(usual if codename == relations.ASSESS else heads or usual)
    others = actor.holding((C.CHAIR, C.HR, C.ASSESSOR), member_id=mobility.member_id)
    return str(others or actor.capacity)


def readings_of(mobility: Mobility) -> QuerySet[Reading]:
    """Who opened the file's pages, the latest first."""
    rows = Reading.objects.filter(file_id=str(mobility.public_id)).select_related("person")
    return rows.order_by("-at", "-pk")


def reader_words(reading: Reading, *, to_participant: bool) -> tuple[str, str]:
    """Name and capacity of a reader. To the participant the committee has neither names nor ranks."""
    if to_participant and reading.capacity in COMMITTEE:
        return "", str(C.ASSESSOR.label)
    capacity = str(C(reading.capacity).label) if reading.capacity in C.values else reading.capacity
    return (reading.person.get_full_name() if reading.person else reading.guest), capacity


def line_of(reading: Reading, *, to_participant: bool) -> dict[str, Any]:
    """One line of the list."""
    name, capacity = reader_words(reading, to_participant=to_participant)
    return {"name": name, "capacity": capacity, "page": words_of(reading.page), "at": reading.at}


called(_("the file"), "file:show")
called(_("who has read the file"), "file:readers")
called(_("the application"), "application")
called(_("the agreement"), "agreement", "host")
called(_("a document (PDF)"), "agreement:document", "agreement:received", "host:copy")
called(_("a scan"), "scans")
