"""What a call must be asked before it is published: every mistake with its path, its line and what is wrong."""

from collections.abc import Callable, Iterator

from selection.engine.checks.chain import chain
from selection.engine.checks.codes import names
from selection.engine.checks.dates import dates
from selection.engine.checks.logic import logic
from selection.engine.checks.sharing import sharing
from selection.engine.checks.sums import kinds, sums
from selection.engine.checks.texts import languages
from selection.engine.checks.values import values
from selection.engine.mistakes import Mistake, with_lines
from selection.engine.read import CallFile

Check = Callable[[CallFile], Iterator[Mistake]]
ALWAYS: tuple[Check, ...] = (languages, dates, chain, sharing)
COMPUTED: tuple[Check, ...] = (values, kinds, sums, logic)
"""Checks that reckon with the rules: they wait until every name in them is known."""


def lint(file: CallFile) -> list[Mistake]:
    """Everything that is wrong, by line. The call may be published when none of it `stops`."""
    found = list(names(file))
    checks = ALWAYS if found else ALWAYS + COMPUTED
    found += [one for check in checks for one in check(file)]
    return list(with_lines(found, file.lines))
