"""The live checks, rule by rule: what is found, at which field, and how grave."""

from datetime import date, timedelta
from typing import Any

import pytest

from members.models import Employment
from mobility.checks import CHECKS, Facts, Stay, findings, outcomes, state_of
from mobility.enums import Action
from mobility.models import Application, Call
from mobility.programme import refit, rows_of_period
from mobility.questions import Asking, CallPaper, Question
from mobility.sections import REQUIRED_TO_TEACH, Section, put
from mobility.teaching import least_hours
from partners.models import Country, HostOrganisation, Language
from tests.mobility.drafts import LONG, sections

TODAY = date(2026, 3, 2)
FIRST = date(2026, 6, 8)  # a Monday
AUSTRIA = Country(code="AT", status="eu-member", name_sl="Avstrija", name_en="Austria")
GEORGIA = Country(code="GE", status="not-associated", name_sl="Gruzija", name_en="Georgia")
SLOVENIA = Country(code="SI", status="eu-member", name_sl="Slovenija", name_en="Slovenia")


def host_in(country: Country) -> HostOrganisation:
    return HostOrganisation(pk=7, name="Universität Wien", city="Wien", country=country)


def facts(*, action: str = "KA131", others: tuple[Stay, ...] = (), contract_until: date | None = None,
          dissemination_required: bool = True, asking: Asking | None = None, activities: tuple[str, ...] = ("STT",),
          **changed: Any) -> Facts:  # fmt: skip
    """A complete application about which nothing is found, with the changes given."""
    application = Application(work_tasks=LONG)
    for section, values in sections(host_in(AUSTRIA), FIRST).items():
        put(application, Section(section), values)
    application.language = Language(code="en", name_en="English", name_sl="angleščina")
    for name, value in changed.items():
        setattr(application, name, value)
    return Facts(
        application=application,
        call=Call(
            action=Action(action),
            activities=list(activities),
            stays_from=date(2026, 5, 1),
            stays_until=date(2027, 9, 30),
        ),
        employment=Employment(ends_on=contract_until),
        home_country="SI",
        dissemination_required=dissemination_required,
        today=TODAY,
        others=others,
        asking=asking or Asking(),
    )


def asked(*, must_prove: bool = False) -> Asking:
    """A call that asks one thing, which a paper shows."""
    return Asking(
        (Question("letter", "flag", "Letter", words=str, paper="invitation", must_prove=must_prove),)
    )


def required(is_required: bool = True) -> Asking:
    """A call that asks a curriculum vitae of everybody."""
    return Asking(papers=(CallPaper("cv", "Curriculum vitae", is_required),))


def days(
    count: int, *, first: date = FIRST, kind: str = "training", content: str = "delo"
) -> list[dict[str, Any]]:
    return [
        {"day": (first + timedelta(days=n)).isoformat(), "kind": kind, "hours": 8, "content": content}
        for n in range(count)
    ]


def other(first: date, last: date, *, is_binding: bool) -> tuple[Stay, ...]:
    return (Stay("2026-0003", "Obisk", first, last, is_binding),)


def test_a_complete_application_gives_no_cause() -> None:
    assert findings(facts()) == []
    assert {outcome.level for outcome in outcomes(facts())} == {"ok"}


