"""The mechanisms' own tables: the journal, what is to be delivered from it, mails, stored files."""

import uuid

from django.conf import settings
from django.db import models

from core.tenancy import UniversityOwned, World


class JournalHead(UniversityOwned):
    """The last link of a university's chain; its row lock orders the entries."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university"], name="one_head_per_university")]


class Entry(UniversityOwned):
    """One line of the journal: audit record, line of the timeline and origin of every consequence.

    Appended by core.journal.record only. The application's database role may not update or delete it.
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
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    because = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
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
