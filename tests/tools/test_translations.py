"""What counts as untranslated, and how two people's translations come together."""

from pathlib import Path

import polib
import pytest

from tools import merge_po
from tools.untranslated import untranslated

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A product of one module with four texts."""
    (tmp_path / "core").mkdir()
    texts = "".join(f"_({text!r})\n" for text in ("Known", "Doubtful", "Empty", "New"))
    (tmp_path / "core" / "words.py").write_text(f"from django.utils.translation import gettext as _\n{texts}")
    catalog = tmp_path / "locale" / "sl" / "LC_MESSAGES" / "django.po"
    catalog.parent.mkdir(parents=True)
    entries = (
        'msgid "Known"\nmsgstr "Znano"\n\n#, fuzzy\nmsgid "Doubtful"\nmsgstr "Dvomljivo"\n\n'
        'msgid "Empty"\nmsgstr ""\n\nmsgid "Gone"\nmsgstr "Odšlo"\n'
    )
    catalog.write_text(HEADER + entries)
    return tmp_path


def test_every_way_of_being_untranslated_is_named(product: Path) -> None:
    assert untranslated(product) == [
        "doubtful: 'Doubtful'",
        "missing: 'New'",
        "untranslated: 'Empty'",
        "vanished from the sources: 'Gone'",
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("", "Naše", "", "Naše"),
        ("", "", "Njihovo", "Njihovo"),
        ("Staro", "Naše", "Staro", "Naše"),
        ("Staro", "Staro", "Njihovo", "Njihovo"),
    ],
)
def test_translations_of_two_people_meet(
    tmp_path: Path, base: str, ours: str, theirs: str, merged: str
) -> None:
    paths = []
    for name, text, own in (
        ("base", base, ""),
        ("ours", ours, "only ours"),
        ("theirs", theirs, "only theirs"),
    ):
        path = tmp_path / name
        extra = f'msgid "{own}"\nmsgstr "x"\n' if own else ""
        path.write_text(f'{HEADER}msgid "Text"\nmsgstr "{text}"\n\n{extra}')
        paths.append(path)
    merge_po.merge(*paths)
    result = {entry.msgid: entry.msgstr for entry in polib.pofile(str(paths[1]))}
    assert result == {"Text": merged, "only ours": "x", "only theirs": "x"}
