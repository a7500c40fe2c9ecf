"""What the committee thinks of one application: sheets with scores, computed points, and what follows from them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Case, F, GeneratedField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from core.tenancy import MemberOwned
from core.words import localized
from mobility.models import Call, Criterion, Mobility
from selection.enums import SheetState
from selection.models.batch import Batch

# The order of a board begins with it: those without a rank come after all rankings.
UNRANKED_LAST = Case(When(rank=None, then=Value(1)), default=Value(0), output_field=models.IntegerField())
# How far a sheet is, by what is written on it; empty where it was left out.
STATE = Case(
    When(left_out_at__isnull=False, then=Value("")),
    When(~Q(abstention=""), handed_in_at__isnull=False, then=Value(SheetState.ABSTAINED.value)),
    When(handed_in_at__isnull=False, then=Value(SheetState.HANDED_IN.value)),
    When(put_off_at__isnull=False, then=Value(SheetState.PUT_OFF.value)),
    When(saved_at__isnull=False, then=Value(SheetState.DRAFT.value)),
    default=Value(SheetState.UNTOUCHED.value),
)


class Assessment(MemberOwned):
    """The assessment of one application: count, mean and spread of what was handed in, and what the rules make of it.

    Count, mean (of the judged points), spread (standard deviation of the scored sums), `agreed` (what counts instead
    of the mean where the meeting agreed) and a total of both kinds of points are kept by selection.standing while
    sheets are handed in; an abstention is among those `asked` and never in the mean. The rest is written by
    selection.deciding: `facts` at admission, frozen as they were then; at the closing of scoring `outcome` (words of
    selection.engine), `points` by the code of the criterion as exact text, `total`, `rank` within `scope`, `broken_by`
    (the number of the key that set it apart from the line before), what the rules propose, and sentences as {sl, en}.
    `computed` is the sum of the points that rules gave.

    Number and stage repeat the application's, `pending` the outcome of its decision that waits to be released: a board
    is found and counted by narrow rows. The database keeps them (ADR 34); read them out of it, not off a row at hand.
    """

    mobility = models.OneToOneField(Mobility, on_delete=models.PROTECT, related_name="assessment")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="assessments")
    # In a rolling call, or one of several rounds: with which it is decided.
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="assessments")
    opened_at = models.DateTimeField()
    # After the chair closed scoring no sheet of this assessment is written any more.
    closed_at = models.DateTimeField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)
    count = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    mean = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    spread = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    # The judged points where the meeting agreed on some: they count instead of the mean.
    agreed = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    computed = models.DecimalField(max_digits=14, decimal_places=6, default=Decimal(0))
    total = models.DecimalField(max_digits=14, decimal_places=6, null=True)
    rank = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)
    outcome = models.CharField(max_length=16, blank=True)
    points = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    scope = models.CharField(max_length=200, blank=True)
    broken_by = models.PositiveSmallIntegerField(null=True)
    is_tied = models.BooleanField(default=False)
    proposed = models.CharField(max_length=16, blank=True)
    proposed_place = models.PositiveIntegerField(null=True)
    proposed_because = models.JSONField(default=dict)
    number = models.CharField(max_length=12, editable=False, default="")
    stage = models.CharField(max_length=20, editable=False, default="")
    pending = models.CharField(max_length=10, editable=False, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handed_in_at_most_asked", condition=Q(count__lte=F("asked") - F("abstained"))
            ),
            models.CheckConstraint(
                name="mean_where_something_was_handed_in",
                condition=Q(count=0, mean=None, spread=None) | Q(count__gt=0, mean__isnull=False),
            ),
        ]
        indexes = [
            models.Index("call", F("total").desc(nulls_last=True), "id", name="ranking_of_a_call"),
            models.Index(
                "call",
                UNRANKED_LAST,
                "scope",
                "rank",
                F("total").desc(nulls_first=True),
                "number",
                include=["id", "stage", "batch", "proposed", "university", "member"],
                name="lines_of_a_board",
            ),
            models.Index(
                "call",
                "number",
                include=["id", "stage", "batch", "university", "member"],
                name="lines_by_number",
            ),
        ]

    @property
    def judged(self) -> Decimal | None:
        """The judged points that count: agreed in the meeting, else the mean."""
        return self.mean if self.agreed is None else self.agreed

    @property
    def answered(self) -> int:
        """How many of those asked are through with it: they scored, or they abstained."""
        return self.count + self.abstained


class Sheet(MemberOwned):
    """One assessor's scores for one application: a draft until handed in; final after that.

    With an abstention the sheet is handed in without points, for the reason given: it counts for the quorum, not in
    the mean. A sheet that was put off comes back at the end of its assessor's queue.
    Left out: the assessor withdrew from this application, or the chair set the sheet aside; with the reason.
    Call, number and stage repeat the application's: a queue is found and ordered by its sheets alone. The database
    keeps the stage and reckons the state (ADR 34): read them out of it, not off a row at hand.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sheets")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=12)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # In whose place a substitute scores.
    in_place_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What the marks come to, to a hundredth (selection.marking).
    sum = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))
    saved_at = models.DateTimeField(null=True)
    put_off_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    abstention = models.TextField(max_length=800, blank=True)
    left_out_at = models.DateTimeField(null=True)
    left_out_reason = models.TextField(max_length=800, blank=True)
    stage = models.CharField(max_length=20, editable=False, default="")
    state = GeneratedField(expression=STATE, output_field=models.CharField(max_length=10), db_persist=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person"], name="one_sheet_an_assessor"),
            models.CheckConstraint(
                name="sheet_handed_in_or_left_out", condition=Q(handed_in_at=None) | Q(left_out_at=None)
            ),
            models.CheckConstraint(
                name="abstention_is_final_and_without_points",
                condition=Q(abstention="")
                | Q(sum=Decimal(0)) & (Q(handed_in_at__isnull=False) | Q(left_out_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="leaving_out_has_reason", condition=Q(left_out_at=None) | ~Q(left_out_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "assessment"], name="sheets_of_a_person"),
            models.Index(
                fields=["call", "person", "number"],
                include=["id", "stage", "state", "university", "member"],
                name="queue_of_a_person",
            ),
            models.Index(
                "call",
                "person",
                F("put_off_at").asc(nulls_first=True),
                "number",
                condition=Q(handed_in_at=None, left_out_at=None),
                name="sheets_to_score",
            ),
        ]

    @classmethod
    def asked_of(cls, person_id: int, assessment: Assessment, *, holder_id: int | None = None) -> "Sheet":
        """An empty sheet of somebody for an application, not saved; of a substitute it counts for the holder's seat."""
        return cls(
            university_id=assessment.university_id,
            member_id=assessment.member_id,
            assessment=assessment,
            call_id=assessment.call_id,
            number=assessment.mobility.number,
            person_id=person_id,
            in_place_of_id=None if holder_id == person_id else holder_id,
        )

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None and self.left_out_at is None

    @property
    def holder_id(self) -> int:
        """Whose seat it counts for: the person's own, or that of whom they stand in for."""
        return self.in_place_of_id or self.person_id


class Score(MemberOwned):
    """Points for one judged criterion with the sentence that justifies them; points None while undecided.

    The participant reads the sentence, in no name; the remark stays with the committee.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    sentence = models.TextField(max_length=1000, blank=True)
    remark = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(
                name="score_not_negative",
                condition=Q(points=None) | Q(points__gte=Decimal(0)),
                violation_error_message=_("Points cannot be negative."),
            ),
        ]


class ComputedPoint(MemberOwned):
    """Points that a rule gave, in words, with the record they rest on."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="computed_points")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=14, decimal_places=6)
    sentence_sl = models.TextField()
    sentence_en = models.TextField()
    record = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="computed_once_a_criterion")
        ]

    @property
    def sentence(self) -> str:
        return localized(self, "sentence")
