"""Sentences that selection offers or tells: default reasons from the criteria, outcomes, who votes how."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.wording import points
from members.enums import Capacity
from selection.deciding.results import codes_and_points
from selection.enums import BODY, Verdict
from selection.models import Assessment, ComputedPoint, Opinion, Score
from selection.scale import Scale, every, most_points

SHOWN = Decimal("0.01")


def shown(value: Decimal | None) -> str:
    """Points as people read them: at most two decimals, no needless zeros."""
    return "" if value is None else points(value.quantize(SHOWN, ROUND_HALF_UP))


class PointRow(NamedTuple):
    """A criterion with its points, the sentence of computed ones, and how many groups are around it."""

    scale: Scale
    points: Decimal | None
    why: str
    depth: int = 0


def points_by_criterion(
    scales: Iterable[Scale], assessment: Assessment, computed: Iterable[ComputedPoint]
) -> list[PointRow]:
    """Each criterion with its points (what the marks came to where people judge) and the sentence of computed ones.

    After a group in which people judge its members, without those that did not apply.
    """
    given = {row.criterion_id: row for row in computed}
    kept = codes_and_points(assessment)
    rows: list[PointRow] = []
    for scale, depth in every(scales):
        if scale.holds_marks and (depth == 0 or kept.get(scale.code) is not None):
            rows.append(PointRow(scale, kept.get(scale.code), counting_words(scale), depth))
        elif scale.id in given:
            rows.append(PointRow(scale, given[scale.id].points, given[scale.id].sentence, depth))
    return rows


def counting_words(scale: Scale) -> str:
    """How what people judge counts: the members of a group together, weight and caps; empty where as it is."""
    rule, said = scale.definition, []
    if scale.members:
        is_best = rule.get("take") == "best"
        said.append(_("The best of the following counts.") if is_best else _("The following add up."))
    told = {
        "weight": _("Weight %s."),
        "at_most": _("Never more than %s."),
        "at_least": _("Never less than %s."),
    }
    said += [words % points(Decimal(str(rule[name]))) for name, words in told.items() if name in rule]
    return " ".join(said)


@dataclass(frozen=True)
class ScoreRow:
    """A score for reading: the criterion in words, the points, and the sentence that justifies them."""

    name: str
    most: Decimal
    points: Decimal | None
    sentence: str
    remark: str = ""


def score_rows(scores: Iterable[Score], scales: Iterable[Scale]) -> list[ScoreRow]:
    """Scores in the order of the call's criteria; one within a group says in which."""
    given = {score.criterion_id: score for score in scores}
    return [
        ScoreRow(name, scale.most, row.points, row.sentence, row.remark)
        for scale, name in named(scales)
        if (row := given.get(scale.id))
    ]


def named(scales: Iterable[Scale], around: str = "") -> Iterator[tuple[Scale, str]]:
    """Each criterion by its name; one within a group with the group before it."""
    for scale in scales:
        name = f"{around}: {scale.name}" if around else scale.name
        yield scale, name
        yield from named(scale.members, name)


def default_reasons(assessment: Assessment, rows: Iterable[PointRow], *, among: int) -> str:
    """The reasons that the numbers give; the points by criterion stand in letter and page by themselves."""
    return _("The application reached %(total)s of %(most)s points and is ranked %(rank)s of %(among)s.") % {
        "total": shown(assessment.total),
        "most": points(most_points(row.scale for row in rows if not row.depth)),
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
