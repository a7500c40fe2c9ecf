"""The description of the call file is complete, and its example can be published."""

import re
from pathlib import Path

from selection.engine import forms
from selection.engine.lint import lint
from selection.engine.mistakes import Mistakes
from selection.engine.read import dump, load
from selection.engine.scalars import Words

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
SECTION = FORMATS.read_text().split("## The call file (public)")[1].split("\n## ")[0]
EXAMPLE = SECTION.split("```yaml\n")[1].split("```")[0]


def test_the_example_can_be_published() -> None:
    try:
        file = load(EXAMPLE)
    except Mistakes as wrong:
        raise AssertionError(wrong) from wrong
    assert [one for one in lint(file) if one.stops] == []


def test_the_example_is_the_canonical_form() -> None:
    assert load(dump(load(EXAMPLE))) == load(EXAMPLE)
    assert dump(load(dump(load(EXAMPLE)))) == dump(load(EXAMPLE))


def test_every_field_is_described() -> None:
    words = set(re.findall(r"[a-z_]+", SECTION))
    fields = {
        name
        for cls, declared in forms._DECLARED.items()
        if cls is not Words and cls.__module__.startswith("selection.engine")
        for name in declared
    }
    assert fields - words == set()
