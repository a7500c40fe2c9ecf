"""Conflicts of interest: each ground on each surface, declared and late ones, and who acts instead."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from core.models import Entry, SentNotice
from core.policy import Refusal
from members import operations as people
from members.actor import system
from members.enums import Capacity
from members.models import Employment
from mobility.enums import Stage
from mobility.models import Mobility
from mobility.queries import duties_for, visible_to
from selection import conflicts, operations, queries, queries_queue
from selection.enums import Ground, Outcome
from selection.models import Assessment, Committee, Declaration, Sheet
from selection.queries_calls import calls_to_score
from tests.matrix.oracle import body
from tests.outbox import deliver_all
from tests.selection.scene import ASSESSORS, Scene, add_application, appoint_assessor
from tests.world import SINCE, House, employ, make_call, make_mobility, person_in

WHO = "assessor"


def superior(scene: Scene, who: str, mobility: Mobility) -> None:
    """The member of the committee heads the applicant's unit."""
    Mobility.objects.filter(pk=mobility.pk).update(unit=scene.house.other_unit)
    _head(scene.house, who, scene.house.other_unit)


def subordinate(scene: Scene, who: str, mobility: Mobility) -> None:
    """The applicant heads the unit in which the member of the committee works."""
    house = scene.house
    _post(house, who, house.other_unit)
    applicant = next(name for name, one in house.people.items() if one.pk == mobility.person_id)
    _head(house, applicant, house.other_unit)


def same_unit(scene: Scene, who: str, mobility: Mobility) -> None:
    """Both work in one unit, and the call says that this is a conflict."""
    house = scene.house
    Mobility.objects.filter(pk=mobility.pk).update(unit=house.other_unit)
    _post(house, who, house.other_unit)
    Committee.objects.filter(call=scene.call).update(shuts_out_unit=True)


def travels_along(scene: Scene, who: str, mobility: Mobility) -> None:
    """The member of the committee goes to the same host in the same days, by another call."""
    own = make_mobility(scene.house, make_call(scene.house, "another"), who=who, stage=Stage.SUBMITTED)
    Mobility.objects.filter(pk=own.pk).update(
        host=mobility.host, starts_on=mobility.ends_on, ends_on=mobility.ends_on + timedelta(days=2)
    )


def declared(scene: Scene, who: str, mobility: Mobility) -> None:
    """The member of the committee says so."""
    operations.step_back(mobility=mobility, actor=scene.actor(who), reason="We are cousins.")


def _head(house: House, name: str, unit: Any) -> None:
    people.appoint(
        person=house.people[name],
        capacity=Capacity.HEAD,
        actor=system(house.university.pk),
        starts_on=SINCE,
        member=house.member,
        unit=unit,
    )


def _post(house: House, name: str, unit: Any) -> None:
    post = employ(house, house.people[name])
    Employment.objects.filter(pk=post.pk).update(unit=unit)


GROUNDS: dict[Ground, Callable[[Scene, str, Mobility], None]] = {
    Ground.SUPERIOR: superior,
    Ground.SUBORDINATE: subordinate,
    Ground.SAME_UNIT: same_unit,
    Ground.TRAVELS_ALONG: travels_along,
    Ground.DECLARED: declared,
}


@pytest.fixture
def judged(house: House, scene: Scene) -> Scene:
    """With the committee; everybody has said that they have no conflict."""
    with house.scope():
        scene.admit_all()
    deliver_all()
    return scene


