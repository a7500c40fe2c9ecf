"""A mobility whose stay has ended, with goals and promises; and a report that lacks nothing."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from members.actor import Actor, system
from mobility.enums import Stage
from mobility.models import Application, Mobility, Promise
from mobility.operations import place
from reporting import operations
from reporting.models import Certificate, ContentReport
from tests.core import samples
from tests.outbox import deliver_all
from tests.world import House, make_call, make_mobility

GOALS = ["Learn how Vienna receives its guests", "Bring home a form"]
COMPLETE: dict[str, dict[str, Any]] = {
    "activities": {"activities": "Five days in the office.", "deviations": ""},
    "goals": {
        "goals": [
            {"text": GOALS[0], "result": "fully", "comment": ""},
            {"text": GOALS[1], "result": "partly", "comment": "The form waits for the dean."},
        ]
    },
    "knowledge": {"knowledge": "Digital reception of guests."},
    "effects": {"effects_on_work": "Less paper.", "effects_on_unit": "One form for all."},
    "practices": {
        "practices": [
            {"what": "Digital form", "status": "planned", "responsible": "Office", "due_on": "2027-01-31"}
        ],
        "practices_words": "",
    },
    "processes": {"processes": [], "processes_words": "None yet."},
    "links": {
        "links": [
            {"partner": "Universität Wien", "contact": "Anna Gruber", "kind": "visit", "status": "talked"}
        ],
        "links_words": "",
    },
    "internationalisation": {"internationalisation": "Guests are received in English."},
    "dissemination": {
        "dissemination": [
            {
                "promise": None,
                "kind": "collegium",
                "audience": "Collegium",
                "due_on": "2027-02-01",
                "reached": None,
                "proof": "",
                "status": "planned",
            }
        ]
    },
    "publication": {"advice": "Go.", "consent": "all", "summary": "A week in Vienna."},
}


def stay_of(days_ago: int = 3) -> tuple[date, date]:
    """A stay of five days that ended some days ago."""
    ends_on = clock.today() - timedelta(days=days_ago)
    return ends_on - timedelta(days=4), ends_on


def ready(house: House, *, who: str = "participant", call: Any = None, days_ago: int = 3) -> Mobility:
    """A mobility whose last day has passed, before the calendar noticed."""
    starts_on, ends_on = stay_of(days_ago)
    with house.scope():
        mobility = make_mobility(house, call or make_call(house), who=who, stage=Stage.READY)
        Mobility.objects.filter(pk=mobility.pk).update(starts_on=starts_on, ends_on=ends_on)
        Application.objects.filter(mobility=mobility).update(goals=[{"text": goal} for goal in GOALS])
        for kind, subject, words in (
            ("effect", "unit", "One form for all units"),
            ("dissemination", "collegium", "Presentation at the collegium"),
        ):
            Promise.objects.create(
                member=house.member,
                mobility=mobility,
                kind=kind,
                subject=subject,
                words=words,
                due_on=ends_on + timedelta(days=90),
            )
        return Mobility.objects.get(pk=mobility.pk)


def returned(house: House, **how: Any) -> Mobility:
    """The same after its end: what the participant owes is open."""
    mobility = ready(house, **how)
    with house.scope():
        place.end(mobility=mobility, actor=system(house.university.pk))
    deliver_all()
    return again(house, mobility)


def again(house: House, mobility: Mobility) -> Mobility:
    """The mobility's row as it is now."""
    with house.scope():
        return Mobility.objects.select_related("person", "call", "host").get(pk=mobility.pk)


def me(house: House, mobility: Mobility) -> Actor:
    """The participant of the mobility, whoever of the house it is."""
    return house.actor(next(name for name, person in house.people.items() if person.pk == mobility.person_id))


def upload_certificate(house: House, mobility: Mobility) -> Certificate:
    with house.scope():
        return operations.upload_certificate(
            mobility=mobility,
            actor=me(house, mobility),
            upload=SimpleUploadedFile("certificate.pdf", samples.pdf(), "application/pdf"),
            starts_on=mobility.starts_on,
            ends_on=mobility.ends_on,
        )


def write_report(house: House, mobility: Mobility, *, without: str = "") -> None:
    """Save every section but one."""
    with house.scope():
        for section, values in COMPLETE.items():
            if section != without:
                operations.save_report_section(
                    mobility=mobility, actor=me(house, mobility), section=section, values=values
                )


def hand_in_report(house: House, mobility: Mobility) -> ContentReport:
    write_report(house, mobility)
    with house.scope():
        return operations.hand_in_report(mobility=mobility, actor=me(house, mobility))


def finish_certificate(house: House, mobility: Mobility) -> None:
    upload_certificate(house, mobility)
    with house.scope():
        operations.accept_certificate(mobility=mobility, actor=house.actor("coordinator"))


def finish_survey(house: House, mobility: Mobility) -> None:
    with house.scope():
        operations.note_survey(mobility=mobility, actor=me(house, mobility), submitted_on=clock.today())


def finish_report(house: House, mobility: Mobility) -> None:
    hand_in_report(house, mobility)
    with house.scope():
        operations.accept_report(mobility=mobility, actor=house.actor("coordinator"))


def completed(house: House, **how: Any) -> Mobility:
    """A mobility whose reporting is complete: human resources are asked."""
    mobility = returned(house, **how)
    finish_certificate(house, mobility)
    finish_survey(house, mobility)
    finish_report(house, mobility)
    deliver_all()
    return again(house, mobility)
