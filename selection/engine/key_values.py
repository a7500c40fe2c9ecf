"""What each key sorts by: one value for an application, the smallest first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from selection.engine.applications import Scored
from selection.engine.asking import ordering
from selection.engine.keys import (
    ByCondition,
    ByCriterion,
    ByDecision,
    ByFact,
    ByLot,
    BySpread,
    ByStage,
    ByTotal,
    Key,
)
from selection.engine.world import World

KeyValue = Callable[[Scored], Any]
MISSING_LAST = (1, 0)
SUBMITTED = "application.submitted_at"
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Tools:
    """What keys need besides the application: declarations, the seed of lots, the recorded places."""

    world: World
    seed: str
    decided: Mapping[str, int]


def key_values(key: Key, tools: Tools) -> KeyValue:
    """The key as a function. An even spread is no value of one application: the sorter sees to it."""
    return _VALUES[type(key)](key, tools)


def lot(seed: str, code: str) -> str:
    """The drawn lot of an application: anybody can draw it again from the printed seed."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()


def _points(one: Scored, code: str) -> Decimal | None:
    given = one.by_criterion.get(code)
    return given.points if given else None


def _signed(number: Callable[[Scored], Any], way: str) -> KeyValue:
    """By a number, the most first where it descends; without a number last either way."""
    sign = 1 if way == "ascending" else -1

    def value(one: Scored) -> tuple[int, Any]:
        told = number(one)
        return MISSING_LAST if told is None else (0, told * sign)

    return value


def _by_fact(key: ByFact, world: World) -> KeyValue:
    if world.facts[key.code].register == SUBMITTED:
        return _signed(_moment, key.way)
    order = ordering(world.facts[key.code])

    def number(one: Scored) -> Any:
        told = one.values.get(key.code)
        measure = None if told is None else order(told)
        return measure.toordinal() if isinstance(measure, date) else measure

    return _signed(number, key.way)


def _by_condition(key: ByCondition, tools: Tools) -> KeyValue:
    ask = tools.world.ask(key.if_)
    return lambda one: not ask(one)


_VALUES: dict[type[Key], Callable[[Any, Tools], KeyValue]] = {
    ByTotal: lambda key, tools: _signed(lambda one: one.total, key.way),
    ByCriterion: lambda key, tools: _signed(lambda one: _points(one, key.code), key.way),
    ByStage: lambda key, tools: _signed(lambda one: one.stages.get(key.code), key.way),
    ByFact: lambda key, tools: _by_fact(key, tools.world),
    ByCondition: _by_condition,
    ByDecision: lambda key, tools: lambda one: tools.decided.get(one.code, len(tools.decided)),
    ByLot: lambda key, tools: lambda one: lot(tools.seed, one.code),
    BySpread: lambda key, tools: lambda one: 0,
}


def _moment(one: Scored) -> int | None:
    """The moment of submission itself, not only its day."""
    at = one.application.submitted_at
    return None if at is None else (at - datetime.min.replace(tzinfo=at.tzinfo and UTC)) // MICROSECOND
