"""docs/calls.md tells of every file, and only what is in it."""

import re

import pytest

from selection.facts.names import REGISTERS
from tests.calls.kinds import kinds_of
from tests.calls.worked import HERE, NAMES, call
from tests.tidiness.files import ROOT

LIBRARY = ROOT / "demo" / "library"
PAGE = (ROOT / "docs" / "calls.md").read_text("utf-8")
ROW = re.compile(r"^\| \[(?P<name>[^\]]+)\]\((?P<target>[^)]+)\) \|(?P<rest>.*)\|$", re.MULTILINE)
ROWS = {row["name"]: row for row in ROW.finditer(PAGE)}
REGISTER = re.compile(r"^\| `([a-z_.]+)` \| (\w+) \| (\w+) \|", re.MULTILINE)
COLUMNS = 5


def test_every_file_has_its_row_and_every_row_its_file() -> None:
    assert sorted(ROWS) == list(NAMES)
    assert [row["target"] for row in ROWS.values()] == [f"../demo/library/{name}.yaml" for name in ROWS]


@pytest.mark.parametrize("name", NAMES)
def test_the_row_names_the_kinds_of_rules_in_the_file(name: str) -> None:
    cells = [cell.strip() for cell in ROWS[name]["rest"].split("|")]
    assert len(cells) == COLUMNS
    assert all(cells), "a cell says nothing"
    assert cells[1] == kinds_of(call(name).file.rules)


def test_the_files_stand_once() -> None:
    links = sorted(path for path in HERE.glob("*.yaml") if path.is_symlink())
    assert [path.stem for path in links] == list(NAMES)
    assert sorted(path.resolve() for path in links) == sorted(LIBRARY.glob("*.yaml"))


def test_the_product_fills_the_facts_that_the_page_explains() -> None:
    assert REGISTER.findall(PAGE) == [(name, one.type, one.source) for name, one in REGISTERS.items()]


@pytest.mark.parametrize("name", NAMES)
def test_facts_of_the_product_have_its_types(name: str) -> None:
    for fact in call(name).file.rules.facts:
        if fact.register:
            own = REGISTERS[fact.register]
            assert (fact.type, sorted(fact.choices)) == (own.type, sorted(own.choices)), fact.code
