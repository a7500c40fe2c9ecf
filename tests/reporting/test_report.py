"""The content report: complete or told what is missing, frozen when handed in, new versions as copies."""

from copy import deepcopy
from typing import Any

import pytest

from core.models import SentNotice
from core.policy import Refusal
from mobility.models import IssuedDocument, Promise
from reporting import operations
from reporting.models import FIELDS, ContentReport
from reporting.queries import missing_in, report_to_write
from tests.outbox import deliver_all
from tests.reporting.scene import COMPLETE, GOALS, hand_in_report, returned, write_report
from tests.world import House

SHARED = {"kind": "website", "audience": "everybody", "due_on": "2026-01-01", "status": "done"}
# What is left out or spoilt, and the fields that the report then asks for.
LACKING: list[tuple[str, dict[str, Any], list[str]]] = [
    ("activities", {"activities": "  "}, ["activities"]),
    ("goals", {"goals": [{"text": "A", "result": ""}, {"text": "B", "result": "fully"}]},
     ["goals-0-result_0"]),
    ("goals", {"goals": [{"text": GOALS[0], "result": "not", "comment": " "}]}, ["goals-0-comment"]),
    ("knowledge", {"knowledge": ""}, ["knowledge"]),
    ("effects", {"effects_on_work": "", "effects_on_unit": ""}, ["effects_on_work", "effects_on_unit"]),
    ("practices", {"practices": [], "practices_words": ""}, ["practices_words"]),
    ("processes", {"processes": [], "processes_words": ""}, ["processes_words"]),
    ("links", {"links": [], "links_words": ""}, ["links_words"]),
    ("internationalisation", {"internationalisation": ""}, ["internationalisation"]),
    ("dissemination", {"dissemination": []}, ["dissemination-0-kind"]),
    ("dissemination", {"dissemination": [SHARED | {"audience": ""}]},
     ["dissemination-0-audience"]),
    ("dissemination", {"dissemination": [SHARED | {"due_on": "2999-01-01"}]},
     ["dissemination-0-due_on"]),
    ("publication", {"consent": "", "summary": "x"}, ["consent_0"]),
    ("publication", {"consent": "anonymous", "summary": ""}, ["summary"]),
    ("publication", {"consent": "none", "summary": ""}, []),
]  # fmt: skip


@pytest.mark.parametrize(("section", "values", "expected"), LACKING)
def test_what_a_report_lacks(house: House, section: str, values: dict[str, Any], expected: list[str]) -> None:
    words = {name: value for fields in deepcopy(COMPLETE).values() for name, value in fields.items()}
    report = ContentReport(**{**words, **values})
    found = missing_in(report)
    assert [one.field for one in found] == expected
    assert {one.section for one in found} <= {section}


def test_an_incomplete_report_is_not_handed_in_and_keeps_what_it_has(house: House) -> None:
    mobility = returned(house)
    write_report(house, mobility, without="knowledge")
    url = house.url(f"mobilities/{mobility.public_id}/report/content/hand-in/")
    answer = house.client("participant").post(url, headers={"accept-language": "en"})
    assert answer.status_code == 409
    assert "/report/content/write/knowledge/#id_knowledge" in answer.content.decode()
    with house.scope():
        report = ContentReport.objects.get()
        assert (report.handed_in_at, report.activities) == (None, "Five days in the office.")


def test_goals_and_promises_are_read_back(house: House) -> None:
    mobility = returned(house)
    with house.scope():
        report = report_to_write(mobility)
        promise = Promise.objects.get(mobility=mobility, kind="dissemination")
        assert report is not None
        assert [goal["text"] for goal in report.goals] == GOALS
        assert [row["promise"] for row in report.dissemination] == [promise.pk]
        assert not ContentReport.objects.exists(), "reading writes nothing"


def test_handed_in_it_is_frozen(house: House) -> None:
    mobility = returned(house)
    hand_in_report(house, mobility)
    with house.scope():
        actor = house.actor("participant")
        with pytest.raises(Refusal, match="cannot be changed"):
            operations.save_report_section(
                mobility=mobility, actor=actor, section="knowledge", values={"knowledge": "More"}
            )
        with pytest.raises(Refusal, match="cannot be changed"):
            operations.hand_in_report(mobility=mobility, actor=actor)


