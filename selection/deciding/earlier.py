"""Who holds a place since an earlier batch of the call: for the next batch only what they left is there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mobility.enums import BINDING
from mobility.models import Call
from selection.batches import is_last
from selection.deciding.gathering import gather
from selection.deciding.standing_places import amounts_of, given_by, last_decisions
from selection.engine.applications import Scored
from selection.engine.circumstances import Override
from selection.engine.claims import Given
from selection.engine.keys import BySpread
from selection.engine.order import Line, Ranking, Taken
from selection.engine.scalars import Value
from selection.engine.score import score
from selection.engine.shape import Rules
from selection.facts.reading import deadline_of
from selection.models import Assessment, Batch

# A day after every batch: the one at hand is told not to be the last.
MORE_TO_COME = date.max


@dataclass(frozen=True)
class Earlier:
    """Those who hold places since earlier batches, with what they hold and cost; `until`: whether batches come after.

    Their turn is before everybody's.
    """

    scored: Sequence[Scored] = ()
    given: Mapping[str, Given] = field(default_factory=dict)
    amounts: tuple[Override, ...] = ()
    is_batch: bool = False
    until: date | None = None

    def before(self, ranking: Ranking) -> Ranking:
        """The ranking of the batch with these before it."""
        lines = tuple(Line(one.code, 0, one.total, None, tied=False) for one in self.scored)
        return replace(ranking, lines=(*lines, *ranking.lines))

    def rules_for(self, rules: Rules) -> Rules:
        """The rules for one batch: who belongs to it is known, so that they sort by batches no more."""
        if not self.is_batch or rules.allocation is None:
            return rules
        return replace(rules, allocation=replace(rules.allocation, batches=None))


def earlier_holders(call: Call, rules: Rules, batch: Batch | None) -> Earlier:
    """Who holds a place since a batch before this one. A constant number of statements; none without batches."""
    if batch is None:
        return Earlier()
    until = None if is_last(call, batch.cut_off) else MORE_TO_COME
    rows = Assessment.objects.filter(
        call=call, batch__number__lt=batch.number, mobility__stage__in=sorted(BINDING)
    )
    gathered = gather(call, rules, rows) if batch.number > 1 else []
    decided = last_decisions(one.assessment.pk for one in gathered)
    held = [one for one in gathered if one.assessment.pk in decided]
    told = {one.application.code: decided[one.assessment.pk] for one in held}
    return Earlier(
        scored=score(rules, [one.application for one in held], at=deadline_of(call)),
        given={code: given_by(one) for code, one in told.items()},
        amounts=amounts_of(told.items()),
        is_batch=True,
        until=until,
    )


def taken_values(rules: Rules, scored: Sequence[Scored]) -> Taken:
    """How many places each value of a fact has already, for the facts that are to be spread evenly."""
    facts = {key.fact for key in rules.order if isinstance(key, BySpread)}
    counts: dict[str, Mapping[Value | None, int]] = {
        fact: Counter(one.values.get(fact) for one in scored) for fact in facts
    }
    return counts
