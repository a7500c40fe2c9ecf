"""Names: doubled codes, codes of nothing, circles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError
from typing import Protocol

from selection.engine.checks.walk import criteria, mistake, records
from selection.engine.conditions import CriterionIs
from selection.engine.evidence import derivation_order
from selection.engine.keys import ByCriterion, ByStage
from selection.engine.kinds.common import in_order
from selection.engine.mistakes import Mistake
from selection.engine.read import CallFile
from selection.engine.shape import Rules


class Coded(Protocol):
    """What has a code."""

    @property
    def code(self) -> str: ...


def names(file: CallFile) -> Iterator[Mistake]:
    """What stands in the way of computing anything: doubled and unknown codes, circles."""
    rules = file.rules
    yield from _doubled(rules)
    yield from _unknown_criteria(rules)
    yield from _unknown_tables(rules)
    yield from _circles(rules)


def _doubled(rules: Rules) -> Iterator[Mistake]:
    """The later one of the same code is told."""
    allocation = rules.allocation
    families: dict[str, Sequence[Coded]] = {
        "rules.facts": rules.facts,
        "rules.tables": rules.tables,
        "rules.gates": rules.gates,
        "rules.total.stages": rules.total.stages,
        "rules.allocation.quotas": allocation.quotas if allocation else (),
        "rules.allocation.sources": allocation.sources if allocation else (),
    }
    places = [[(path, one.code) for path, one in criteria(rules)]]
    places += [
        [(f"{path}[{number}]", one.code) for number, one in enumerate(family)]
        for path, family in families.items()
    ]
    for family in places:
        seen: set[str] = set()
        for path, code in family:
            if code in seen:
                yield mistake(f"{path}.code", "doubled_code", code=code)
            seen.add(code)


def _unknown_criteria(rules: Rules) -> Iterator[Mistake]:
    known = {one.code for _path, one in criteria(rules)}
    stages = {stage.code for stage in rules.total.stages}
    yield from _unknown("rules.total.of", rules.total.of, known)
    for number, stage in enumerate(rules.total.stages):
        yield from _unknown(f"rules.total.stages[{number}].of", stage.of, known)
    for path, one in records(rules, "rules"):
        if isinstance(one, CriterionIs):
            yield from _unknown(f"{path}.criterion", [one.criterion], known)
        elif isinstance(one, ByCriterion):
            yield from _unknown(f"{path}.code", [one.code], known)
        elif isinstance(one, ByStage):
            yield from _unknown(f"{path}.code", [one.code], stages)
    quotas = rules.allocation.quotas if rules.allocation else ()
    for number, quota in enumerate(quotas):
        if not isinstance(quota.spill, str):
            known_quotas = {other.code for other in quotas} - {quota.code}
            yield from _unknown(f"rules.allocation.quotas[{number}].spill", quota.spill, known_quotas)


def _unknown(path: str, codes: Iterable[str], known: set[str]) -> Iterator[Mistake]:
    for code in codes:
        if code not in known:
            yield mistake(path, "unknown_code", value=code, known=sorted(known))
    for code, times in Counter(codes).items():
        if times > 1:
            yield mistake(path, "doubled_code", code=code)


def _unknown_tables(rules: Rules) -> Iterator[Mistake]:
    facts, tables = {fact.code for fact in rules.facts}, {table.code for table in rules.tables}
    for number, fact in enumerate(rules.facts):
        path = f"rules.facts[{number}].table"
        if fact.table is not None and fact.table.of not in facts:
            yield mistake(f"{path}.of", "unknown_fact", fact=fact.table.of)
        if fact.table is not None and fact.table.use not in tables:
            yield mistake(f"{path}.use", "unknown_table", table=fact.table.use)


def _circles(rules: Rules) -> Iterator[Mistake]:
    try:
        derivation_order({fact.code: fact for fact in rules.facts})
    except CycleError as error:
        yield mistake("rules.facts", "circle", codes=_circle(error))
    groups = [("rules.criteria", rules.criteria)]
    groups += [(f"{path}.of", getattr(one, "of", ())) for path, one in criteria(rules)]
    for path, entries in groups:
        try:
            in_order(entries)
        except CycleError as error:
            yield mistake(path, "circle", codes=_circle(error))


def _circle(error: CycleError) -> list[str]:
    return list(dict.fromkeys(error.args[1]))
