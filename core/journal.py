"""The journal: `record` appends one entry to the university's chain; `subscribe` names what follows from it.

An entry's hash covers its fields and the hash before it, so that a changed, removed or inserted line is
noticed (`verify`). Deliveries are written with the entry; core.tasks runs each once after the commit.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any, Protocol

from django.db import models, transaction

from core import clock, outbox
from core.delivery import deliver_one
from core.models import Delivery, Entry, JournalHead
from core.outbox import SUBSCRIBERS, subscribe

__all__ = ["first_bad_entry", "hash_of", "record", "stood_in_for", "subscribe", "timeline"]


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

    `move` is the stage before and after, where a stage was changed. A substitute's entry keeps in its facts
    whom they stood in for (`for`).
    """
    member_id = getattr(subject, "member_id", None)
    principal = actor.in_place_of(member_id)
    head = _locked_head()
    entry = Entry(
        university_id=head.university_id,
        member_id=member_id,
        number=head.number + 1,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        file_id=file_id,
        actor_id=actor.person_id,
        actor_name=actor.name,
        capacity=actor.capacity,
        before=move[0],
        after=move[1],
        because=f"{because._meta.label_lower}:{because.pk}" if because else "",
        note=note,
        facts={**(facts or {}), **({"for": principal} if principal else {})},
        at=clock.now(),
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    _queue_deliveries(entry)
    return entry


def _locked_head() -> JournalHead:
    """The end of the present university's chain, locked until the transaction ends."""
    head = JournalHead.objects.select_for_update().first()
    return head or JournalHead.objects.select_for_update().get(pk=JournalHead.objects.create().pk)


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


def hash_of(entry: Entry) -> str:
    """SHA-256 over the hash before and the entry's fields as canonical JSON (sorted keys, UTC, UTF-8)."""
    fields = {
        "university": entry.university_id,
        "member": entry.member_id,
        "number": entry.number,
        "verb": entry.verb,
        "subject": [entry.subject_type, entry.subject_id],
        "file": entry.file_id,
        "actor": [entry.actor_id, entry.actor_name, entry.capacity],
        "move": [entry.before, entry.after],
        "because": entry.because,
        "note": entry.note,
        "facts": entry.facts,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": entry.previous_hash,
    }
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_bad_entry(entries: Iterable[Entry]) -> Entry | None:
    """The first entry of the university's chain, given in order from number 1, that does not fit; or None."""
    previous = "0" * 64
    for number, entry in enumerate(entries, 1):
        if entry.number != number or entry.previous_hash != previous or entry.hash != hash_of(entry):
            return entry
        previous = entry.hash
    return None


def stood_in_for(row: models.Model) -> str:
    """Whom the author of a row stood in for, by the entry about it; empty when they acted in their own right."""
    about = Entry.objects.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))
    return str(about.order_by("number").values_list("facts__for", flat=True).first() or "")


def timeline(file_id: str) -> models.QuerySet[Entry]:
    """The entries of one file, newest first."""
    return Entry.objects.filter(file_id=file_id).order_by("-number")
