"""From facts and marks to points, ranks and proposals: computed by the engine, kept with each assessment."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core import clock, journal
from members.actor import system
from mobility.enums import BINDING
from mobility.models import Call, Criterion
from selection.batches import latest, present
from selection.deciding.committee_order import decided_order
from selection.deciding.earlier import Earlier, earlier_holders, taken_values
from selection.deciding.gathering import Gathered, gather, in_running
from selection.deciding.rules import is_computed, rules_of, within_judged
from selection.deciding.sentences import in_both, key_words, proposal_words, remarks_on, why_points
from selection.deciding.standing_places import given_by, last_decisions
from selection.engine.allocate import allocate
from selection.engine.applications import CONSIDERED, Points, Scored
from selection.engine.circumstances import Circumstances
from selection.engine.claims import Given
from selection.engine.claims import Outcome as Proposed
from selection.engine.collector import paused
from selection.engine.exact import ZERO
from selection.engine.facts import as_label
from selection.engine.order import Line, Ranking, draws_lots, rank
from selection.engine.score import score
from selection.engine.shape import Rules
from selection.enums import Outcome
from selection.facts.reading import deadline_of
from selection.limits import forget_limits, limits_of
from selection.models import Assessment, Batch, ComputedPoint, Decision, RankingBasis

WRITTEN = (
    "total", "rank", "outcome", "points", "remarks", "scope", "broken_by", "is_tied", "computed",
    "proposed", "proposed_place", "proposed_because",
)  # fmt: skip
PROPOSALS: Mapping[Proposed, str] = {
    Proposed.PLACE: Outcome.AWARD,
    Proposed.ZERO_GRANT: Outcome.AWARD,
    Proposed.RESERVE: Outcome.RESERVE,
    Proposed.NOT_SELECTED: Outcome.REFUSE,
    Proposed.NOT_CONSIDERED: Outcome.REFUSE,
    Proposed.NOT_ELIGIBLE: Outcome.REFUSE,
}
NEEDS_PLACES = frozenset({Proposed.PLACE, Proposed.ZERO_GRANT, Proposed.RESERVE})
ACROSS_THE_LINE = "short_of_tie"


@paused()
def settle(call: Call) -> None:
    """Score, rank and allot all applications of a call (of its batch) that are in the running; keep what comes out.

    What earlier batches were given counts as given: only what is left is allotted. The points of applications
    whose result was released stay as they were told. The number of statements does not grow with the number of
    applications.
    """
    forget_limits(call)
    rows = in_running(call)
    closed = present(Assessment.objects.filter(call=call)).exclude(closed_at=None)
    if not closed.exists():
        return
    rules, batch = rules_of(call), latest(call)
    basis = _basis(call, rules, batch)
    gathered = gather(call, rules, rows)
    scored = score(rules, [one.application for one in gathered], at=deadline_of(call))
    basis.decided = decided_order(basis, rules, scored)
    basis.save(update_fields=["decided"])
    earlier = earlier_holders(call, rules, batch)
    ranking = rank(
        rules, scored, seed=basis.seed, decided=basis.decided, taken=taken_values(rules, earlier.scored)
    )
    _write(call, rules, gathered, Ranked(scored, ranking, earlier))
    closed.exclude(pk__in=[one.assessment.pk for one in gathered]).update(
        rank=None, broken_by=None, is_tied=False, proposed="", proposed_place=None, proposed_because={}
    )


@dataclass(frozen=True)
class Ranked:
    """What the rules make of the applications at hand, beside those who hold places since earlier batches."""

    scored: Sequence[Scored]
    ranking: Ranking
    earlier: Earlier


def _basis(call: Call, rules: Rules, batch: Batch | None) -> RankingBasis:
    """What the ranking rests on; the seed of lots is drawn at the first ranking and recorded in the journal.

    Each batch has its own: who knows the lots of one cannot choose the hour of applying for the next.
    """
    basis = RankingBasis.objects.filter(call=call, batch=batch).select_related("call", "batch").first()
    if basis is None:
        basis = RankingBasis(call=call, batch=batch, member_id=call.member_id, seed=secrets.token_hex(16))
        basis.keys, basis.ranked_at = key_words(rules), clock.now()
        basis.save(force_insert=True)
        if draws_lots(rules):
            facts = {"seed": basis.seed, "call": call.pk}
            journal.record(
                verb="call.seed_drawn", subject=call, actor=system(call.university_id), facts=facts
            )
        return basis
    basis.keys, basis.ranked_at = key_words(rules), clock.now()
    basis.save(update_fields=["keys", "ranked_at"])
    return basis


def _write(call: Call, rules: Rules, gathered: Sequence[Gathered], ranked: Ranked) -> None:
    released = last_decisions(call)
    lines = {line.code: line for line in ranked.ranking.lines}
    given = allocate(
        ranked.earlier.rules_for(rules),
        ranked.earlier.before(ranked.ranking),
        (*ranked.scored, *ranked.earlier.scored),
        given=_circumstances(call, gathered, released, ranked.earlier),
    ).given
    proposals = _proposals(call, given)
    fresh: list[tuple[Assessment, Scored]] = []
    for one, result in zip(gathered, ranked.scored, strict=True):
        assessment = one.assessment
        _rank(assessment, lines.get(result.code))
        if assessment.pk in released:
            continue
        _keep_points(assessment, result, rules)
        _propose(assessment, proposals.get(result.code), rules)
        fresh.append((assessment, result))
    Assessment.objects.bulk_update([one.assessment for one in gathered], WRITTEN)
    write_computed(call, fresh, rules)


def _proposals(call: Call, given: Mapping[str, Given]) -> Mapping[str, Given]:
    """Nothing that hangs on places is proposed before the university has allotted them."""
    if not limits_of(call).is_awaited:
        return given
    return {code: one for code, one in given.items() if one.outcome not in NEEDS_PLACES}


def _circumstances(
    call: Call, gathered: Sequence[Gathered], released: Mapping[int, Decision], earlier: Earlier
) -> Circumstances:
    """The places that the call has, and those that are held already."""
    held = {
        one.application.code: given_by(released[one.assessment.pk])
        for one in gathered
        if one.assessment.mobility.stage in BINDING and one.assessment.pk in released
    }
    return Circumstances(
        offered=limits_of(call).places,
        zone=call.time_zone,
        overrides=earlier.amounts,
        settled={**earlier.given, **held},
        until=earlier.until,
    )


def _rank(assessment: Assessment, line: Line | None) -> None:
    assessment.rank = line.rank if line else None
    assessment.broken_by = line.broken_by if line else None
    assessment.is_tied = line.tied if line else False
    assessment.scope = " · ".join(as_label(value) for value in line.scope) if line else ""


def _keep_points(assessment: Assessment, result: Scored, rules: Rules) -> None:
    by_rule = [one for one in rules.criteria if is_computed(one)]
    assessment.outcome, assessment.total = result.outcome, result.total
    assessment.points = {one.code: _exact(one) for one in (*result.points, *_inside(result, rules))}
    assessment.computed = sum(
        (result.by_criterion[one.code].points or ZERO for one in by_rule if one.code in result.by_criterion),
        ZERO,
    )
    assessment.remarks = remarks_on(result, rules)


def _inside(result: Scored, rules: Rules) -> Iterator[Points]:
    """The points of the members of groups in which people judge, without those that did not apply."""
    for one in within_judged(rules.criteria):
        points = result.by_criterion.get(one.code)
        if points is not None and points.because.kind != "only_if":
            yield points


def _exact(points: Points) -> str | None:
    return None if points.points is None else format(points.points, "f")


def _propose(assessment: Assessment, given: Given | None, rules: Rules) -> None:
    """What the rules propose; nothing where equals stand across the line and the rules do not choose among them."""
    assessment.proposed, assessment.proposed_place, assessment.proposed_because = "", None, {}
    if given is None:
        return
    if given.because.kind != ACROSS_THE_LINE:
        assessment.proposed = PROPOSALS.get(given.outcome, "")
    assessment.proposed_place = given.place_on_reserve
    assessment.proposed_because = in_both(lambda: proposal_words(given, rules))


def write_computed(call: Call, results: Iterable[tuple[Assessment, Scored]], rules: Rules) -> None:
    """Write the points that rules gave anew, each with its sentence and record. Three statements."""
    listed = list(results)
    of_code = {row.name_in_rules: row.pk for row in Criterion.objects.filter(call=call)}
    every = (*rules.criteria, *within_judged(rules.criteria))
    by_rule = [one.code for one in every if is_computed(one)]
    ComputedPoint.objects.filter(assessment__in=[assessment.pk for assessment, _result in listed]).delete()
    ComputedPoint.objects.bulk_create(
        _computed(assessment, of_code[points.code], points, rules)
        for assessment, result in listed
        if result.outcome == CONSIDERED or result.by_criterion
        for points in (result.by_criterion[code] for code in by_rule if code in result.by_criterion)
        if points.points is not None
    )


def _computed(assessment: Assessment, criterion_id: int, points: Points, rules: Rules) -> ComputedPoint:
    said = in_both(lambda: why_points(points, rules))
    return ComputedPoint(
        university_id=assessment.university_id,
        member_id=assessment.member_id,
        assessment=assessment,
        criterion_id=criterion_id,
        points=points.points or Decimal(0),
        sentence_sl=said["sl"],
        sentence_en=said["en"],
        record=points.record,
    )


def codes_and_points(assessment: Assessment) -> dict[str, Decimal | None]:
    """The points of an assessment by the code of the criterion."""
    kept: Mapping[str, Any] = assessment.points
    return {code: None if told is None else Decimal(told) for code, told in kept.items()}
