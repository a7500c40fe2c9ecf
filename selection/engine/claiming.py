"""From ranked applications to claims: which quotas, projects and limits each of its wishes falls under."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from selection.engine.applications import Points, Scored
from selection.engine.asking import Ask
from selection.engine.batches import cut_off
from selection.engine.claims import Claim, Option, Turn
from selection.engine.evidence import resolving
from selection.engine.facts import Held
from selection.engine.places import PERSON, Allocation, Limit
from selection.engine.pools import NO_SOURCE, Key
from selection.engine.scalars import Value
from selection.engine.shape import Rules
from selection.engine.world import World

NEVER = date.max
ONE_PER_PERSON: Key = ("limit", "one_per_person")


class Wished(NamedTuple):
    """The application as it would be with one of its wishes."""

    values: Mapping[str, Value]
    by_criterion: Mapping[str, Points]


@dataclass(frozen=True, slots=True)
class Asking:
    """Prepared once for a call: what is asked of every application before it stands in the queue.

    `lifted`: those for whom soft limits were passed with a reason. `zone`: in which the days of batches are counted.
    """

    rules: Rules
    allocation: Allocation
    world: World
    zone: str
    lifted: Collection[str] = ()
    limits: dict[Key, int] = field(default_factory=dict)

    def claims(self, ranked: Iterable[tuple[Scored, int]]) -> list[Claim]:
        """The claims of ranked applications; fills `limits` with every limit that one of them falls under."""
        quotas = [(quota.code, self.world.ask(quota.for_)) for quota in self.allocation.quotas]
        sources = [
            (one.code, self.world.ask(one.for_) if one.for_ else None) for one in self.allocation.sources
        ]
        wish = self._wishing()
        claims = []
        for scored, rank in ranked:
            options = tuple(
                Option(
                    wish=number,
                    value=value,
                    quotas=tuple(code for code, ask in quotas if ask(known)),
                    sources=_paid_by(sources, known),
                    limits=tuple(self._limits(scored, known)),
                )
                for number, value, known in wish(scored)
            )
            claims.append(self._claim(scored, rank, options))
        return claims

    def _claim(self, scored: Scored, rank: int, options: tuple[Option, ...]) -> Claim:
        days = self.allocation.days
        return Claim(
            code=scored.code,
            turn=self._turn(scored, rank),
            options=options,
            cost=_number(scored, self.allocation.cost),
            person=scored.application.person,
            days=_number(scored, days.of) if days else None,
        )

    def _turn(self, scored: Scored, rank: int) -> Turn:
        """By batch, then – first come, first served – by the moment of submission, then by rank."""
        at = scored.application.submitted_at
        batch = self.batch_of(scored)
        if self.allocation.way == "arrival":
            return (batch, (1,) if at is None else (0, at), rank)
        return (batch, rank)

    def batch_of(self, scored: Scored) -> date:
        """The day of the batch; the last of days for all who come after the last batch, or where there is one."""
        at = scored.application.submitted_at
        if self.allocation.batches is None or at is None:
            return NEVER
        return cut_off(self.allocation.batches, self._day(at)) or NEVER

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date() if at.tzinfo else at.date()

    def _limits(self, scored: Scored, known: Wished) -> Iterator[Key]:
        person = scored.application.person
        if person and self.rules.after and self.rules.after.one_per_person == "first":
            yield self._limit((*ONE_PER_PERSON, person), 1)
        for number, limit in enumerate(self.allocation.limits):
            value = (person or scored.code) if limit.per == PERSON else known.values.get(limit.per)
            if value is not None and not (limit.soft and scored.code in self.lifted):
                yield self._limit((_kind(limit), str(number), str(value)), limit.at_most)

    def _limit(self, key: Key, most: int) -> Key:
        self.limits[key] = most
        return key

    def _wishing(self) -> Callable[[Scored], list[tuple[int, str | None, Wished]]]:
        fact = self.allocation.wish_fact
        resolve = resolving(self.world.facts, self.world.tables)

        def wish(scored: Scored) -> list[tuple[int, str | None, Wished]]:
            wishes = self._wishes(scored) if fact else ()
            if not wishes:
                return [(0, None, Wished(scored.values, scored.by_criterion))]
            return [
                (number, value, Wished(resolve(_with(scored, fact, value)).values, scored.by_criterion))
                for number, value in enumerate(wishes, 1)
            ]

        return wish

    def _wishes(self, scored: Scored) -> Sequence[str]:
        if scored.application.wishes:
            return scored.application.wishes
        found = (scored.values.get(code) for code in self.allocation.wishes)
        return [str(value) for value in found if value is not None]


def _paid_by(sources: Sequence[tuple[str, Ask | None]], known: Wished) -> tuple[str, ...]:
    """The projects that may pay; where there are projects and none may, none – not the common money."""
    if not sources:
        return ()
    return tuple(code for code, ask in sources if ask is None or ask(known)) or (NO_SOURCE,)


def _with(scored: Scored, fact: str, value: str) -> Any:
    held = scored.application.facts.get(fact) or Held(value)
    return replace(scored.application, facts={**scored.application.facts, fact: replace(held, value=value)})


def _kind(limit: Limit) -> str:
    return "soft_limit" if limit.soft else "limit"


def _number(scored: Scored, fact: str) -> Decimal | None:
    value = scored.values.get(fact)
    return value if isinstance(value, Decimal) else None
