"""A judged criterion within a group: asked where it applies, counted as the group counts, told to whoever reads it."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from core.policy import Refusal
from mobility.models import Call, Criterion, Mobility
from mobility.operations import calls
from selection import operations
from selection.enums import Looked
from selection.models import Assessment, Sheet
from selection.operations import Look, Notes
from selection.operations.call_files import import_call
from selection.scale import every, judged, scales_of
from selection.telling import told_points
from tests.calls.worked import call as worked
from tests.calls.worked import text_of
from tests.outbox import deliver_all
from tests.selection.claims import Applicant, handed_in, live_call, over, seated
from tests.selection.scene import ASSESSORS, Scene, make_scene
from tests.selection.test_scoring import english
from tests.world import House

pytestmark = pytest.mark.django_db

O24 = "o24-holder-of-the-agreement"
SHOWN = ("honoured", "language_shown", "initiated", "encouraged", "advised", "selected", "exchange", "holder")
ENTERED = ("doctor", "retires", "tenured")
YES = "yes"


def rows_of(name: str) -> dict[str, dict[str, Any]]:
    """The worked applicants: what is held of each fact."""
    return {one.code: dict(one.facts) for one in worked(name).applications}


def applicant(code: str, facts: dict[str, Any]) -> Applicant:
    said = {name: bool(name in facts and facts[name].value) for name in SHOWN}
    papers = (f"own-{name}" for name, is_so in said.items() if is_so)
    return Applicant(code.lower(), said, earlier=int(facts["earlier"].value), papers=tuple(papers))


def looks_at(facts: dict[str, Any]) -> list[Look]:
    """What the office says: of each statement whether its paper shows it, and what its own records hold."""
    looks = []
    for name in SHOWN:
        if name in facts and facts[name].value:
            shows = facts[name].verified
            said = Looked.ACCEPTED if shows else Looked.NOT_PROVEN
            looks.append(Look(name, said, reason="" if shows else "No paper of it."))
    kept = [Look(name, Looked.ENTERED, value=facts[name].value, record="personnel file") for name in ENTERED]
    return [*looks, *kept]


@pytest.fixture
def live(house: House) -> tuple[Scene, dict[str, Mobility]]:
    """The published call with its applicants before the committee; two whom a gate shuts out are not passed on."""
    with house.scope():
        call = live_call(house, O24)
        scene = seated(house, call)
        known = {code: facts for code, facts in rows_of(O24).items() if facts["complete"].value}
        files = {code: handed_in(house, call, applicant(code, facts)) for code, facts in known.items()}
        over(call)
        for code, mobility in files.items():
            looks = looks_at(known[code])
            operations.check_facts(
                mobility=mobility, actor=scene.actor("coordinator"), looks=looks, version=1
            )
        for code in ("A5", "A6"):
            with pytest.raises(Refusal, match="A condition of the call is not met"):
                operations.admit(mobility=files.pop(code), actor=scene.actor("coordinator"))
        scene.mobilities = list(files.values())
        scene.admit_all()
    return scene, files


def interview(call: Call) -> int:
    (row,) = judged(scales_of(call))
    assert row.code == "interview"
    return row.id


def given(scene: Scene, points: int) -> dict[int, Any]:
    return {interview(scene.call): {"points": Decimal(points), "sentence": "Speaks it well."}}


def sums(files: dict[str, Mobility]) -> dict[str, list[Decimal]]:
    """What the marks of each sheet come to, the lowest first."""
    return {
        code: sorted(Sheet.objects.filter(assessment__mobility=one).values_list("sum", flat=True))
        for code, one in files.items()
    }


def meet(scene: Scene, files: dict[str, Mobility]) -> None:
    """The meeting agrees on the marks of the worked applicants."""
    chair, marks = scene.actor("chair"), {one.code: one.marks for one in worked(O24).applications}
    operations.open_meeting(call=scene.call, actor=chair)
    present = frozenset(scene.house.people[name].pk for name in ASSESSORS)
    notes = Notes(held_on=scene.call.results_by, present=present, look_again_from=Decimal(5))
    operations.note_meeting(call=scene.call, actor=chair, notes=notes)
    for code, mobility in files.items():
        mark = marks[code].get("interview", {}).get("agreed")
        points = {} if mark is None else {interview(scene.call): mark}
        operations.agree(mobility=mobility, actor=chair, points=points, sentence="As heard.")


def test_the_call_is_run_to_the_ranking_worked_by_hand(house: House, live: Any) -> None:
    scene, files = live
    with house.scope():
        names = [(scale.code, depth) for scale, depth in every(scales_of(scene.call))][1:4]
        assert names == [("language", 0), ("interview", 1), ("by_mobility", 1)]
        with pytest.raises(Refusal, match="not asked of this application"):
            operations.save_scores(mobility=files["A3"], actor=scene.actor("chair"), scores=given(scene, 10))
        with pytest.raises(Refusal, match="Language in the interview: choose the points"):
            operations.hand_in_scores(mobility=files["A1"], actor=scene.actor("chair"), scores={})
        for name in ASSESSORS:
            for code, mobility in files.items():
                scores = {} if code == "A3" else given(scene, 0 if name == "second" else 10)
                operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=scores)
        assert sums(files) == {"A1": [0, 10, 10], "A2": [0, 10, 10], "A3": [10, 10, 10], "A4": [0, 10, 10]}
        meet(scene, files)
        expected = worked(O24).expected
        before = {code: Assessment.objects.get(mobility=one).total for code, one in files.items()}
        assert before == {code: expected[code]["total"] for code in files}, "reckoned before it is closed"
        scene.close()
        for code, mobility in files.items():
            assessment, told = Assessment.objects.get(mobility=mobility), expected[code]
            points = {name: Decimal(assessment.points[name]) for name in told["points"]}
            assert points == told["points"], code
            assert (assessment.total, assessment.rank) == (told["total"], told["rank"]), code
        assert Decimal(Assessment.objects.get(mobility=files["A1"]).points["interview"]) == 10
        assert "interview" not in Assessment.objects.get(mobility=files["A3"]).points, "it did not apply"
        group = Criterion.objects.get(call=scene.call, code="language")
        boxes = Assessment.objects.get(mobility=files["A3"]).computed_points.filter(criterion__within=group)
        assert [(row.criterion.code, row.points) for row in boxes] == [("by_mobility", 10)]
    page = english(house, "chair").get(house.url(f"selection/decide/{files['A1'].public_id}/"))
    text = page.content.decode()
    assert "Language in the interview" in text
    assert "The best of the following counts." in text


def test_the_sheet_shows_the_group_and_asks_only_where_the_row_applies(house: House, live: Any) -> None:
    scene, files = live
    client, name = english(house, "chair"), f"points_{_interview(house, scene)}"
    asked, left_out = (
        client.get(house.url(f"selection/score/{files[code].public_id}/")).content.decode()
        for code in ("A1", "A3")
    )
    assert asked.count("criteria-group") == 1
    assert "The best of the following counts." in asked
    assert f'name="{name}"' in asked
    assert f'name="{name}"' not in left_out
    assert "“Language in the interview” is not asked of this application" in left_out
    assert "Language from an earlier mobility" in left_out
    address = house.url(f"selection/score/{files['A1'].public_id}/")
    kept = client.post(address, {name: "10"}, headers={"X-Autosave": "1"}).json()
    assert kept["given"] == "40", "30 by rules, 10 in the interview: as the group counts"
    handed = client.post(house.url(f"selection/score/{files['A3'].public_id}/"), {"next": "1"})
    assert handed.status_code == 302, "nothing is left to mark, so that the empty sheet is complete"


def _interview(house: House, scene: Scene) -> int:
    with house.scope():
        return interview(scene.call)


def test_the_sheet_in_a_spreadsheet_has_a_dash_where_nothing_is_asked(house: House, live: Any) -> None:
    scene, files = live
    client, address = english(house, "assessor"), house.url(f"selection/{scene.call.slug}/sheet")
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))
    sheet = book.active
    assert str(sheet["D1"].value) == "1 points: Language at teaching level: Language in the interview (0, 10)"
    lines = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    line = lines[files["A3"].number]
    assert [sheet[f"{column}{line}"].value for column in "DE"] == ["–", None]
    assert [sheet[f"{column}{line}"].protection.locked for column in "DEF"] == [True] * 3
    for code in ("A1", "A2", "A4"):
        sheet[f"D{lines[files[code].number]}"], sheet[f"E{lines[files[code].number]}"] = 10, "Fluent."
    looked = client.post(f"{address}/", {"table": _file(book)})
    told = looked.context["tried"]
    assert (len(told.changes), len(told.ready), told.unchanged) == (3, 4, 1)
    sheet[f"D{line}"] = 10
    refused = client.post(f"{address}/", {"table": _file(book)})
    (problem,) = refused.context["problems"]
    assert (problem.line, str(problem.words)) == (line, "This criterion is not asked of this application.")


def _file(book: Any) -> SimpleUploadedFile:
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("sheet.xlsx", target.getvalue())


NESTED = """        - code: spoken
          name: {sl: Govorni del, en: Spoken part}
          kind: group
          at_most: 12
          weight: 0.5
          of:
            - code: lesson
              name: {sl: Vzorčna ura, en: Sample lesson}
              kind: judged
              scale: {from: 0, to: 8, step: 0.25}
            - code: talk
              name: {sl: Pogovor, en: Conversation}
              kind: judged
              scale: {from: 0, to: 8, step: 0.25}
            - code: stays
              name: {sl: Bivanja, en: Stays}
              kind: linear
              fact: earlier
              points: 1