JUNE_7, JUNE_9, JUNE_12, AUGUST_7 = date(2026, 6, 7), date(2026, 6, 9), date(2026, 6, 12), date(2026, 8, 7)
OPTIONAL = {"dissemination_required": False}
TOO_EARLY = [{"text": "obrazec", "on": "unit", "indicator": "raba", "due_on": "2026-06-12"}]
BOTH = {"activities": ("STT", "STA")}
TAUGHT = {
    **BOTH, "teaching": True, "teaching_hours": 4, "teaching_level": "master", "teaching_field_id": "0413",
    "teaching_students": 20, "teaching_content": "Seminar",
}  # fmt: skip
TABLE: list[tuple[str, dict[str, Any], str, str]] = [
    ("ends_after_start", {"ends_on": JUNE_7, "programme": []}, "ends_on", "error"),
    ("not_begun", {"starts_on": TODAY, "ends_on": FIRST, "programme": []}, "starts_on", "error"),
    ("within_call", {"ends_on": date(2027, 10, 1), "programme": []}, "ends_on", "error"),
    ("within_call", {"starts_on": date(2026, 4, 30), "programme": []}, "starts_on", "error"),
    ("days_within_limits", {"ends_on": FIRST, "programme": days(1)}, "ends_on", "error"),
    ("days_within_limits", {"programme": days(1)}, "programme", "error"),
    ("days_within_limits", {"action": "KA171", "programme": days(4)}, "programme", "error"),
    ("days_within_limits", {"ends_on": AUGUST_7, "programme": days(61)}, "programme", "error"),
    ("days_within_limits", {"ends_on": AUGUST_7, "programme": []}, "ends_on", "error"),
    ("travel_days_within_limits", {"travel_before": 2, "green_travel": False}, "travel_before", "error"),
    ("travel_days_within_limits", {"travel_before": 6, "travel_after": 1}, "travel_before", "error"),
    ("programme_within_stay", {"programme": days(5, first=JUNE_9)}, "programme", "error"),
    ("training_days_have_content", {"programme": days(5, content=" ")}, "programme", "error"),
    ("more_than_conference", {"forms": ["conference"]}, "forms", "error"),
    ("host_abroad", {"host": host_in(SLOVENIA)}, "host", "error"),
    ("country_fits_action", {"host": host_in(GEORGIA)}, "host", "warning"),
    ("country_fits_action", {"action": "KA171"}, "host", "warning"),
    ("no_overlap", {"others": other(JUNE_12, date(2026, 6, 20), is_binding=True)}, "starts_on", "error"),
    ("no_overlap", {"others": other(date(2026, 6, 1), FIRST, is_binding=False)}, "starts_on", "warning"),
    ("contract_lasts", {"contract_until": date(2026, 6, 11)}, "ends_on", "warning"),
    ("required_fields", {"title": "  "}, "title", "error"),
    ("required_fields", {"host": None}, "host", "error"),
    ("required_fields", {"statement_true": False}, "statement_true", "error"),
    ("texts_long_enough", {"motivation": "Rada bi šla."}, "motivation", "error"),
    ("few_goals", {"goals": [{"text": "cilj"}] * 6}, "goals", "error"),
    ("effects_can_be_followed", {"effects": [{"text": "obrazec", "on": "unit"}]}, "effects", "error"),
    ("effects_can_be_followed", {"effects": TOO_EARLY}, "effects", "error"),
    ("dissemination_planned", {"dissemination": []}, "dissemination", "error"),
    ("dissemination_planned", {"dissemination": [], **OPTIONAL}, "dissemination", "warning"),
    ("dissemination_can_be_followed", {"dissemination": [{"kind": "collegium"}]}, "dissemination", "error"),
    ("questions_answered", {"asking": asked()}, "answer_letter", "error"),
    ("answers_proved", {"asking": asked(), "answers": {"letter": True}}, "paper_invitation", "warning"),
    ("answers_proved", {"asking": asked(must_prove=True), "answers": {"letter": True}}, "paper_invitation",
     "error"),
    ("papers_handed_in", {"asking": required()}, "paper_cv", "error"),
    ("language_sufficient", {"own_level": "B1"}, "own_level", "warning"),
    ("teaching_described", {**TAUGHT, "teaching_field_id": None}, "teaching_field", "error"),
    ("teaching_described", {**TAUGHT, "teaching_students": None}, "teaching_students", "error"),
    ("enough_teaching", {**TAUGHT, "teaching_hours": 3}, "teaching_hours", "error"),
    ("enough_teaching", {**TAUGHT, "ends_on": date(2026, 6, 19), "teaching_hours": 6}, "teaching_hours", "error"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "changed", "field", "level"), TABLE, ids=lambda value: value if isinstance(value, str) else ""
)
def test_rule(name: str, changed: dict[str, Any], field: str, level: str) -> None:
    rule = next(check for check in CHECKS if check.name == name)
    found = list(rule.find(facts(**changed)))
    assert [(finding.field, finding.level) for finding in found] == [(field, level)]
    assert "%" not in str(found[0].words)
    assert list(rule.find(facts())) == []


