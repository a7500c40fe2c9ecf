"""What the product cannot fill or ask for: a call that needs it can be tried and given out, not published.

A wrong number would be worse than none: a fact that nothing fills would count as missing, a mark that no sheet asks
for would never be given.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from mobility.call_problems import Problem, before_publication
from mobility.models import Call
from selection.authoring.call_file import file_from
from selection.authoring.sections import Section
from selection.authoring.words import text_of
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.judged import Judged
from selection.engine.mistakes import Mistakes
from selection.engine.shape import Rules
from selection.facts.names import REGISTERS


@before_publication
def reckoned(call: Call, document: dict[str, Any]) -> Iterable[Problem]:
    """What of the rules could not be applied to the applications of this product."""
    try:
        rules = file_from(document).rules
    except Mistakes:
        return []
    return [*_facts(rules), *_criteria(rules)]


def _facts(rules: Rules) -> Iterator[Problem]:
    """Facts that nothing fills, and those that a record of another type would fill."""
    for fact in rules.facts:
        told = {"fact": text_of(fact.label, fact.code)}
        if fact.table is not None:
            continue
        if fact.register not in REGISTERS:
            words = _(
                "Popotnik has no record that fills the fact “%(fact)s”, so points over it would be missing."
            )
            yield Problem(Section.FACTS.value, words % told)
        elif not _fits(fact.type, REGISTERS[fact.register].type):
            words = _("The fact “%(fact)s” is of another type than the record that fills it.")
            yield Problem(Section.FACTS.value, words % told)


def _fits(declared: str, held: str) -> bool:
    """A choice out of a record may be read as a text, and a text as a choice."""
    return declared == held or {declared, held} <= {"choice", "text"}


def _criteria(rules: Rules) -> Iterator[Problem]:
    for row in rules.criteria:
        if _judges_within(row):
            words = _("A judged criterion within a group (“%(name)s”) cannot be scored on the sheet yet.")
            yield Problem(Section.CRITERIA.value, words % {"name": text_of(row.name, row.code)}, row.code)


def _judges_within(row: Criterion) -> bool:
    return isinstance(row, Group) and any(isinstance(part, Judged) or _judges_within(part) for part in row.of)