"""


def test_groups_in_groups_count_as_the_rules_say_before_and_after_closing(house: House) -> None:
    head, mark = text_of(O24).split("      take: best\n", 1)
    text = head.replace("marks: agreed", "marks: mean") + NESTED + "      take: best\n" + mark
    with house.scope():
        call = live_call(house, O24, text=text)
        scene = seated(house, call)
        facts = rows_of(O24)["A1"]
        mobility = handed_in(house, call, applicant("A1", facts))
        over(call)
        operations.check_facts(
            mobility=mobility, actor=scene.actor("coordinator"), looks=looks_at(facts), version=1
        )
        scene.mobilities = [mobility]
        scene.admit_all()
        ids = {row.code: row.id for row in judged(scales_of(call))}
        assert list(ids) == ["interview", "lesson", "talk"]
        marks = {"chair": (0, "7.25", "8"), "assessor": (0, "8", "2.5"), "second": (10, "0", "0")}
        for name, given in marks.items():
            scores = {
                ids[code]: {"points": Decimal(points), "sentence": "Heard."}
                for code, points in zip(ids, given, strict=True)
            }
            operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=scores)
        # Two stays. (7.25 + 8 + 2) is cut to 12, (8 + 2.5 + 2) too; half of it counts: 6 above 0; 1 below 10.
        sums = Sheet.objects.order_by("sum").values_list("sum", flat=True)
        assert list(sums) == [6, 6, 10]
        scene.close()
        # The means: interview 3.33, spoken part 5.0833… + 3.5 + 2 = 10.5833…, half of it.
        total = Assessment.objects.get(mobility=mobility).total
        assert total is not None
        assert round(total - 30, 4) == Decimal("5.2917")


def test_words_inside_a_group_can_be_corrected_and_nothing_else(house: House) -> None:
    with house.scope():
        call, actor = live_call(house, O24), house.actor("coordinator")
        reason = {"reason_sl": "Tipkarska napaka.", "reason_en": "A slip."}
        assert "Language at the interview" not in {scale.name_en for scale in judged(scales_of(call))}
        given = calls.criteria_of(call)
        assert [row["code"] for row in given][:3] == ["honoured", "language", "newcomer"]
        given[1]["definition"]["of"][0]["name"]["en"] = "Language at the interview"
        given[1]["definition"]["of"][0]["levels"][1]["name"]["en"] = "shown well"
        calls.correct_call(call=call, actor=actor, criteria=given, **reason)
        deliver_all()
        assert "Language at the interview" in {scale.name_en for scale in judged(scales_of(call))}
        row = Criterion.objects.get(call=call, code="interview")
        assert (row.name_en, row.levels.get(points=10).name_en) == (
            "Language at the interview",
            "shown well",
        )
        given[1]["definition"]["of"][0]["levels"][1]["points"] = 20
        with pytest.raises(Refusal, match="only their words"):
            calls.correct_call(call=call, actor=actor, criteria=given, **reason)


def test_whoever_writes_the_call_sees_the_sheet_before_it_is_published(house: House) -> None:
    with house.scope():
        call = import_call(text=text_of(O24), member_id=house.member.pk, actor=house.actor("coordinator"))
    page = english(house, "coordinator").get(house.url(f"drafts/{call.slug}/criteria/"))
    text = page.content.decode()
    assert "The committee’s sheet" in text
    assert text.count("criteria-group") == 1
    assert "not shown" in text


def test_a_weighted_criterion_counts_with_its_weight_everywhere(house: House) -> None:
    with house.scope():
        scene = make_scene(house, applications=1)
        Criterion.objects.filter(call=scene.call, kind="judged").update(definition={"weight": "1.5"})
        scene.admit_all()
        scene.score_all(10)
        (mobility,) = scene.mobilities
        before = Assessment.objects.get(mobility=mobility)
        assert (before.mean, set(Sheet.objects.values_list("sum", flat=True))) == (15, {Decimal(15)})
        scene.close()
        after = Assessment.objects.get(mobility=mobility)
        assert after.total == before.total
        told = told_points(scene.call, after)
        assert (told[0]["points"], told[0]["most_words"], told[0]["why"]) == ("15", "15", "Weight 1.5.")