def test_every_rule_stands_in_the_table() -> None:
    assert {check.name for check in CHECKS} == {row[0] for row in TABLE}


ALLOWED: list[dict[str, Any]] = [
    BOTH,
    TAUGHT,
    {**TAUGHT, "ends_on": date(2026, 6, 19), "teaching_hours": 7},
    {"asking": asked(must_prove=True), "answers": {"letter": False}},
    {"asking": required(False)},
    {"ends_on": JUNE_9, "programme": days(2)},
    {"action": "KA171", "host": host_in(GEORGIA), "programme": days(5)},
    {"forms": ["conference", "workshop"]},
    {"travel_before": 1, "travel_after": 1, "green_travel": False},
    {"travel_before": 3, "travel_after": 3},
    {"others": other(date(2026, 6, 1), JUNE_7, is_binding=True)},
    {"contract_until": JUNE_12},
    {"starts_on": TODAY + timedelta(days=90), "ends_on": TODAY + timedelta(days=149), "programme": []},
]


@pytest.mark.parametrize("changed", ALLOWED)
def test_just_within_the_limits(changed: dict[str, Any]) -> None:
    assert [finding for finding in findings(facts(**changed)) if not finding.is_missing] == []


@pytest.mark.parametrize(
    ("days_of_stay", "hours"), [(2, 4), (5, 4), (7, 4), (8, 5), (12, 7), (14, 8), (15, 9), (60, 35)]
)
def test_hours_of_teaching_grow_with_the_days_of_a_week_begun(days_of_stay: int, hours: int) -> None:
    assert least_hours(FIRST, FIRST + timedelta(days=days_of_stay - 1)) == hours


def test_teaching_is_judged_only_where_the_call_is_for_it() -> None:
    lacking = {"teaching": True}
    names = {outcome.check.name for outcome in outcomes(facts(**lacking))}
    assert names == {check.name for check in CHECKS} - {"teaching_described", "enough_teaching"}
    assert findings(facts(**lacking)) == []
    there = facts(**BOTH, **lacking)
    assert {finding.field for finding in findings(there)} == set(REQUIRED_TO_TEACH)
    assert state_of(Section.TEACHING, there.application, findings(there)) == ""
    assert state_of(Section.TEACHING, facts(**BOTH).application, []) == "done"


def test_a_section_is_wrong_done_or_open() -> None:
    wrong, blank = facts(ends_on=JUNE_7, programme=[]), facts(motivation="")
    assert state_of(Section.STAY, wrong.application, findings(wrong)) == "wrong"
    assert state_of(Section.GOALS, blank.application, findings(blank)) == ""
    assert state_of(Section.HOST, blank.application, findings(blank)) == "done"
    assert state_of(Section.HOST, Application(), []) == ""


def test_weekends_begin_without_training_and_the_programme_moves_along() -> None:
    application = Application(starts_on=date(2026, 6, 12), ends_on=date(2026, 6, 15), travel_before=1)
    rows = rows_of_period(application)
    assert [row["kind"] for row in rows] == ["training", "free", "free", "training"]
    rows[0]["content"] = "Uvod"
    application.programme = [dict(row) for row in rows]
    before = (application.starts_on, application.ends_on)
    application.starts_on, application.ends_on = date(2026, 6, 19), date(2026, 6, 22)
    refit(application, before=before)
    assert [(row["day"], row["kind"]) for row in application.programme[:2]] == [
        ("2026-06-18", "travel"),
        ("2026-06-19", "training"),
    ]
    assert application.programme[1]["content"] == "Uvod"
