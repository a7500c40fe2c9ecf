"""The names of the product's own facts: one table, of which every name is read and docs/calls.md tells each."""

import re

from selection.facts.names import REGISTERS
from selection.facts.reading import READERS
from tests.tidiness.files import ROOT

ROW = re.compile(r"^\| `([a-z_.]+)` \| (\w+)", re.MULTILINE)


def test_every_name_is_read_and_told() -> None:
    told = dict(ROW.findall((ROOT / "docs" / "calls.md").read_text("utf-8")))
    assert set(READERS) == set(REGISTERS)
    assert told == {name: row.type for name, row in REGISTERS.items()}