def english(house: House, name: str) -> Client:
    client = house.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def traces(house: House, name: str, scene: Scene, mobility: Mobility) -> list[str]:
    """The surfaces on which a person meets an application of a call, while it is being scored."""
    client, slug, key = english(house, name), scene.call.slug, str(mobility.public_id)
    missing = client.get("/nowhere/at/all/")
    found = []
    own = ("mobilities/{}/", "selection/score/{}/", "selection/decide/{}/")
    acts = tuple(f"selection/score/{{}}/{act}/" for act in ("leave", "abstain", "conflict"))
    for rest in (one.format(key) for one in own + acts):
        shown, posted = client.get(house.url(rest)), client.post(house.url(rest), {"reason": "x"})
        is_absent = (shown.status_code, posted.status_code) == (404, 404)
        found += [] if is_absent and body(shown) == body(posted) == body(missing) else [rest]
    for rest in ("", "board/", "committee/", "next/"):
        page = client.get(house.url(f"selection/{slug}/{rest}"), follow=True).content.decode()
        names = (mobility.number, mobility.person.get_full_name(), key)
        found += [rest or "queue"] if any(name in page for name in names) else []
    home = client.get(f"/{house.university.slug}/").content.decode()
    found += ["home"] if key in home else []
    with house.scope():
        actor = house.actor(name)
        rows = queries_queue.queue(scene.call, actor.me)
        found += ["list"] if visible_to(actor).filter(pk=mobility.pk).exists() else []
        found += ["duties"] if duties_for(actor).filter(mobility=mobility).exists() else []
        found += ["queue rows"] if key in {row.public_id for row in rows} else []
        closed = conflicts.closed_anywhere(actor.me)
        asked = {row.call.pk: row.asked for row in calls_to_score(actor.me, closed=closed)}
        found += ["counts"] if asked[scene.call.pk] != len(scene.mobilities) - 1 else []
        found += (
            ["progress"] if queries_queue.progress(scene.call.pk, actor.me, "9999")[1] != len(rows) else []
        )
    return found


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("settled", [False, True])
def test_a_conflict_closes_the_file_everywhere(
    house: House, judged: Scene, ground: Ground, settled: bool
) -> None:
    """At once, before anything was brought in line, and after it."""
    mobility = judged.mobilities[1]
    sheet = house.url(f"selection/score/{mobility.public_id}/")
    assert english(house, WHO).get(sheet).status_code == 200
    with house.scope():
        GROUNDS[ground](judged, WHO, judged.fresh(mobility))
        found = conflicts.found_in(judged.call, [house.people[WHO].pk])
        assert [(one.mobility_id, one.ground) for one in found] == [(mobility.pk, ground)]
    if settled:
        with house.scope():
            operations.settle_conflicts(call=judged.call)
        deliver_all()
    assert traces(house, WHO, judged, mobility) == []
    page = english(house, "coordinator").get(house.url(f"selection/{judged.call.slug}/committee/"))
    assert str(ground.label).capitalize() in page.content.decode()
    with house.scope():
        row = Sheet.objects.get(assessment__mobility=mobility, person=house.people[WHO])
        assert (row.left_out_at is not None) == (settled or ground == Ground.DECLARED)


