"""What selection adds to a call kept by the spine: the lint before publication, and the rules in words on its page."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mobility.call_page import NOTHING, RulesInWords, reads_rules
from mobility.call_problems import Problem, before_publication
from mobility.models import Call
from selection.authoring.call_file import file_from
from selection.authoring.sections import section_of
from selection.authoring.terms import after_in_words, committee_in_words, places_in_words
from selection.authoring.told import told
from selection.authoring.words import gate_in_words, key_in_words, rule_in_words
from selection.engine.lint import lint
from selection.engine.mistakes import Mistake, Mistakes

SAID = frozenset({"deadline_before_opening", "results_before_deadline", "rounds_overlap", "stays_backwards"})
SAID_TEXT = re.compile(
    r"call\.(title|purpose|audience|documents|basis)$|rules\.criteria\[\d+\]\.(levels\[\d+\]\.)?name$"
)


@before_publication
def linted(call: Call, document: dict[str, Any]) -> Iterable[Problem]:
    """Everything for which the call could not be decided, each at the part where it is mended."""
    try:
        found = lint(file_from(document))
    except Mistakes as wrong:
        found = list(wrong.mistakes)
    return [problem(one, document) for one in found if one.stops and not _is_said(one)]


def _is_said(mistake: Mistake) -> bool:
    """Whether mobility's own questions say it already, in the words of the page."""
    return mistake.code in SAID or (
        mistake.code == "missing_language" and bool(SAID_TEXT.match(mistake.path))
    )


def problem(mistake: Mistake, document: dict[str, Any]) -> Problem:
    """A mistake of the call file as a problem of the call, told without lines that nobody sees."""
    code = _criterion(mistake.path, document)
    words = told(mistake, with_line=False)
    if code:
        words = _("Criterion %(code)s: %(words)s") % {"code": code, "words": words}
    return Problem(section_of(mistake.path).value, words, code)


def _criterion(path: str, document: dict[str, Any]) -> str:
    """The code of the criterion that a path leads to; empty for any other path."""
    start, _sign, rest = path.partition("rules.criteria[")
    if start or not rest:
        return ""
    number = int(rest.partition("]")[0])
    criteria = document["rules"]["criteria"]
    return str(criteria[number]["code"]) if number < len(criteria) else ""


@reads_rules
def in_words(call: Call, document: dict[str, Any]) -> RulesInWords:
    """The rules as the public page tells them; nothing where they cannot be read (calls older than the file)."""
    try:
        file = file_from(document)
    except Mistakes:
        return NOTHING
    rules = file.rules
    return RulesInWords(
        criteria={row.code: rule_in_words(row, rules) for row in rules.criteria},
        gates=[gate_in_words(gate, rules) for gate in rules.gates],
        order=[key_in_words(key, rules) for key in rules.order],
        committee=committee_in_words(file.offer),
        places=places_in_words(rules),
        after=after_in_words(rules),
    )
