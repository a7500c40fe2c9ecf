"""Checks of what the call asks: the answers, the papers behind them, the papers of everybody."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from mobility.checks.base import Facts, Finding, blank, check, missing, warning
from mobility.questions import is_answered


@check(_("Everything that the call asks is answered"))
def questions_answered(facts: Facts) -> Iterator[Finding]:
    """Every question has an answer, be it that the person has none of it."""
    for question in facts.asking.questions:
        if not is_answered(facts.application, question):
            yield replace(blank(question.field, _("Not answered yet.")), label=question.label)


@check(_("The papers behind the answers are there"))
def answers_proved(facts: Facts) -> Iterator[Finding]:
    """An answer that counts only with its paper has it; where the call asks no less, it stands in the way."""
    answers = facts.application.answers
    for slot in facts.asking.slots.values():
        needing = [one for one in slot.questions if one.asks_paper(answers.get(one.code))]
        if slot.code in facts.papers or slot.is_required or not needing:
            continue
        label = "; ".join(one.label for one in needing)
        if any(one.must_prove for one in needing):
            words = _("The call asks for the paper; without it the application is not considered.")
            yield replace(missing(slot.field, words), label=label)
        else:
            words = _("There is no paper yet; without it this does not count.")
            yield replace(warning(slot.field, words), label=label)


@check(_("The papers that the call requires are there"))
def papers_handed_in(facts: Facts) -> Iterator[Finding]:
    """The call requires them of everybody, whatever they answer."""
    for slot in facts.asking.slots.values():
        if slot.is_required and slot.code not in facts.papers:
            yield replace(missing(slot.field, _("The call requires this paper.")), label=slot.title)
