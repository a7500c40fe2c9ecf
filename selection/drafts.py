"""The letters of a release as drafts: what will go out, shown before it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import translation

from core import clock, letters
from mobility.readers import reader_of
from selection.after import after_of
from selection.bins import Bin, Line
from selection.models import Decision
from selection.telling import told_points

KINDS = {Bin.SELECTED: "awarded", Bin.RESERVE: "reserve", Bin.NOT_SELECTED: "refused"}
OF_EACH = 3


@dataclass(frozen=True)
class Draft:
    """One letter that is not sent yet: to whom, its subject and its text."""

    to: str
    subject: str
    text: str


def drafts_of(found: Mapping[Bin, Iterable[Line]]) -> list[Draft]:
    """The first letters of each kind, each in the language of its reader."""
    return [_draft(line, kind) for one, kind in KINDS.items() for line in list(found[one])[:OF_EACH]]


def result_words(decision: Decision, *, told_at: Any) -> dict[str, Any]:
    """What the letters about a result say beside the file: points by criterion, and until when to appeal.

    To be called in the reader's language. After an appeal was upheld there is no further one.
    """
    call = decision.assessment.mobility.call
    until = None if decision.cause == "appeal" else after_of(call).last_day_of_appeal(told_at)
    return {
        "decision": decision,
        "points": told_points(call, decision.assessment),
        "appeal_until": until,
    }


def _draft(line: Line, kind: str) -> Draft:
    mobility, decision = line.mobility, line.decision
    if decision is None:
        raise ValueError("an application without a decision has no letter")
    decision.assessment = line.assessment  # type: ignore[assignment]  # there is one where there is a decision
    mobility.confirm_by = clock.today() + timedelta(days=mobility.call.confirm_days)
    mobility.place = decision.place = line.place
    reader = reader_of(mobility.person)
    with translation.override(reader.language):
        decision.assessment.mobility = mobility
        words = result_words(decision, told_at=clock.now())
        context = {"mobility": mobility, "reference": mobility.number, **words}
        subject, text = letters.draft(f"selection/mail/{kind}", to=reader, context=context)
    return Draft(reader.name, subject, text)
