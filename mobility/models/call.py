"""The call: what is offered, to whom, until when, and by which criteria it is decided."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from core.tenancy import MemberOwned
from core.words import Bilingual, localized
from mobility.enums import SHORTEST_DAYS, Action, CriterionKind, PointRule, SuitabilityAt


def training_only() -> list[str]:
    """The activity that a call is for unless it says otherwise."""
    return ["STT"]


class Call(Bilingual, MemberOwned):
    """A member's published call for applications. Frozen on publication."""

    slug = models.SlugField()
    action = models.CharField(max_length=5, choices=Action)
    academic_year = models.CharField(max_length=9)
    title_sl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    purpose_sl = models.TextField()
    purpose_en = models.TextField()
    audience_sl = models.TextField()
    audience_en = models.TextField()
    documents_sl = models.TextField()
    documents_en = models.TextField()
    basis_sl = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    # Staff groups that may apply; empty means everybody employed at the member.
    staff_groups = models.JSONField(default=list)
    # Kinds of mobility (STT, STA) as the call names them.
    activities = models.JSONField(default=training_only, blank=True)
    # The zone in which the call writes its hours.
    time_zone = models.CharField(max_length=50, default="Europe/Ljubljana")
    # Several rounds as the call file has them ({code, opens, closes, results_by}); empty: one, by the dates below.
    # With several, or a rolling call, the dates below are the first opening and the last of each other.
    rounds = models.JSONField(default=list, blank=True)
    rolling = models.JSONField(default=dict, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    results_by = models.DateField()
    stays_from = models.DateField()
    stays_until = models.DateField()
    places = models.PositiveSmallIntegerField()
    confirm_days = models.PositiveSmallIntegerField(default=8)
    appeal_days = models.PositiveSmallIntegerField(default=8)
    suitability_at = models.CharField(max_length=12, choices=SuitabilityAt, default=SuitabilityAt.ACCEPTANCE)
    # Papers asked for, who sits on the committee, and how it is decided, each as the call file has it
    # (docs/formats.md); the criteria stand in rows of their own.
    papers = models.JSONField(default=list, blank=True)
    committee_rules = models.JSONField(default=dict, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(null=True)
    scoring_closed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "slug"], name="call_address_once"),
            models.CheckConstraint(
                name="call_closes_after_opening",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("The deadline lies before the opening."),
            ),
            models.CheckConstraint(name="call_stays_in_order", condition=Q(stays_until__gte=F("stays_from"))),
            models.CheckConstraint(
                name="released_after_closing",
                condition=Q(released_at=None) | Q(scoring_closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return localized(self, "title")

    @property
    def shortest_days(self) -> int:
        """The fewest physical days of training, travel not counted."""
        return SHORTEST_DAYS[Action(self.action)]


class Criterion(Bilingual, MemberOwned):
    """One criterion of a call: its weight is the most points it can give."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="criteria")
    # In a published call each member of a group in which people judge has a row of its own, so that marks and points
    # are kept for it; what the member is stands in the definition of the outermost group (mobility.call_groups).
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="members")
    position = models.PositiveSmallIntegerField()
    # Its name in rules and files; empty in calls older than the call file (`name_in_rules`).
    code = models.SlugField(blank=True)
    kind = models.CharField(max_length=10, choices=CriterionKind, default=CriterionKind.JUDGED)
    rule = models.CharField(max_length=20, choices=PointRule, blank=True)
    name_sl = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    help_sl = models.TextField(blank=True)
    help_en = models.TextField(blank=True)
    most = models.DecimalField(max_digits=7, decimal_places=2)
    # The rest of it as the call file has it (kind, facts, bands, weight …), without code, names and levels.
    definition = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["call", "position"]
        constraints = [
            models.UniqueConstraint(fields=["call", "position"], name="criterion_position_once"),
            models.UniqueConstraint(
                fields=["call", "code"], name="criterion_code_once", condition=~Q(code="")
            ),
            # A computed one may only take points away.
            models.CheckConstraint(
                name="criterion_gives_points", condition=Q(most__gt=Decimal(0)) | Q(kind="computed")
            ),
            models.CheckConstraint(
                name="computed_criterion_has_rule",
                condition=Q(kind="judged", rule="") | (Q(kind="computed") & ~Q(rule="", definition={})),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_in_rules(self) -> str:
        """The code by which rules and files name it."""
        return self.code or f"c{self.position}"


class Level(Bilingual, MemberOwned):
    """An anchored level of a judged criterion, or a line of a computed one: points and what they stand for."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="levels")
    points = models.DecimalField(max_digits=6, decimal_places=2)
    name_sl = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250)

    class Meta:
        ordering = ["criterion", "points"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "points"], name="level_once"),
            models.CheckConstraint(name="level_not_negative", condition=Q(points__gte=Decimal(0))),
        ]


class CallVersion(Bilingual, MemberOwned):
    """What a call said when it was published, and after each correction: the document as the call file has it."""

    append_only = True

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    # Why it was corrected; empty for the first one.
    reason_sl = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["call", "version"]
        constraints = [models.UniqueConstraint(fields=["call", "version"], name="call_version_once")]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.version}"


class CallText(MemberOwned):
    """A version of a published call as a paper, in one language or in both. Never changed."""

    append_only = True

    of = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-version", "language"]
        constraints = [models.UniqueConstraint(fields=["of", "language"], name="call_text_once")]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.language}"
