"""The order: it must come to an end, and say nothing after its end."""

from collections.abc import Iterator

from selection.engine.checks.walk import mistake
from selection.engine.keys import ByLot, ByTotal
from selection.engine.mistakes import Mistake
from selection.engine.order import DEFAULT_ORDER
from selection.engine.read import CallFile

NO_END_NEEDED = ("take_all", "lot")
"""Ways of `ties_at_the_line` that leave no tie undecided."""


def chain(file: CallFile) -> Iterator[Mistake]:
    """A chain of ties ends in a lot or in a decision of the committee, unless nothing depends on it."""
    rules = file.rules
    keys = rules.order or DEFAULT_ORDER
    decided_at_the_line = rules.allocation is not None and rules.allocation.ties_at_the_line in NO_END_NEEDED
    if not any(key.ends for key in keys) and not decided_at_the_line:
        last = f"rules.order[{len(rules.order) - 1}]" if rules.order else "rules.order"
        yield mistake(last, "chain_without_end")
    drawn = next((place for place, key in enumerate(keys) if isinstance(key, ByLot)), len(keys))
    for place in range(drawn + 1, len(keys)):
        yield mistake(f"rules.order[{place}]", "after_the_lot", stops=False)
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield mistake(f"rules.order[{place}]", "doubled_key_of_order", stops=False)
        if isinstance(key, ByTotal) and not rules.criteria and rules.order:
            yield mistake(f"rules.order[{place}]", "total_of_nothing", stops=False)
