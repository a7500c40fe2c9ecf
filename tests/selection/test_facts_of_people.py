"""Facts that people supply: stated by applicants, looked at and entered by the office, frozen, and counted."""

from decimal import Decimal
from typing import Any

import pytest

from core.models import Entry
from core.policy import Refusal
from mobility.models import AnswerPaper, Application, Mobility
from mobility.operations.answers import save_answers
from mobility.operations.application import submit, take_back
from protection.copying import copy_of
from selection import operations
from selection.enums import Looked
from selection.models import Assessment, CheckedFact
from selection.operations import Look
from tests.calls.worked import call as worked
from tests.selection.claims import O30, Applicant, draft, handed_in, live_call, over, paper, seated
from tests.selection.scene import Scene
from tests.world import House

pytestmark = pytest.mark.django_db

EVERYTHING = ("language_certificate", "own-courses", "own-clil_projects")
# The applicants of the worked call (tests/calls/o30-fractions-and-age.csv). A4 states two courses too many.
APPLICANTS = {
    "A1": Applicant(
        "a1", {"english": True, "courses": "3", "clil_projects": "2"}, "1980-05-01", 0, EVERYTHING
    ),
    "A2": Applicant(
        "a2", {"english": True, "courses": "3", "clil_projects": "2"}, "1990-01-01", 1, EVERYTHING
    ),
    "A3": Applicant(
        "a3", {"english": True, "courses": "3", "clil_projects": "2"}, "1985-01-01", 0, EVERYTHING
    ),
    "A4": Applicant(
        "a4", {"english": False, "courses": "12", "clil_projects": "4"}, "1970-07-07", 3, EVERYTHING
    ),
    "A5": Applicant(
        "a5", {"english": True, "courses": "7", "clil_projects": None}, "1999-09-09", 0, EVERYTHING
    ),
}


def looks_at(code: str) -> list[Look]:
    """What the coordinator says of each: the papers show it, but for one slip and one course that nothing shows."""
    one = APPLICANTS[code]
    looks = [Look(fact, Looked.ACCEPTED) for fact, answer in one.answers.items() if answer]
    if code == "A4":
        looks[0] = Look(
            "courses", Looked.CORRECTED, value="10", reason="Two certificates are not recognised."
        )
    if code == "A5":
        looks[1] = Look("courses", Looked.NOT_PROVEN, reason="The paper is an invitation.")
    return [*looks, Look("born", Looked.ENTERED, value=one.born, record="personnel file")]


def look(scene: Scene, mobility: Mobility, looks: list[Look], version: int = 1) -> None:
    operations.check_facts(mobility=mobility, actor=scene.actor("coordinator"), looks=looks, version=version)


def test_a_call_on_stated_facts_is_run_to_the_ranking_worked_by_hand(house: House) -> None:
    with house.scope():
        call = live_call(house)
        scene = seated(house, call)
        files = {code: handed_in(house, call, one) for code, one in APPLICANTS.items()}
        over(call)
        with pytest.raises(Refusal, match="Look at these statements first: English certificate"):
            operations.admit(mobility=files["A1"], actor=scene.actor("coordinator"))
        for code, mobility in files.items():
            look(scene, mobility, looks_at(code))
        scene.mobilities = list(files.values())
        scene.admit_all()
        CheckedFact.objects.filter(mobility=files["A3"], code="born").update(value="1950-01-01")
        for name in ("chair", "assessor", "second"):
            for mobility in scene.mobilities:
                operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores={})
        scene.close()
        expected = worked(O30).expected
        for code, mobility in files.items():
            assessment = Assessment.objects.get(mobility=mobility)
            points = {row.criterion.code: row.points for row in assessment.computed_points.all()}
            told = expected[code]
            assert points == {name: Decimal(str(value)) for name, value in told["points"].items()}, code
            assert (assessment.total, assessment.rank) == (told["total"], told["rank"]), code
        facts = Assessment.objects.get(mobility=files["A3"]).facts
        assert facts["born"]["value"] == "1985-01-01", "frozen when it was passed on"
        assert facts["born"]["record"] == "office:personnel file"
        assert facts["courses"]["record"].startswith("paper:")
        assert Assessment.objects.get(mobility=files["A5"]).facts["courses"]["verified"] is False


