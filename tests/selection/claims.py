"""A published call of the library that rests on what people supply, with applicants who answer and show papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.uploads import clean_upload
from mobility.enums import Stage
from mobility.models import Call, Mobility
from mobility.operations.answers import save_answers
from mobility.operations.application import save_section, start, submit
from mobility.operations.calls import publish_call
from selection import operations
from selection.operations.call_files import import_call
from tests.calls.worked import text_of
from tests.core import samples
from tests.mobility.drafts import sections
from tests.selection.scene import Scene, appoint_assessor
from tests.world import House, employ, make_call, make_host, make_mobility, person_in

O30 = "o30-fractions-and-age"


@dataclass(frozen=True)
class Applicant:
    """What somebody states, what the office knows of them, and how often they were away."""

    name: str
    answers: Mapping[str, Any]
    born: str = ""
    earlier: int = 0
    papers: tuple[str, ...] = field(default=())


def live_call(house: House, name: str = O30, *, text: str = "") -> Call:
    """The call of the library, open now; what a template leaves to its author is filled in."""
    now = clock.now()

    def moment(days: int) -> str:
        return (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    text = text or text_of(name)
    for old, new in (
        ("2026-01-12T08:00", moment(-10)),
        ("2026-02-10T23:59", moment(5)),
        ("2026-03-10", moment(40)[:10]),
        ("2026-06-01", moment(60)[:10]),
        ("2027-07-31", moment(420)[:10]),
    ):
        text = text.replace(old, new)
    coordinator = house.actor("coordinator")
    call = import_call(text=text, member_id=house.member.pk, actor=coordinator)
    filled = {"documents_sl": "Dokazila.", "documents_en": "Papers.", "places": call.places or 2}
    Call.objects.filter(pk=call.pk).update(**filled)
    return publish_call(call=Call.objects.get(pk=call.pk), actor=coordinator)


def draft(house: House, call: Call, one: Applicant) -> Mobility:
    """An application that lacks nothing but the answers to the call; earlier mobilities stand in the register."""
    if one.name not in house.people:
        house.people[one.name] = person_in(house, one.name)
        employ(house, house.people[one.name])
    for number in range(one.earlier):
        other = _earlier_call(house, number)
        past = make_mobility(house, other, who=one.name, stage=Stage.CLOSED)
        Mobility.objects.filter(pk=past.pk).update(number=f"2020-{past.pk}")
        Mobility.objects.filter(pk=past.pk).update(
            starts_on=clock.today() - timedelta(days=900 + 30 * number),
            ends_on=clock.today() - timedelta(days=890 + 30 * number),
        )
    actor = house.actor(one.name)
    mobility = start(call=call, actor=actor)
    for section, values in sections(make_host(house), call.stays_from).items():
        save_section(mobility=mobility, actor=actor, section=section, values=values)
    return mobility


def _earlier_call(house: House, number: int) -> Call:
    slug = f"earlier-{number}"
    found = Call.objects.filter(member=house.member, slug=slug).first()
    return found or make_call(house, slug)


def paper(name: str = "potrdilo.pdf") -> Any:
    return clean_upload(SimpleUploadedFile(name, samples.pdf(), "application/pdf"))


def handed_in(house: House, call: Call, one: Applicant) -> Mobility:
    """Answered, with papers, and submitted."""
    mobility, actor = draft(house, call, one), house.actor(one.name)
    papers = {slot: paper(f"{one.name}.pdf") for slot in one.papers}
    save_answers(mobility=mobility, actor=actor, answers=one.answers, papers=papers)
    return submit(mobility=mobility, actor=actor)


def seated(house: House, call: Call) -> Scene:
    """The call with its committee."""
    if "second" not in house.people:
        house.people["second"] = person_in(house, "second")
        appoint_assessor(house, "second")
    members = [house.people["assessor"], house.people["second"]]
    operations.seat_committee(
        call=call, actor=house.actor("coordinator"), chair=house.people["chair"], members=members
    )
    return Scene(house, call)


def over(call: Call) -> None:
    """The deadline passes."""
    past = clock.now() - timedelta(hours=1)
    Call.objects.filter(pk=call.pk).update(closes_at=past)
    call.refresh_from_db()