def closed_for_the_chair(house: House, judged: Scene, ground: Ground) -> Mobility:
    """A committee with a deputy; the chair is in conflict with one application; scoring is closed."""
    house.people["deputy"] = person_in(house, "deputy")
    with house.scope():
        appoint_assessor(house, "deputy")
        operations.seat_committee(
            call=judged.call,
            actor=judged.actor("coordinator"),
            chair=house.people["chair"],
            members=[house.people[name] for name in ("assessor", "second")],
            terms=operations.Terms(deputy=house.people["deputy"]),
        )
        judged.declare_all()
        judged.score_all(names=(*ASSESSORS, "deputy"))
        mobility = judged.mobilities[1]
        GROUNDS[ground](judged, "chair", judged.fresh(mobility))
        operations.settle_conflicts(call=judged.call)
        judged.close()
        assert Assessment.objects.get(mobility=mobility).count == 3
    return mobility


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_conflicted_chair_does_not_see_the_row_and_another_decides(
    house: House, judged: Scene, ground: Ground
) -> None:
    mobility = closed_for_the_chair(house, judged, ground)
    board = house.url(f"selection/{judged.call.slug}/board/")
    page = english(house, "chair").get(board).content.decode()
    assert mobility.number not in page
    assert "1 application is closed to you" in page
    decide = house.url(f"selection/decide/{mobility.public_id}/")
    assert house.client("chair").get(decide).status_code == 404
    assert mobility.number in english(house, "deputy").get(board).content.decode()
    with house.scope():
        words = {"outcome": Outcome.AWARD, "reasons": "Because."}
        for one in (judged.mobilities[0], judged.mobilities[2]):
            operations.decide(mobility=judged.fresh(one), actor=judged.actor("chair"), **words)
        with pytest.raises(Refusal, match="conflict of interest"):
            operations.decide(mobility=judged.fresh(mobility), actor=judged.actor("chair"), **words)
        with pytest.raises(Refusal, match="1 closed to you"):
            judged.release()
        operations.decide(
            mobility=judged.fresh(mobility), actor=judged.actor("deputy"), outcome="refuse", reasons="No."
        )
        assert queries.board(judged.call, closed=frozenset({mobility.pk})).pending["refuse"] == 0
        judged.release()
        entry = Entry.objects.filter(verb="decision.noted").latest("number")
        assert (entry.capacity, judged.fresh(mobility).stage) == (Capacity.CHAIR, Stage.REFUSED)


def test_the_ranks_on_a_conflicted_chairs_board_tell_nothing_of_the_closed_one(
    house: House, judged: Scene
) -> None:
    with house.scope():
        for name in ASSESSORS:
            for mobility, points in zip(judged.mobilities, (0, 10, 5), strict=True):
                operations.hand_in_scores(
                    mobility=mobility, actor=judged.actor(name), scores=judged.given(points)
                )
        best = judged.mobilities[1]
        declared(judged, "chair", judged.fresh(best))
        judged.close()
        shown = queries.board(judged.call, closed=conflicts.closed_to(judged.actor("chair"), judged.call))
        assert [(row.mobility.pk, row.assessment.rank) for row in shown.rows] == [
            (judged.mobilities[2].pk, 1),
            (judged.mobilities[0].pk, 2),
        ]
        assert (shown.closed, shown.closed_undecided) == (1, 1)
        whole = queries.board(judged.call)
        assert [row.assessment.rank for row in whole.rows] == [1, 2, 3]


def test_nothing_opens_before_the_question_is_answered(house: House, judged: Scene) -> None:
    mobility = judged.mobilities[0]
    with house.scope():
        Declaration.objects.all().delete()
        with pytest.raises(Refusal, match="Say first"):
            operations.hand_in_scores(mobility=mobility, actor=judged.actor(WHO), scores=judged.given(5))
    client = english(house, WHO)
    sheet = house.url(f"selection/score/{mobility.public_id}/")
    asked = client.get(sheet)
    assert asked["Location"] == sheet + "conflict/"
    assert client.post(sheet, {"next": "1"})["Location"] == sheet + "conflict/"
    question = client.get(sheet + "conflict/").content.decode()
    assert mobility.person.get_full_name() in question
    assert "Sprejem" not in question
    assert client.post(sheet + "conflict/", {"answer": "withdraws"}).status_code == 422
    assert client.post(sheet + "conflict/", {"answer": "none"})["Location"] == sheet
    assert client.get(sheet).status_code == 200
    assert client.get(sheet + "conflict/")["Location"] == sheet


