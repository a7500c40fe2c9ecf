"""The published call as a paper: each version as it was, for everybody; a draft has none."""

from pathlib import Path

import pytest
from django.test import Client

from mobility import call_paper
from mobility.models import Call, CallText, CallVersion
from mobility.operations import calls
from tests.mobility.drafts import CRITERIA, call_fields, published
from tests.outbox import deliver_all
from tests.papers.issued import data_in, faults_of, packed, words_of
from tests.world import House

pytestmark = pytest.mark.papers

RULES = {
    "order": [{"by": "total"}, {"by": "lot"}],
    "allocation": {"places": 3, "zero_grant": True},
    "after": {
        "reserve": {"by_hand": False},
        "withdrawal": {"free_days": 5, "penalty": 10, "calls": 2},
        "objections": [{"days": 8, "decided_in": 15}],
        "lists": {"names": "codes"},
    },
}
COMMITTEE = {"members": 3, "quorum": 2, "shut_out": ["same_unit"]}
SAID = {
    "en": (
        "purpose en", "Professional justification", "clear tasks", "Order and ties", "a drawn lot",
        "The committee has 3 members.", "members of the applicant’s unit",
        "loses 10 points in the next 2 calls.", "They are decided within 15 days.",
        "When only the money is used up, places are awarded without a grant.",
    ),
    "sl": (
        "purpose sl", "Strokovna utemeljenost", "jasne naloge", "Vrstni red in izenačenja",
        "Komisija ima 3 člane.", "izgubi 10 točk v 2 naslednjih razpisih.",
    ),
}  # fmt: skip


@pytest.fixture
def call(house: House) -> Call:
    with house.scope():
        call = published(house, rules=RULES, committee_rules=COMMITTEE)
    deliver_all()
    return call


def correct(house: House, call: Call) -> None:
    with house.scope():
        actor = house.actor("coordinator")
        reason = {"reason_sl": "Več sredstev.", "reason_en": "More money."}
        rules = {**RULES, "allocation": {"places": 7, "zero_grant": True}}
        calls.correct_call(call=call, actor=actor, places=7, purpose_en="another aim", rules=rules, **reason)
    deliver_all()


def texts(language: str) -> list[CallText]:
    return list(CallText.objects.filter(language=language).select_related("file").order_by("version"))


@pytest.mark.parametrize("language", ["sl", "en"])
def test_it_holds_the_whole_call_and_conforms(
    house: House, call: Call, language: str, tmp_path: Path
) -> None:
    with house.scope():
        (text,) = texts(language)
        words = words_of(text.file)
        assert [said for said in SAID[language] if packed(said) not in words] == []
        assert faults_of(text.file, tmp_path) == []
        assert data_in(text.file)["data"] == CallVersion.objects.get(call=call).document


def test_each_version_says_what_it_said(house: House, call: Call) -> None:
    correct(house, call)
    with house.scope():
        first, second = texts("en")
        assert packed("purpose en") in words_of(first.file)
        told = words_of(second.file)
        for said in ("another aim", "More money.", "What this version corrects", "from “3” to “7”"):
            assert packed(said) in told
        # Printed late, the first version still says what it said.
        version = CallVersion.objects.get(call=call, version=1)
        late = call_paper.context_of(version)
        assert late["texts"]["purpose"].startswith("purpose")
        assert late["call"].places == 3
        assert [row.pk for row in call_paper.issue(version)] == [texts("sl")[0].pk, first.pk], "once"


def test_everybody_reads_it_and_nobody_a_draft(house: House, sister: House, call: Call) -> None:
    address = house.url(f"calls/{call.slug}/text/1/sl/")
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    page = Client().get(house.url(f"calls/{call.slug}/")).content.decode()
    assert page.count("/text/1/") == 2
    for missing in ("text/2/sl/", "text/1/xx/", "text/999999/sl/"):
        assert Client().get(house.url(f"calls/{call.slug}/{missing}")).status_code == 404
    assert Client().get(sister.url(f"calls/{call.slug}/text/1/sl/")).status_code == 404
    with house.scope():
        draft = calls.draft_call(
            actor=house.actor("coordinator"),
            member_id=house.member.pk,
            criteria=CRITERIA,
            **call_fields("next"),
        )
        assert not CallText.objects.filter(of__call=draft).exists()
