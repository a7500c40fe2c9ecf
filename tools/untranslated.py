"""Fails when a text of the interface has no Slovenian: missing in the .po file, empty, or marked doubtful."""

import sys
from pathlib import Path

import polib

from tools import ROOT
from tools.locales import key, messages_in_sources

CATALOG = Path("locale/sl/LC_MESSAGES/django.po")


def untranslated(root: Path = ROOT) -> list[str]:
    """One line per text without a translation, and one per translation whose text has vanished."""
    path = root / CATALOG
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    wanted = {key(entry): entry for entry in messages_in_sources(root)}
    lines = []
    for name, entry in wanted.items():
        reason = _reason(entry, known.get(name))
        if reason:
            lines.append(f"{reason}: {_shown(entry)}")
    vanished = [entry for name, entry in known.items() if name not in wanted]
    return sorted(lines) + sorted(f"vanished from the sources: {_shown(entry)}" for entry in vanished)


def _reason(wanted: polib.POEntry, known: polib.POEntry | None) -> str:
    """Why the text counts as untranslated; empty when it does not."""
    if known is None or known.obsolete:
        return "missing"
    if known.fuzzy:
        return "doubtful"
    if bool(wanted.msgid_plural) != bool(known.msgid_plural):
        return "plural changed"
    return "" if known.translated() else "untranslated"


def _shown(entry: polib.POEntry) -> str:
    context = f" [{entry.msgctxt}]" if entry.msgctxt else ""
    return f"{entry.msgid!r}{context}"


def main() -> int:
    """Print each, and a sentence on how to go on."""
    lines = untranslated()
    for line in lines:
        print(line)
    if lines:
        print(f"{len(lines)} texts: run ./run messages, then translate in {CATALOG}.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