def test_what_was_handed_in_stays_with_its_version(house: House) -> None:
    with house.scope():
        call, one = live_call(house), APPLICANTS["A1"]
        mobility, actor = handed_in(house, call, one), house.actor(one.name)
        take_back(mobility=mobility, actor=actor)
        save_answers(
            mobility=mobility,
            actor=actor,
            answers={"courses": "", "english": False, "unknown": "x"},
            papers={"own-courses": paper("new.pdf"), "elsewhere": paper()},
            taken_away={"language_certificate"},
        )
        first, second = Application.objects.filter(mobility=mobility).order_by("version")
        assert first.answers == one.answers
        assert second.answers == {"english": False, "clil_projects": "2"}
        assert {row.slot for row in first.papers.filter(removed_at=None)} == set(EVERYTHING)
        assert {row.slot for row in second.papers.filter(removed_at=None)} == {
            "own-courses",
            "own-clil_projects",
        }
        assert second.papers.get(slot="own-courses", removed_at=None).file.original_name == "new.pdf"
        with pytest.raises(Refusal, match="1 thing"):
            submit(mobility=mobility, actor=actor)


def test_a_look_is_about_what_was_looked_at(house: House) -> None:
    with house.scope():
        call, one = live_call(house), APPLICANTS["A1"]
        scene, mobility = seated(house, call), handed_in(house, call, one)
        look(scene, mobility, looks_at("A1"))
        entry = Entry.objects.get(verb="application.facts_checked")
        assert entry.facts == {"version": 1, "accepted": 3, "entered": 1}
        actor = house.actor(one.name)
        take_back(mobility=mobility, actor=actor)
        save_answers(mobility=mobility, actor=actor, answers={"courses": "9"})
        submit(mobility=mobility, actor=actor)
        with pytest.raises(Refusal, match="handed in anew"):
            look(scene, mobility, looks_at("A1"))
        with pytest.raises(Refusal, match="first: Number of recognised courses"):
            operations.admit(mobility=mobility, actor=scene.actor("coordinator"))
        look(scene, mobility, [Look("courses", None)], version=2)
        assert not CheckedFact.objects.filter(mobility=mobility, code="courses").exists()


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (Look("courses", Looked.CORRECTED, reason="Wrong."), "Give the value"),
        (Look("courses", Looked.CORRECTED, value="1"), "Give the reason"),
        (Look("courses", Looked.NOT_PROVEN), "Give the reason"),
        (Look("born", Looked.ENTERED, value="1980-01-01"), "in which record"),
        (Look("born", Looked.ACCEPTED), "cannot be said"),
        (Look("earlier", Looked.ENTERED, value="0", record="own list"), "cannot be said"),
        (Look("courses", Looked.ENTERED, value="99", record="own list"), "cannot be said"),
    ],
)
def test_what_cannot_be_said_is_refused_and_changes_nothing(house: House, what: Look, why: str) -> None:
    with house.scope():
        call = live_call(house)
        scene, mobility = seated(house, call), handed_in(house, call, APPLICANTS["A1"])
        with pytest.raises(Refusal, match=why):
            look(scene, mobility, [Look("english", Looked.ACCEPTED), what])


def test_the_participants_copy_holds_answers_papers_and_what_the_office_said(house: House) -> None:
    with house.scope():
        call, one = live_call(house), APPLICANTS["A4"]
        scene, mobility = seated(house, call), handed_in(house, call, one)
        look(scene, mobility, looks_at("A4"))
        copy = copy_of(house.people[one.name])
        tables: dict[str, Any] = {table.label: table.rows for table in copy.tables}
        assert tables["mobility.Application"][-1]["answers"] == one.answers
        assert {row["slot"] for row in tables["mobility.AnswerPaper"]} == set(EVERYTHING)
        said = {row["code"]: row for row in tables["selection.CheckedFact"]}
        assert said["courses"]["reason"] == "Two certificates are not recognised."
        assert "looked_by" not in said["courses"]
        assert [file.original_name for file in copy.files].count("a4.pdf") == len(EVERYTHING)
        assert AnswerPaper.objects.count() == len(EVERYTHING)
        assert draft(house, call, APPLICANTS["A5"]).number == ""
