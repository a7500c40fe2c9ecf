"""The papers after return: certificate of attendance, EU Survey, content report (Annex 2)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from core.tenancy import MemberOwned
from mobility.models import Mobility
from reporting.enums import CertificateSource, Publication, Section
from reporting.host_enums import Again, Rating

Rows = list[dict[str, Any]]


class Certificate(MemberOwned):
    """One certificate of attendance as it was sent; a better one supersedes it, nothing is overwritten.

    `starts_on` and `ends_on` stand on the certificate; for the final calculation they overrule the plan. One that the
    host gave says who signed; one signed in the room has no file before it is printed, and `text` is what was signed,
    with its hash.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="certificates")
    version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=CertificateSource, default=CertificateSource.PARTICIPANT)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.CharField(max_length=150, blank=True)
    signed_as = models.CharField(max_length=150, blank=True)
    text = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # Hours taught in a stay that combines teaching and training, where the certificate says them.
    teaching_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["mobility", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["mobility", "version"], name="certificate_version_once"),
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(superseded_at=None), name="one_certificate_in_force"
            ),
            models.CheckConstraint(
                name="certificate_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The certificate ends before it starts."),
            ),
            models.CheckConstraint(
                name="certificate_is_a_file_or_a_text",
                condition=Q(file__isnull=False) | (Q(source=CertificateSource.HOST_ROOM) & ~Q(text_hash="")),
            ),
            models.CheckConstraint(
                name="certificate_accepted_or_returned", condition=Q(accepted_at=None) | Q(returned_at=None)
            ),
            models.CheckConstraint(
                name="returned_certificate_has_reasons",
                condition=Q(returned_at=None) | ~Q(returned_reasons=""),
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether it is the coordinator's turn."""
        return self.accepted_at is None and self.returned_at is None and self.superseded_at is None

    @property
    def is_from_host(self) -> bool:
        return self.source != CertificateSource.PARTICIPANT

    @property
    def differs_from_plan(self) -> bool:
        """Whether the dates on it are not those of the mobility."""
        return (self.starts_on, self.ends_on) != (self.mobility.starts_on, self.mobility.ends_on)


class OutcomeAssessment(MemberOwned):
    """How far the host found the agreed goals reached; once. `rows` are {text, result, comment}, as in the report.

    `for_report`: the host was told that a report issued later shows it. What was said before that had fewer readers,
    and is not printed.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="outcome_assessments")
    rows = models.JSONField()
    words = models.TextField(max_length=1000, blank=True)
    for_report = models.BooleanField(default=False)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mobility"], name="outcomes_assessed_once")]


class Cooperation(MemberOwned):
    """How the host found the cooperation, and whether it would receive somebody again; once."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="cooperations")
    rating = models.PositiveSmallIntegerField(choices=Rating)
    words = models.TextField(max_length=1000, blank=True)
    again = models.CharField(max_length=10, choices=Again)
    again_words = models.TextField(max_length=500, blank=True)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mobility"], name="cooperation_rated_once")]


class SurveyStatus(MemberOwned):
    """That the participant handed in the EU Survey, on which day; Popotnik cannot read the survey itself."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="+")
    submitted_on = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mobility"], name="survey_noted_once")]


class ContentReport(MemberOwned):
    """One version of the content report: written section by section, frozen when it is handed in.

    Rows that repeat are lists of objects, dates in them as ISO texts: `goals` {text, result, comment};
    `practices` and `processes` {what, status, responsible, due_on}; `links` {partner, contact, kind, status};
    `dissemination` {promise, kind, audience, due_on, reached, proof, status}, where `promise` is the key of
    the promise that the row answers. `edits` counts the saves of each section, so that two windows notice
    each other.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="content_reports")
    version = models.PositiveSmallIntegerField(default=1)
    saved_at = models.DateTimeField()
    edits = models.JSONField(default=dict)

    activities = models.TextField(max_length=6000, blank=True)
    deviations = models.TextField(max_length=2000, blank=True)
    goals = models.JSONField(default=list)
    knowledge = models.TextField(max_length=4000, blank=True)
    effects_on_work = models.TextField(max_length=3000, blank=True)
    effects_on_unit = models.TextField(max_length=3000, blank=True)
    practices = models.JSONField(default=list)
    practices_words = models.TextField(max_length=1500, blank=True)
    processes = models.JSONField(default=list)
    processes_words = models.TextField(max_length=1500, blank=True)
    links = models.JSONField(default=list)
    links_words = models.TextField(max_length=1500, blank=True)
    internationalisation = models.TextField(max_length=3000, blank=True)
    dissemination = models.JSONField(default=list)
    advice = models.TextField(max_length=2000, blank=True)
    consent = models.CharField(max_length=10, choices=Publication, blank=True)
    summary = models.TextField(max_length=1000, blank=True)

    handed_in_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True)
    returned_reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_as = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["mobility", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["mobility", "version"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(handed_in_at=None), name="one_report_being_written"
            ),
            models.CheckConstraint(
                name="decided_report_was_handed_in",
                condition=Q(handed_in_at__isnull=False) | Q(accepted_at=None, returned_at=None),
            ),
            models.CheckConstraint(
                name="report_accepted_or_returned", condition=Q(accepted_at=None) | Q(returned_at=None)
            ),
            models.CheckConstraint(
                name="returned_report_has_reasons", condition=Q(returned_at=None) | ~Q(returned_reasons="")
            ),
            models.CheckConstraint(
                name="handed_in_report_says_publication", condition=Q(handed_in_at=None) | ~Q(consent="")
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.handed_in_at is None

    @property
    def is_waiting(self) -> bool:
        """Whether it is the coordinator's turn."""
        return self.handed_in_at is not None and self.accepted_at is None and self.returned_at is None


# Which fields each section holds; together they are all that the participant writes.
FIELDS: dict[str, tuple[str, ...]] = {
    Section.ACTIVITIES: ("activities", "deviations"),
    Section.GOALS: ("goals",),
    Section.KNOWLEDGE: ("knowledge",),
    Section.EFFECTS: ("effects_on_work", "effects_on_unit"),
    Section.PRACTICES: ("practices", "practices_words"),
    Section.PROCESSES: ("processes", "processes_words"),
    Section.LINKS: ("links", "links_words"),
    Section.INTERNATIONALISATION: ("internationalisation",),
    Section.DISSEMINATION: ("dissemination",),
    Section.PUBLICATION: ("advice", "consent", "summary"),
}


class PublicationConsent(MemberOwned):
    """That the participant lets the public part of their report be published; withdrawn at any time.

    A change of mind is a new row; the old one keeps when it was given, for which words, and when it ended.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="publication_consents")
    scope = models.CharField(max_length=10, choices=Publication)
    # The version of the words that were consented to (reporting.publication.CONSENT_VERSION).
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility"], condition=Q(withdrawn_at=None), name="one_publication_consent_in_force"
            ),
            models.CheckConstraint(
                name="consent_is_to_publish", condition=~Q(scope=Publication.NONE) & ~Q(scope="")
            ),
        ]
