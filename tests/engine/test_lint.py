"""Every bad thing has a file that shows it, told by path and line; a good file is told nothing."""

from functools import cache

import pytest

from selection.engine.lint import lint
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.read import load
from tests.engine.files import FACTS, HEAD, rules_text

C = "{code: c, name: {sl: c, en: c}, "
END = "  order: [{by: total}, {by: lot}]\n"
BY_TEXT = "  order: [{by: fact, code: unit, way: ascending}, {by: lot}]\n"
GOOD = f"""\
  criteria:
    - {C}kind: linear, fact: served, per: 12, points: 1, at_most: 10, most: 10}}
  total: {{printed: 10}}
  order:
    - {{by: total}}
    - {{by: fact, code: born, way: descending}}
    - {{by: lot}}
"""
"""The facts in FACTS that no rule reads are told as notices; whether a call may be published is what counts here."""


@cache
def told(text: str) -> list[Mistake]:
    """What reading or the lint says; a file that cannot be read is not linted."""
    try:
        return lint(load(text))
    except Mistakes as wrong:
        return list(wrong.mistakes)


def bad(fields: str, path: str, code: str, *, tail: str = "") -> tuple[str, str, str]:
    """A criterion with a mistake, on the file's line 32."""
    return (f"  criteria:\n    - {C}{fields}}}\n{tail or END}", path, code)


