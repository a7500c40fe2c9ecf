"""Applications to a call as the engine takes them: facts from the registers, marks, in the same number of queries."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Employment
from mobility.enums import Stage
from mobility.models import Application as Written
from mobility.models import Criterion, Mobility
from selection.engine.applications import Application
from selection.engine.order import rank
from selection.engine.read import rules_from
from selection.engine.score import score
from selection.gathering import applications_of
from selection.models import Sheet
from selection.registers import REGISTERS, whole_months
from tests.selection.scene import Scene, add_application
from tests.world import House, make_call, make_mobility

NUMBERS = {"months", "share", "mobilities", "earlier_mobilities", "earlier_visits", "language_gap", "days"}
QUERIES = 6


def fact(register: str) -> dict[str, Any]:
    name = register.partition(".")[2]
    types = {"last_ended": "date", "until": "date", "submitted_at": "date", "green_travel": "flag"}
    kind = "number" if name in NUMBERS else types.get(name, "text")
    return {"code": register, "type": kind, "source": "register", "label": {"en": name}, "register": register}


RULES = rules_from(
    {
        "facts": [fact(register) for register in REGISTERS],
        "criteria": [
            {
                "code": "plan",
                "name": {"en": "Plan"},
                "kind": "judged",
                "scale": {"from": 0, "to": 10, "step": 1},
            },
            {
                "code": "past",
                "name": {"en": "Past"},
                "kind": "count",
                "fact": "history.mobilities",
                "each": -5,
            },
        ],
    }
)


@pytest.fixture
def scored(house: House, scene: Scene) -> Scene:
    """The first applicant has been to the same host before; everybody was given points, the second one's chair none."""
    with house.scope():
        Criterion.objects.filter(call=scene.call, kind="judged").update(code="plan")
        scene.admit_all()
        Mobility.objects.filter(pk=scene.mobilities[0].pk).update(number="2026-9001")
        earlier = make_mobility(house, make_call(house, "last-year"), who="applicant0", stage=Stage.CLOSED)
        host = Mobility.objects.get(pk=scene.mobilities[0].pk).host_id
        Mobility.objects.filter(pk=earlier.pk).update(
            host_id=host, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 5)
        )
        scene.score_all(10)
        Sheet.objects.filter(assessment__mobility=scene.mobilities[1], person=house.people["chair"]).update(
            abstention="On leave.", sum=0
        )
    return scene


def gathered(scene: Scene) -> list[Application]:
    with scene.house.scope():
        found = {one.code: one for one in applications_of(scene.call, RULES)}
        return [found[str(mobility.public_id)] for mobility in scene.mobilities]


def test_facts_come_from_the_registers(house: House, scored: Scene) -> None:
    first, second, _third = gathered(scored)
    with house.scope():
        post = Employment.objects.get(person=house.people["applicant0"])
        closes_on = scored.call.closes_at.date()
    values = {code: held.value for code, held in first.facts.items()}
    assert values["employment.months"] == whole_months(post.starts_on, closes_on) > 0
    assert values["employment.group"] == "professional"
    assert values["host.country"] == "AT"
    assert values["application.language_gap"] == Decimal(-1)
    assert (values["history.mobilities"], values["history.last_ended"]) == (Decimal(1), date(2024, 5, 5))
    assert (values["host.earlier_visits"], values["unit.earlier_mobilities"]) == (Decimal(1), Decimal(1))
    assert "employment.until" not in values
    assert second.facts["history.mobilities"].value == Decimal(0)
    assert "history.last_ended" not in second.facts
    assert first.facts["history.mobilities"].on == closes_on
    assert first.facts["employment.group"].record == f"employment:{post.pk}"


def test_what_ended_after_the_snapshot_is_not_yet_history(house: House, scored: Scene) -> None:
    with house.scope():
        Mobility.objects.filter(call__slug="last-year").update(
            starts_on=scored.call.closes_at.date(), ends_on=scored.call.closes_at.date() + timedelta(days=1)
        )
    assert gathered(scored)[0].facts["history.mobilities"].value == Decimal(0)


def test_marks_of_sheets_that_were_handed_in(house: House, scored: Scene) -> None:
    with house.scope():
        chair, assessor, second = (str(house.people[name].pk) for name in ("chair", "assessor", "second"))
        Sheet.objects.filter(assessment__mobility=scored.mobilities[2], person=house.people["second"]).update(
            handed_in_at=None
        )
    first, with_abstention, with_draft = (one.marks["plan"] for one in gathered(scored))
    ten = Decimal(10)
    assert first == {chair: ten, assessor: ten, second: ten}
    assert with_abstention == {assessor: ten, second: ten}
    assert with_draft == {chair: ten, assessor: ten}


def test_they_are_scored_and_ranked_as_they_come(house: House, scored: Scene) -> None:
    applications = gathered(scored)
    ranking = rank(RULES, score(RULES, applications, at=scored.call.closes_at.date()))
    assert [(line.rank, line.total) for line in ranking.lines] == [(1, 10), (1, 10), (3, 5)]
    assert ranking.lines[2].code == str(scored.mobilities[0].public_id)


def test_the_newest_version_counts_and_a_draft_does_not(house: House, scored: Scene) -> None:
    with house.scope():
        version = Written.objects.get(mobility=scored.mobilities[0])
        submitted_at = version.submitted_at
        for number, level, at in ((2, "A1", submitted_at), (3, "A2", None)):
            version.pk, version.version, version.own_level, version.submitted_at = None, number, level, at
            version.save()
    assert gathered(scored)[0].facts["application.own_level"].value == "A1"


def test_the_number_of_queries_does_not_grow(house: House, scored: Scene) -> None:
    with house.scope():
        for turn in range(3, 6):
            scored.mobilities.append(add_application(scored, turn))
        few = count(scored)
        scored.mobilities = scored.mobilities[3:]
        scored.admit_all()
        scored.score_all(5)
        assert len(applications_of(scored.call, RULES)) == 6
        assert count(scored) == few == QUERIES


def count(scene: Scene) -> int:
    with CaptureQueriesContext(connection) as seen:
        applications_of(scene.call, RULES)
    return len(seen)


@pytest.mark.parametrize(
    ("since", "day", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 0),
        (date(2025, 1, 15), date(2026, 2, 15), 13),
        (date(2025, 1, 15), date(2026, 2, 14), 12),
        (date(2026, 1, 1), date(2025, 1, 1), 0),
    ],
)
def test_whole_months(since: date, day: date, months: int) -> None:
    assert whole_months(since, day) == months
