"""The application from draft to submission, and back: what is kept, what is refused, what stays frozen."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.forms import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.models import Entry
from core.policy import Refusal
from members.enums import Capacity
from mobility.enums import DutyKind, Stage
from mobility.models import Application, Call, Duty, Mobility
from mobility.operations.application import Incomplete, save_section, start, submit, take_back, withdraw
from mobility.operations.calls import draft_call, publish_call
from mobility.operations.checking import send_back
from mobility.queries import application_of
from tests.mobility.drafts import CRITERIA, call_fields, drafted, published
from tests.outbox import deliver_all
from tests.world import House, make_mobility


@pytest.fixture
def inside(house: House) -> Iterator[House]:
    with house.scope():
        yield house


def open_duties(mobility: Mobility) -> list[tuple[str, str]]:
    deliver_all()
    rows = Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None)
    return list(rows.values_list("kind", "owed_by"))


def test_submission_copies_numbers_and_freezes(inside: House) -> None:
    call = published(inside)
    mobility = drafted(inside, call)
    assert open_duties(mobility) == [(DutyKind.COMPLETE, Capacity.PARTICIPANT)]
    submit(mobility=mobility, actor=inside.actor("participant"))
    fresh = Mobility.objects.get(pk=mobility.pk)
    application = application_of(fresh)
    assert fresh.stage == Stage.SUBMITTED
    assert fresh.number == f"{clock.today().year}-0001"
    assert (fresh.host_id, fresh.starts_on, fresh.ends_on, fresh.title, fresh.training_days) == (
        application.host_id, application.starts_on, application.ends_on, application.title, 5,
    )  # fmt: skip
    assert application.submitted_at is not None
    assert open_duties(mobility) == [(DutyKind.CHECK, Capacity.COORDINATOR)]
    with pytest.raises(Refusal):
        save_section(
            mobility=mobility, actor=inside.actor("participant"), section="stay", values={"title": "Drugačen"}
        )


def test_a_second_submission_gives_the_same_receipt(inside: House) -> None:
    mobility = drafted(inside, published(inside))
    first = submit(mobility=mobility, actor=inside.actor("participant")).number
    assert submit(mobility=mobility, actor=inside.actor("participant")).number == first
    assert Entry.objects.filter(verb="mobility.submitted").count() == 1


def test_earlier_mobilities_are_noted_at_submission(inside: House) -> None:
    call = published(inside)
    earlier = make_mobility(inside, published(inside, "stt-before"), stage=Stage.CLOSED)
    first = clock.today() - timedelta(days=400)
    Mobility.objects.filter(pk=earlier.pk).update(starts_on=first, ends_on=first + timedelta(days=4))
    mobility = drafted(inside, call)
    submit(mobility=mobility, actor=inside.actor("participant"))
    assert [row["number"] for row in application_of(mobility).past] == [earlier.number]


def test_an_incomplete_application_is_refused_with_every_finding(inside: House) -> None:
    mobility = start(call=published(inside), actor=inside.actor("participant"))
    with pytest.raises(Incomplete) as refusal:
        submit(mobility=mobility, actor=inside.actor("participant"))
    fields = {finding.field for finding in refusal.value.findings}
    assert {"host", "title", "programme", "statement_true", "dissemination"} <= fields
    assert Mobility.objects.get(pk=mobility.pk).number == ""


def test_starting_twice_leads_to_the_same_draft(inside: House) -> None:
    call = published(inside)
    actor = inside.actor("participant")
    mobility = start(call=call, actor=actor)
    assert start(call=call, actor=actor).pk == mobility.pk
    assert application_of(mobility).work_tasks
    withdraw(mobility=mobility, actor=actor)
    assert start(call=call, actor=actor).pk != mobility.pk


def test_a_call_for_teachers_refuses_others(inside: House) -> None:
    call = published(inside, staff_groups=["teaching"])
    with pytest.raises(Refusal):
        start(call=call, actor=inside.actor("participant"))


def test_the_deadline_is_told_with_the_time_and_the_draft_is_kept(inside: House) -> None:
    call = published(inside)
    mobility = drafted(inside, call)
    with clock.travel(call.closes_at - timedelta(seconds=1)):
        save_section(
            mobility=mobility, actor=inside.actor("participant"), section="stay", values={"title": "Zadnji"}
        )
    for verb in (submit, save_section):
        extra: dict[str, Any] = {} if verb is submit else {"section": "stay", "values": {"title": "Prepozno"}}
        with clock.travel(call.closes_at), pytest.raises(Refusal) as refusal:
            verb(mobility=mobility, actor=inside.actor("participant"), **extra)
        assert str(call.closes_at.year) in str(refusal.value)
    assert application_of(mobility).title == "Zadnji"


def test_sent_back_is_completed_after_the_deadline_and_keeps_its_number(inside: House) -> None:
    call = published(inside)
    mobility = drafted(inside, call)
    actor = inside.actor("participant")
    submit(mobility=mobility, actor=actor)
    number, due_on = mobility.number, clock.today() + timedelta(days=30)
    send_back(
        mobility=mobility,
        actor=inside.actor("coordinator"),
        reasons="Dopolnite prijavo.",
        by_section={"host": "Kdo vas bo sprejel?"},
        due_on=due_on,
    )
    duty = (
        Duty.objects.filter(mobility=mobility, kind=DutyKind.COMPLETE).first()
        if open_duties(mobility)
        else None
    )
    assert duty is not None
    assert open_duties(mobility) == [(DutyKind.COMPLETE, Capacity.PARTICIPANT)]
    entry = Entry.objects.get(verb="mobility.sent_back")
    assert entry.facts["due_on"] == due_on.isoformat()
    assert "Kdo vas bo sprejel?" in entry.note
    with clock.travel(call.closes_at + timedelta(days=1)):
        save_section(mobility=mobility, actor=actor, section="host", values={"contact_name": "Bernd Huber"})
        submit(mobility=mobility, actor=actor)
    assert mobility.number == number
    versions = list(Application.objects.filter(mobility=mobility).order_by("version"))
    assert [(row.version, row.contact_name) for row in versions] == [(1, "Anna Huber"), (2, "Bernd Huber")]


def test_sending_back_needs_reasons_and_a_day_ahead(inside: House) -> None:
    mobility = drafted(inside, published(inside))
    submit(mobility=mobility, actor=inside.actor("participant"))
    coordinator = inside.actor("coordinator")
    with pytest.raises(Refusal):
        send_back(mobility=mobility, actor=coordinator, reasons=" ", due_on=clock.today() + timedelta(days=7))
    with pytest.raises(Refusal):
        send_back(mobility=mobility, actor=coordinator, reasons="Dopolnite.", due_on=clock.today())
    assert Mobility.objects.get(pk=mobility.pk).stage == Stage.SUBMITTED


def test_nobody_else_touches_an_application(inside: House) -> None:
    mobility = drafted(inside, published(inside))
    for name in ("colleague", "coordinator", "office"):
        for act in (
            lambda actor: save_section(
                mobility=mobility, actor=actor, section="stay", values={"title": "Tuj"}
            ),
            lambda actor: submit(mobility=mobility, actor=actor),
            lambda actor: withdraw(mobility=mobility, actor=actor),
        ):
            with pytest.raises(Refusal):
                act(inside.actor(name))


STEPS = st.lists(st.sampled_from(["save", "submit", "take_back", "send_back"]), max_size=12)


@given(steps=STEPS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_submitted_versions_never_change(inside: House, steps: list[str]) -> None:
    """Whatever is done in whatever order, a version once submitted stays to the letter."""
    call = published(inside, f"stt-{Call.objects.count()}")
    mobility = drafted(inside, call)
    participant, coordinator = inside.actor("participant"), inside.actor("coordinator")
    frozen: dict[int, dict[str, Any]] = {}
    for place, step in enumerate(steps):
        try:
            if step == "save":
                values = {"motivation": f"{place} " + "Zakaj prav jaz in zakaj prav zdaj. " * 6}
                save_section(mobility=mobility, actor=participant, section="goals", values=values)
            elif step == "submit":
                submit(mobility=mobility, actor=participant)
            elif step == "take_back":
                take_back(mobility=mobility, actor=participant)
            else:
                due_on = clock.today() + timedelta(days=5)
                send_back(mobility=mobility, actor=coordinator, reasons="Dopolnite.", due_on=due_on)
        except Refusal:
            pass
        versions = Application.objects.filter(mobility=mobility).order_by("version")
        for version in versions.exclude(submitted_at=None):
            assert frozen.setdefault(version.pk, model_to_dict(version)) == model_to_dict(version)
        assert versions.filter(submitted_at=None).count() <= 1
    withdraw(mobility=mobility, actor=participant)


def broken(**changed: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    criteria = changed.pop("criteria", CRITERIA)
    return changed, criteria


@pytest.mark.parametrize(
    ("changed", "criteria"),
    [
        broken(criteria=[]),
        broken(purpose_en=" "),
        broken(places=0),
        broken(criteria=[{**CRITERIA[0], "name_en": ""}]),
        broken(criteria=[{**CRITERIA[0], "levels": []}]),
        broken(criteria=[{**CRITERIA[0], "most": 20}]),
    ],
)
def test_an_incomplete_call_is_not_published(
    inside: House, changed: dict[str, Any], criteria: list[dict[str, Any]]
) -> None:
    actor = inside.actor("coordinator")
    call = draft_call(actor=actor, member_id=inside.member.pk, criteria=criteria, **(call_fields() | changed))
    with pytest.raises(Refusal):
        publish_call(call=call, actor=actor)
    assert Call.objects.get(pk=call.pk).published_at is None


@pytest.mark.parametrize(("field", "days"), [("closes_at", -1), ("results_by", 1), ("stays_until", 30)])
def test_a_call_with_impossible_dates_is_not_published(inside: House, field: str, days: int) -> None:
    base = clock.now() if field == "closes_at" else clock.today()
    moved = {field: base + timedelta(days=days)}
    if field == "stays_until":
        moved["stays_from"] = clock.today()
    actor = inside.actor("coordinator")
    call = draft_call(actor=actor, member_id=inside.member.pk, criteria=CRITERIA, **(call_fields() | moved))
    with pytest.raises(Refusal):
        publish_call(call=call, actor=actor)


def test_a_published_call_is_not_published_again_and_only_by_those_who_may(inside: House) -> None:
    call = published(inside)
    with pytest.raises(Refusal):
        publish_call(call=call, actor=inside.actor("coordinator"))
    with pytest.raises(Refusal):
        draft_call(
            actor=inside.actor("participant"),
            member_id=inside.member.pk,
            criteria=CRITERIA,
            **call_fields("x"),
        )
