"""A person's own copy: every row of the data map that leads to them, in the columns that are theirs to have.

Nothing here names a table: what belongs into the copy is said in `<app>/privacy.py`. Only two things are read by hand,
because they belong to a file without pointing to it: letters about one's own files, and what happened to them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.datamap import Description, Whose, described
from core.models import Entry, SentNotice, StoredFile
from members.models import Person
from mobility.models import Mobility
from mobility.moves import TOLD

Row = dict[str, Any]
NAMES = ("public_id", "slug", "code")


@dataclass
class Table:
    """The rows of one table that are about the person; `shown` is the same for reading."""

    label: str
    title: str | Promise
    rows: list[Row] = field(default_factory=list)
    shown: list[Row] = field(default_factory=list)


@dataclass
class Copy:
    """All of it, with the files that rows point to."""

    tables: list[Table]
    files: list[StoredFile]


def copy_of(person: Person) -> Copy:
    """Everything the present university holds about a person, and their account."""
    tables: list[Table] = []
    files: list[StoredFile] = []
    for entry in described():
        for way in entry.whose:
            rows = list(_rows(entry, way, person))
            if not rows:
                continue
            tables.append(_table(entry, way, rows))
            brought = (getattr(row, name) for name in entry.brings for row in rows)
            files.extend(file for file in brought if file is not None)
    own = [str(key) for key in Mobility.objects.filter(person=person).values_list("public_id", flat=True)]
    by_hand = (_letters(person, own), _happenings(person, own))
    return Copy(tables + [table for table in by_hand if table.rows], files)


def _rows(entry: Description, way: Whose, person: Person) -> "models.QuerySet[models.Model]":
    found = entry.model._default_manager.filter(way.only, **{way.path: person.pk})
    return found.order_by("pk").distinct()


def _table(entry: Description, way: Whose, rows: list[models.Model]) -> Table:
    table = Table(entry.label, entry.title)
    names = entry.exported(way)
    mobilities = _mobilities_of(entry, way, rows)
    for row in rows:
        about = {"mobility": mobilities[row.pk]} if row.pk in mobilities else {}
        table.rows.append({**about, **{name: _value(row, name) for name in names}})
        table.shown.append({name: _shown(row, name) for name in names})
    return table


def _mobilities_of(entry: Description, way: Whose, rows: list[models.Model]) -> dict[Any, str]:
    """To which of the person's own mobilities the rows belong; nothing is said of anybody else's."""
    if way.path != f"{entry.file}__person":
        return {}
    keys = entry.model._default_manager.filter(pk__in=[row.pk for row in rows])
    return {pk: str(public_id) for pk, public_id in keys.values_list("pk", f"{entry.file}__public_id")}


def _value(row: models.Model, name: str) -> Any:
    """A column as JSON can say it: a reference by its public name."""
    value = getattr(row, name)
    if not isinstance(value, models.Model):
        return value
    if isinstance(value, Person):
        raise TypeError(f"{row._meta.label}.{name} would name a person: it must not be exportable")
    key = next((getattr(value, known) for known in NAMES if hasattr(value, known)), value.pk)
    return {"key": key, "name": _name(value)}


def _shown(row: models.Model, name: str) -> Any:
    """The same for reading: choices by their label, references by their name."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return _name(value) if isinstance(value, models.Model) else value


def _name(row: models.Model) -> str:
    return str(getattr(row, "title", "") or getattr(row, "name", "") or row.pk)


def _letters(person: Person, own: list[str]) -> Table:
    """Letters about one's own files, as they were sent; others about others' files are counted only."""
    rows = SentNotice.objects.filter(person=person, file_id__in=["", *own]).order_by("pk")
    names = ("queued_at", "subject", "text")
    found: list[Row] = list(rows.values(*names))
    return Table("core.SentNotice:text", _("Letters about your mobilities"), found, found)


def _happenings(person: Person, own: list[str]) -> Table:
    """What happened to one's own files, as their pages tell it; others by what they acted as."""
    entries = Entry.objects.filter(file_id__in=own, verb__in=TOLD).select_related("text").order_by("number")
    table = Table("core.Entry:file", _("What happened to your mobilities"))
    for entry in entries:
        row = {"mobility": entry.file_id, "at": entry.at, "verb": entry.verb, "capacity": entry.capacity}
        table.rows.append({**row, "note": entry.note})
        told = {"at": entry.at, "verb": str(TOLD[entry.verb]), "note": entry.note}
        table.shown.append(told)
    return table


def lines_of(value: Any) -> Iterator[str]:
    """A value as lines to read: lists and objects one below the other."""
    if isinstance(value, dict):
        parts = [
            f"{key}: {', '.join(lines_of(part))}" for key, part in value.items() if part not in ("", None)
        ]
        yield "; ".join(parts)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from lines_of(part)
    elif isinstance(value, bool):
        yield str(_("yes") if value else _("no"))
    elif value not in ("", None):
        yield str(value)
