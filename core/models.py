"""The mechanisms' own tables: the journal, what is to be delivered from it, mails, stored files."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models

from core.chain import GENESIS
from core.tenancy import UniversityOwned, World


def new_pseudonym_key() -> str:
    """A key of one university's pseudonyms, 32 random bytes in hexadecimal."""
    return secrets.token_hex(32)


class JournalHead(UniversityOwned):
    """The last link of a university's chain; its row lock orders the entries."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    # When the last entry was written or the last head signed, by the server's real clock.
    written_at = models.DateTimeField(null=True)
    pseudonym_key = models.CharField(max_length=64, default=new_pseudonym_key)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university"], name="one_head_per_university")]


class Entry(UniversityOwned):
    """One line of the journal: audit record, line of the timeline and origin of every consequence.

    Appended by core.journal.record only. The application's database role may not update or delete it. What is
    personal in it stands in its EntryText; here are only digests of that.
    """

    append_only = True
    member_wall = True

    member = models.ForeignKey(
        settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    number = models.BigIntegerField()
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    file_id = models.CharField(max_length=64, blank=True)
    actor_key = models.CharField(max_length=64, blank=True)
    capacity = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    because = models.CharField(max_length=120, blank=True)
    # When it happened, by the product's clock (which a demo may move), and when it was written, by the real one.
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    actor_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)
    note_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "number"], name="entry_number_once"),
            models.UniqueConstraint(fields=["university", "hash"], name="entry_hash_once"),
        ]
        indexes = [models.Index(fields=["file_id", "-number"], name="entries_of_a_file")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    @property
    def actor_id(self) -> int | None:
        """The person who acted; None for Popotnik, for a host, and after erasure."""
        return self.text.actor_id

    @property
    def actor_name(self) -> str:
        """Who acted, as they were called then; empty after erasure."""
        return self.text.actor_name

    @property
    def note(self) -> str:
        """The reasons in words; empty after erasure."""
        return self.text.note

    @property
    def facts(self) -> dict[str, Any]:
        """What else belongs to it; empty after erasure."""
        facts: dict[str, Any] = self.text.facts
        return facts


class EntryText(UniversityOwned):
    """What is personal in one entry, each part with the salt of its digest.

    The application may write it once. Only the database's function popotnik_redact blanks parts of it, and only
    those which an entry `journal.redacted` names (core.journal.redact).
    """

    append_only = True
    guard = "popotnik_only_blank"
    member_wall = True

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="text", primary_key=True)
    member = models.ForeignKey(
        settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    # Empty once the part is erased.
    actor_salt = models.CharField(max_length=32, blank=True)
    facts_salt = models.CharField(max_length=32, blank=True)
    note_salt = models.CharField(max_length=32, blank=True)


class SigningKey(World):
    """The public half of a key that signs ends of chains; kept for good, so that old signatures stay checkable."""

    append_only = True
    why_shared = "one installation signs with one key for all its universities"

    # The first 16 hexadecimal digits of the SHA-256 of the public key.
    key_id = models.CharField(max_length=16, unique=True)
    public_key = models.CharField(max_length=64, unique=True)
    first_used_at = models.DateTimeField()


class SignedHead(UniversityOwned):
    """That the university's chain had this end at this instant, signed; what later rewrites history differs from it."""

    append_only = True

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)
    occasion = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["university", "-number"], name="heads_of_a_chain")]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class Reading(UniversityOwned):
    """That somebody opened a page about a file: one row for person, file, page and hour. Only ever appended.

    The database's function popotnik_forget_readings removes old rows (core.readings.forget).
    """

    append_only = True
    guard = "popotnik_refuse_unless_old"
    member_wall = True

    member = models.ForeignKey(
        settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    file_id = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Who came by a personal link, as they are known there; empty for people with an account.
    guest = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=40)
    # The name of the page's address, for instance "agreement:document".
    page = models.CharField(max_length=80)
    at = models.DateTimeField()
    hour = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["university", "file_id", "person", "guest", "page", "hour"],
                name="reading_once_an_hour",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["university", "at"], name="readings_by_age")]


class Delivery(UniversityOwned):
    """One subscriber's turn at one entry: made with the entry, delivered once, swept when forgotten."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=120)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "subscriber"], name="each_subscriber_once"),
        ]
        indexes = [
            models.Index(
                fields=["university", "id"], name="undelivered", condition=models.Q(delivered_at=None)
            ),
        ]


class SentNotice(UniversityOwned):
    """A letter to one reader: queued in the transaction of its cause, sent after commit, kept as sent."""

    member_wall = True

    member = models.ForeignKey(
        settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    file_id = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    address = models.EmailField()
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    # A link that opens something by itself is made when the letter leaves and never stored here.
    secret_link = models.CharField(max_length=80, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university", "key"], name="each_notice_once")]
        indexes = [
            models.Index(fields=["university", "id"], name="unsent", condition=models.Q(sent_at=None)),
            models.Index(fields=["file_id"], name="notices_of_a_file"),
        ]


class StoredFile(UniversityOwned):
    """A file kept under the hash of its content, below its tenant's own folder; never at a public path."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member_wall = True

    member = models.ForeignKey(
        settings.MEMBER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=80)
    original_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Since when it waits for the virus check, or since when it is known to be infected; null: it is given out.
    quarantined_at = models.DateTimeField(null=True)
    # What the virus check found; the content is gone then.
    finding = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["university", "id"],
                name="files_in_quarantine",
                condition=models.Q(quarantined_at__isnull=False, finding=""),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name


class ClockShift(World):
    """How far the demo's clock is moved ahead. Read only where the seam is open."""

    why_shared = "one clock for the installation"
    shift = models.DurationField()


class MailboxLetter(World):
    """A mail as the demo's mailbox page shows it, once per Message-ID. Empty outside of the demo."""

    why_shared = "the demo's stand-in for everybody's mail server"
    message_id = models.CharField(max_length=250, unique=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
