"""The board's ways of looking: what if, the four lists, the spreadsheets, and what people are told of their points."""

import io
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook

from core.models import SentNotice
from mobility.models import Call
from mobility.operations import place
from selection import operations, results_list
from selection.models import Assessment, Decision, ResultsList
from selection.outlook import Terms, foresee
from selection.queries import Board, board
from tests.outbox import deliver_all
from tests.selection.scene import Scene
from tests.selection.test_reserve import released
from tests.world import House

OUTCOMES = ("award", "reserve", "refuse")


@pytest.fixture
def decided(house: House, scene: Scene) -> Scene:
    """Scored 10, 5, 0 by all, closed, decided; not released."""
    with house.scope():
        operations.exclude(
            mobility=scene.mobilities.pop(),
            actor=scene.actor("coordinator"),
            clause="Article 3",
            reasons="The contract ends before.",
        )
        scene.admit_all()
        for mobility, points in zip(scene.mobilities, (10, 5), strict=True):
            for name in ("chair", "assessor", "second"):
                scores = scene.given(points, f"Words of {name}.")
                operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=scores)
        scene.close()
        scene.decide_all("award", "reserve")
    return scene


def english(house: House, name: str) -> Client:
    client = house.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def page_of(house: House, scene: Scene, rest: str) -> str:
    answer = english(house, "chair").get(house.url(f"selection/{scene.call.slug}/{rest}"))
    assert answer.status_code == 200, rest
    return answer.content.decode()


def sheet_of(house: House, scene: Scene, name: str) -> list[list[object]]:
    answer = english(house, "chair").get(house.url(f"selection/{scene.call.slug}/lists/{name}.xlsx"))
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_what_if_moves_the_line_and_keeps_nothing(house: House, decided: Scene) -> None:
    as_it_is = page_of(house, decided, "board/what-if/")
    assert "2 places: the line is here" in as_it_is
    assert as_it_is.count("would have a place") == 2
    fewer = page_of(house, decided, "board/what-if/?places=1")
    assert "1 place: the line is here" in fewer
    assert fewer.count("would be on the reserve list") == 1
    with house.scope():
        decided.call.refresh_from_db()
        assert decided.call.places == 2
        assert set(Decision.objects.values_list("outcome", flat=True)) == {"award", "reserve"}


def ranking(house: House, scene: Scene, *, grants: tuple[int, ...]) -> Board:
    with house.scope():
        for row, grant in zip(Decision.objects.order_by("assessment__rank"), grants, strict=True):
            Decision.objects.filter(pk=row.pk).update(grant=grant)
        return board(Call.objects.get(pk=scene.call.pk))


def test_the_money_draws_a_line_of_its_own(house: House, decided: Scene) -> None:
    rows = ranking(house, decided, grants=(1000, 800)).rows
    said = [line.would for line in foresee(rows, Terms(2, Decimal(1700)))]
    assert said == ["in", "reserve"]
    said = [line.would for line in foresee(rows, Terms(2, Decimal(1700), has_zero_grant=True))]
    assert said == ["in", "unfunded"]
    assert [line.spent for line in foresee(rows, Terms(2))] == [1000, 1800]


def test_equals_at_the_line_are_left_to_the_committee(house: House, decided: Scene) -> None:
    with house.scope():
        Assessment.objects.filter(call=decided.call).update(rank=1)
        rows = board(decided.call).rows
    assert [line.would for line in foresee(rows, Terms(1))] == ["tie", "tie"]


def test_four_lists_each_line_with_its_reasons(house: House, decided: Scene) -> None:
    page = page_of(house, decided, "lists/")
    for words in ("Because: award.", "Because: reserve.", "Article 3: The contract ends before.", "pending"):
        assert words in page
    only = page_of(house, decided, "lists/?list=not_eligible")
    assert "Article 3" in only
    assert "Because: award." not in only


def test_before_the_release_the_page_says_who_and_shows_the_letters(house: House, decided: Scene) -> None:
    page = page_of(house, decided, "release/")
    assert "Applicant0" in page
    assert "Confirm the place by" in page
    assert "Read: reserve list, place 1" in page
    assert "Justification: 10 of 10" in page
    with house.scope():
        assert not SentNotice.objects.filter(kind="awarded").exists()


def test_spreadsheets_for_the_file_and_for_publication(house: House, decided: Scene) -> None:
    whole = sheet_of(house, decided, "file")
    assert len(whole) == 4
    assert whole[1][2] == decided.mobilities[0].person.get_full_name()
    assert {"Justification", "Rotation"} <= set(map(str, whole[0]))
    address = house.url(f"selection/{decided.call.slug}/lists/publication.xlsx")
    assert english(house, "chair").get(address).status_code == 403, "nothing before the release"
    with house.scope():
        decided.release()
    public = sheet_of(house, decided, "publication")
    assert "Applicant0" not in str(public)
    assert public[1] == ["Selected", decided.mobilities[0].number, 1, 20, "Awarded", None]
    assert public[3][:2] == ["Not eligible", public[3][1]]


@pytest.mark.papers
@pytest.mark.parametrize(
    ("names", "shown"), [("names", "Applicant0"), ("masked", "Ap***"), ("codes", "2026-")]
)
def test_the_call_says_how_people_are_named(house: House, names: str, shown: str) -> None:
    scene = released(house, points=(10, 5, 0), outcomes=OUTCOMES, places=2)
    with house.scope():
        Call.objects.filter(pk=scene.call.pk).update(rules={"after": {"lists": {"names": names}}})
        paper = results_list.context_of(ResultsList.objects.filter(call=scene.call, language="en")[0])
        assert paper["rows"][0]["number"].startswith(shown)
    assert str(sheet_of(house, scene, "publication")[1][1]).startswith(shown)


def test_the_board_says_what_became_of_a_place(house: House) -> None:
    scene = released(house, points=(10, 5, 0), outcomes=OUTCOMES, places=1)
    with house.scope():
        place.decline_place(
            mobility=scene.fresh(scene.mobilities[0]), actor=scene.actor("applicant0"), reason="Other plans."
        )
    deliver_all()
    page = page_of(house, scene, "board/")
    assert "Declined" in page
    assert page.count("moved up from the reserve list") == 1
    assert page.count("Awarded") == 1


def test_the_letter_tells_the_points_by_criterion_and_nobodys_name(house: House, decided: Scene) -> None:
    with house.scope():
        decided.release()
    deliver_all()
    with house.scope():
        letter = SentNotice.objects.get(kind="reserve")
        assert "Justification: 5 of 10" in letter.text
        assert "Words of assessor." in letter.text
        for name in ("Assessor ff", "Second", "Chair ff"):
            assert name not in letter.text
