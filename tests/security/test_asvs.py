"""The table of ASVS 5.0.0: every requirement that applies stands in it once, with evidence that exists."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest

from tests.tidiness.files import ROOT

DOCS = ROOT / "docs"
# Counted in the standard, without what a product of this kind has not: see the head of docs/asvs.md.
APPLIES = {
    1: """
        1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 5.2.1-2 5.3.1-2 6.1.1
        6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 11.3.1-2 11.4.1 12.1.1
        12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
    """,
    2: """
        1.1.1-2 1.2.9 1.3.3-7 1.3.10-11 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2
        4.1.2-3 4.2.1 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.2-3 6.8.1-4 7.1.1-3
        7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2 10.2.1-2 10.5.1-5 11.1.1-2
        11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2
        14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
    """,
}
FEWEST = 209
ROW = re.compile(
    r"^\| ([\d.]+) \| ([123]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (met|partly|not yet)(?:: ([^|]+))? \|$",
    re.MULTILINE,
)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
RULE = re.compile(r"`(tools/rules/\w+\.yml)#([\w-]+)`")
PASSAGE = re.compile(r"\]\(([\w.-]+\.md)(?:#([\w-]+))?\)")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    id: str
    level: int
    evidence: str
    state: str
    missing: str


def wanted(level: int) -> list[str]:
    """The ids of a level that apply, ranges written out."""
    found = []
    for word in APPLIES[level].split():
        first, _, last = word.partition("-")
        section, _, number = first.rpartition(".")
        found += [f"{section}.{each}" for each in range(int(number), int(last or number) + 1)]
    return found


def rows() -> list[Row]:
    """The table as it stands."""
    found = ROW.findall((DOCS / "asvs.md").read_text())
    return [
        Row(id_, int(level), evidence, state, gap) for id_, level, _ask, _how, evidence, state, gap in found
    ]


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of one file; none when there is no such file."""
    if not (ROOT / path).is_file():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@cache
def anchors(name: str) -> frozenset[str]:
    """The headings of a page as they are linked to."""
    if not (DOCS / name).is_file():
        return frozenset()
    headings = re.findall(r"^#+ (.+)$", (DOCS / name).read_text(), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings)


def absent(evidence: str) -> list[str]:
    """What the evidence names and is not there."""
    tests = [f"{path}::{name}" for path, name in TEST.findall(evidence) if name not in functions(path)]
    rules = [
        f"{path}#{name}"
        for path, name in RULE.findall(evidence)
        if not (ROOT / path).is_file() or f"id: {name}\n" not in (ROOT / path).read_text()
    ]
    passages = [
        f"{name}#{anchor}"
        for name, anchor in PASSAGE.findall(evidence)
        if not (DOCS / name).is_file() or (anchor and anchor not in anchors(name))
    ]
    return tests + rules + passages


def test_every_requirement_stands_once_and_at_its_level() -> None:
    listed = rows()
    lines = (DOCS / "asvs.md").read_text().count("\n| ") - (DOCS / "asvs.md").read_text().count("\n| Id |")
    assert lines - (DOCS / "asvs.md").read_text().count("\n| --- ") == len(listed), "a line could not be read"
    assert [id_ for id_, times in Counter(row.id for row in listed).items() if times > 1] == []
    for level in (1, 2):
        assert {row.id for row in listed if row.level == level} == set(wanted(level))


def test_all_evidence_exists() -> None:
    listed = rows()
    states = Counter((row.level, row.state) for row in listed)
    print(" ".join(f"L{level} {state}={number}" for (level, state), number in sorted(states.items())))
    assert len([row for row in listed if row.level < 3]) >= FEWEST
    named = re.compile(f"{TEST.pattern}|{RULE.pattern}|{PASSAGE.pattern}")
    assert [row.id for row in listed if not named.search(row.evidence)] == []
    assert [(row.id, gone) for row in listed if (gone := absent(row.evidence))] == []


def test_what_is_missing_is_said() -> None:
    assert [row.id for row in rows() if row.state == "partly" and not row.missing.strip()] == []
    told = (DOCS / "security.md").read_text().partition("## Not there yet")[2].partition("\n## ")[0]
    assert [row.id for row in rows() if row.state == "not yet" and row.id not in told] == []


@pytest.mark.parametrize(
    ("evidence", "gone"),
    [
        ("`tests/security/test_asvs.py::test_all_evidence_exists`", 0),
        ("`tests/security/test_asvs.py::test_nothing`", 1),
        ("`tests/security/test_nothing.py::test_nothing`", 1),
        ("`tools/rules/output.yml#csrf-exempt`", 0),
        ("`tools/rules/output.yml#nothing`", 1),
        ("[keys](security.md#keys)", 0),
        ("[keys](security.md#nothing)", 1),
        ("[page](nothing.md)", 1),
    ],
)
def test_what_is_not_there_is_noticed(evidence: str, gone: int) -> None:
    assert len(absent(evidence)) == gone
