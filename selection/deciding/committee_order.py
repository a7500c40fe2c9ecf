"""The committee's recorded order at work: which orders of equals still decide a tie, and which have lost theirs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from core import clock, journal
from members.actor import system
from selection.engine.applications import Scored
from selection.engine.keys import ByDecision
from selection.engine.order import DEFAULT_ORDER, Ranking, rank
from selection.engine.shape import Rules
from selection.enums import OrderEnd
from selection.models import RankingBasis, TieOrder


def key_of_committee(rules: Rules) -> int | None:
    """The number of the key at which the committee decides; None where the rules never ask it."""
    keys = rules.order or DEFAULT_ORDER
    return next((place for place, key in enumerate(keys) if isinstance(key, ByDecision)), None)


def in_force(basis: RankingBasis) -> list[TieOrder]:
    """The orders of equals that decide now. One statement."""
    return list(TieOrder.objects.filter(basis=basis, ended_at=None))


def decided_order(basis: RankingBasis, rules: Rules, scored: Sequence[Scored]) -> list[str]:
    """The numbers in the order that the committee recorded; an order whose tie is no more is dropped, for all to see.

    An order recorded before a release stands for good: what was told by it is not taken back.
    """
    orders, asked = in_force(basis), key_of_committee(rules)
    if not orders:
        return []
    released_at = basis.batch.released_at if basis.batch else basis.call.released_at
    equals, ranked = (set(), set()) if asked is None else _equals(rules, asked, scored)
    decided: list[str] = []
    for order in orders:
        present = [number for number in order.numbers if number in ranked]
        was_told = released_at is not None and order.recorded_at <= released_at
        if was_told or frozenset(present) in equals:
            decided += order.numbers
        else:
            _drop(basis, order)
    return decided


def _equals(rules: Rules, asked: int, scored: Sequence[Scored]) -> tuple[set[frozenset[str]], set[str]]:
    """The groups that are equal by every key before the committee's, and everybody who has a rank."""
    keys = (rules.order or DEFAULT_ORDER)[: asked + 1]
    ranking = rank(replace(rules, order=keys), scored)
    return groups_of(ranking), {line.code for line in ranking.lines}


def groups_of(ranking: Ranking) -> set[frozenset[str]]:
    """Those who share their rank, group by group."""
    groups: dict[object, set[str]] = defaultdict(set)
    for line in ranking.lines:
        if line.tied:
            groups[line.scope, line.rank].add(line.code)
    return {frozenset(codes) for codes in groups.values()}


def _drop(basis: RankingBasis, order: TieOrder) -> None:
    order.end, order.ended_at = OrderEnd.DROPPED, clock.now()
    order.save(update_fields=["end", "ended_at"])
    journal.record(
        verb="call.tie_order_dropped",
        subject=order,
        actor=system(basis.university_id),
        because=basis.call,
        facts={"numbers": order.numbers},
    )