def test_a_conflict_that_comes_to_light_late_voids_the_sheet_and_keeps_it(
    house: House, judged: Scene
) -> None:
    mobility = judged.mobilities[0]
    with house.scope():
        for name, points in zip(ASSESSORS, (0, 10, 5), strict=True):
            for one in judged.mobilities:
                operations.hand_in_scores(mobility=one, actor=judged.actor(name), scores=judged.given(points))
        judged.close()
        before = Assessment.objects.get(mobility=mobility)
        assert (before.count, before.rank) == (3, 1)
    leave = house.url(f"selection/score/{mobility.public_id}/leave/")
    assert english(house, "chair").post(leave, {"reason": "We are cousins."}).status_code == 302
    with house.scope():
        after = Assessment.objects.get(mobility=mobility)
        assert (after.count, after.asked, after.mean, after.rank) == (2, 2, Decimal("7.5"), 1)
        assert Assessment.objects.get(mobility=judged.mobilities[1]).rank == 2
        sheet = Sheet.objects.get(assessment__mobility=mobility, person=house.people["chair"])
        assert (sheet.handed_in_at, sheet.scores.count(), sheet.left_out_reason) == (
            None,
            1,
            "We are cousins.",
        )
        assert Entry.objects.get(verb="sheet.shut_out").facts["was_handed_in"] is True


def test_an_application_of_a_superior_closes_itself_as_soon_as_it_is_there(
    house: House, judged: Scene
) -> None:
    """A later fact: somebody becomes head of the unit of applicants whom they were scoring."""
    with house.scope():
        _head(house, WHO, house.unit)
    deliver_all()
    with house.scope():
        assert not Sheet.objects.filter(person=house.people[WHO], left_out_at=None).exists()
        left = Sheet.objects.filter(person=house.people[WHO]).values_list("left_out_reason", flat=True)
        assert set(left) == {str(Ground.SUPERIOR.label)}
        late = add_application(judged, 7)
        operations.admit(mobility=late, actor=judged.actor("coordinator"))
        assert not Sheet.objects.filter(assessment__mobility=late, person=house.people[WHO]).exists()


def test_letters_count_only_what_is_open(house: House, scene: Scene) -> None:
    with house.scope():
        Mobility.objects.filter(pk=scene.mobilities[0].pk).update(unit=house.other_unit)
        _head(house, WHO, house.other_unit)
        scene.admit_all()
    deliver_all()
    with house.scope():
        subjects = {letter.person_id: letter.subject for letter in SentNotice.objects.filter(kind="to_score")}
        assert subjects[house.people[WHO].pk].startswith("Score 2 applications")
        assert subjects[house.people["second"].pk].startswith("Score 3 applications")


def test_a_coordinator_who_sits_in_the_committee_is_shut_out_of_the_office_too(
    house: House, judged: Scene
) -> None:
    mobility = judged.mobilities[0]
    page = house.url(f"mobilities/{mobility.public_id}/")
    with house.scope():
        appoint_assessor(house, "coordinator")
        operations.seat_committee(
            call=judged.call,
            actor=judged.actor("office"),
            chair=house.people["chair"],
            members=[house.people[name] for name in ("assessor", "second", "coordinator")],
        )
        judged.declare_all()
    assert house.client("coordinator").get(page).status_code == 200
    with house.scope():
        declared(judged, "coordinator", judged.fresh(mobility))
        assert not visible_to(judged.actor("coordinator")).filter(pk=mobility.pk).exists()
    assert house.client("coordinator").get(page).status_code == 404
    listed = house.client("coordinator").get(f"/{house.university.slug}/desk/mobilities.csv?view=all")
    assert listed.status_code == 200
    assert judged.mobilities[1].number in listed.content.decode()
    assert mobility.number not in listed.content.decode()
    assert house.client("office").get(page).status_code == 200


def test_every_conflict_of_a_call_costs_one_statement(
    house: House, judged: Scene, django_assert_num_queries: Any
) -> None:
    with house.scope():
        _head(house, WHO, house.unit)
        ids = [house.people[name].pk for name in ASSESSORS]
        with django_assert_num_queries(1):
            assert len(conflicts.found_in(judged.call, ids)) == len(judged.mobilities)
        with django_assert_num_queries(1):
            assert conflicts.closed_files(judged.call.pk, ids[0]) == frozenset()
