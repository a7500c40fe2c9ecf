"""Who scores which application, as plain arithmetic: no database, no clock, no order of arrival.

A drawing is a function of its seed: the same seed, applications, judges and bars give the same sheets in whatever order
they are named. Loads are as even as the bars allow: nobody has two more than somebody who could take one of theirs, be
it by way of others.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Mapping, Set

Pairs = Set[tuple[int, int]]
Dealt = dict[int, frozenset[int]]


def draw(
    files: Iterable[int],
    judges: Iterable[int],
    *,
    per_file: int,
    barred: Pairs = frozenset(),
    kept: Mapping[int, Set[int]] | None = None,
    seed: str,
) -> Dealt:
    """The judges of each file: those kept, and others by lot until there are `per_file` of them, where there are.

    `barred` pairs (file, judge) never come together; `kept` judges stay with their file and count in their load.
    """
    fixed = {file: frozenset((kept or {}).get(file, ())) for file in files}
    able = {
        file: {judge for judge in judges if (file, judge) not in barred and judge not in fixed[file]}
        for file in fixed
    }
    loads = dict.fromkeys(judges, 0)
    for held in fixed.values():
        for judge in held:
            loads[judge] = loads.get(judge, 0) + 1
    drawn: dict[int, set[int]] = {}
    for file in sorted(fixed, key=lambda file: (len(able[file]), lot(seed, file))):
        wanted = max(per_file - len(fixed[file]), 0)
        order = sorted(able[file], key=lambda judge: (loads[judge], lot(seed, file, judge)))
        drawn[file] = set(order[:wanted])
        for judge in drawn[file]:
            loads[judge] += 1
    _even_out(drawn, able, loads, seed)
    return {file: fixed[file] | drawn[file] for file in fixed}


def lot(seed: str, *parts: int) -> str:
    """The lot of a file, or of a judge for a file, under a seed."""
    return hashlib.sha256(":".join([seed, *map(str, parts)]).encode()).hexdigest()


def _even_out(
    drawn: dict[int, set[int]], able: Mapping[int, Set[int]], loads: dict[int, int], seed: str
) -> None:
    """Pass files on from judge to judge as long as somebody ends up with less and nobody with more than they had."""
    while (way := _way_down(drawn, able, loads, seed)) is not None:
        for file, giver, taker in way:
            drawn[file].discard(giver)
            drawn[file].add(taker)
        loads[way[0][1]] -= 1
        loads[way[-1][2]] += 1


def _way_down(
    drawn: Mapping[int, Set[int]], able: Mapping[int, Set[int]], loads: Mapping[int, int], seed: str
) -> list[tuple[int, int, int]] | None:
    """The shortest way by which a judge passes a file on to one with at least two fewer: (file, giver, taker)."""
    passes = _passes(drawn, able, seed)
    for start in sorted(loads, key=lambda judge: (-loads[judge], lot(seed, judge))):
        way = _way_from(start, passes, loads)
        if way is not None:
            return way
    return None


def _way_from(
    start: int, passes: Mapping[int, Mapping[int, int]], loads: Mapping[int, int]
) -> list[tuple[int, int, int]] | None:
    came: dict[int, tuple[int, int, int] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        giver = waiting.popleft()
        if loads[giver] <= loads[start] - 2:
            return _steps(came, giver)
        new = {taker: file for taker, file in sorted(passes.get(giver, {}).items()) if taker not in came}
        came |= {taker: (file, giver, taker) for taker, file in new.items()}
        waiting.extend(new)
    return None


def _passes(
    drawn: Mapping[int, Set[int]], able: Mapping[int, Set[int]], seed: str
) -> dict[int, dict[int, int]]:
    """For each judge, to whom they could pass a file on, and which: the first by lot."""
    found: dict[int, dict[int, int]] = {}
    for file in sorted(drawn, key=lambda file: lot(seed, file)):
        for giver in drawn[file]:
            for taker in able[file] - drawn[file]:
                found.setdefault(giver, {}).setdefault(taker, file)
    return found


def _steps(came: Mapping[int, tuple[int, int, int] | None], last: int) -> list[tuple[int, int, int]]:
    steps: list[tuple[int, int, int]] = []
    step = came[last]
    while step is not None:
        steps.append(step)
        step = came[step[1]]
    return steps[::-1]
