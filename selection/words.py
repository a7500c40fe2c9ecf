"""Sentences that selection offers or tells: default reasons from the criteria, outcomes, who votes how."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.wording import points
from members.enums import Capacity
from selection.deciding.results import codes_and_points
from selection.enums import BODY, Verdict
from selection.models import Assessment, ComputedPoint, Opinion, Score
from selection.scale import Scale, most_points

SHOWN = Decimal("0.01")


def shown(value: Decimal | None) -> str:
    """Points as people read them: at most two decimals, no needless zeros."""
    return "" if value is None else points(value.quantize(SHOWN, ROUND_HALF_UP))


def points_by_criterion(
    scales: Iterable[Scale], assessment: Assessment, computed: Iterable[ComputedPoint]
) -> list[tuple[Scale, Decimal | None, str]]:
    """Each criterion with its points (what the marks came to for the judged ones) and the sentence of computed ones."""
    given = {row.criterion_id: row for row in computed}
    kept = codes_and_points(assessment)
    rows: list[tuple[Scale, Decimal | None, str]] = []
    for scale in scales:
        if scale.is_judged:
            rows.append((scale, kept.get(scale.code), ""))
        elif scale.id in given:
            rows.append((scale, given[scale.id].points, given[scale.id].sentence))
    return rows


@dataclass(frozen=True)
class ScoreRow:
    """A score for reading: the criterion in words, the points, and the sentence that justifies them."""

    name: str
    most: Decimal
    points: Decimal | None
    sentence: str
    remark: str = ""


def score_rows(scores: Iterable[Score], scales: Iterable[Scale]) -> list[ScoreRow]:
    """Scores in the order of the call's criteria."""
    given = {score.criterion_id: score for score in scores}
    return [
        ScoreRow(scale.name, scale.most, row.points, row.sentence, row.remark)
        for scale in scales
        if (row := given.get(scale.id))
    ]


def default_reasons(
    assessment: Assessment, rows: Iterable[tuple[Scale, Decimal | None, str]], *, among: int
) -> str:
    """The reasons that the numbers give; the points by criterion stand in letter and page by themselves."""
    listed = list(rows)
    return _("The application reached %(total)s of %(most)s points and is ranked %(rank)s of %(among)s.") % {
        "total": shown(assessment.total),
        "most": points(most_points(scale for scale, _points, _why in listed)),
        "rank": assessment.rank or "–",
        "among": among,
    }


def middle_of(verdicts: Iterable[str]) -> str:
    """The verdict in the middle of the vote: the majority's where there is one."""
    order = [Verdict.FITS, Verdict.CHANGES, Verdict.NOT]
    ranked = sorted(order.index(Verdict(verdict)) for verdict in verdicts)
    return order[ranked[len(ranked) // 2]] if ranked else ""


def part_label(part: str) -> str:
    """Whose opinion it is."""
    return str(Capacity(part).label)


def votes(opinions: list[Opinion]) -> list[dict[str, Any]]:
    """The three opinions in the order of the body, given or awaited."""
    given = {opinion.part: opinion for opinion in opinions}
    tones = {Verdict.FITS: "lead", Verdict.CHANGES: "soon", Verdict.NOT: "late"}
    rows = []
    for part in BODY:
        opinion = given.get(part)
        tone = tones[Verdict(opinion.verdict)] if opinion else ""
        rows.append({"label": part_label(part), "opinion": opinion, "tone": tone})
    return rows
