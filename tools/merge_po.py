"""Git merge driver for .po files: two people's translations side by side instead of conflicts.

    git config merge.po.driver '.venv/bin/python -m tools.merge_po %O %A %B'

A text translated on both sides in different ways keeps ours when theirs is the old one, else takes theirs.
"""

import sys
from pathlib import Path

import polib

from tools.locales import key, write_sorted


def merge(base: Path, ours: Path, theirs: Path) -> None:
    """Write the union of both sides into `ours`."""
    before = {key(entry): entry for entry in polib.pofile(str(base))} if base.stat().st_size else {}
    merged = polib.pofile(str(ours))
    present = {key(entry): entry for entry in merged}
    for entry in polib.pofile(str(theirs)):
        mine, old = present.get(key(entry)), before.get(key(entry))
        if mine is None:
            merged.append(entry)
        elif (
            _text(entry) != _text(mine) and (old is None or _text(entry) != _text(old)) and entry.translated()
        ):
            merged[merged.index(mine)] = entry
    write_sorted(merged, ours)


def _text(entry: polib.POEntry) -> tuple[str, tuple[str, ...], bool]:
    return entry.msgstr, tuple(entry.msgstr_plural.values()), entry.fuzzy


if __name__ == "__main__":
    merge(*(Path(argument) for argument in sys.argv[1:4]))
