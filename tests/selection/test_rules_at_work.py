"""The rules of a call over the product's own facts: frozen, gated, ranked, proposed, at a constant cost."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Entry
from core.policy import Refusal
from members.models import Employment, Person
from mobility.models import Application, Criterion, Mobility
from selection import operations, queries
from selection.deciding.results import settle
from selection.engine.key_values import lot
from selection.models import Assessment, ComputedPoint, Decision, RankingBasis, Score, Sheet
from tests.selection.scene import Scene, make_scene
from tests.selection.test_budgets import copy_of
from tests.world import House

MONTHS = {
    "code": "months",
    "type": "number",
    "source": "register",
    "label": {"sl": "meseci zaposlitve", "en": "months of employment"},
    "register": "employment.months",
}
GROUP = {
    "code": "group",
    "type": "choice",
    "source": "register",
    "label": {"sl": "skupina zaposlenih", "en": "staff group"},
    "choices": ["teaching", "research", "professional"],
    "register": "employment.group",
}
A_YEAR = {
    "code": "a_year",
    "must": {"fact": "months", "at_least": 12},
    "else": "not_eligible",
    "correct_within": 6,
    "article": "5. člen",
    "say": {"sl": "vsaj leto zaposlitve", "en": "a year of employment"},
}
SERVICE = {"kind": "linear", "fact": "months", "per": 12, "points": 1, "at_most": 10}
ORDER = [{"by": "total"}, {"by": "fact", "code": "months", "way": "descending"}, {"by": "lot"}]


def with_rules(house: House, *, applications: int = 3, gates: bool = True, places: int = 2) -> Scene:
    """A call whose service counts a point a year, with ties broken by months, then by lot."""
    rules: dict[str, Any] = {"facts": [MONTHS, GROUP], "order": ORDER}
    if gates:
        rules["gates"] = [A_YEAR]
    scene = make_scene(house, applications=applications, rules=rules, places=places)
    Criterion.objects.create(
        member_id=scene.call.member_id,
        call=scene.call,
        position=3,
        code="service",
        kind="computed",
        name_sl="Delovna doba",
        name_en="Service",
        most=Decimal(10),
        definition=SERVICE,
    )
    return scene


def employed_since(mobility: Mobility, day: date) -> None:
    Employment.objects.filter(pk=mobility.employment_id).update(starts_on=day)


def years_before_deadline(scene: Scene, years: int, months: int = 0) -> date:
    """The first day of a month so long before the deadline that whole months are told exactly."""
    day = timezone.localdate(scene.call.closes_at).replace(day=1)
    total = day.year * 12 + day.month - 1 - years * 12 - months
    return date(total // 12, total % 12 + 1, 1)


def of(mobility: Mobility) -> Assessment:
    return Assessment.objects.get(mobility=mobility)


def test_points_ties_and_lots_follow_from_the_register_and_stay_frozen(house: House) -> None:
    with house.scope():
        scene = with_rules(house, applications=4)
        first, second, third, fourth = scene.mobilities
        for mobility, years in ((first, 15), (second, 12), (third, 3), (fourth, 3)):
            employed_since(mobility, years_before_deadline(scene, years))
        scene.admit_all()
        employed_since(third, years_before_deadline(scene, 20))
        scene.score_all(5)
        scene.close()
        service = {
            row.assessment.mobility_id: row
            for row in ComputedPoint.objects.filter(criterion__code="service").select_related("assessment")
        }
        assert [service[m.pk].points for m in scene.mobilities] == [10, 10, 3, 3], "capped, and as admitted"
        assert "Cut from 15" in service[first.pk].sentence_en
        assert service[third.pk].sentence_en.startswith("months of employment: 36")
        assert service[third.pk].record.startswith("employment:")
        basis = RankingBasis.objects.get(call=scene.call)
        drawn = sorted((third, fourth), key=lambda m: lot(basis.seed, m.number))
        assert [of(m).rank for m in (first, second, *drawn)] == [1, 2, 3, 4]
        assert [of(m).broken_by for m in (first, second, *drawn)] == [None, 1, 0, 2]
        assert Entry.objects.get(verb="call.seed_drawn").facts["seed"] == basis.seed
        before = list(Assessment.objects.order_by("pk").values_list("pk", "total", "rank", "points"))
        settle(scene.call)
        after = list(Assessment.objects.order_by("pk").values_list("pk", "total", "rank", "points"))
        assert before == after, "ranked again, with the same seed, it is the same"
        assert not Entry.objects.filter(verb="call.seed_drawn").count() > 1
    client = house.client("chair")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(house.url(f"selection/{scene.call.slug}/board/")).content.decode()
    assert "drawn lot" in page
    assert basis.seed in page
    assert "Set apart by" in page


def test_a_gate_is_shown_with_its_fact_and_keeps_the_application_from_the_committee(house: House) -> None:
    with house.scope():
        scene = with_rules(house, applications=1)
        (mobility,) = scene.mobilities
        employed_since(mobility, years_before_deadline(scene, 0, months=5))
        with pytest.raises(Refusal, match="a year of employment"):
            operations.admit(mobility=mobility, actor=scene.actor("coordinator"))
        assert not Assessment.objects.exists()
    client = house.client("coordinator")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(house.url(f"mobilities/{mobility.public_id}/application/check/")).content.decode()
    assert "months of employment: 5" in page
    assert "5. člen" in page
    assert "6 days to put it right" in page
    assert f"selection/admit/{mobility.public_id}" not in page
    form = client.get(house.url(f"selection/exclude/{mobility.public_id}/")).content.decode()
    assert 'value="5. člen"' in form
    with house.scope():
        employed_since(mobility, years_before_deadline(scene, 2))
        operations.admit(mobility=mobility, actor=scene.actor("coordinator"))
        assert of(mobility).facts["months"]["value"] == "24"


def test_the_proposal_is_taken_over_in_one_act_and_departures_are_seen(house: House) -> None:
    with house.scope():
        scene = with_rules(house, applications=3, gates=False)
        for turn, mobility in enumerate(scene.mobilities):
            employed_since(mobility, years_before_deadline(scene, 9 - turn))
        scene.admit_all()
        scene.score_all(5)
        scene.close()
        assert [of(m).proposed for m in scene.mobilities] == ["award", "award", "reserve"]
        operations.decide(
            mobility=scene.mobilities[0], actor=scene.actor("chair"), outcome="refuse", reasons="Mine."
        )
    client = house.client("chair")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = house.url(f"selection/{scene.call.slug}/proposal/")
    assert "1 awarded, 1 on the reserve list, 0 not selected" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    with house.scope():
        noted = {row.assessment.mobility_id: row for row in Decision.objects.select_related("assessment")}
        assert [noted[m.pk].outcome for m in scene.mobilities] == ["refuse", "award", "reserve"]
        assert "ranked 2 of 3" in noted[scene.mobilities[1].pk].reasons
    board = client.get(house.url(f"selection/{scene.call.slug}/board/")).content.decode()
    assert board.count("decided otherwise") == 1


def test_whoever_wrote_the_rows_first_nothing_changes_but_the_lot(house: House) -> None:
    with house.scope():
        scene = with_rules(house, applications=3, gates=False)
        scene.mobilities.reverse()
        scene.admit_all()
        scene.score_all(5)
        scene.close()
        ranks = {row.mobility.number: row.assessment.rank for row in queries.board(scene.call).rows}
        seed = RankingBasis.objects.get(call=scene.call).seed
        assert sorted(ranks, key=lambda number: ranks[number] or 0) == sorted(
            ranks, key=lambda n: lot(seed, n)
        )


def test_ranking_costs_the_same_for_few_and_many(house: House) -> None:
    with house.scope():
        scene = with_rules(house, applications=1, gates=False)
        scene.admit_all()
        scene.score_all(5)
        scene.close()
        found = []
        for turns in (range(9), range(9, 99)):
            _more(scene, turns)
            with CaptureQueriesContext(connection) as seen:
                settle(scene.call)
            found.append(len(seen))
        assert Assessment.objects.exclude(rank=None).count() == 100
        assert found[0] == found[1], found


def _more(scene: Scene, turns: range) -> None:
    """Further applications, closed, with handed-in sheets and scores."""
    first = scene.fresh(scene.mobilities[0])
    people = Person.objects.bulk_create(
        [Person(email=f"rule{turn}@example.org", first_name="Copy", last_name=str(turn)) for turn in turns]
    )
    rows = Mobility.objects.bulk_create(
        [
            copy_of(first, person=person, number=f"2027-{turn:04d}", public_id=uuid4())
            for turn, person in zip(turns, people, strict=True)
        ]
    )
    application = Application.objects.get(mobility=first)
    Application.objects.bulk_create([copy_of(application, mobility=row) for row in rows])
    assessments = Assessment.objects.bulk_create([copy_of(first.assessment, mobility=row) for row in rows])
    sheets = list(Sheet.objects.filter(assessment=first.assessment))
    copies = Sheet.objects.bulk_create(
        [
            copy_of(sheet, assessment=row, number=row.mobility.number)
            for row in assessments
            for sheet in sheets
        ]
    )
    scores = {sheet.pk: list(Score.objects.filter(sheet=sheet)) for sheet in sheets}
    Score.objects.bulk_create(
        copy_of(score, sheet=copy)
        for copy, sheet in zip(copies, sheets * len(assessments), strict=True)
        for score in scores[sheet.pk]
    )
