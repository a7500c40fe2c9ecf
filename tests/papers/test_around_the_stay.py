"""Papers around the stay: the departure pack, the data for Europass, the page for the annual interview."""

from pathlib import Path

import pytest

from core import clock
from members.actor import host
from mobility.enums import Stage
from mobility.models import IssuedDocument, Mobility
from recognition.operations import record_entry
from reporting.models import OutcomeAssessment
from reporting.operations.feedback import assess_outcomes
from tests.agreement.paths import fresh, preparing, sign_all
from tests.outbox import deliver_all
from tests.papers.issued import faults_of, packed, words_of
from tests.reporting.scene import GOALS, completed, finish_report, returned
from tests.world import House

pytestmark = pytest.mark.papers

# Who opens which paper of a recognised mobility: those who read what it says.
OPENED_BY = {
    "europass": {
        "participant": 200,
        "coordinator": 200,
        "dean": 200,
        "hr": 200,
        "head": 404,
        "colleague": 404,
    },
    "interview": {
        "participant": 200,
        "coordinator": 200,
        "dean": 200,
        "hr": 404,
        "head": 404,
        "colleague": 404,
    },
}


@pytest.fixture
def recognised(house: House) -> Mobility:
    mobility = completed(house)
    with house.scope():
        record_entry(
            mobility=mobility,
            actor=house.actor("hr"),
            kinds=["annual_interview"],
            entered_on=clock.today(),
            reference="OM-1",
        )
    deliver_all()
    return mobility


def papers(mobility: Mobility, kind: str) -> list[IssuedDocument]:
    rows = IssuedDocument.objects.filter(mobility=mobility, kind=kind).select_related("file")
    return list(rows.order_by("version", "language"))


def test_what_came_of_it_stands_on_the_page_for_the_interview(
    house: House, recognised: Mobility, tmp_path: Path
) -> None:
    with house.scope():
        english, slovenian = papers(recognised, "interview")
        words = words_of(english.file)
        for said in (
            "Learn how Vienna receives its guests", "achieved in full", "The form waits for the dean.", "Less paper.",
            "Digital form", "One form for all units", "annual interview", "OM-1",
        ):  # fmt: skip
            assert packed(said) in words, said
        assert packed("Kaj prevzame enota in kdo za to poskrbi?") in words_of(slovenian.file)
        assert faults_of(english.file, tmp_path) == faults_of(slovenian.file, tmp_path) == []


def test_the_sheet_for_europass_says_what_is_known_and_that_it_is_none(
    house: House, recognised: Mobility, tmp_path: Path
) -> None:
    with house.scope():
        english, slovenian = papers(recognised, "europass")
        words = words_of(english.file)
        for said in (
            "It is not a Europass Mobility document", recognised.person.last_name, "Universität Wien",
            "Five days in the office.", "Digital reception of guests.", "Erasmus+ KA131",
        ):  # fmt: skip
            assert packed(said) in words, said
        assert faults_of(english.file, tmp_path) == faults_of(slovenian.file, tmp_path) == []


@pytest.mark.parametrize("told", ["before", "unasked", "after"])
def test_the_report_shows_what_the_host_said_of_the_goals_before_it_was_issued(
    house: House, told: str, tmp_path: Path
) -> None:
    """Named as the host's, with name and day; not what came later, nor what was said when nobody spoke of printing."""
    mobility = returned(house)
    if told != "after":
        assess(house, mobility)
    if told == "unasked":
        with house.scope():
            OutcomeAssessment.objects.update(for_report=False)
    finish_report(house, mobility)
    deliver_all()
    if told == "after":
        assess(house, mobility)
        deliver_all()
    with house.scope():
        english, slovenian = papers(mobility, "content_report")
        for file, heading in ((english.file, "The host’s own word"), (slovenian.file, "Beseda gostitelja")):
            words = words_of(file)
            said = [
                packed(one) in words for one in (heading, "She asked much.", "Come again.", "Anna Gruber, ")
            ]
            assert set(said) <= {told == "before"}, file.original_name
        assert faults_of(english.file, tmp_path) == []


def assess(house: House, mobility: Mobility) -> None:
    with house.scope():
        rows = [{"text": goal, "result": "partly", "comment": "She asked much."} for goal in GOALS]
        actor = host(house.university.pk, "Anna Gruber")
        assess_outcomes(mobility=mobility, actor=actor, rows=rows, words="Come again.")


@pytest.mark.parametrize("kind", OPENED_BY)
def test_who_reads_what_it_says_reads_the_paper(house: House, recognised: Mobility, kind: str) -> None:
    with house.scope():
        public_id = papers(recognised, kind)[0].public_id
    address = house.url(f"mobilities/{recognised.public_id}/agreement/documents/{public_id}/")
    assert {who: house.client(who).get(address).status_code for who in OPENED_BY[kind]} == OPENED_BY[kind]


def test_whoever_is_ready_gets_the_departure_pack(house: House, tmp_path: Path) -> None:
    with house.scope():
        mobility = fresh(sign_all(house, preparing(house)))
        assert mobility.stage == Stage.READY
        english, slovenian = papers(mobility, "departure")
        words = words_of(english.file)
        coordinator = house.people["coordinator"]
        for said in ("Anna Gruber", "anna@host.example", coordinator.email, "EU Survey", "the collegium"):
            assert packed(said) in words, said
        assert packed("Vse za na pot") in words_of(slovenian.file)
        assert faults_of(english.file, tmp_path) == faults_of(slovenian.file, tmp_path) == []
