"""What the product does not reckon by itself yet: a call that asks for it can be tried and given out, not published.

A wrong number would be worse than none: a fact that nothing fills would count as missing, a weight would be left out.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from mobility.call_problems import Problem, before_publication
from mobility.models import Call
from selection.authoring.call_file import file_from
from selection.authoring.sections import Section
from selection.authoring.words import text_of
from selection.engine import conditions as asked
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.mistakes import Mistakes
from selection.engine.shape import Rules
from selection.facts.names import REGISTERS

MEAN = "mean"


@before_publication
def reckoned(call: Call, document: dict[str, Any]) -> Iterable[Problem]:
    """What of the rules the scoring of this product would not apply."""
    try:
        rules = file_from(document).rules
    except Mistakes:
        return []
    return [*_facts(rules), *_criteria(rules), *_totals(rules)]


def _facts(rules: Rules) -> Iterator[Problem]:
    """Facts that points rest on and nothing fills."""
    known = {fact.code: fact for fact in rules.facts}
    needed = {code for row in rules.criteria for code in _read_by(row)}
    needed |= {known[code].table.of for code in needed if code in known and known[code].table}  # type: ignore[union-attr]
    for code in sorted(needed & set(known)):
        fact = known[code]
        if fact.table is None and fact.register not in REGISTERS:
            words = _(
                "Popotnik has no record that fills the fact “%(fact)s”, so points over it would be missing."
            )
            yield Problem(Section.FACTS.value, words % {"fact": text_of(fact.label, code)})


def _read_by(row: Criterion) -> Iterator[str]:
    yield from row.facts()
    yield from _asked(row.only_if)
    yield from _asked(getattr(row, "if_", None))
    if getattr(row, "by", ""):
        yield row.by  # type: ignore[attr-defined]
    if isinstance(row, Group):
        for part in row.of:
            yield from _read_by(part)


def _asked(node: Any) -> Iterator[str]:
    """The facts that a condition asks for."""
    match node:
        case asked.FactIs(fact=fact):
            yield fact
        case asked.All(all=parts) | asked.AnyOf(any=parts):
            for part in parts:
                yield from _asked(part)
        case asked.Not(not_=inner):
            yield from _asked(inner)


def _criteria(rules: Rules) -> Iterator[Problem]:
    for row in rules.criteria:
        for holds, words in _UNRECKONED:
            if holds(row):
                told = words() % {"name": text_of(row.name, row.code)}
                yield Problem(Section.CRITERIA.value, told, row.code)


def _depends_on_others(row: Criterion) -> bool:
    parts = row.of if isinstance(row, Group) else ()
    return (
        isinstance(row, Cohort | Arrival)
        or _shares(row.only_if)
        or _shares(getattr(row, "if_", None))
        or any(_depends_on_others(part) for part in parts)
    )


def _shares(node: Any) -> bool:
    """Whether a condition asks about the other applicants, or about points of other criteria."""
    match node:
        case asked.SeveralWithSame() | asked.CriterionIs():
            return True
        case asked.All(all=parts) | asked.AnyOf(any=parts):
            return any(_shares(part) for part in parts)
        case asked.Not(not_=inner):
            return _shares(inner)
    return False


def _is_weighed(row: Criterion) -> bool:
    return isinstance(row, Judged) and (row.weight != 1 or row.marks != MEAN)


def _judges_within(row: Criterion) -> bool:
    return isinstance(row, Group) and any(isinstance(part, Judged) for part in row.of)


_UNRECKONED: tuple[tuple[Callable[[Criterion], bool], Callable[[], str]], ...] = (
    (
        _depends_on_others,
        lambda: _(
            "Points that depend on the other applicants (“%(name)s”) are not reckoned on the board yet."
        ),
    ),
    (
        _is_weighed,
        lambda: _(
            "On the board the judged criterion “%(name)s” counts by the mean of its marks, without a weight."
        ),
    ),
    (
        _judges_within,
        lambda: _("A judged criterion within a group (“%(name)s”) cannot be scored on the sheet yet."),
    ),
)


def _totals(rules: Rules) -> Iterator[Problem]:
    total = rules.total
    if total.of or total.stages or total.at_most is not None or total.at_least is not None or total.round:
        yield Problem(
            Section.ORDER.value,
            _("The board adds up every point; stages and limits of the total are not reckoned yet."),
        )
