"""The application: sections of a draft saved one at a time, frozen as a numbered version at submission."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from core.tenancy import MemberOwned
from mobility.enums import LanguageLevel, Need, TeachingLevel
from mobility.models.mobility import Mobility
from partners.models import HostOrganisation, IscedField, Language


class Application(MemberOwned):
    """What the participant asks for and why (fields: domain, Priloga 1; Commission's agreement form).

    Rows that repeat are lists of objects: `programme` {day, kind: training|travel|free, hours, content};
    `goals` {text}; `effects` {on, text, indicator, due_on}; `dissemination` {kind, audience, due_on};
    `past` is the snapshot of earlier mobilities taken at submission. `answers` are the answers to what the call asks,
    by the code of the question: yes and no as such, numbers and days as text; None where the person has none.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="applications")
    version = models.PositiveSmallIntegerField(default=1)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    work_tasks = models.TextField(max_length=1500, blank=True)
    task_link = models.TextField(max_length=2000, blank=True)
    need = models.CharField(max_length=20, choices=Need, blank=True)
    need_words = models.TextField(max_length=800, blank=True)

    host = models.ForeignKey(
        HostOrganisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    host_unit = models.CharField(max_length=150, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_position = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    host_quality = models.TextField(max_length=1500, blank=True)

    title = models.CharField(max_length=200, blank=True)
    forms = models.JSONField(default=list)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    travel_before = models.PositiveSmallIntegerField(default=0)
    travel_after = models.PositiveSmallIntegerField(default=0)
    green_travel = models.BooleanField(default=False)
    programme = models.JSONField(default=list)

    # Whether the stay combines training with teaching, in the language of the training; then the rest is required.
    teaching = models.BooleanField(default=False)
    teaching_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    teaching_level = models.CharField(max_length=10, choices=TeachingLevel, blank=True)
    teaching_field = models.ForeignKey(
        IscedField, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    teaching_students = models.PositiveSmallIntegerField(null=True, blank=True)
    teaching_content = models.TextField(max_length=3000, blank=True)

    goals = models.JSONField(default=list)
    added_value = models.TextField(max_length=2000, blank=True)
    effects = models.JSONField(default=list)
    dissemination = models.JSONField(default=list)
    motivation = models.TextField(max_length=3000, blank=True)

    language = models.ForeignKey(Language, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    own_level = models.CharField(max_length=2, choices=LanguageLevel, blank=True)
    needed_level = models.CharField(max_length=2, choices=LanguageLevel, blank=True)
    past = models.JSONField(default=list)
    answers = models.JSONField(default=dict)

    statement_true = models.BooleanField(default=False)
    statement_report = models.BooleanField(default=False)
    statement_funding = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobility", "version"], name="application_version_once"),
            models.CheckConstraint(
                name="application_in_order",
                condition=Q(submitted_at=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    @property
    def training_days(self) -> int:
        """Days of the programme on which there is training; travel days do not count."""
        return len({row["day"] for row in self.programme if row.get("kind") == "training" and row.get("day")})

    @property
    def travel_days(self) -> int:
        """Days of travel before and after the training."""
        return self.travel_before + self.travel_after

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period of the stay."""
        return bool(self.starts_on and self.ends_on and self.starts_on <= day <= self.ends_on)
