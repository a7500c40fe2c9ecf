"""Translations: `compile` makes the .mo files with Babel; `extract` brings the .po files up to the sources.

`compile` needs nothing but Babel; `extract` needs GNU gettext, through Django's makemessages.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import polib
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages
from django.test.utils import override_settings

from tools import ROOT

SOURCES = (
    *("config", "core", "members", "partners", "funding", "mobility", "selection", "reporting"),
    *("recognition", "quality", "protection", "templates"),
)
# What a host reads: its room, its letters, and what of the rest of the product these show or say. Each language offered
# to hosts (settings.POPOTNIK_HOST_LANGUAGES) has all of it; a catalogue of hosts holds nothing else.
HOST_SOURCES = (
    "templates/mobility/host/*", "templates/reporting/host/*", "templates/*/mail/*_host.*", "templates/mail/base.*",
    "templates/mobility/agreement/_proposal.html", "templates/mobility/agreement/_differences.html",
    "templates/mobility/agreement/_days.html",
    "templates/layout/bare.html", "templates/layout/_footer.html", "templates/components/now.html",
    "templates/components/error_summary.html", "templates/django/forms/*.html",
    "core/wording.py", "core/throttle.py", "core/files.py", "core/uploads.py",
    "mobility/host_*.py", "mobility/proposals.py", "mobility/agreement_changes.py", "mobility/forms/host*.py",
    "mobility/views/host_base.py", "mobility/views/host_room.py", "mobility/views/host_acts.py",
    "mobility/views/host_elsewhere.py", "mobility/received.py", "mobility/operations/received.py", "core/outside.py",
    "mobility/operations/agreement.py", "mobility/operations/proposals.py", "mobility/operations/host_*.py",
    "reporting/host_*.py", "reporting/forms_host.py", "reporting/forms_hours.py", "reporting/views/host.py",
    "reporting/operations/certificate.py", "reporting/operations/feedback.py",
)  # fmt: skip
# The university's own language has everything; English is what the sources are written in.
OWN = "sl"
CHANGING_HEADERS = ("POT-Creation-Date", "PO-Revision-Date")
Key = tuple[str | None, str]


def po_files(root: Path = ROOT) -> list[Path]:
    """Every message file of the product."""
    return sorted(root.glob("locale/*/LC_MESSAGES/*.po"))


def key(entry: polib.POEntry) -> Key:
    """What makes a message the same message: context and text."""
    return entry.msgctxt, entry.msgid


def compile_all(root: Path = ROOT) -> None:
    """Write each .mo file that is older than its .po file; doubtful (fuzzy) messages stay out."""
    whole = catalogue_of(OWN, root)
    for source in po_files(root):
        target = source.with_suffix(".mo")
        changed = max(source.stat().st_mtime, whole.stat().st_mtime)
        if target.exists() and target.stat().st_mtime >= changed:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        if source != whole:
            fill_with_english(catalog, whole)
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.rename(target)


def catalogue_of(language: str, root: Path = ROOT) -> Path:
    """The message file of a language."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def fill_with_english(catalog: Catalog, whole: Path) -> None:
    """Say in English what a catalogue of hosts does not say; Django would take the installation’s language."""
    for entry in polib.pofile(str(whole)):
        if catalog.get(entry.msgid, entry.msgctxt) is not None:
            continue
        if entry.msgid_plural:
            several = (entry.msgid_plural,) * (catalog.num_plurals - 1)
            catalog.add((entry.msgid, entry.msgid_plural), (entry.msgid, *several), context=entry.msgctxt)
        else:
            catalog.add(entry.msgid, entry.msgid, context=entry.msgctxt)


def messages_for_hosts(root: Path = ROOT) -> list[polib.POEntry]:
    """The messages of what hosts read."""
    found = {str(path.relative_to(root)) for pattern in HOST_SOURCES for path in root.glob(pattern)}
    return messages_in_sources(root, sorted(found))


def messages_in_sources(root: Path = ROOT, sources: Sequence[str] = SOURCES) -> list[polib.POEntry]:
    """The messages that the sources hold now, read by Django's makemessages beside the real .po files."""
    with tempfile.TemporaryDirectory(prefix="messages-") as name:
        folder = Path(name)
        (folder / "locale").mkdir()
        for source in sources:
            if (root / source).exists():
                (folder / source).parent.mkdir(parents=True, exist_ok=True)
                (folder / source).symlink_to(root / source)
        before = Path.cwd()
        os.chdir(folder)
        try:
            if not settings.configured:
                settings.configure(USE_I18N=True)
            with override_settings(LOCALE_PATHS=[]):
                call_command(
                    makemessages.Command(), locale=["en"], symlinks=True, no_location=True, verbosity=0
                )
        finally:
            os.chdir(before)
        return list(polib.pofile(str(folder / "locale/en/LC_MESSAGES/django.po")))


def write_sorted(catalog: polib.POFile, path: Path) -> None:
    """Write a message file in the one form that leaves small differences: sorted, unwrapped, no dates."""
    for header in CHANGING_HEADERS:
        catalog.metadata.pop(header, None)
    catalog.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalog.wrapwidth = 0
    catalog.save(str(path))


def extract(root: Path = ROOT) -> None:
    """Bring each .po file up to the sources: new messages empty, vanished ones gone, nothing guessed."""
    everything, of_hosts = messages_in_sources(root), messages_for_hosts(root)
    for path in po_files(root):
        wanted = everything if path == catalogue_of(OWN, root) else of_hosts
        old = polib.pofile(str(path))
        known = {key(entry): entry for entry in old if not entry.obsolete and not entry.fuzzy}
        new = polib.POFile()
        new.metadata, new.header = old.metadata, old.header
        new.extend(_renewed(entry, known.get(key(entry))) for entry in wanted)
        write_sorted(new, path)


def _renewed(wanted: polib.POEntry, known: polib.POEntry | None) -> polib.POEntry:
    """The message as the sources have it, with the translation that is known for it."""
    entry = polib.POEntry(
        msgid=wanted.msgid,
        msgctxt=wanted.msgctxt,
        msgid_plural=wanted.msgid_plural,
        comment=wanted.comment,
        flags=[flag for flag in wanted.flags if flag != "fuzzy"],
    )
    if known is not None and bool(known.msgid_plural) == bool(wanted.msgid_plural):
        entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural
    return entry


if __name__ == "__main__":
    {"compile": compile_all, "extract": extract}[sys.argv[1]]()
