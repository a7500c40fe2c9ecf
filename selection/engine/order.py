"""Order: one list of keys, the first that differs decides. Ties stay ties; each line tells which key set it apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from selection.engine.applications import CONSIDERED, Scored
from selection.engine.collector import paused
from selection.engine.key_values import KeyValue, Tools, key_values
from selection.engine.keys import ByLot, BySpread, ByTotal, Key
from selection.engine.scalars import Value
from selection.engine.score import world_of
from selection.engine.shape import Rules
from selection.engine.world import Others

DEFAULT_ORDER: tuple[Key, ...] = (ByTotal(by="total"),)
Taken = Mapping[str, Mapping[Value | None, int]]


@dataclass(frozen=True)
class Line:
    """One line of a ranking. `broken_by`: the number of the key that set it apart from the line before; None on top.

    `scope`: the values of the facts for which rankings are apart. Equals share a rank and are `tied`.
    """

    code: str
    rank: int
    total: Decimal | None
    broken_by: int | None
    tied: bool
    scope: tuple[Value | None, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """Lines by scope and rank; `unranked` are not considered, stopped at a stage, or not yet fully judged."""

    lines: tuple[Line, ...]
    unranked: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    seed: str = ""


@paused()
def rank(
    rules: Rules,
    scored: Sequence[Scored],
    *,
    seed: str = "",
    taken: Taken | None = None,
    decided: Sequence[str] = (),
) -> Ranking:
    """The ranking. `seed` is for lots, `taken` how many already have each value of a fact, `decided` the codes in
    the order that the committee recorded. The sequence of `scored` changes nothing.
    """
    keys = rules.order or DEFAULT_ORDER
    candidates = sorted((one for one in scored if _can_be_ranked(one, keys)), key=lambda one: one.code)
    world = world_of(rules, others=Others([one for one in scored if one.outcome == CONSIDERED]))
    tools = Tools(world, seed, {code: place for place, code in enumerate(decided)})
    values = [key_values(key, tools) for key in keys]
    scope = rules.ranking.scope if rules.ranking else ()
    lines: list[Line] = []
    for values_of_scope, group in _by_scope(candidates, scope):
        sorter = _Sorter(keys, values, taken or {})
        sorter.place(group, 0, None)
        lines += sorter.lines(values_of_scope)
    known = {one.code for one in candidates}
    return Ranking(
        tuple(lines), tuple(sorted(one.code for one in scored if one.code not in known)), keys, seed
    )


def draws_lots(rules: Rules) -> bool:
    """Whether the seed can matter: a lot as a key of the order, or among equals at the line of the places."""
    ties = rules.allocation.ties_at_the_line if rules.allocation else ""
    return ties == "lot" or any(isinstance(key, ByLot) for key in rules.order)


def _can_be_ranked(one: Scored, keys: Sequence[Key]) -> bool:
    judged = one.total is not None or not any(isinstance(key, ByTotal) for key in keys)
    return one.outcome == CONSIDERED and judged


def _by_scope(
    candidates: Sequence[Scored], scope: Sequence[str]
) -> Iterable[tuple[tuple[Value | None, ...], list[Scored]]]:
    def told(one: Scored) -> tuple[Value | None, ...]:
        return tuple(one.values.get(fact) for fact in scope)

    groups: dict[tuple[Value | None, ...], list[Scored]] = {}
    for one in candidates:
        groups.setdefault(told(one), []).append(one)
    return sorted(groups.items(), key=lambda entry: [str(value) for value in entry[0]])


class _Sorter:
    """Places one scope: each key splits a group of equals, the next key the groups that are left."""

    def __init__(self, keys: Sequence[Key], values: Sequence[KeyValue], taken: Taken) -> None:
        self.keys = keys
        self.values = values
        self.placed: list[tuple[list[Scored], int | None]] = []
        self.taken: dict[str, Counter[Value | None]] = {
            fact: Counter(dict(counts.items())) for fact, counts in taken.items()
        }

    def place(self, group: list[Scored], depth: int, broken_by: int | None) -> None:
        """Append the group in order. `broken_by` is the key that set its first apart from what stands before."""
        if len(group) == 1 or depth == len(self.keys):
            self.placed.append((group, broken_by))
            self._take(group)
            return
        for equals in self._split(group, depth):
            self.place(equals, depth + 1, broken_by)
            broken_by = depth

    def _split(self, group: list[Scored], depth: int) -> list[list[Scored]]:
        key = self.keys[depth]
        if isinstance(key, BySpread):
            turns = self._turns(group, key.fact, depth)
            value: Callable[[Scored], Any] = lambda one: turns[one.code]  # noqa: E731
        else:
            value = self.values[depth]
        group = sorted(group, key=value)
        return [list(equals) for _value, equals in groupby(group, key=value)]

    def _turns(self, group: Sequence[Scored], fact: str, depth: int) -> dict[str, int]:
        """Each one's turn: how many of the same value are taken, and how many of them the later keys put before."""
        same: dict[Value | None, list[Scored]] = {}
        for one in group:
            same.setdefault(one.values.get(fact), []).append(one)
        turns: dict[str, int] = {}
        for value, members in same.items():
            inner = _Sorter(self.keys[depth + 1 :], self.values[depth + 1 :], {})
            inner.place(members, 0, None)
            before = self.taken.get(fact, Counter())[value]
            for equals, _broken_by in inner.placed:
                turns |= {one.code: before for one in equals}
                before += len(equals)
        return turns

    def _take(self, group: Sequence[Scored]) -> None:
        for key in self.keys:
            if isinstance(key, BySpread):
                counts = self.taken.setdefault(key.fact, Counter())
                counts.update(one.values.get(key.fact) for one in group)

    def lines(self, scope: tuple[Value | None, ...]) -> list[Line]:
        lines: list[Line] = []
        for equals, broken_by in self.placed:
            place, tied = len(lines) + 1, len(equals) > 1
            lines += [Line(one.code, place, one.total, broken_by, tied, scope) for one in equals]
        return lines