ONE = "rules.criteria[0]"
BASE = "kind: base, points: 5"
SCALE = "kind: judged, scale: {from: 0, to: 10, step: 1}"
BANDS = "kind: bands, fact: served, "
RULES: list[tuple[str, str, str]] = [
    bad(
        BANDS + "bands: [{from: 0, under: 12, points: 1}, {from: 24, points: 2}]",
        f"{ONE}.bands[1]",
        "band_gap",
    ),
    bad(BANDS + "bands: [{from: 24, points: 2}]", f"{ONE}.bands[0]", "band_gap"),
    bad(BANDS + "bands: [{from: 0, under: 12, points: 2}]", f"{ONE}.bands", "band_gap"),
    bad(
        BANDS + "bands: [{from: 0, to: 12, points: 1}, {from: 12, points: 2}]",
        f"{ONE}.bands[1]",
        "band_overlap",
    ),
    bad(BANDS + "outside: 0, bands: [{from: 12, under: 12, points: 1}]", f"{ONE}.bands[0]", "band_empty"),
    bad(BANDS + "outside: 0, bands: [{from: 12, over: 12, points: 1}]", f"{ONE}.bands[0]", "doubled_edge"),
    bad(
        BANDS + "outside: 0, bands: [{from: 2026-01-01, points: 1}]", f"{ONE}.bands[0]", "edge_of_wrong_type"
    ),
    bad("kind: choice, fact: level, points: {B3: 2}", f"{ONE}.points.B3", "unknown_value"),
    bad("kind: choice, fact: level, by: activity, points: {STA: 2}", f"{ONE}.points.STA", "table_shape"),
    bad("kind: property, fact: country, table: hosts", f"{ONE}.table", "unknown_table"),
    bad("kind: linear, fact: served, per: 0, points: 1", f"{ONE}.per", "not_positive"),
    bad("kind: share, fact: language", ONE, "percent_or_pieces"),
    bad("kind: share, fact: language, pieces: [{from: 5}]", f"{ONE}.pieces[0]", "percent_or_points"),
    bad("kind: count, fact: terms", ONE, "each_or_points"),
    bad("kind: recency, fact: terms, windows: []", f"{ONE}.fact", "wrong_type"),
    bad(
        "kind: recency, fact: last, windows: [{within: 5, points: 1}, {within: 3, points: 2}]",
        f"{ONE}.windows[1].within",
        "never_reached",
    ),
    bad("kind: judged", ONE, "levels_or_scale"),
    bad("kind: judged, scale: {from: 5, to: 5, step: 1}", f"{ONE}.scale.to", "scale_backwards"),
    bad("kind: judged, scale: {from: 0, to: 5, step: 2}", f"{ONE}.scale.step", "step_misses_end"),
    bad("kind: arrival, points: 5, step: 1, least: 6", f"{ONE}.least", "least_over_most"),
    bad("kind: group, of: []", f"{ONE}.of", "empty"),
    bad(BASE + ", at_least: 6, at_most: 2", f"{ONE}.at_least", "limits_backwards"),
    bad(BASE + ", round: {to: 0}", f"{ONE}.round.to", "not_positive"),
    bad(BASE + ", most: 4", f"{ONE}.most", "over_most"),
    bad("kind: linear, fact: served, points: 1, most: 4", f"{ONE}.most", "most_without_cap"),
    bad(BASE + ", only_if: {criterion: x, over: 1}", f"{ONE}.only_if.criterion", "unknown_code"),
    bad(BASE + ", only_if: {fact: served}", f"{ONE}.only_if", "no_comparison"),
    bad(BASE + ", only_if: {fact: unit, at_least: a}", f"{ONE}.only_if.at_least", "not_ordered"),
    bad(BASE + ", only_if: {fact: level, is: D1}", f"{ONE}.only_if", "unknown_value"),
    bad(BASE + ", only_if: {fact: served, over: 1.5}", f"{ONE}.only_if", "not_whole"),
    bad(BASE + ", only_if: {fact: served, at_least: 5, under: 5}", f"{ONE}.only_if", "never_true"),
    bad(
        BASE + ", only_if: {all: [{fact: level, at_least: C1}, {fact: level, is: B1}]}",
        f"{ONE}.only_if",
        "never_true",
    ),
    bad(BASE + ", only_if: {any: [{fact: level, in: [B1], over: B1}]}", f"{ONE}.only_if", "never_true"),
    bad(
        "kind: flag, points: 1, if: {fact: never}, only_if: {fact: never, is: false}", ONE, "excludes_itself"
    ),
    bad(BASE, "rules.total.printed", "printed_total", tail="  total: {printed: 100}\n" + END),
    bad(
        "kind: linear, fact: served, points: 1",
        "rules.total.printed",
        "printed_without_cap",
        tail="  total: {printed: 100}\n" + END,
    ),
    bad(
        SCALE + ", weight: 0.5",
        "rules.total.stages[0].threshold",
        "threshold_over_maximum",
        tail="  total: {stages: [{code: s, of: [c], threshold: 6}]}\n" + END,
    ),
    bad(BASE, "rules.total.of", "unknown_code", tail="  total: {of: [d]}\n" + END),
    bad(BASE, "rules.order[0].code", "unknown_code", tail="  order: [{by: criterion, code: d}, {by: lot}]\n"),
    bad(BASE, "rules.order[0].code", "unknown_code", tail="  order: [{by: stage, code: d}, {by: lot}]\n"),
    bad(
        BASE,
        "rules.order[0].code",
        "not_ordered",
        tail=BY_TEXT,
    ),
    bad(BASE, "rules.order[0]", "chain_without_end", tail="  order: [{by: total}]\n"),
    bad(BASE, "rules.order", "chain_without_end", tail="  total: {of: [c]}\n"),
    bad(
        BASE,
        "rules.gates[0]",
        "gate_asks_points",
        tail="  gates: [{code: g, must: {criterion: c, over: 1}, else: not_eligible}]\n" + END,
    ),
    bad(
        BASE,
        "rules.gates[1].code",
        "doubled_code",
        tail="  gates: [{code: g, must: {fact: never}, else: not_eligible}, {code: g, must: {fact: never}, "
        "else: not_eligible}]\n" + END,
    ),
    bad(
        BASE,
        "rules.allocation.quotas[0].places",
        "quota_over_places",
        tail="  allocation: {quotas: [{code: q, for: {fact: never}, places: 3}]}\n" + END,
    ),
    bad(
        BASE,
        "rules.allocation.quotas",
        "quotas_over_places",
        tail="  allocation: {quotas: [{code: q, for: {fact: never}, places: 2}, "
        "{code: r, for: {fact: veteran}, places: 1}]}\n" + END,
    ),
    bad(BASE, "rules.allocation.places", "told_twice", tail="  allocation: {places: 3}\n" + END),
    bad(BASE, "rules.allocation.budget", "budget_without_cost", tail="  allocation: {budget: 3000}\n" + END),
    bad(BASE, "rules.allocation", "wishes_without_fact", tail="  allocation: {wishes: [unit]}\n" + END),
    bad(
        BASE,
        "rules.allocation.batches.monthly",
        "no_such_day",
        tail="  allocation: {batches: {monthly: 31}}\n" + END,
    ),
    bad(BASE, "rules.allocation.batches", "no_batches", tail="  allocation: {batches: {}}\n" + END),
    bad(BASE, "rules.after.letter_by", "before_deadline", tail="  after: {letter_by: 2026-01-15}\n" + END),
    bad(BASE + ", colour: red", f"{ONE}.colour", "unknown_field"),
    bad("kind: base", ONE, "missing_field"),
    bad("kind: bass, points: 1", f"{ONE}.kind", "unknown_choice"),
    bad("kind: linear, fact: years, points: 1", f"{ONE}.fact", "unknown_fact"),
    bad("kind: linear, fact: level, points: 1", f"{ONE}.fact", "wrong_type"),
    bad("kind: base, points: many", f"{ONE}.points", "not_a_number"),
    bad("kind: base, points: 1e3", f"{ONE}.points", "not_plain_number"),
    bad("kind: base, points: .nan", f"{ONE}.points", "not_plain_number"),
    bad("kind: base, points: 1, points: 2", f"{ONE}.points", "doubled_key"),
    bad("kind: base, points: ~", f"{ONE}.points", "empty"),
    bad(BASE + ", only_if: {fact: born, over: 2026-02-30}", f"{ONE}.only_if.over", "not_a_day"),
    bad(BASE + ", only_if: never", f"{ONE}.only_if", "not_a_condition"),
    bad("kind: base, points: !!python/object 5", f"{ONE}.points", "tag"),
]


