"""What goes into the engine and what comes out: applications, points with their reasons, scored applications."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from selection.engine.facts import Held
from selection.engine.scalars import Value

AGREED = "agreed"
"""Among the marks of a criterion: the one the meeting agreed on."""

Marks = Mapping[str, Mapping[str, Decimal | None]]
"""Criterion → assessor → mark; None is an abstention."""


@dataclass(frozen=True)
class Application:
    """One application: its facts in hand, when it was handed in, the marks it was given, its wishes by preference.

    `person`: the same for several applications of one person.
    """

    code: str
    facts: Mapping[str, Held]
    submitted_at: datetime | None = None
    marks: Marks = field(default_factory=dict)
    wishes: tuple[str, ...] = ()
    person: str = ""


class Because(NamedTuple):
    """Why, as data: the kind of reason, its values, and what was in hand. `selection.reasons` says it in words."""

    kind: str
    values: Mapping[str, Any]
    held: Held | None = None


class Points(NamedTuple):
    """The points of one criterion as they count: capped, weighted, rounded. None: not yet judged.

    `notes` tell where a cap, a weight or a rounding changed them; `parts` are the points inside a group.
    """

    code: str
    points: Decimal | None
    because: Because
    notes: tuple[Because, ...] = ()
    parts: tuple[Any, ...] = ()

    @property
    def record(self) -> str:
        """The record on which the points rest."""
        return self.because.held.record if self.because.held else ""


class Known(Protocol):
    """Of what a condition can be asked: values by fact and points by criterion."""

    @property
    def values(self) -> Mapping[str, Value]: ...

    @property
    def by_criterion(self) -> Mapping[str, Points]: ...


CONSIDERED = "considered"
NOT_ELIGIBLE = "not_eligible"
NOT_CONSIDERED = "not_considered"
STOPPED = "stopped"
"""Did not pass the threshold of a stage."""


@dataclass(frozen=True)
class Scored:
    """One application with everything the rules give it.

    `outcome` is one of the four above; `because` says why it is not considered, why it earns nothing, or on which
    conditions it is admitted; `correct_within` are the days in which it may still be put right, None where it may not.
    `total` is None as long as something that counts is not judged; a clip of the total is among `because`.
    """

    application: Application
    outcome: str
    values: Mapping[str, Value]
    criteria: tuple[str, ...]
    by_criterion: Mapping[str, Points]
    total: Decimal | None
    stages: Mapping[str, Decimal | None] = field(default_factory=dict)
    because: tuple[Because, ...] = ()
    conditional: bool = False
    correct_within: int | None = None

    @property
    def code(self) -> str:
        return self.application.code

    @property
    def points(self) -> tuple[Points, ...]:
        """The points of the criteria in the order of the rules; those inside a group are its parts."""
        return tuple(self.by_criterion[code] for code in self.criteria)
