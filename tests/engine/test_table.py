"""Applications out of a CSV file: typed by the facts of the call; every bad cell told, and then nothing read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from selection.engine.applications import Application
from selection.engine.mistakes import Mistakes
from selection.engine.table import Table, read_table
from tests.engine.calls import call

RULES = call(
    """
    facts:
      - {code: first, type: flag, source: history, label: {en: First time}}
      - {code: months, type: number, source: register, label: {en: Service}, unit: months}
      - {code: level, type: choice, source: claim, label: {en: Level}, choices: [B1, B2], evidence: certificate}
      - {code: born, type: date, source: register, label: {en: Born}, on: 2026-01-01}
      - {code: country, type: text, source: claim, label: {en: Country}}
      - {code: handed_in, type: date, source: system, label: {en: Handed in}, register: application.submitted_at}
      - {code: band, type: number, source: table, label: {en: Band}, table: {of: country, use: bands}}
    tables:
      - {code: bands, values: {NO: 2}, else: 1}
    criteria:
      - code: plan
        name: {en: Plan}
        kind: judged
        scale: {from: 0, to: 10, step: 0.5}
      - code: both
        name: {en: Both}
        kind: group
        of:
          - code: fit
            name: {en: Fit}
            kind: judged
            levels: [{points: 0, name: {en: No}}, {points: 5, name: {en: Yes}}]
    """
).rules


def read(text: str) -> Table:
    return read_table(text, RULES, zone="Europe/Ljubljana", deadline=date(2026, 2, 10))


def only(text: str) -> Application:
    (application,) = read(text).applications
    return application


def bad(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(Mistakes) as raised:
        read(text)
    return [(one.line, one.path, one.code) for one in raised.value.mistakes]


def test_cells_are_read_in_the_type_of_their_fact() -> None:
    text = "application;first;months;born;country;submitted_at\na;da;4,25;1. 3. 1980;NO;2026-02-10T14:05\n"
    read_ = only(text)
    assert {code: held.value for code, held in read_.facts.items()} == {
        "first": True,
        "months": Decimal("4.25"),
        "born": date(1980, 3, 1),
        "country": "NO",
        "handed_in": date(2026, 2, 10),
    }
    assert read_.submitted_at == datetime(2026, 2, 10, 13, 5, tzinfo=UTC)
    assert read_.submitted_at.tzinfo == ZoneInfo("Europe/Ljubljana")
    assert [read_.facts[code].on for code in ("first", "born")] == [date(2026, 2, 10), date(2026, 1, 1)]


def test_an_empty_cell_is_an_unknown_value_and_a_claim_may_lack_its_paper() -> None:
    read_ = only("application,level,level.verified,level.record,months\na,B2,no,certificate:7,\n")
    assert "months" not in read_.facts
    assert (read_.facts["level"].verified, read_.facts["level"].record) == (False, "certificate:7")


def test_marks_wishes_and_persons() -> None:
    text = "application\tplan@Ana\tplan@Bor\tfit@Ana\twish.2\twish.1\tperson\na\t7,5\tabstain\t5\tGraz\tWien\tp1\n"
    read_ = only(text)
    assert read_.marks == {"plan": {"Ana": Decimal("7.5"), "Bor": None}, "fit": {"Ana": Decimal(5)}}
    assert (read_.wishes, read_.person) == (("Wien", "Graz"), "p1")


def test_the_order_of_the_committee_is_a_column() -> None:
    assert read("application,decided\na,2\nb,1\nc,\n").decided == ("b", "a")
    assert bad("application,decided\na,1\nb,1\nc,1.5\n") == [
        (3, "decided", "doubled_decision"),
        (4, "decided", "not_whole"),
    ]


def test_facts_that_no_column_fills_are_named() -> None:
    assert read("application,first,months\na,1,3\n").without_column == ("level", "born", "country")


@pytest.mark.parametrize(
    ("title", "cell", "code"),
    [
        ("first", "maybe", "not_a_flag"),
        ("months", "4.5.1", "not_a_number"),
        ("months", "1e3", "not_a_number"),
        ("months", "NaN", "not_a_number"),
        ("level", "C1", "not_a_choice"),
        ("born", "2026-02-30", "not_a_day"),
        ("submitted_at", "2026-02-10", "not_a_moment"),
        ("plan@Ana", "10.5", "off_range"),
        ("plan@Ana", "7.25", "off_range"),
        ("fit@Ana", "3", "off_scale"),
    ],
)
def test_a_bad_cell_is_told_by_line_and_column(title: str, cell: str, code: str) -> None:
    assert bad(f"application;{title}\n\na;\nb;{cell}\n") == [(4, title, code)]


def test_all_bad_cells_are_told_at_once() -> None:
    text = 'application,country,months\na,"two\nlines",x\nb,,y\nb,,\n,,3\nc,,,,1\n'
    assert bad(text) == [
        (2, "months", "not_a_number"),
        (4, "months", "not_a_number"),
        (5, "application", "doubled_code"),
        (6, "application", "missing_code"),
        (7, "", "too_many_cells"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first\n1\n", [(1, "application", "missing_column")]),
        ("application,frist\na,1\n", [(1, "frist", "unknown_column")]),
        ("application,band\na,1\n", [(1, "band", "unknown_column")]),
        ("application,both@Ana\na,1\n", [(1, "both@Ana", "unknown_column")]),
        ("application,wish.0\na,1\n", [(1, "wish.0", "unknown_column")]),
        ("application,first,first\na,1,1\n", [(1, "first", "doubled_column")]),
        ("application,first\n", [(1, "", "no_lines")]),
        ("", [(1, "application", "missing_column")]),
        ('application,first\na,"1\n', [(2, "", "unreadable_line")]),
    ],
)
def test_a_bad_header_or_file_is_told(text: str, expected: list[Any]) -> None:
    assert bad(text) == expected
