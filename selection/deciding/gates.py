"""The gates of a call for one application, as the coordinator reads them before it is passed on."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.rules import Words
from mobility.models import Mobility
from selection.deciding.admitting import facts_now, judge_alone
from selection.deciding.rules import rules_of
from selection.engine.applications import CONSIDERED, Because, Scored
from selection.engine.asking import facts_in
from selection.engine.gates import EARNS_NOTHING
from selection.engine.score import world_of
from selection.engine.shape import Gate, Rules
from selection.reasons import each_fact
from selection.reasons import sentence as why_so
from selection.words_of_facts import text_of

FOLLOWS: dict[str, Words] = {
    "not_eligible": gettext_lazy("otherwise not eligible"),
    "not_considered": gettext_lazy("otherwise not considered"),
    EARNS_NOTHING: gettext_lazy("otherwise without points"),
}


@dataclass(frozen=True)
class GateRow:
    """One gate: its words with the article, whether it holds, the facts in hand, and what follows where it fails."""

    words: str
    article: str
    state: str
    facts: str
    follows: str

    @property
    def holds(self) -> bool:
        return self.state == "ok"


@dataclass(frozen=True)
class Gates:
    """What the gates say of one application."""

    rows: tuple[GateRow, ...]
    outcome: str
    because: tuple[str, ...]
    clause: str
    correct_within: int | None

    @property
    def shuts(self) -> bool:
        """Whether the application cannot be passed on as it is."""
        return self.outcome != CONSIDERED

    @property
    def reasons(self) -> str:
        return "\n".join(self.because)


def gates_of(mobility: Mobility) -> Gates:
    """The gates of the application's call, asked of the registers as they are now."""
    rules = rules_of(mobility.call)
    scored = judge_alone(mobility.call, mobility, rules, facts_now(mobility.call, mobility, rules))
    return gates_from(rules, scored)


def gates_from(rules: Rules, scored: Scored) -> Gates:
    """The gates out of what the engine said."""
    failed = {because.values["gate"]: because for because in scored.because if because.kind == "gate"}
    clauses = [_clause(gate) for gate in rules.gates if gate.code in failed and not gate.conditional]
    return Gates(
        rows=tuple(_rows(rules, scored, failed)),
        outcome=scored.outcome,
        because=tuple(why_so(because, rules) for because in scored.because),
        clause="; ".join(clauses),
        correct_within=scored.correct_within,
    )


def _rows(rules: Rules, scored: Scored, failed: dict[str, Because]) -> Iterator[GateRow]:
    world = world_of(rules)
    for gate in rules.gates:
        applies = gate.applies is None or world.ask(gate.applies)(scored)
        if not applies:
            continue
        state = "ok" if gate.code not in failed else "soon" if _is_mild(gate) else "late"
        told = [(fact, scored.values.get(fact)) for fact in facts_in(gate.must)]
        yield GateRow(
            text_of(gate.say) or gate.code, gate.article, state, each_fact(told, rules), _follows(gate)
        )


def _is_mild(gate: Gate) -> bool:
    return gate.conditional or gate.else_ == EARNS_NOTHING


def _follows(gate: Gate) -> str:
    if gate.conditional:
        return _("otherwise admitted on this condition")
    words = str(FOLLOWS[gate.else_])
    if gate.correct_within is None:
        return words
    days = ngettext("%d day to put it right", "%d days to put it right", gate.correct_within)
    return f"{words}; {days % gate.correct_within}"


def _clause(gate: Gate) -> str:
    return gate.article or text_of(gate.say) or gate.code
