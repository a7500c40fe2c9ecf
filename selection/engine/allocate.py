"""From the rules, the ranking and the facts to places: who asks for what, and what each is given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from selection.engine.applications import CONSIDERED, STOPPED, Because, Scored
from selection.engine.circumstances import ORDINARY, Circumstances, Departs, Override
from selection.engine.claiming import Asking
from selection.engine.claims import PLACED, Claim, Given, Outcome, Ties
from selection.engine.collector import paused
from selection.engine.distribution import Allocation, Terms, serve
from selection.engine.order import Ranking
from selection.engine.places import Allocation as Rule
from selection.engine.places import Quota
from selection.engine.pools import Key
from selection.engine.reserve import Move, next_from_reserve
from selection.engine.score import world_of
from selection.engine.shape import Rules
from selection.engine.world import Others

NO_RULE = Rule()


@dataclass(frozen=True, slots=True)
class Queue:
    """The claims of a call with what there is to give; `apart` are the outcomes of those who do not stand in it."""

    terms: Terms
    claims: tuple[Claim, ...]
    apart: Mapping[str, Given]


@paused()
def allocate(
    rules: Rules, ranking: Ranking, scored: Sequence[Scored], *, given: Circumstances = ORDINARY
) -> Allocation:
    """What every application is given, with the reason. The sequence of `scored` changes nothing."""
    queue = queue_of(rules, ranking, scored, given=given)
    allocation = serve(
        queue.terms,
        queue.claims,
        first=given.decided(Departs.PLACE).keys(),
        settled=given.settled,
        last=given.until is None,
    )
    outcomes = {code: _with_reason(code, one, given) for code, one in allocation.given.items()}
    return replace(allocation, given={**queue.apart, **_to_choose(rules, queue.claims, outcomes)})


def moves_up(
    rules: Rules,
    ranking: Ranking,
    scored: Sequence[Scored],
    gone: Collection[str],
    *,
    given: Circumstances = ORDINARY,
) -> tuple[Move, ...]:
    """Who moves up from the reserve once `gone` give back what they hold; `given.settled` is what holds until now."""
    queue = queue_of(rules, ranking, scored, given=given)
    return next_from_reserve(queue.terms, queue.claims, given.settled, gone)


def queue_of(
    rules: Rules, ranking: Ranking, scored: Sequence[Scored], *, given: Circumstances = ORDINARY
) -> Queue:
    """The claims in their turn, and the terms on which they are served."""
    rule = rules.allocation or NO_RULE
    by_code = {one.code: one for one in scored}
    world = world_of(rules, others=Others([one for one in scored if one.outcome == CONSIDERED]))
    asking = Asking(rules, rule, world, given.zone, frozenset(given.decided(Departs.LIMIT)))
    apart = {code: _unranked(by_code[code]) for code in ranking.unranked}
    left_out = given.decided(Departs.LEAVE_OUT)
    apart |= {code: _left_out(one) for code, one in left_out.items() if code in by_code and code not in apart}
    ranked = [(by_code[line.code], line.rank) for line in ranking.lines if line.code not in apart]
    if given.until is not None:
        late = {one.code: batch for one, _rank in ranked if (batch := asking.batch_of(one)) > given.until}
        apart |= {code: _not_yet("batch", batch=batch) for code, batch in late.items()}
        ranked = [(one, rank) for one, rank in ranked if one.code not in late]
    amounts = given.decided(Departs.AMOUNT)
    claims = [_at_amount(claim, amounts) for claim in asking.claims(ranked)]
    return Queue(terms_of(rules, given.offered, asking.limits, ranking.seed), tuple(claims), apart)


def terms_of(rules: Rules, offered: int | None, limits: Mapping[Key, int], seed: str) -> Terms:
    """What there is to give, by the rules."""
    rule = rules.allocation or NO_RULE
    reserve = rules.after.reserve if rules.after else None
    return Terms(
        places=rule.places if _says_how_much(rule) else offered,
        budget=rule.budget,
        quotas={quota.code: quota.places for quota in rule.quotas},
        spill={quota.code: _into(quota) for quota in rule.quotas if quota.spill != "none"},
        sources={source.code: (source.places, source.budget) for source in rule.sources},
        limits=limits,
        ties=Ties(rule.ties_at_the_line),
        zero_grant=rule.zero_grant,
        reserve=reserve.order if reserve else None,
        most_days=Decimal(rule.days.most) if rule.days else None,
        seed=seed,
    )


def _says_how_much(rule: Rule) -> bool:
    return rule.places is not None or rule.budget is not None or bool(rule.quotas or rule.sources)


def _into(quota: Quota) -> frozenset[str] | None:
    return None if quota.spill == "everyone" else frozenset(quota.spill)


def _at_amount(claim: Claim, amounts: Mapping[str, Override]) -> Claim:
    override = amounts.get(claim.code)
    return claim if override is None else replace(claim, cost=override.amount)


def _unranked(one: Scored) -> Given:
    if one.outcome == CONSIDERED:
        return _not_yet("judging")
    if one.outcome == STOPPED:
        return Given(Outcome.NOT_SELECTED, one.because[-1])
    return Given(Outcome(one.outcome), one.because[-1] if one.because else Because(one.outcome, {}))


def _not_yet(what: str, **values: object) -> Given:
    return Given(Outcome.NOT_YET, Because(f"waits_for_{what}", values))


def _left_out(override: Override) -> Given:
    return Given(Outcome.NOT_SELECTED, Because("override", {"reason": override.reason}))


def _with_reason(code: str, one: Given, given: Circumstances) -> Given:
    """The outcome with the reasons of the decisions that departed from the rules for this application."""
    reasons = {str(over.kind): over.reason for over in given.overrides if over.code == code}
    if not reasons:
        return one
    return replace(one, because=Because(one.because.kind, {**one.because.values, "overrides": reasons}))


def _to_choose(rules: Rules, claims: Sequence[Claim], given: dict[str, Given]) -> dict[str, Given]:
    """Where a person may have several places but keep one: each of their outcomes names the others."""
    if rules.after is None or rules.after.one_per_person != "choose":
        return given
    places: dict[str, list[str]] = {}
    for claim in claims:
        if claim.person and given[claim.code].outcome in PLACED:
            places.setdefault(claim.person, []).append(claim.code)
    several = {code: sorted(codes) for codes in places.values() if len(codes) > 1 for code in codes}
    return given | {code: _chooses(given[code], code, codes) for code, codes in several.items()}


def _chooses(one: Given, code: str, codes: Sequence[str]) -> Given:
    others = tuple(other for other in codes if other != code)
    return replace(one, because=Because(one.because.kind, {**one.because.values, "choose": others}))
