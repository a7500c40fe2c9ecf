"""The journal: `record` appends one entry to the university's chain; `subscribe` names what follows from it.

An entry's hash covers its fields, digests of its personal parts and the hash before it, so that a changed,
removed or inserted line is noticed (`first_bad_entry`), while the personal parts themselves can be erased
(`redact`). Deliveries are written with the entry; core.tasks runs each once after the commit.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import connection, models, transaction
from django.db.models import DateTimeField, Func

from core import chain, clock, outbox
from core.delivery import deliver_one
from core.models import Delivery, Entry, EntryText, JournalHead
from core.outbox import SUBSCRIBERS, subscribe

__all__ = [
    "first_bad_entry",
    "hash_of",
    "locked_head",
    "record",
    "redact",
    "stood_in_for",
    "subscribe",
    "timeline",
]

REDACTED = "journal.redacted"
# A server's clock is put right by small steps; a greater one back stands in the journal and is found there.
SMALL_STEP = timedelta(minutes=1)


class Doer(Protocol):
    """Whoever acts: a person in a capacity, the system, or a host by link."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def capacity(self) -> str: ...
    def in_place_of(self, member_id: int | None) -> str: ...


def record(
    *,
    verb: str,
    subject: models.Model,
    actor: Doer,
    file_id: str = "",
    move: tuple[str, str] = ("", ""),
    because: models.Model | None = None,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry in the present transaction, with one delivery for each subscriber of its verb.

    `move` is the stage before and after, where a stage was changed. A substitute's entry keeps in its facts whom
    they stood in for (`for`). Raises TypeError for facts without an exact form (fractions are written as text).
    """
    member_id = getattr(subject, "member_id", None)
    facts = _with_principal(facts or {}, actor.in_place_of(member_id))
    head, written_at = locked_head()
    entry = Entry(
        university_id=head.university_id,
        member_id=member_id,
        number=head.number + 1,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        file_id=file_id,
        actor_key=chain.pseudonym(head.pseudonym_key, actor.person_id),
        capacity=str(actor.capacity),
        before=move[0],
        after=move[1],
        because=f"{because._meta.label_lower}:{because.pk}" if because else "",
        at=clock.now(),
        written_at=written_at,
        previous_hash=head.hash,
    )
    text = _text_of(entry, actor, note=str(note), facts=facts)
    entry.hash = hash_of(entry)
    _append(head, entry, text)
    _queue_deliveries(entry)
    return entry


def _append(head: JournalHead, entry: Entry, text: EntryText) -> None:
    """Write the entry with its texts as the new end of the chain."""
    entry.save(force_insert=True)
    text.entry_id = entry.pk
    text.save(force_insert=True)
    head.number, head.hash, head.written_at = entry.number, entry.hash, entry.written_at
    head.save(update_fields=["number", "hash", "written_at"])


def _with_principal(facts: dict[str, Any], principal: str) -> dict[str, Any]:
    """The facts, and for a substitute whom they stood in for. Raises TypeError for facts without an exact form."""
    chain.refuse_inexact(facts)
    return {**facts, "for": principal} if principal else facts


def locked_head() -> tuple[JournalHead, datetime]:
    """The end of the present university's chain, locked until the transaction ends, and the real time of writing."""
    real_time: Any = Func(function="clock_timestamp", output_field=DateTimeField())
    heads = JournalHead.objects.select_for_update().annotate(real_time=real_time)
    head = heads.first() or heads.get(pk=JournalHead.objects.create().pk)
    now: datetime = head.real_time  # type: ignore[attr-defined]  # annotated above
    before = head.written_at
    if before is not None and before - SMALL_STEP < now < before:
        now = before
    return head, now


def _text_of(entry: Entry, actor: Doer, *, note: str, facts: dict[str, Any]) -> EntryText:
    """What is personal in the entry; its salted digests are set on the entry."""
    text = EntryText(
        entry=entry,
        university_id=entry.university_id,
        member_id=entry.member_id,
        actor_id=actor.person_id,
        actor_name=actor.name,
        facts=facts,
        note=note,
    )
    for part, value in parts_of(text).items():
        salt = secrets.token_hex(16)
        setattr(text, f"{part}_salt", salt)
        setattr(entry, f"{part}_digest", chain.digest(part, salt, value))
    return text


def parts_of(text: EntryText) -> dict[str, Any]:
    """The personal parts of an entry by name, as their digests cover them."""
    return {"actor": text.actor_name, "facts": text.facts, "note": text.note}


def _queue_deliveries(entry: Entry) -> None:
    """Write one delivery for each subscriber; after the commit run the quick ones and announce the rest."""
    subscribers = SUBSCRIBERS.get(entry.verb, [])
    if not subscribers:
        return
    rows = Delivery.objects.bulk_create(
        [Delivery(university_id=entry.university_id, entry=entry, subscriber=s.name) for s in subscribers]
    )
    at_once = [row.pk for row, subscriber in zip(rows, subscribers, strict=True) if subscriber.at_once]
    later = sorted({subscriber.renders for subscriber in subscribers if not subscriber.at_once})
    university_id, entry_id = entry.university_id, entry.pk

    def after_commit() -> None:
        for delivery_id in at_once:
            deliver_one(university_id=university_id, delivery_id=delivery_id)
        for renders in later:
            outbox.announce_entry(university_id=university_id, entry_id=entry_id, renders=renders)

    transaction.on_commit(after_commit, robust=True)


def fields_of(entry: Entry) -> dict[str, Any]:
    """What the hash covers, as docs/formats.md names it."""
    return {
        "university": entry.university_id,
        "member": entry.member_id,
        "number": entry.number,
        "verb": entry.verb,
        "subject": [entry.subject_type, entry.subject_id],
        "file": entry.file_id,
        "actor": entry.actor_key,
        "capacity": entry.capacity,
        "move": [entry.before, entry.after],
        "because": entry.because,
        "parts": {part: getattr(entry, f"{part}_digest") for part in chain.PARTS},
        "at": chain.instant(entry.at),
        "written": chain.instant(entry.written_at),
        "previous": entry.previous_hash,
    }


def hash_of(entry: Entry) -> str:
    """SHA-256 over the entry's fields as canonical JSON."""
    return chain.entry_hash(fields_of(entry))


@transaction.atomic
def redact(
    *, numbers: Sequence[int], parts: Sequence[str], actor: Doer, because: models.Model | None = None
) -> Entry:
    """Erase personal parts (`actor`, `facts`, `note`) of entries for good; the chain goes on verifying.

    The entry that announces it names numbers and parts; the database blanks exactly what it announces, within the
    scope. What was erased before stays erased. An announcement itself cannot be erased.
    """
    unknown = set(parts) - set(chain.PARTS)
    if unknown:
        raise ValueError(f"no such parts: {sorted(unknown)}")
    head, _now = locked_head()
    facts = {"entries": sorted(set(numbers)), "parts": sorted(set(parts))}
    announcement = record(verb=REDACTED, subject=head, actor=actor, because=because, facts=facts)
    with connection.cursor() as cursor:
        cursor.execute("select popotnik_redact(%s)", [announcement.pk])
    return announcement


def first_bad_entry(entries: Iterable[Entry]) -> Entry | None:
    """The first entry of the university's chain, given in order from number 1, that does not fit; or None.

    A part that is there must fit its digest; whether an erased one was announced is the verifier's question
    (tools/verify_journal.py).
    """
    previous = chain.GENESIS
    for number, entry in enumerate(entries, 1):
        if entry.number != number or entry.previous_hash != previous or entry.hash != hash_of(entry):
            return entry
        if not _text_fits(entry):
            return entry
        previous = entry.hash
    return None


def stood_in_for(row: models.Model) -> str:
    """Whom the author of a row stood in for, by the entry about it; empty when they acted in their own right."""
    about = Entry.objects.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))
    return str(about.order_by("number").values_list("text__facts__for", flat=True).first() or "")


def _text_fits(entry: Entry) -> bool:
    salts = {part: getattr(entry.text, f"{part}_salt") for part in chain.PARTS}
    return all(
        chain.digest(part, salts[part], value) == getattr(entry, f"{part}_digest")
        for part, value in parts_of(entry.text).items()
        if salts[part]
    )


def timeline(file_id: str) -> models.QuerySet[Entry]:
    """The entries of one file with their texts, newest first."""
    return Entry.objects.filter(file_id=file_id).select_related("text").order_by("-number")