@pytest.mark.papers
def test_returned_it_goes_on_as_a_copy_and_the_old_version_stays(house: House) -> None:
    mobility = returned(house)
    hand_in_report(house, mobility)
    with house.scope():
        coordinator, participant = house.actor("coordinator"), house.actor("participant")
        operations.return_report(mobility=mobility, actor=coordinator, reasons="Say more of the effects.")
        first, second = ContentReport.objects.order_by("version")
        for name in (name for names in FIELDS.values() for name in names):
            assert getattr(first, name) == getattr(second, name), name
        values = {"effects_on_work": "Much less paper.", "effects_on_unit": "One form for all."}
        operations.save_report_section(mobility=mobility, actor=participant, section="effects", values=values)
        operations.hand_in_report(mobility=mobility, actor=participant)
        operations.accept_report(mobility=mobility, actor=coordinator, remark="Thank you.")
        with pytest.raises(Refusal, match="has accepted the report"):
            operations.return_report(mobility=mobility, actor=coordinator, reasons="Too late.")
        first.refresh_from_db()
        assert (first.effects_on_work, first.returned_reasons) == ("Less paper.", "Say more of the effects.")
    deliver_all()
    with house.scope():
        papers = IssuedDocument.objects.filter(mobility=mobility).values_list("kind", "language", "version")
        assert sorted(papers) == [
            (kind, language, 2) for kind in ("content_report", "europass") for language in ("en", "sl")
        ]
        kinds = set(SentNotice.objects.values_list("kind", flat=True))
    assert {"reporting.welcome_home", "reporting.report_returned", "reporting.report_accepted"} <= kinds


def test_what_was_shared_is_kept_with_the_promise(house: House) -> None:
    mobility = returned(house)
    write_report(house, mobility)
    with house.scope():
        promise = Promise.objects.get(mobility=mobility, kind="dissemination")
        row = {**COMPLETE["dissemination"]["dissemination"][0], "promise": promise.pk, "status": "done",
               "due_on": mobility.ends_on.isoformat(), "proof": "minutes 7/2026"}  # fmt: skip
        me = house.actor("participant")
        operations.save_report_section(
            mobility=mobility, actor=me, section="dissemination", values={"dissemination": [row]}
        )
        operations.hand_in_report(mobility=mobility, actor=me)
        operations.accept_report(mobility=mobility, actor=house.actor("coordinator"))
        promise.refresh_from_db()
        assert (promise.kept_on, promise.proof) == (mobility.ends_on, "minutes 7/2026")


def autosave(house: House, mobility: Any, section: str, **fields: str) -> Any:
    url = house.url(f"mobilities/{mobility.public_id}/report/content/write/{section}/")
    headers = {"x-autosave": "1", "accept-language": "en"}
    return house.client("participant").post(url, fields, headers=headers)


def test_autosave_keeps_what_is_sound_and_says_the_rest(house: House) -> None:
    mobility = returned(house)
    rows = {
        "practices-TOTAL_FORMS": "2", "practices-INITIAL_FORMS": "0", "practices-0-what": "Digital form",
        "practices-0-due_on": "someday", "practices-1-what": "", "practices_words": "", "version": "0",
    }  # fmt: skip
    answer = autosave(house, mobility, "practices", **rows)
    body = answer.json()
    assert (answer.status_code, body["version"]) == (200, 1)
    assert [(check["level"], check["field"]) for check in body["checks"]] == [("late", "practices-0-due_on")]
    with house.scope():
        assert [row["what"] for row in ContentReport.objects.get().practices] == ["Digital form"]
    assert autosave(house, mobility, "practices", **rows).status_code == 409, (
        "another window had saved meanwhile"
    )


def test_rows_stay_while_others_are_added(house: House) -> None:
    """The page was opened before the first row was stored, and goes on saving from there."""
    mobility = returned(house)
    rows = {
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "0",
        "links-0-partner": "Wien",
        "links_words": "",
    }
    autosave(house, mobility, "links", **rows)
    autosave(house, mobility, "links", **{**rows, "links-TOTAL_FORMS": "2", "links-1-partner": "Graz"})
    with house.scope():
        assert [row["partner"] for row in ContentReport.objects.get().links] == ["Wien", "Graz"]


def test_goals_cannot_be_rewritten_from_the_browser(house: House) -> None:
    mobility = returned(house)
    fields = {"goals-TOTAL_FORMS": "2", "goals-INITIAL_FORMS": "2", "goals-0-text": "Have a holiday",
              "goals-0-result": "fully"}  # fmt: skip
    assert autosave(house, mobility, "goals", **fields).status_code == 200
    with house.scope():
        assert [goal["text"] for goal in ContentReport.objects.get().goals] == GOALS
