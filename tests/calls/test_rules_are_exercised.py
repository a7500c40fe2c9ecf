"""The applicants are chosen so that each rule of each call tells some of them apart."""

from collections.abc import Iterator

import pytest

from selection.engine.applications import CONSIDERED, Scored
from selection.engine.kinds.plain import Base
from selection.engine.order import Ranking, rank
from selection.engine.score import score
from tests.calls.worked import NAMES, Call, call

PRINTED_EQUAL = {("o02-precedence", "criterion frequency")}


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_tells_applicants_apart(name: str) -> None:
    one = call(name)
    scored = score(one.file.rules, one.applications, at=one.deadline)
    ranking = rank(one.file.rules, scored, seed=one.seed, decided=one.decided)
    idle = [*_criteria(one, scored), *_gates(one, scored), *_keys(one, ranking)]
    assert [rule for rule in idle if (name, rule) not in PRINTED_EQUAL] == []


def _criteria(one: Call, scored: list[Scored]) -> Iterator[str]:
    considered = [entry for entry in scored if entry.outcome == CONSIDERED]
    for criterion in one.file.rules.criteria:
        values = {entry.by_criterion[criterion.code].points for entry in considered}
        if len(values) == 1 and not isinstance(criterion, Base):
            yield f"criterion {criterion.code}"


def _gates(one: Call, scored: list[Scored]) -> Iterator[str]:
    told = {value for entry in scored for because in entry.because for value in because.values.values()}
    for gate in one.file.rules.gates:
        if gate.code not in told:
            yield f"gate {gate.code}"


def _keys(one: Call, ranking: Ranking) -> Iterator[str]:
    """The committee's decision at the end is there for ties that these applicants may not have."""
    used = {line.broken_by for line in ranking.lines}
    for number, key in enumerate(one.file.rules.order):
        if number not in used and key.by != "decision":
            yield f"key {number + 1}, {key.by}"
