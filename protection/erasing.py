"""Erasing rows: the ledger first, children before parents, files at the commit. Nothing else deletes what is personal.

What belongs to a file or to a person is read off the data map, so that a new table cannot be forgotten.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from core import clock, files, journal
from core.datamap import Description, Erase, Keep, described
from core.models import Entry, StoredFile
from core.tenancy import UniversityOwned, current_reach
from members.actor import system
from members.models import Invitation, Person
from mobility.models import Mobility
from protection.enums import Action
from protection.models import Erasure, ErasureRequest

Rows = dict[type[models.Model], list[int | str]]

NAMELESS = "N. N."


def rows_of_file(mobility: Mobility) -> Rows:
    """Everything that goes with a file: its rows in every table, the files they hold, the letters about it."""
    rows: Rows = {}
    for entry in described():
        found = _of_file(entry, mobility)
        if found is None:
            continue
        keys = list(found.values_list("pk", flat=True))
        rows.setdefault(entry.model, []).extend(keys)
        for name in entry.brings:
            brought = found.exclude(**{name: None}).values_list(name, flat=True)
            rows.setdefault(StoredFile, []).extend(brought)
    return {model: list(dict.fromkeys(keys)) for model, keys in rows.items() if keys}


def _of_file(entry: Description, mobility: Mobility) -> "models.QuerySet[models.Model] | None":
    manager = entry.model._default_manager
    if entry.file_key:
        return manager.filter(**{entry.file_key: str(mobility.public_id)})
    if not entry.file:
        return None
    found = manager.filter(**{entry.file: mobility.pk})
    return found if entry.stays is None else found.exclude(entry.stays)


def erase(rows: Mapping[type[models.Model], Collection[int | str]], *, because: str) -> int:
    """Delete these rows within the present scope, and the files that nobody else holds; returns how many went."""
    gone = 0
    hush_rows(rows)
    for model in _children_first(rows):
        keys = list(rows[model])
        if not keys:
            continue
        note(model, keys, Action.DELETED, because)
        if model is StoredFile:
            _forget_contents(keys)
        if getattr(model, "append_only", False):
            with connection.cursor() as cursor:
                cursor.execute("select popotnik_erase(%s, %s)", [model._meta.db_table, keys])
                gone += cursor.fetchone()[0]
        else:
            gone += model._base_manager.filter(pk__in=keys)._raw_delete(connection.alias)  # type: ignore[attr-defined]
    return gone


def hush(entries: "models.QuerySet[Entry]", parts: Sequence[str]) -> None:
    """Blank the personal parts of entries of the journal for good; its chain goes on verifying."""
    numbers = list(entries.values_list("number", flat=True))
    if numbers:
        journal.redact(numbers=numbers, parts=parts, actor=system(current_reach().university_id))


def hush_file(mobility: Mobility) -> None:
    """What the journal says in words about a file, and who its participant is, goes with the file's papers."""
    entries = Entry.objects.filter(file_id=str(mobility.public_id)).exclude(verb__startswith="recognition.")
    hush(entries, ("facts", "note"))
    hush(entries.filter(text__actor_id=mobility.person_id), ("actor",))


def hush_rows(rows: Mapping[type[models.Model], Collection[int | str]]) -> None:
    """What the journal says in words of rows that are erased goes with them."""
    subjects = Q(pk=None)
    for model, keys in rows.items():
        subjects |= Q(subject_type=model._meta.label_lower, subject_id__in=[str(key) for key in keys])
    hush(Entry.objects.filter(subjects), ("facts", "note"))


def _children_first(rows: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """The tables in an order in which no row is deleted while another one points to it."""
    left, ordered = list(rows), []
    while left:
        pointed_to = {
            column.related_model
            for model in left
            for column in model._meta.concrete_fields
            if column.related_model is not None and column.related_model is not model
        }
        free = [model for model in left if model not in pointed_to]
        ordered.extend(free)
        left = [model for model in left if model in pointed_to]
    return ordered


def _forget_contents(keys: list[int | str]) -> None:
    """After the commit remove from disk what no other row of the same tenant holds."""
    for stored in StoredFile.objects.filter(pk__in=keys):
        same = StoredFile.objects.filter(member_id=stored.member_id, sha256=stored.sha256)  # type: ignore[misc]
        if not same.exclude(pk__in=keys).exists():
            forget = partial(files.path_of(stored).unlink, missing_ok=True)
            transaction.on_commit(forget, robust=True)


def note(model: type[models.Model], keys: Collection[int | str], action: Action, because: str) -> None:
    """Write the ledger's lines, in the database now and beside it after the commit."""
    university_id, now = current_reach().university_id, clock.now()
    lines = Erasure.objects.bulk_create(
        Erasure(
            university_id=university_id,
            table=model._meta.db_table,
            key=str(key),
            action=action,
            because=because,
            erased_at=now,
        )
        for key in keys
    )
    written = "".join(f"{line_of(line)}\n" for line in lines)
    transaction.on_commit(lambda: write_beside(university_id, written), robust=True)


def line_of(line: Erasure) -> str:
    """A line of the ledger as it stands in the file beside the database (docs/formats.md)."""
    fields = {
        "table": line.table,
        "key": line.key,
        "action": line.action,
        "because": line.because,
        "erased_at": line.erased_at.isoformat(),
    }
    return json.dumps(fields, sort_keys=True)


def ledger_path(university_id: int) -> Path:
    """Where a university's ledger lies beside the database."""
    return Path(settings.POPOTNIK_ERASURES) / f"{university_id}.jsonl"


def write_beside(university_id: int, lines: str) -> None:
    """Append lines to the ledger beside the database."""
    path = ledger_path(university_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as ledger:
        ledger.write(lines)


def anonymise(person: Person, *, because: str) -> None:
    """Leave of an account only a key that leads nowhere: no name, no address, no way to sign in."""
    erase(account_rows(person), because=because)
    erase(
        {
            Invitation: list(
                Invitation.objects.filter(email__iexact=person.email).values_list("pk", flat=True)
            )
        },
        because=because,
    )
    end_sessions(person)
    hush(Entry.objects.filter(text__actor=person), ("actor",))
    ErasureRequest.objects.filter(person=person).update(reason="", words="")
    note(Person, [person.pk], Action.ANONYMISED, because)
    blank(person)


def blank(person: Person) -> None:
    """Overwrite what names a person on their row."""
    person.email = f"erased-{person.public_id.hex}@erased.invalid"
    person.first_name, person.last_name, person.language = "", NAMELESS, "sl"
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.joined_at = clock.now()
    person.set_unusable_password()
    person.save()


def account_rows(person: Person) -> Rows:
    """What goes with the account: addresses, factors, relations; everything of the world's that is the person's."""
    rows: Rows = {}
    for entry in described():
        if entry.model is Person or issubclass(entry.model, UniversityOwned) or entry.file:
            continue
        for way in entry.whose:
            found = entry.model._default_manager.filter(way.only, **{way.path: person.pk})
            rows.setdefault(entry.model, []).extend(found.values_list("pk", flat=True))
    return {model: keys for model, keys in rows.items() if keys}


def end_sessions(person: Person) -> None:
    """Delete every session in which the person is signed in."""
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    for session in Session.objects.iterator():
        if str(session.get_decoded().get("_auth_user_id")) == str(person.pk):
            store(session.session_key).delete()


def erasable_columns() -> Iterable[tuple[Description, str]]:
    """Every column that erasure empties or deletes, for tests and for the page of the map."""
    for entry in described():
        for name, traits in entry.traits.items():
            if traits.erase != Erase.KEEP and traits.keep != Keep.INSTALLATION:
                yield entry, name
