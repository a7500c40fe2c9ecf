"""Who may take part: gates with three outcomes, a time for putting things right, and conditional approval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selection.engine.applications import CONSIDERED, NOT_CONSIDERED, NOT_ELIGIBLE, Because, Known
from selection.engine.asking import Ask, facts_in
from selection.engine.shape import Gate
from selection.engine.world import World

EARNS_NOTHING = "earns_nothing"
GRAVEST = (NOT_ELIGIBLE, NOT_CONSIDERED)


@dataclass(frozen=True)
class Passage:
    """How an application comes through the gates."""

    outcome: str = CONSIDERED
    because: tuple[Because, ...] = ()
    conditional: bool = False
    correct_within: int | None = None
    earns_nothing: bool = False


def passing(gates: Sequence[Gate], world: World) -> Callable[[Known], Passage]:
    """The gates as one function. Every gate is asked, so that one hears of everything at once."""
    compiled = [
        (gate, world.ask(gate.must), world.ask(gate.applies) if gate.applies else None) for gate in gates
    ]

    def passage(known: Known) -> Passage:
        failed = [gate for gate, must, applies in compiled if _fails(known, must, applies)]
        return _of_failed(failed, known) if failed else PASSED

    return passage


PASSED = Passage()


def _fails(known: Known, must: Ask, applies: Ask | None) -> bool:
    return (applies is None or applies(known)) and not must(known)


def _of_failed(failed: Sequence[Gate], known: Known) -> Passage:
    """The gravest outcome counts; it may be put right only where every gate that shuts allows it."""
    shut = [gate for gate in failed if not gate.conditional and gate.else_ != EARNS_NOTHING]
    days = [gate.correct_within for gate in shut]
    within = min((one for one in days if one is not None), default=None)
    return Passage(
        outcome=next(
            (outcome for outcome in GRAVEST if any(gate.else_ == outcome for gate in shut)), CONSIDERED
        ),
        because=tuple(_because(gate, known) for gate in failed),
        conditional=not shut and any(gate.conditional for gate in failed),
        correct_within=within if None not in days else None,
        earns_nothing=any(gate.else_ == EARNS_NOTHING and not gate.conditional for gate in failed),
    )


def _because(gate: Gate, known: Known) -> Because:
    told = tuple((fact, known.values.get(fact)) for fact in facts_in(gate.must))
    values = {"gate": gate.code, "outcome": gate.else_, "facts": told, "conditional": gate.conditional}
    return Because("gate", values | {"correct_within": gate.correct_within})
