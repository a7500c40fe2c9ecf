"""What docs/ says of stages and rules is what the code says."""

import pytest

from mobility.management.commands.write_docs import PAGES, plain
from tests.tidiness.files import ROOT


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == PAGES[name](), "run ./run docs"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("is_system", "is system"),
        ("((a or b) or c)", "a or b or c"),
        ("((a or b) and c)", "(a or b) and c"),
        ("(a and of its call: (b and c))", "a and of its call: (b and c)"),
        ("not (a or b)", "not (a or b)"),
    ],
)
def test_brackets_stay_where_they_matter(name: str, expected: str) -> None:
    assert plain(name) == expected
