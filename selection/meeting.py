"""Reading a committee's meeting: the applications with what each assessor gave, the spread, and what was agreed."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from mobility.enums import Stage
from mobility.models import Call
from selection.batches import present
from selection.enums import TablePart
from selection.models import Assessment, Finding, Meeting, Minutes, Seat, Sheet

# From which share of the most judged points a spread asks for a second look, unless the chair says otherwise.
LOOK_AGAIN_SHARE = Decimal("0.1")
LEAST = Decimal("0.5")
AT_THE_TABLE = sorted({Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.REFUSED, Stage.AWARDED})


@dataclass(frozen=True)
class Given:
    """What one person gave an application: a sum, an abstention, or nothing because they are recused."""

    person_id: int
    name: str
    sum: Decimal | None
    has_abstained: bool = False
    is_recused: bool = False


@dataclass(frozen=True)
class Row:
    """One application at the table."""

    assessment: Assessment
    given: tuple[Given, ...]
    finding: Finding | None
    is_wide: bool

    @property
    def looks_again(self) -> bool:
        """Whether it waits for a second look: the spread is wide, and nothing was found about it yet."""
        return self.is_wide and self.finding is None

    @property
    def sums(self) -> list[Decimal]:
        return [one.sum for one in self.given if one.sum is not None]


def meeting_of(call: Call) -> Meeting | None:
    """The meeting about a call (its batch under way), once it was opened; asked of the database once for an object."""
    known = call.__dict__.setdefault("_meeting", [])
    if not known:
        known.append(present(Meeting.objects.filter(call=call)).order_by("-pk").first())
    found: Meeting | None = known[0]
    return found


def minutes_of(call: Call) -> list[Minutes]:
    """The minutes of a call's meetings as they were printed last, in their editions."""
    printed = Minutes.objects.filter(meeting__call=call).select_related("file")
    rows = list(printed.order_by("-entry__number", "language"))
    return [one for one in rows if one.entry_id == rows[0].entry_id]


def is_wide(assessment: Assessment, threshold: Decimal) -> bool:
    """Whether the sums of an application spread so far that it is to be looked at again."""
    return assessment.spread is not None and assessment.spread >= threshold


@dataclass(frozen=True)
class Table:
    """The applications at the table, the widest spread first, without those closed to the reader."""

    meeting: Meeting
    found: QuerySet[Assessment]

    @classmethod
    def of(cls, meeting: Meeting, *, closed: Set[int] = frozenset()) -> "Table":
        """No statement."""
        at_it = {"call": meeting.call_id, "batch": meeting.batch_id, "stage__in": AT_THE_TABLE}
        found = Assessment.objects.filter(**at_it).exclude(mobility_id__in=closed)
        return cls(meeting, found.order_by("-spread", "number"))

    @property
    def conditions(self) -> dict[TablePart, Q]:
        """Each part as a condition; Row.looks_again and Row.finding say the same of one line."""
        wide = Q(spread__gte=self.meeting.look_again_from)
        return {
            TablePart.ALL: Q(),
            TablePart.AGAIN: wide & Q(finding=None),
            TablePart.SETTLED: Q(finding__isnull=False),
        }

    def within(self, part: TablePart) -> QuerySet[Assessment]:
        """Those of one part."""
        return self.found.filter(self.conditions[part])

    def counts(self) -> dict[TablePart, int]:
        """How many each part has. One statement."""
        asked = {part.name: Count("pk", filter=condition) for part, condition in self.conditions.items()}
        counts = self.found.order_by().aggregate(**asked)
        return {part: counts[part.name] for part in TablePart}


def rows_of(meeting: Meeting, *, closed: Set[int] = frozenset()) -> list[Row]:
    """Everything at the table, as lines. Two statements."""
    return lines_of(meeting, Table.of(meeting, closed=closed).found)


def lines_of(meeting: Meeting, found: QuerySet[Assessment]) -> list[Row]:
    """Some of it. Two statements."""
    listed = list(found.select_related("mobility__person", "finding"))
    given: dict[int, list[Given]] = {}
    for key, one in _given(listed):
        given.setdefault(key, []).append(one)
    return [
        Row(
            row,
            tuple(given.get(row.pk, ())),
            getattr(row, "finding", None),
            is_wide(row, meeting.look_again_from),
        )
        for row in listed
    ]


def _given(assessments: Iterable[Assessment]) -> Iterable[tuple[int, Given]]:
    sheets = Sheet.objects.filter(assessment__in=[row.pk for row in assessments])
    values = sheets.order_by("person__last_name", "person__first_name", "person_id").values_list(
        "assessment_id",
        "person_id",
        "person__first_name",
        "person__last_name",
        "sum",
        "handed_in_at",
        "left_out_at",
        "abstention",
    )
    for key, person, first, last, points, handed_in_at, left_out_at, abstention in values:
        counts = handed_in_at is not None and not abstention
        yield (
            key,
            Given(
                person_id=person,
                name=f"{first} {last}".strip(),
                sum=points if counts else None,
                has_abstained=bool(abstention),
                is_recused=left_out_at is not None,
            ),
        )


def committee_of(call: Call) -> list[Seat]:
    """The seats of a call with their people, the chair first."""
    rows = Seat.objects.filter(call=call).select_related("person", "stands_in_for__person")
    return list(rows.order_by("role", "person__last_name"))