@pytest.mark.parametrize(("body", "path", "code"), RULES, ids=[f"{one[2]}-{one[1]}" for one in RULES])
def test_bad_rules_are_told_by_path_and_line(body: str, path: str, code: str) -> None:
    text = rules_text(body)
    found = [one for one in told(text) if one.path == path and one.code == code]
    assert len(found) == 1, told(text)
    assert found[0].stops
    assert found[0].line is not None
    line = text.splitlines()[found[0].line - 1]
    assert _last_key(path) in line or path == "rules.order"


def _last_key(path: str) -> str:
    """The last key of a path, which must stand in the line that is told; a criterion's line begins with its code."""
    return path.rsplit(".", 1)[-1].split("[", maxsplit=1)[0].replace("criteria", "code")


STAYS = "from: 2026-06-01, until: 2027-09-30"
CALLS = [
    (
        "closes: 2026-02-10T23:59",
        "closes: 2026-01-09T23:59",
        "call.rounds[0].closes",
        "deadline_before_opening",
    ),
    (
        "results_by: 2026-03-01",
        "results_by: 2026-02-01",
        "call.rounds[0].results_by",
        "results_before_deadline",
    ),
    ("until: 2027-09-30", "until: 2026-05-30", "call.stays.until", "stays_backwards"),
    (
        "from: 2026-06-01, until: 2027-09-30",
        "from: 2025-06-01, until: 2025-09-30",
        "call.stays.until",
        "stays_before_deadline",
    ),
    ("opens: 2026-01-10T08:00", "opens: 2026-01-32T08:00", "call.rounds[0].opens", "not_a_moment"),
    ("opens: 2026-01-10T08:00", "opens: 2026-01-10", "call.rounds[0].opens", "not_a_moment"),
    ("en: Call}", "en: ''}", "call.title.en", "empty"),
    (", en: Call}", "}", "call.title", "missing_language"),
    ("places: 2", "places: 0", "call.places", "not_positive"),
    ("places: 2", "places: 2.5", "call.places", "not_whole"),
    ("places: 2", "committee: {members: 3, quorum: 4}", "call.committee.quorum", "quorum_over_members"),
    ("places: 2", "time_zone: Europe/Emona", "call.time_zone", "unknown_time_zone"),
    ("places: 2", "colour: red", "call.colour", "unknown_field"),
    ("places: 2", "rolling: {until: 2026-05-01, day: 15}", "call", "rounds_or_rolling"),
    ("popotnik-call/1", "popotnik-call/9", "format", "unknown_format"),
]


@pytest.mark.parametrize(
    ("was", "is_now", "path", "code"), CALLS, ids=[f"{one[3]}-{one[2]}" for one in CALLS]
)
def test_bad_calls_are_told_by_path_and_line(was: str, is_now: str, path: str, code: str) -> None:
    text = rules_text(GOOD)
    assert was in text
    text = text.replace(was, is_now)
    found = [one for one in told(text) if one.path == path and one.code == code]
    assert len(found) == 1, told(text)
    assert found[0].stops
    line = text.splitlines()[(found[0].line or 0) - 1]
    assert is_now in line or path == "call"


def test_a_good_call_may_be_published() -> None:
    assert [one for one in told(rules_text(GOOD)) if one.stops] == []


FACT_CASES = [
    ("type: choice, choices: [a, b], table: {of: b, use: t}", "table.of", "unknown_fact"),
    ("type: choice, choices: [a, b], table: {of: level, use: t}", "table.use", "unknown_table"),
    ("type: choice", "", "no_choices"),
    ("type: number, without_evidence: default", "", "no_default"),
    ("type: number, default: B2", "default", "wrong_value"),
    ("type: flag, evidence: passport", "evidence", "unknown_choice"),
]


@pytest.mark.parametrize(("fields", "below", "code"), FACT_CASES)
def test_bad_facts_are_told(fields: str, below: str, code: str) -> None:
    fact = f"    - {{code: x, source: table, label: {{sl: x, en: x}}, {fields}}}\n"
    text = rules_text(GOOD, facts=FACTS + fact)
    path = "rules.facts[13]" + (f".{below}" if below else "")
    [found] = [one for one in told(text) if one.path == path and one.stops]
    assert (found.code, found.line) == (code, text.splitlines().index(fact.rstrip()) + 1)


