"""Calls as files: in and out again without a change, all or nothing, every mistake with its line."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from core.policy import Refusal
from mobility.models import Call
from mobility.operations.calls import copy_call
from selection.engine.mistakes import Mistakes
from selection.operations.call_files import export_call, import_call, replace_draft
from tests.mobility.drafts import published
from tests.world import House

FILE = """\
format: popotnik-call/1
call:
  slug: stt-2030
  action: KA131
  activities: [STT, STA]
  academic_year: 2030/2031
  title:
    sl: Razpis STT
    en: STT call
  purpose:
    sl: Namen
    en: Purpose
  staff_groups: [professional]
  rounds:
    - code: autumn
      opens: 2030-10-01T08:00
      closes: 2030-10-31T23:59
      results_by: 2030-11-20
    - {code: spring, opens: 2031-02-01T08:00, closes: 2031-02-28T23:59, results_by: 2031-03-20}
  stays: {from: 2031-01-01, until: 2032-09-30}
  places: 12
  papers:
    - {kind: invitation, required: true}
  committee: {members: 3, quorum: 2, shut_out: [same_unit]}
rules:
  facts:
    - code: service
      type: number
      source: register
      label: {sl: mesecev zaposlitve, en: months of service}
      unit: months
      register: employment.months
    - code: first_time
      type: flag
      source: claim
      label: {sl: prvič, en: first time}
  gates:
    - code: a_year
      must: {fact: service, at_least: 12}
      else: not_eligible
  criteria:
    - code: plan
      name: {sl: Načrt, en: Plan}
      kind: judged
      levels:
        - points: 0
          name: {sl: ni ga, en: none}
        - points: 22.5
          name: {sl: dober, en: good}
      marks: median
    - code: years
      name: {sl: Delovna doba, en: Service}
      article: 4. člen
      kind: linear
      at_most: 10
      fact: service
      per: 12
      points: 0.75
    - code: first
      name: {sl: Prvič, en: First time}
      kind: flag
      if: {fact: first_time}
      points: 5
      otherwise: -2.5
  total: {printed: 37.5}
  order:
    - by: total
    - {by: fact, code: service, way: descending}
    - by: lot
"""


@pytest.fixture
def inside(house: House) -> Iterator[House]:
    with house.scope():
        yield house


def taken_in(house: House, text: str = FILE) -> Call:
    return import_call(text=text, member_id=house.member.pk, actor=house.actor("coordinator"))


def test_a_file_becomes_a_draft_and_the_same_file_again(inside: House) -> None:
    call = taken_in(inside)
    plan, years, first = call.criteria.order_by("position")
    assert (plan.kind, plan.most, years.most, first.most) == ("judged", Decimal("22.5"), 10, 5)
    assert call.rounds[0]["code"] == "autumn"
    assert call.published_at is None
    text = export_call(call=call, actor=inside.actor("office"))
    again = replace_draft(call=call, text=text, actor=inside.actor("coordinator"))
    assert export_call(call=again, actor=inside.actor("office")) == text
    assert "points: 22.5" in text
    assert "otherwise: -2.5" in text


def test_the_export_of_a_call_with_the_older_rules_is_the_same_after_import(inside: House) -> None:
    call = published(inside)
    text = export_call(call=call, actor=inside.actor("coordinator"))
    again = taken_in(inside, text)
    assert again.slug == "stt-2"
    assert export_call(call=again, actor=inside.actor("coordinator")) == text.replace(
        "slug: stt\n", "slug: stt-2\n"
    )
    assert "history.last_ended" in text


def test_every_mistake_is_told_by_its_line_and_nothing_is_kept(inside: House) -> None:
    wrong = (
        FILE.replace("places: 12", "seats: 12")
        .replace("per: 12\n      points: 0.75", "per: 12\n      points: a lot")
        .replace("closes: 2030-10-31T23:59", "closes: 2030-10-32")
    )
    with pytest.raises(Mistakes) as told:
        taken_in(inside, wrong)
    lines = {mistake.line: mistake.code for mistake in told.value.mistakes}
    text = wrong.splitlines()
    assert {text[(line or 1) - 1].strip() for line in lines} == {
        "seats: 12",
        "points: a lot",
        "closes: 2030-10-32",
    }
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("there", "instead", "code"),
    [
        ("closes: 2030-10-31T23:59", "closes: 2030-09-30T23:59", "deadline_before_opening"),
        ("[professional]", "[professional, gardeners]", "unknown_choice"),
        ("until: 2032-09-30", "until: 2030-12-31", "stays_backwards"),
    ],
)
def test_what_the_product_cannot_keep_is_a_mistake_of_its_line(
    inside: House, there: str, instead: str, code: str
) -> None:
    with pytest.raises(Mistakes) as told:
        taken_in(inside, FILE.replace(there, instead))
    (mistake,) = told.value.mistakes
    line = FILE.replace(there, instead).splitlines()[(mistake.line or 1) - 1]
    assert mistake.code == code
    assert instead.split("[", maxsplit=1)[0] in line


def test_a_copy_of_an_imported_call_is_a_year_on(inside: House) -> None:
    copy = copy_call(call=taken_in(inside), actor=inside.actor("office"))
    assert copy.slug == "stt-2031"
    assert [row["closes"] for row in copy.rounds] == ["2031-10-31T23:59", "2032-02-28T23:59"]


@pytest.mark.parametrize("who", ["participant", "chair", "dean"])
def test_others_neither_take_in_nor_give_out(inside: House, who: str) -> None:
    with pytest.raises(Refusal):
        import_call(text=FILE, member_id=inside.member.pk, actor=inside.actor(who))
    call = taken_in(inside)
    with pytest.raises(Refusal):
        export_call(call=call, actor=inside.actor(who))
