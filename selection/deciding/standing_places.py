"""The places of a call as the engine counts them: who holds which, out of which quota and source, and who waits.

Only calls that count places by more than their number need it: quotas, sources, limits, one place a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core import clock
from mobility.enums import BINDING, Stage
from mobility.models import Call, Mobility
from selection.batches import is_last, latest, present
from selection.deciding.gathering import gather
from selection.deciding.rules import rules_of
from selection.engine.allocate import NO_RULE, queue_of
from selection.engine.applications import Because
from selection.engine.circumstances import Circumstances, Departs, Override
from selection.engine.claims import Claim, Given
from selection.engine.claims import Outcome as Held
from selection.engine.distribution import Terms
from selection.engine.grants import Grants, freed_grants
from selection.engine.order import Line, Ranking
from selection.engine.pools import Key
from selection.engine.refill import Refill, counted_in, refill
from selection.engine.score import score
from selection.engine.shape import Rules
from selection.enums import BEFORE_LEAVING, Outcome
from selection.facts.reading import deadline_of
from selection.limits import limits_of
from selection.models import Assessment, Decision, RankingBasis

GIVEN_BEFORE = Because("settled", {})
NO_MONEY = Decimal(0)


@dataclass(frozen=True)
class Places:
    """The claims of those who hold a place, wait or are concerned now, with what stands for them."""

    terms: Terms
    claims: Sequence[Claim]
    given: Mapping[str, Given]


def counts_places(rules: Rules) -> bool:
    """Whether more than the number of places and one sum of money says who may have one."""
    rule = rules.allocation
    by_rule = rule is not None and bool(rule.quotas or rule.sources or rule.limits)
    return by_rule or (rules.after is not None and rules.after.one_per_person == "first")


def given_by(decision: Decision) -> Given:
    """A place as it was given: what it is counted in, with its money or without."""
    return Given(
        Held.PLACE if decision.is_funded else Held.ZERO_GRANT,
        GIVEN_BEFORE,
        source=decision.source or None,
        quota=decision.quota or None,
        wish=decision.wish,
        amount=decision.grant,
    )


def who_moves_up(
    call: Call, rules: Rules, freed: Mobility, *, closed: frozenset[Key] = frozenset()
) -> Refill:
    """Who of the reserve list takes the place that somebody gave back. A constant number of statements.

    `closed`: money that others wait for.
    """
    places = _places(call, rules, concerned=[freed.pk])
    if freed.number not in places.given:
        return Refill()
    claims = [claim for claim in places.claims if claim.code in places.given]
    return refill(places.terms, claims, places.given, [freed.number], closed=closed)


def who_gets_the_grant(call: Call, rules: Rules, freed: Mobility) -> Grants:
    """Who holds a place without a grant and gets the one that somebody gave back. A constant number of statements.

    In the order of the ranking, earlier batches first; the money is what the call has to give. Whoever has left already
    went without one: the grant agreement is signed before.
    """
    places = _places(call, rules, concerned=[freed.pk])
    if freed.number not in places.given:
        return Grants()
    ranked = Assessment.objects.filter(call=call).values_list("mobility__number", "batch__number", "rank")
    turns = {number: (batch or 0, rank is None, rank or 0) for number, batch, rank in ranked}
    at_home = Mobility.objects.filter(call=call, stage__in=BEFORE_LEAVING, starts_on__gt=clock.today())
    able = {freed.number, *at_home.values_list("number", flat=True)}
    claims = [
        replace(claim, turn=turns[claim.code])
        for claim in places.claims
        if claim.code in places.given
        and (claim.code in able or places.given[claim.code].outcome != Held.ZERO_GRANT)
    ]
    budget = limits_of(call).budget
    terms = places.terms if budget is None else replace(places.terms, budget=budget)
    return freed_grants(terms, claims, places.given, [freed.number])


def note_what_counts(call: Call, decisions: Iterable[Decision]) -> None:
    """Write to awards that are given now in which quota and source their places are counted. They are not saved.

    A place that people give beyond what the rules have is counted in none.
    """
    awards = {row.assessment.mobility.number: row for row in decisions if row.outcome == Outcome.AWARD}
    rules = rules_of(call)
    if not awards or not counts_places(rules):
        return
    places = _places(call, rules, concerned=[row.assessment.mobility_id for row in awards.values()])
    claims = [_as_decided(claim, awards.get(claim.code)) for claim in places.claims]
    given = {code: one for code, one in places.given.items() if code not in awards}
    for code, one in counted_in(places.terms, claims, given, list(awards)).items():
        decision = awards[code]
        decision.quota, decision.wish = one.quota or "", one.wish
        decision.source = (one.source or "") if decision.is_funded else ""


def _as_decided(claim: Claim, decision: Decision | None) -> Claim:
    """With the money that people foresaw for it; without a grant no source pays."""
    if decision is None:
        return claim
    if not decision.is_funded:
        return replace(claim, cost=NO_MONEY, options=tuple(replace(one, sources=()) for one in claim.options))
    return claim if decision.grant is None else replace(claim, cost=decision.grant)


def _places(call: Call, rules: Rules, *, concerned: Sequence[int]) -> Places:
    """Everybody who holds a place or waits, and those concerned. The reserve list stands as it was told."""
    standing = Mobility.objects.filter(call=call, stage__in=sorted({*BINDING, Stage.RESERVE})).values("pk")
    rows = Assessment.objects.filter(call=call, mobility__in=standing)
    rows |= Assessment.objects.filter(call=call, mobility__in=concerned)
    gathered = gather(call, rules, rows)
    last = last_decisions(call)
    told = {one.application.code: last.get(one.assessment.pk) for one in gathered}
    lines = [
        Line(
            one.application.code, one.assessment.mobility.place or one.assessment.rank or 0, None, None, False
        )
        for one in gathered
    ]
    bases = present(RankingBasis.objects.filter(call=call))
    seed = bases.values_list("seed", flat=True).first() or ""
    queue = queue_of(
        _by_the_list(rules),
        Ranking(tuple(lines), seed=seed),
        score(rules, [one.application for one in gathered], at=deadline_of(call)),
        given=Circumstances(
            offered=limits_of(call).places,
            zone=call.time_zone,
            overrides=amounts_of((code, one) for code, one in told.items() if one is not None),
        ),
    )
    batch = latest(call)
    if batch is not None and not is_last(call, batch.cut_off):
        queue = replace(queue, terms=replace(queue.terms, spill={}))
    return Places(queue.terms, queue.claims, {code: _stands(one) for code, one in told.items() if one})


def amounts_of(decisions: Iterable[tuple[str, Decision]]) -> tuple[Override, ...]:
    """What people decided a place to cost, for the engine."""
    return tuple(
        Override(code, Departs.AMOUNT, "decided", one.grant)
        for code, one in decisions
        if one.grant is not None
    )


def _by_the_list(rules: Rules) -> Rules:
    """The rules with the turns of the reserve list as it was told, not of batches or arrival anew."""
    rule = rules.allocation or NO_RULE
    return replace(rules, allocation=replace(rule, batches=None, way="ranking"))


def last_decisions(call: Call) -> dict[int, Decision]:
    """By assessment of a call: the decision that was released last. One statement."""
    released = Decision.objects.filter(assessment__call=call).exclude(released_at=None)
    return {row.assessment_id: row for row in released.order_by("version")}


def _stands(decision: Decision) -> Given:
    if decision.outcome == Outcome.AWARD:
        return given_by(decision)
    return Given(Held.RESERVE, GIVEN_BEFORE, place_on_reserve=decision.place)
