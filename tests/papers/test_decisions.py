"""Decisions as papers: one for each that was released, in its shape, read by those who read the result."""

from pathlib import Path

import pytest

from mobility import documents
from mobility.models import IssuedDocument, Mobility
from selection import operations
from selection.enums import Relief
from selection.models import Decision
from tests.outbox import deliver_all
from tests.papers.issued import faults_of, packed, words_of
from tests.selection.scene import Scene, make_scene
from tests.selection.test_appeals import heard
from tests.selection.test_reserve import released
from tests.world import House

pytestmark = pytest.mark.papers

# In the order of the applications of the scene: what its paper says, and what it must not say.
SHAPES = {
    "award": ("A place is awarded to you.", "You may appeal"),
    "reserve": ("Your application is on the reserve list, place 1.", "A place is awarded"),
    "refuse": ("Your application was not selected.", "Confirm it by"),
}
OPENED_BY = {
    "applicant2": 200, "coordinator": 200, "office": 200, "dean": 200, "auditor": 200,
    "applicant0": 404, "head": 404, "hr": 404, "assessor": 403, "colleague": 404, "finance": 404,
}  # fmt: skip


@pytest.fixture
def scene(house: House) -> Scene:
    return released(house, points=(10, 5, 0), outcomes=("award", "reserve", "refuse"), places=2)


def papers_of(mobility: Mobility, kind: str = "decision") -> list[IssuedDocument]:
    rows = IssuedDocument.objects.filter(mobility=mobility, kind=kind).select_related("file")
    return list(rows.order_by("version", "language"))


def test_each_decision_is_a_paper_in_its_shape(house: House, scene: Scene, tmp_path: Path) -> None:
    with house.scope():
        for mobility, (outcome, (said, unsaid)) in zip(scene.mobilities, SHAPES.items(), strict=True):
            english, slovenian = papers_of(mobility)
            words = words_of(english.file)
            assert packed(said) in words
            assert packed(unsaid) not in words
            assert packed(f"Because: {outcome}.") in words
            assert packed("Points by criterion") in words
            assert packed("Clear tasks.") in words
            assert mobility.person.last_name in words
            others = {other.person.last_name for other in scene.mobilities} - {mobility.person.last_name}
            assert not [name for name in others if name in words]
            assert packed("Sklep o izboru") in words_of(slovenian.file)
            assert faults_of(english.file, tmp_path) == []
            assert faults_of(slovenian.file, tmp_path) == []
            assert not [name for name in ("second", "assessor") if name in words.lower()], "who scored"
        refused = words_of(papers_of(scene.mobilities[2])[0].file)
        assert packed("You may appeal against this decision until") in refused
        assert packed("The points do not follow from the criteria") in refused


@pytest.mark.parametrize(("who", "status"), OPENED_BY.items())
def test_who_reads_the_result_reads_its_paper(house: House, scene: Scene, who: str, status: int) -> None:
    mobility = scene.mobilities[2]
    with house.scope():
        public_id = papers_of(mobility)[0].public_id
    address = house.url(f"mobilities/{mobility.public_id}/agreement/documents/{public_id}/")
    assert house.client(who).get(address).status_code == status


def test_an_upheld_appeal_is_a_paper_and_leads_to_the_next_version(
    house: House, scene: Scene, tmp_path: Path
) -> None:
    mobility = heard(scene, Relief.AWARD)
    with house.scope():
        rows = papers_of(mobility)
        assert [(row.version, row.superseded_at is None) for row in rows] == [
            (1, False), (1, False), (2, True), (2, True),
        ]  # fmt: skip
        assert packed("after an appeal") in words_of(rows[2].file)
        english, slovenian = papers_of(mobility, "appeal")
        words = words_of(english.file)
        for said in (
            "The panel upheld the appeal.",
            "We read it again.",
            "My tasks were misread.",
            "(chair)",
        ):
            assert packed(said) in words
        assert packed("Senat je pritožbi ugodil.") in words_of(slovenian.file)
        assert faults_of(english.file, tmp_path) == faults_of(slovenian.file, tmp_path) == []
        address = house.url(f"mobilities/{mobility.public_id}/agreement/documents/{english.public_id}/")
    status = {who: house.client(who).get(address).status_code for who in ("applicant2", "dean", "auditor")}
    assert status == {"applicant2": 200, "dean": 200, "auditor": 404}, "as the page of the appeal"


def test_a_paper_printed_after_its_successor_is_set_aside(house: House, scene: Scene) -> None:
    mobility = heard(scene, Relief.AWARD)
    with house.scope():
        first = papers_of(mobility)[0]
        earlier = Decision.objects.get(assessment__mobility=mobility, version=1)
        again = IssuedDocument(
            mobility=mobility, member_id=mobility.member_id, kind="decision", language="xx", version=2
        )
        again.file, again.paper, again.issued_at = first.file, first.paper, first.issued_at
        again.save()
        late = IssuedDocument(
            mobility=mobility, member_id=mobility.member_id, kind="decision", language="xx", version=1
        )
        late.issued_at = earlier.decided_at
        documents._take_place(late)
        assert late.superseded_at is not None


def test_an_exclusion_is_a_paper(house: House, tmp_path: Path) -> None:
    with house.scope():
        scene = make_scene(house, applications=1)
        mobility = scene.mobilities[0]
        operations.exclude(
            mobility=mobility, actor=scene.actor("coordinator"), clause="Article 4", reasons="No invitation."
        )
    deliver_all()
    with house.scope():
        english, slovenian = papers_of(mobility, "ineligible")
        words = words_of(english.file)
        for said in ("Article 4", "No invitation.", "You may appeal against this decision until"):
            assert packed(said) in words
        assert faults_of(english.file, tmp_path) == faults_of(slovenian.file, tmp_path) == []
