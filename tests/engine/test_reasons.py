"""Reasons in words: each kind tells the fact, where it is known from, and what the rule made of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from selection.engine.applications import Application
from selection.engine.facts import Held
from selection.reasons import points_in_words, sentence
from tests.engine.files import application, one_criterion, points_of, scored
from tests.engine.test_kinds import CASES, GROUP_O1, LANGUAGE_O6, RECENCY_O4, SERVICE_O4, TITLES_O3

LINEAR_O7 = "kind: linear, fact: served, per: 12, points: 1, at_most: 4"
TOLD: list[tuple[str, dict[str, Any], str, str]] = [
    (
        LINEAR_O7,
        {"served": 51},
        "Service: 51 months; 1 for each 12 months (from the personnel register). "
        "Cut from 4.25 to the most that it can give, 4.",
        "Delovna doba: 51 mesecev; po 1 na vsakih 12 mesecev (iz kadrovske evidence). "
        "Z 4,25 znižano na največ, kar merilo daje: 4.",
    ),
    (
        SERVICE_O4,
        {"served": 102},
        "Service: 102 months (7 to 10) (from the personnel register).",
        "Delovna doba: 102 meseca (od 7 do 10) (iz kadrovske evidence).",
    ),
    (
        LANGUAGE_O6,
        {"language": 49, "group": "office"},
        "Language: 49: fixed points (from the personnel register).",
        "Jezik: 49: stalne točke (iz kadrovske evidence).",
    ),
    (
        LANGUAGE_O6,
        {"language": 49, "group": "teaching"},
        "The condition for it is not met (Group).",
        "Pogoj za to ni izpolnjen (Skupina).",
    ),
    (RECENCY_O4, {}, "Last: none so far.", "Zadnja: doslej ni bilo nobene."),
    (
        RECENCY_O4,
        {"last": date(2022, 6, 1)},
        "Last: 1 June 2022: within 5 years (from the personnel register).",
        "Zadnja: 1. junija 2022: pred manj kot 5 leti (iz kadrovske evidence).",
    ),
    (
        TITLES_O3,
        {"group": "office", "activity": "STT"},
        "Group: office; Activity: STT (from the personnel register).",
        "Skupina: office; Vrsta: STT (iz kadrovske evidence).",
    ),
    (
        GROUP_O1,
        {"never": True, "veteran": False},
        "a: 1. b: 0. These add up.",
        "a: 1. b: 0. To se sešteje.",
    ),
    ("kind: share, fact: language, percent: 10", {}, "Language: not known.", "Jezik: ni podatka."),
]


@pytest.mark.parametrize(("fields", "facts", "english", "slovenian"), TOLD)
def test_points_in_words(fields: str, facts: dict[str, Any], english: str, slovenian: str) -> None:
    file = one_criterion(fields)
    [points] = points_of(file, application(**facts))
    for language, words in (("en", english), ("sl", slovenian)):
        with translation.override(language):
            assert points_in_words(points, file.rules).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(("fields", "facts"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_every_kind_has_its_words(fields: str, facts: dict[str, Any]) -> None:
    file = one_criterion(fields)
    [points] = points_of(file, application(**facts))
    with translation.override("sl"):
        words = points_in_words(points, file.rules)
    assert words.endswith(".")
    assert "%(" not in words


def test_the_record_and_its_day_are_told() -> None:
    file = one_criterion("kind: flag, if: {fact: never}, points: 5")
    held = Held(value=False, source="history", on=date(2026, 2, 10), record="mobility:M-2024-7")
    [points] = points_of(file, Application("a", {"never": held}))
    with translation.override("en"):
        assert points_in_words(points, file.rules) == (
            "First time: no: the condition is not met "
            "(from earlier mobilities, mobility M-2024-7, as of 10 February 2026)."
        )


def test_marks_are_told_without_names() -> None:
    file = one_criterion("kind: judged, scale: {from: 0, to: 5, step: 0.5}")
    marks = {"c": {"jana": Decimal(4), "miha": Decimal("2.5")}}
    [points] = points_of(file, replace(application(), marks=marks))
    with translation.override("sl"):
        assert points_in_words(points, file.rules) == "Povprečje ocen 2,5; 4."


def test_gates_and_stages_are_told() -> None:
    more = (
        "  gates: [{code: g, must: {fact: served, at_least: 12}, else: not_eligible, article: 4. člen, "
        "say: {sl: leto dni zaposlitve, en: a year of service}}]\n"
        "  total: {stages: [{code: s, of: [c], threshold: 5}]}\n"
    )
    file = one_criterion("kind: share, fact: language, percent: 10", more=more)
    found = scored(file, application("a", served=6), application("b", served=24, language=49))
    with translation.override("sl"):
        [gate], [stage] = found["a"].because, found["b"].because
        assert sentence(gate, file.rules) == (
            "Pogoj ni izpolnjen: leto dni zaposlitve (4. člen); podatki: Delovna doba: 6 mesecev."
        )
        assert sentence(stage, file.rules) == "Točke: 4,9, kar je pod pragom, ki ga zahteva razpis (5)."
