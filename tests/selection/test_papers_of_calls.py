"""The papers that a call asks of everybody: named on its page, handed in with the application, read by the office."""

import pytest

from mobility.models import Call, Mobility
from mobility.operations.answers import save_answers
from mobility.operations.application import Incomplete, submit
from mobility.questions import asking_of
from tests.selection.claims import Applicant, draft, live_call, paper
from tests.selection.test_facts_pages import english, section, upload
from tests.world import House

pytestmark = pytest.mark.django_db

ANSWERS = {"english": False, "courses": None, "clil_projects": None}
ANA = Applicant("a1", ANSWERS)
CONSENT = {"kind": "superior_consent", "required": True}
OTHERS = [
    {"kind": "other", "say": {"sl": "Načrt prenosa znanja", "en": "Plan of sharing"}},
    {"kind": "other", "required": True, "say": {"sl": "Izjava o varstvu", "en": "Statement on care"}},
]


@pytest.fixture
def begun(house: House) -> Mobility:
    """A draft that lacks nothing but its papers."""
    with house.scope():
        call = live_call(house)
        shared = {"kind": "language_certificate", "required": True}
        Call.objects.filter(pk=call.pk).update(papers=[CONSENT, shared, *OTHERS])
        call.refresh_from_db()
        mobility = draft(house, call, ANA)
        save_answers(mobility=mobility, actor=house.actor("a1"), answers=ANSWERS)
    return mobility


def missing_from(house: House, mobility: Mobility) -> set[str]:
    with pytest.raises(Incomplete) as refused:
        submit(mobility=mobility, actor=house.actor("a1"))
    return {finding.field for finding in refused.value.findings if finding.field.startswith("paper_")}


def test_each_paper_has_one_place_and_a_required_one_must_be_there(house: House, begun: Mobility) -> None:
    with house.scope():
        slots = asking_of(begun.call).slots
        required = {code for code, slot in slots.items() if slot.is_required}
        assert required == {"superior_consent", "language_certificate", "call-other-2"}
        assert "call-other-1" in slots
        assert slots["language_certificate"].questions
        assert missing_from(house, begun) == {f"paper_{slot}" for slot in required}
        handed = {slot: paper() for slot in ("superior_consent", "language_certificate")}
        save_answers(mobility=begun, actor=house.actor("a1"), answers={}, papers=handed)
        assert missing_from(house, begun) == {"paper_call-other-2"}
        save_answers(mobility=begun, actor=house.actor("a1"), answers={}, papers={"call-other-2": paper()})
        submit(mobility=begun, actor=house.actor("a1"))


def test_the_pages_name_them_take_them_and_show_them(house: House, begun: Mobility) -> None:
    client = english(house.client("a1"))
    public = client.get(house.url(f"calls/{begun.call.slug}/")).content.decode()
    assert "Statement on care" in public
    assert "Consent of the superior" in public
    page = client.get(section(house, begun)).content.decode()
    assert page.count('name="paper_language_certificate"') == 1
    assert page.index("Papers that the call asks for") < page.index('name="paper_call-other-1"')
    sent = {"paper_call-other-2": upload(name="izjava.pdf"), "stay": "1"}
    assert client.post(section(house, begun), sent).status_code == 302
    assert "izjava.pdf" in client.get(section(house, begun)).content.decode()
    preview = client.get(house.url(f"mobilities/{begun.public_id}/application/preview/")).content.decode()
    assert "Statement on care" in preview
    left = client.get(house.url(f"mobilities/{begun.public_id}/application/submit/")).content.decode()
    assert "The call requires this paper." in left
    assert "Statement on care" not in left