def test_a_table_must_lead_every_choice_somewhere_and_to_what_the_fact_can_hold() -> None:
    fact = (
        "    - {code: x, type: number, source: table, label: {sl: x, en: x}, table: {of: activity, use: t}}\n"
    )
    table = "  tables: [{code: t, values: {STA: many}}]\n"
    text = rules_text(table + GOOD, facts=FACTS + fact)
    assert {(one.code, one.path) for one in told(text) if one.stops} == {
        ("wrong_value", "rules.facts[13].table"),
        ("uncovered_value", "rules.facts[13].table"),
    }


def test_criteria_in_a_circle() -> None:
    body = (
        f"  criteria:\n    - {C}{BASE}, only_if: {{criterion: d, over: 0}}}}\n"
        f"    - {{code: d, name: {{sl: d, en: d}}, {BASE}, only_if: {{criterion: c, over: 0}}}}\n{END}"
    )
    [found] = [one for one in told(rules_text(body)) if one.stops]
    assert (found.code, set(found.values["codes"])) == ("circle", {"c", "d"})


NOTICES = [
    ("kind: choice, fact: activity, points: {STA: 5, STT: 5}", f"{ONE}.points", "same_points"),
    ("kind: choice, fact: activity, points: {STA: 5}", f"{ONE}.points", "choice_uncovered"),
    ("kind: count, fact: terms, points: {0: 30, 2: 10}", f"{ONE}.points", "count_gap"),
    (BASE + ", most: 6", f"{ONE}.most", "under_most"),
    (BASE + ", help: {sl: Do 8 točk., en: Up to 5 points.}", f"{ONE}.help", "texts_disagree"),
]


@pytest.mark.parametrize(("fields", "path", "code"), NOTICES)
def test_what_real_calls_print_on_purpose_is_told_but_stops_nothing(
    fields: str, path: str, code: str
) -> None:
    found = told(rules_text(bad(fields, path, code)[0]))
    assert [one.stops for one in found if (one.path, one.code) == (path, code)] == [False]
    assert not any(one.stops for one in found)


@pytest.mark.parametrize(
    ("allocation", "is_told"),
    [
        ("{zero_grant: true}", True),
        ("{sources: [{code: ours}], zero_grant: true}", True),
        ("{sources: [{code: ours, places: 1}], zero_grant: true}", False),
    ],
)
def test_places_without_a_grant_need_grants_that_are_counted(allocation: str, is_told: bool) -> None:
    body, _path, _code = bad(BASE, "", "", tail=f"  allocation: {allocation}\n{END}")
    found = told(rules_text(body))
    assert not any(one.stops for one in found), found
    assert any(one.code == "zero_grant_without_budget" for one in found) == is_told


def test_points_that_a_gate_keeps_from_everybody_are_told() -> None:
    gate = "  gates: [{code: g, must: {fact: served, at_least: 12}, else: not_eligible}]\n"
    fields = BANDS + "bands: [{from: 0, under: 12, points: 1}, {from: 12, points: 2}]"
    found = told(rules_text(bad(fields, "", "", tail=gate + END)[0]))
    assert [(one.path, one.stops) for one in found if one.code == "shut_by_gate"] == [
        (f"{ONE}.bands[0]", False)
    ]


@pytest.mark.parametrize(
    ("sl", "en", "agree"),
    [
        ("do 10. februarja 2026 ob 12. uri", "until 10 February 2026 at 12", True),
        ("do 10. 2. 2026", "until 10 February 2026", True),
        ("4,25 točke", "4.25 points", True),
        ("8 dni", "10 days", False),
    ],
)
def test_numbers_in_two_languages(sl: str, en: str, agree: bool) -> None:
    text = rules_text(GOOD).replace("{sl: Razpis, en: Call}", f"{{sl: '{sl}', en: '{en}'}}")
    assert ("texts_disagree" not in {one.code for one in told(text)}) == agree


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1", "not_yaml"),
        ("&a {call: *a}", "anchor"),
        ("call: &x {a: 1}\nrules: *x", "anchor"),
        ("[1, 2]", "not_a_mapping"),
        ("", "missing_field"),
        ("{[1]: 2}", "key_not_plain"),
        ("a: " + "[" * 60 + "]" * 60, "too_deep"),
        ("a: " + "[" * 50_000, "too_deep"),
        ("# " + "x" * 500_000, "too_long"),
    ],
)
def test_what_is_no_call_file_is_told_and_breaks_nothing(text: str, code: str) -> None:
    with pytest.raises(Mistakes) as caught:
        load(text)
    assert code in {one.code for one in caught.value.mistakes}


def test_head_alone_has_no_rules() -> None:
    with pytest.raises(Mistakes):
        load(HEAD)
