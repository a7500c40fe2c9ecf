"""The register of papers: each printed paper by its code, with the hashes by which its file is known again."""

from django.db import models

from core.models import Entry
from core.tenancy import MemberOwned
from core.words import languages_in
from mobility.models.mobility import Mobility


class RegisteredPaper(MemberOwned):
    """One printed paper, in one language or in both. Never changed; the entry of the journal beside it says the same.

    `series` is what it is a version of. `content_sha256` is the file before the seal, `sha256` the file given out;
    `seal` is the fingerprint of the certificate, empty where none was set. `signed` says which parties signed, when and
    how, as the paper shows it, with initials instead of names.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20)
    # Two titles of a call, and what stands between them.
    title = models.CharField(max_length=403)
    reference = models.CharField(max_length=100)
    series = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    is_draft = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, blank=True)
    signed = models.JSONField(default=list)

    append_only = True
    erasable = True

    class Meta:
        indexes = [
            models.Index(fields=["university", "sha256"], name="papers_by_file"),
            models.Index(fields=["university", "content_sha256"], name="papers_by_content"),
            models.Index(fields=["series", "language", "-version"], name="papers_in_series"),
        ]

    @property
    def languages(self) -> tuple[str, ...]:
        """In which languages it is, in their order."""
        return languages_in(self.language)

    def __str__(self) -> str:
        return f"{self.reference} {self.kind} {self.version} {self.language}"
