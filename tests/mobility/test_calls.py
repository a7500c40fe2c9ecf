"""A call as the product keeps it: drafts, copies, publication that names every mistake, versions, corrections."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.call_changes import changes_between, in_words
from mobility.call_document import criterion_fields, document_of, fields_of
from mobility.call_problems import problems_of
from mobility.models import Call, CallVersion
from mobility.operations import calls
from mobility.operations.application import start, withdraw
from mobility.policy import call_is_open
from tests.mobility.drafts import CRITERIA, call_fields, published
from tests.outbox import deliver_all
from tests.world import House


@pytest.fixture
def inside(house: House) -> Iterator[House]:
    with house.scope():
        yield house


def draft(house: House, **fields: Any) -> Call:
    criteria = fields.pop("criteria", CRITERIA)
    return calls.draft_call(
        actor=house.actor("coordinator"),
        member_id=house.member.pk,
        criteria=criteria,
        **(call_fields() | fields),
    )


def reason(**fields: Any) -> dict[str, Any]:
    return {"reason_sl": "Zamik pri sredstvih.", "reason_en": "The funds are late.", **fields}


def test_a_refused_publication_names_every_mistake(inside: House) -> None:
    call = draft(inside, purpose_en=" ", basis_sl="", places=0, criteria=[])
    with pytest.raises(Refusal) as refused:
        calls.publish_call(call=call, actor=inside.actor("coordinator"))
    found = list(problems_of(call))
    assert {problem.section for problem in found} == {"texts", "places", "criteria"}
    assert len(found) == 4
    assert all(str(problem) in str(refused.value) for problem in found)
    assert not CallVersion.objects.exists()


def test_what_was_published_is_kept_and_cannot_be_changed(inside: House) -> None:
    call = published(inside)
    version = CallVersion.objects.get(call=call)
    assert (version.version, version.document) == (1, document_of(call))
    with pytest.raises(DatabaseError), transaction.atomic():
        CallVersion.objects.filter(pk=version.pk).update(reason_sl="drugače")
    with pytest.raises(Refusal):
        calls.change_draft(call=call, actor=inside.actor("coordinator"), places=9)


def test_a_document_goes_into_rows_and_out_again(inside: House) -> None:
    call = published(inside)
    document = document_of(call)
    again = draft(
        inside,
        **{**fields_of(document), "slug": "again"},
        criteria=[
            criterion_fields(rule, most=row.most)
            for rule, row in zip(document["rules"]["criteria"], call.criteria.all(), strict=True)
        ],
    )
    again.slug = call.slug
    assert document_of(again) == document


def test_a_draft_changes_as_a_whole_or_in_parts(inside: House) -> None:
    call, actor = draft(inside), inside.actor("coordinator")
    calls.change_draft(call=call, actor=actor, places=7)
    assert Call.objects.get(pk=call.pk).places == 7
    assert call.criteria.count() == 2
    calls.change_draft(call=call, actor=actor, criteria=CRITERIA[:1])
    assert [row.name_in_rules for row in call.criteria.all()] == ["c1"]
    assert Entry.objects.filter(verb="call.changed").count() == 2
    for who in ("participant", "dean", "chair"):
        with pytest.raises(Refusal):
            calls.change_draft(call=call, actor=inside.actor(who), places=9)


def test_the_copy_of_last_year_moves_every_date_and_publishes_nothing(inside: House) -> None:
    after = {"reserve": {"until": "2027-02-28"}}
    call = published(inside, "stt-2026", rules={"after": after}, title_sl="Razpis 2026/27")
    copy = calls.copy_call(call=call, actor=inside.actor("coordinator"))
    assert (copy.slug, copy.academic_year, copy.title_sl) == ("stt-2027", "2027/28", "Razpis 2027/28")
    assert copy.published_at is None
    assert timedelta(days=364) < copy.closes_at - call.closes_at < timedelta(days=367)
    assert copy.rules["after"]["reserve"]["until"] == "2028-02-28"
    assert [row.most for row in copy.criteria.all()] == [row.most for row in call.criteria.all()]
    twice = calls.copy_call(call=call, actor=inside.actor("office"))
    assert twice.slug == "stt-2027-2"


def test_a_correction_is_a_new_version_and_reaches_every_applicant(inside: House) -> None:
    call, actor = published(inside), inside.actor("coordinator")
    start(call=call, actor=inside.actor("participant"))
    withdraw(mobility=start(call=call, actor=inside.actor("colleague")), actor=inside.actor("colleague"))
    version = calls.correct_call(
        call=call, actor=actor, **reason(places=5, results_by=call.results_by + timedelta(days=7))
    )
    deliver_all()
    deliver_all()
    letters = SentNotice.objects.filter(kind="call_corrected")
    assert [letter.person_id for letter in letters] == [inside.people["participant"].pk]
    letter = letters.get()
    assert letter.language == "en"
    assert "Places: from “3” to “5”" in letter.text
    assert "The funds are late." in letter.text
    first = CallVersion.objects.get(call=call, version=1)
    told = [in_words(change)["where"] for change in changes_between(first.document, version.document)]
    assert (version.version, len(told)) == (2, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"places": 5, "reason_en": " "},
        {},
        {"places": 0},
        {"slug": "another", "places": 5},
        {"criteria": CRITERIA[:1]},
        {"criteria": [{**CRITERIA[0], "code": "c1", "most": 20}, CRITERIA[1]]},
    ],
)
def test_a_correction_without_reason_change_or_sense_is_refused(inside: House, wrong: dict[str, Any]) -> None:
    call = published(inside)
    with pytest.raises(Refusal), transaction.atomic():
        calls.correct_call(call=call, actor=inside.actor("coordinator"), **reason(**wrong))
    assert CallVersion.objects.count() == 1
    assert Call.objects.get(pk=call.pk).places == 3


def test_the_words_of_a_published_criterion_can_be_put_right(inside: House) -> None:
    call = published(inside)
    criteria = calls.criteria_of(call)
    criteria[0]["name_en"] = "Reasons"
    calls.correct_call(call=call, actor=inside.actor("office"), criteria=criteria, **reason())
    assert call.criteria.order_by("position")[0].name_en == "Reasons"


def test_between_two_rounds_nobody_applies(inside: House) -> None:
    now = clock.now()

    def hour(days: int) -> str:
        return (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    def by(days: int) -> str:
        return (now + timedelta(days=days)).date().isoformat()

    rounds = [
        {"code": "first", "opens": hour(-20), "closes": hour(-10), "results_by": by(5)},
        {"code": "second", "opens": hour(10), "closes": hour(20), "results_by": by(30)},
    ]
    call = published(inside, rounds=rounds)
    assert not call_is_open(inside.actor("participant"), call)
    assert document_of(call)["call"]["rounds"] == rounds
