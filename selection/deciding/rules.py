"""The rules of a call as the engine reads them, out of its rows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mobility.call_document import document_of
from mobility.models import Call
from selection.engine.asking import criteria_in, parts
from selection.engine.conditions import Condition, SeveralWithSame
from selection.engine.kinds import Criterion
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.places import After, Reserve
from selection.engine.read import rules_from
from selection.engine.shape import Rules
from selection.limits import limits_of, within_limits

KEEPS_A_RESERVE = After(reserve=Reserve())


def rules_of(call: Call) -> Rules:
    """How a call is decided. Three statements. Raises selection.engine.mistakes.Mistakes where it cannot be read.

    A call that says nothing of what follows the decision keeps one reserve list; where the university
    gives the places, it decides within what was allotted.
    """
    rules = rules_from(document_of(call)["rules"])
    if rules.after is None:
        rules = replace(rules, after=KEEPS_A_RESERVE)
    return within_limits(rules, limits_of(call))


def stands_alone(criterion: Criterion) -> bool:
    """Whether its points depend on the application alone: not on marks, nor on the other applicants."""
    if isinstance(criterion, Judged | Cohort | Arrival):
        return False
    conditions = [criterion.only_if, getattr(criterion, "if_", None)]
    if any(condition is not None and looks_around(condition) for condition in conditions):
        return False
    return all(stands_alone(inner) for inner in _inside(criterion))


def is_computed(criterion: Criterion) -> bool:
    """Whether rules give its points; a group with a judged part is judged."""
    return not isinstance(criterion, Judged) and all(is_computed(inner) for inner in _inside(criterion))


def within_judged(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The members of the groups in which people judge, at any depth."""
    for one in criteria:
        if not is_computed(one):
            yield from _inside(one)
            yield from within_judged(_inside(one))


def _inside(criterion: Criterion) -> tuple[Criterion, ...]:
    return getattr(criterion, "of", ())


def looks_around(condition: Condition) -> bool:
    """Whether a condition asks for points or for the other applicants, so that nobody knows before all is scored."""
    if isinstance(condition, SeveralWithSame) or criteria_in(condition):
        return True
    return any(looks_around(part) for part in parts(condition))
