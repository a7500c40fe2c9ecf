"""What the product cannot reckon in a live call: such a call can be tried and given out, but is not published.

A wrong number would be worse than none. Facts that no record of the product fills are stated by the applicant or typed
by the office (selection.facts.supply), so that only one thing stands in the way: a record of another type than its
fact.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from mobility.call_problems import Problem, before_publication
from mobility.models import Call
from selection.authoring.call_file import file_from
from selection.authoring.sections import Section
from selection.engine import conditions as asked
from selection.engine.kinds import Criterion, Group
from selection.engine.mistakes import Mistakes
from selection.engine.shape import Rules
from selection.facts.names import REGISTERS
from selection.words_of_facts import text_of


@before_publication
def reckoned(call: Call, document: dict[str, Any]) -> Iterable[Problem]:
    """What of the rules the scoring of this product would not apply."""
    try:
        rules = file_from(document).rules
    except Mistakes:
        return []
    return _facts(rules)


def _facts(rules: Rules) -> Iterator[Problem]:
    """Facts that points or gates rest on and that their record cannot fill."""
    known = {fact.code: fact for fact in rules.facts}
    needed = {code for row in rules.criteria for code in _read_by(row)}
    needed |= {code for gate in rules.gates for code in (*_asked(gate.must), *_asked(gate.applies))}
    looked_up = {known[code].table for code in needed if code in known}
    needed |= {table.of for table in looked_up if table is not None}
    for code in sorted(needed & set(known)):
        fact = known[code]
        told = {"fact": text_of(fact.label, code)}
        if fact.register in REGISTERS and not _fits(fact.type, REGISTERS[fact.register].type):
            words = _("The fact “%(fact)s” is of another type than the record that fills it.")
            yield Problem(Section.FACTS.value, words % told)


def _fits(declared: str, held: str) -> bool:
    """A choice out of a record may be read as a text, and a text as a choice."""
    return declared == held or {declared, held} <= {"choice", "text"}


def _read_by(row: Criterion) -> Iterator[str]:
    yield from row.facts()
    yield from _asked(row.only_if)
    yield from _asked(getattr(row, "if_", None))
    for part in row.of if isinstance(row, Group) else ():
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
