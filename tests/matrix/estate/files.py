"""A mobility put into a stage with an application in which every text is marked."""

from datetime import timedelta
from functools import partial
from typing import Any

from core import clock
from core.files import store
from members.models import Employment
from mobility.enums import Stage
from mobility.lifecycle import open_file
from mobility.models import AnswerPaper, Application, Call, Criterion, Level, Mobility
from partners.models import HostOrganisation
from tests.core import samples
from tests.matrix.estate.marks import mark
from tests.world import House, make_call, make_host

TEXTS = ("title", "purpose", "audience", "documents", "basis")
WRITTEN = (
    "work_tasks", "task_link", "need_words", "host_unit", "contact_name", "contact_position", "host_quality",
    "added_value", "motivation", "teaching_content",
)  # fmt: skip


ASKED = ("story", "shown")


def asked_of(tenant: str, thing: str) -> dict[str, Any]:
    """Rules that read nothing and ask two things: a text, and something that a paper shows."""
    kinds = (("text", "claim"), ("flag", "document"))
    return {
        "facts": [
            {
                "code": code,
                "type": kind,
                "source": source,
                "label": {
                    language: mark(tenant, thing, f"asked_{code}_{language}") for language in ("sl", "en")
                },
            }
            for code, (kind, source) in zip(ASKED, kinds, strict=True)
        ]
    }


def marked_call(house: House, thing: str, **fields: Any) -> Call:
    """A published call; every text of it, its criteria and their levels is marked."""
    tenant = house.member.slug
    texts = {
        f"{name}_{language}": mark(tenant, thing, f"{name}_{language}")
        for name in TEXTS
        for language in ("sl", "en")
    }
    rules = asked_of(tenant, thing)
    call = make_call(
        house,
        thing.replace("_", "-"),
        **{**texts, "places": 3, "rules": rules, "activities": ["STT", "STA"], **fields},
    )
    for row in Criterion.objects.filter(call=call):
        for field in ("name_sl", "name_en", "help_sl", "help_en"):
            setattr(row, field, mark(tenant, thing, f"criterion_{row.position}_{field}"))
        row.save()
    for level in Level.objects.filter(criterion__call=call).select_related("criterion"):
        for field in ("name_sl", "name_en"):
            place = f"level_{level.criterion.position}_{int(level.points)}_{field}"
            setattr(level, field, mark(tenant, thing, place))
        level.save()
    return call


def marked_host(house: House, thing: str) -> HostOrganisation:
    """A host in the university's register."""
    host = make_host(house, mark(house.member.slug, thing, "host_name"))
    host.city = mark(house.member.slug, thing, "host_city")
    host.address = mark(house.member.slug, thing, "host_address")
    host.save()
    return host


def put(
    house: House, call: Call, thing: str, *, who: str, stage: Stage, begins: int = 60, host: Any = None
) -> Mobility:
    """A mobility of `who` in this stage whose stay begins so many days from today."""
    person, tenant = house.people[who], house.member.slug
    starts_on = clock.today() + timedelta(days=begins)
    mobility = Mobility(
        member=house.member,
        call=call,
        person=person,
        employment=Employment.objects.get(person=person, member=house.member),
        unit=house.unit,
        action=call.action,
        number="" if stage == Stage.DRAFT else f"2026-{Mobility.objects.count() + 1:05d}",
        title=mark(tenant, thing, "title"),
        host=host or marked_host(house, thing),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=4),
        training_days=5,
        confirm_by=clock.today() + timedelta(days=8),
        place=1,
    )
    open_file(mobility=mobility, actor=house.actor(who))
    _apply(mobility, thing, tenant)
    Mobility.objects.filter(pk=mobility.pk).update(stage=stage)
    return again(mobility)


def _apply(mobility: Mobility, thing: str, tenant: str) -> None:
    due_on = (mobility.ends_on + timedelta(days=90)).isoformat()
    text = partial(mark, tenant, thing)
    application = Application.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        saved_at=clock.now(),
        submitted_at=clock.now() if mobility.number else None,
        host=mobility.host,
        title=mobility.title,
        starts_on=mobility.starts_on,
        ends_on=mobility.ends_on,
        forms=["job_shadowing"],
        need="annual_interview",
        language_id="en",
        own_level="C1",
        needed_level="B2",
        teaching=True,
        teaching_hours=6,
        teaching_level="master",
        teaching_field_id="0413",
        teaching_students=25,
        travel_before=1,
        contact_email=text("contact_email").lower() + "@mark.example",
        programme=_days(mobility, tenant, thing),
        goals=[{"text": text("goal_0")}, {"text": text("goal_1")}],
        effects=[{"on": "unit", "text": text("effect"), "indicator": text("indicator"), "due_on": due_on}],
        dissemination=[{"kind": "collegium", "audience": text("audience"), "due_on": due_on}],
        answers={"story": text("answer"), "shown": False},
        statement_true=True,
        statement_report=True,
        statement_funding=True,
        **{field: text(field) for field in WRITTEN},
    )
    _prove(application, text("paper_name"))


def _days(mobility: Mobility, tenant: str, thing: str) -> list[dict[str, object]]:
    """A day of travel and five of training."""
    return [
        {
            "day": (mobility.starts_on + timedelta(days=n - 1)).isoformat(),
            "kind": "training" if n else "travel",
            "hours": 7,
            "content": mark(tenant, thing, f"content_{n}"),
        }
        for n in range(6)
    ]


def _prove(application: Application, name: str) -> None:
    """The paper behind one answer."""
    mobility = application.mobility
    AnswerPaper.objects.create(
        member_id=mobility.member_id,
        application=application,
        slot="own-shown",
        file=store(
            content=samples.pdf(),
            name=name,
            university=mobility.university,
            member=mobility.member,
            created_by=mobility.person,
        ),
        added_at=clock.now(),
    )


def again(mobility: Mobility) -> Mobility:
    """The mobility as it is now."""
    related = ("call", "person", "unit", "employment", "host__country")
    return Mobility.objects.select_related(*related).get(pk=mobility.pk)
