"""Checks of the answers to what the call asks, and of the papers behind them."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from mobility.checks.base import Facts, Finding, blank, check, missing, warning
from mobility.questions import is_answered, slots_of


@check(_("Everything that the call asks is answered"))
def questions_answered(facts: Facts) -> Iterator[Finding]:
    """Every question has an answer, be it that the person has none of it."""
    for question in facts.questions:
        if not is_answered(facts.application, question):
            yield replace(blank(question.field, _("Not answered yet.")), label=question.label)


@check(_("The papers behind the answers are there"))
def answers_proved(facts: Facts) -> Iterator[Finding]:
    """An answer that counts only with its paper has it; where the call asks no less, it stands in the way."""
    answers = facts.application.answers
    for slot, questions in slots_of(facts.questions).items():
        needing = [one for one in questions if one.asks_paper(answers.get(one.code))]
        if slot in facts.papers or not needing:
            continue
        label = "; ".join(one.label for one in needing)
        if any(one.must_prove for one in needing):
            words = _("The call asks for the paper; without it the application is not considered.")
            yield replace(missing(needing[0].paper_field, words), label=label)
        else:
            words = _("There is no paper yet; without it this does not count.")
            yield replace(warning(needing[0].paper_field, words), label=label)
