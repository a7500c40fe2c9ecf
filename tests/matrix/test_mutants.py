"""The list of mutants itself: fifty, each with a name of its own, each at a place that is there exactly once."""

from tests.matrix.mutants import MUTANTS
from tools import ROOT


def test_there_are_fifty_mutants_and_each_finds_its_place() -> None:
    assert len(MUTANTS) == len({mutant.name for mutant in MUTANTS}) == 50
    for mutant in MUTANTS:
        found = (ROOT / mutant.path).read_text().count(mutant.old)
        assert found == 1, f"{mutant.name}: {found} places in {mutant.path}"
        assert mutant.old != mutant.new, mutant.name
        assert mutant.routes or mutant.tests, mutant.name
