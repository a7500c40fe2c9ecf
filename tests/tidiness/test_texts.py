"""Texts are looked up under names that the extraction of texts knows; under another they would never be translated."""

import re

import pytest

from tests.tidiness.files import files, source

RENAMED = re.compile(r"\b(?:n?p?gettext\w*) as (?!_$)(\w+)", re.MULTILINE)


def test_no_look_up_has_a_name_of_its_own() -> None:
    sources = [path for path in files() if path.suffix == ".py" and path.parts[0] != "tests"]
    assert sources
    found = [f"{path}: {match.group(0)}" for path in sources for match in RENAMED.finditer(source(path))]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("line", ["import gettext_lazy as _lazy", "import npgettext as words, ngettext"])
def test_a_renamed_look_up_is_found(line: str) -> None:
    assert RENAMED.search(line)


def test_the_usual_name_is_none() -> None:
    assert not RENAMED.search("import gettext_lazy as _\nimport ngettext, pgettext")
