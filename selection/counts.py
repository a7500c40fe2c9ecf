"""How many: read off the counts that the database keeps, so that no page counts the rows of a call (ADR 34).

Counts speak of everything. What is closed to the reader by a conflict of interest is taken away by whoever asks, with
`closed`: the mobilities, by whose few rows it is looked up.
"""

from collections import Counter
from collections.abc import Set
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mobility.enums import BINDING, Stage
from mobility.models import Call
from selection.enums import Outcome, SheetState
from selection.models import Assessment, Batch, LineCount, Sheet, SheetCount

# The applications that count in an assessor's queue: with the committee, or decided by it.
IN_PLAY = frozenset({Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.REFUSED} | BINDING)
# Those that stand on no board: given up, or not passed on.
OFF_BOARD = frozenset({Stage.WITHDRAWN, Stage.INELIGIBLE, Stage.DRAFT, Stage.SENT_BACK, Stage.SUBMITTED})
DONE = (SheetState.HANDED_IN, SheetState.ABSTAINED)
OPEN = (SheetState.UNTOUCHED, SheetState.DRAFT, SheetState.PUT_OFF)

States = Counter[str]


def sheets_of(call_id: int, person_id: int, *, closed: Set[int] = frozenset()) -> States:
    """A person's sheets of a call by their state, without those left out. One statement where nothing is closed."""
    found = States(dict(_own(call_id, person_id).values_list("state").annotate(Sum("sheets"))))
    found.subtract(closed_sheets_of(call_id, person_id, closed))
    return found


def columns_of(call_id: int, person_id: int) -> tuple[Coalesce, Coalesce]:
    """The same as columns beside others: how many sheets were asked for, and how many are done with."""
    kept = _own(call_id, person_id)
    return _total(kept, "sheets"), _total(kept.filter(state__in=DONE), "sheets")


def closed_sheets_of(call_id: int, person_id: int, closed: Set[int]) -> States:
    """Those of a person's sheets that a conflict closes and that nobody left out yet. No statement where none is."""
    if not closed:
        return States()
    rows = Sheet.objects.filter(assessment__mobility__in=closed, call_id=call_id, person_id=person_id)
    rows = rows.filter(stage__in=sorted(IN_PLAY)).exclude(state="").order_by()
    return States(dict(rows.values_list("state").annotate(Count("pk"))))


def _own(call_id: int, person_id: int) -> QuerySet[SheetCount]:
    rows = SheetCount.objects.filter(call_id=call_id, person_id=person_id, stage__in=sorted(IN_PLAY))
    return rows.exclude(state="").order_by()


def _total(rows: QuerySet[Any], of: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("call").annotate(n=Sum(of)).values("n")), 0)


def sheets_by_call(person_id: int, *, closed: Set[int] = frozenset()) -> dict[int, States]:
    """The same in all calls. One statement where nothing is closed."""
    own = {"person_id": person_id, "stage__in": sorted(IN_PLAY)}
    found: dict[int, States] = {}
    kept = SheetCount.objects.filter(**own).exclude(state="").order_by()
    for call_id, state, count in kept.values_list("call_id", "state").annotate(Sum("sheets")):
        found.setdefault(call_id, States())[state] += count
    if closed:
        rows = Sheet.objects.filter(assessment__mobility__in=closed, **own).exclude(state="").order_by()
        for call_id, state, count in rows.values_list("call_id", "state").annotate(Count("pk")):
            found.setdefault(call_id, States())[state] -= count
    return found


def sheets_by_person(call: Call) -> dict[int, States]:
    """The sheets of a call by person and state, those left out and those of applications given up among them."""
    found: dict[int, States] = {}
    kept = SheetCount.objects.filter(call=call).order_by()
    for person_id, state, count in kept.values_list("person_id", "state").annotate(Sum("sheets")):
        found.setdefault(person_id, States())[state] += count
    return found


def owed(call: Call, *, closed: Set[int] = frozenset()) -> dict[str, int]:
    """By name, how many sheets somebody still owes. One statement where nothing is closed."""
    awaited = {"call": call, "stage": Stage.UNDER_ASSESSMENT, "state__in": OPEN}
    person = ("person_id", "person__first_name", "person__last_name")
    kept = SheetCount.objects.filter(**awaited).values_list(*person).annotate(count=Sum("sheets"))
    hidden: Counter[int] = Counter()
    if closed:
        rows = Sheet.objects.filter(assessment__mobility__in=closed, **awaited).order_by()
        hidden.update(dict(rows.values_list("person_id").annotate(Count("pk"))))
    found: dict[str, int] = {}
    for key, first, last, count in kept.order_by("person__last_name", "person_id"):
        if count > hidden[key]:
            name = f"{first} {last}".strip()
            found[name] = found.get(name, 0) + count - hidden[key]
    return found


def on_board(call: Call, batch: Batch | None) -> dict[str, int]:
    """What the head of a board tells of all its applications, by name. One statement.

    `all`, `ranked`, `taken` places, `within` them by the rules; of those not decided yet `undecided`, and `proposed`;
    of each outcome how many decisions wait to be released.
    """
    is_open = Q(stage=Stage.UNDER_ASSESSMENT, pending="")
    asked: dict[str, Q | None] = {
        "all": None,
        "ranked": Q(is_ranked=True),
        "taken": Q(stage__in=BINDING),
        "within": Q(proposed=Outcome.AWARD),
        "undecided": is_open,
        "proposed": is_open & ~Q(proposed=""),
        **{one.value: Q(pending=one) for one in Outcome},
    }
    kept = LineCount.objects.filter(call=call, batch=batch).exclude(stage__in=sorted(OFF_BOARD))
    return kept.aggregate(**{name: Coalesce(Sum("lines", filter=which), 0) for name, which in asked.items()})


def with_committee(call: Call, *, open_only: bool = False) -> int:
    """How many applications of a call are with its committee now; those alone whose scoring is open. One statement."""
    kept = LineCount.objects.filter(call=call, stage=Stage.UNDER_ASSESSMENT)
    if open_only:
        kept = kept.filter(is_closed=False)
    return int(kept.aggregate(n=Coalesce(Sum("lines"), 0))["n"])


def columns_of_calls() -> dict[str, Coalesce]:
    """How far the committee of each call is, for rows of calls: applications, sheets asked for, and those done with."""
    lines = LineCount.objects.filter(call=OuterRef("pk"))
    sheets = SheetCount.objects.filter(call=OuterRef("pk")).exclude(state="")
    return {
        "applications": _total(lines, "lines"),
        "asked": _total(sheets, "sheets"),
        "done": _total(sheets.filter(state__in=DONE), "sheets"),
    }


def of_files(mobility_ids: Set[int]) -> dict[int, tuple[int, int, int]]:
    """The same three of these mobilities alone, by call. One statement, none where there are none."""
    if not mobility_ids:
        return {}
    rows = Assessment.objects.filter(mobility__in=mobility_ids).order_by().values_list("call_id")
    numbers = rows.annotate(n=Count("pk"), to_do=Sum("asked"), did=Sum(F("count") + F("abstained")))
    return {call_id: (files, asked, done) for call_id, files, asked, done in numbers}
