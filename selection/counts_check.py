"""Whether the counts that the database keeps are what the rows say, and whether rows repeat what they should."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from selection.models import Assessment, Decision, LineCount, Sheet, SheetCount

OF_SHEETS = ("call_id", "person_id", "stage", "state")
OF_LINES = ("call_id", "batch_id", "stage", "proposed", "pending", "is_ranked", "is_closed")


def differences() -> list[str]:
    """Each count within the present scope that differs from its rows, and how many rows repeat something wrongly."""
    lines = Assessment.objects.annotate(is_ranked=Q(rank__isnull=False), is_closed=Q(closed_at__isnull=False))
    return [
        *_compared(OF_SHEETS, SheetCount.objects.all(), "sheets", Sheet.objects.all()),
        *_compared(OF_LINES, LineCount.objects.all(), "lines", lines),
        *_wrongly_repeated(),
    ]


def _compared(keys: Sequence[str], counts: QuerySet[Any], number: str, rows: QuerySet[Any]) -> Iterator[str]:
    kept = _by(keys, counts.order_by().values_list(*keys).annotate(Sum(number)))
    there = _by(keys, rows.order_by().values_list(*keys).annotate(Count("pk")))
    for key in sorted(kept.keys() | there.keys(), key=repr):
        if kept.get(key, 0) != there.get(key, 0):
            yield f"{counts.model._meta.label} {key}: {kept.get(key, 0)} kept, {there.get(key, 0)} there"


def _by(keys: Sequence[str], rows: QuerySet[Any]) -> dict[tuple[Any, ...], int]:
    return {row[: len(keys)]: row[len(keys)] for row in rows}


def _wrongly_repeated() -> Iterator[str]:
    waiting = Decision.objects.filter(assessment=OuterRef("pk"), released_at=None).values("outcome")
    repeated = {
        "applications": Assessment.objects.exclude(stage=F("mobility__stage"), number=F("mobility__number")),
        "decisions": Assessment.objects.exclude(pending=Coalesce(Subquery(waiting), Value(""))),
        "stages": Sheet.objects.exclude(stage=F("assessment__stage")),
    }
    for what, rows in repeated.items():
        wrong = rows.count()
        if wrong:
            yield f"{rows.model._meta.label}: {wrong} rows repeat their {what} wrongly"
