"""Trying a call: sample applicants in a table, what each rule gives them, and in which order they come out."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from core.views import RuledView
from selection.authoring import trial as trying
from selection.authoring.call_file import file_of
from selection.authoring.told import reason_of, told
from selection.authoring.words import gate_in_words, key_in_words, shown
from selection.engine.applications import CONSIDERED, NOT_ELIGIBLE, STOPPED, Scored
from selection.engine.mistakes import Mistakes
from selection.engine.order import Ranking
from selection.engine.shape import Rules
from selection.reasons import points_in_words
from selection.views.drafts import OfDraft, to_draft
from selection.words_of_facts import text_of


class Trial(OfDraft, RuledView):
    """The table. What is typed stands in the address and is kept nowhere."""

    rule = "draft_call"
    template = "selection/drafts/trial.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        common: dict[str, Any] = {
            "call": call,
            "title": _("Try the call"),
            "crumbs": self.crumbs(),
            "cancel_url": to_draft(call),
            "applicants": trying.APPLICANTS,
        }
        try:
            rules = file_of(call).rules
        except Mistakes as wrong:
            return self.page(mistakes=[told(mistake) for mistake in wrong.mistakes], **common)
        deadline = timezone.localtime(call.closes_at)
        values = self.typed(rules) or trying.samples(rules, deadline.date())
        trial = trying.tried(rules, values, deadline)
        return self.page(
            rows=input_rows(rules, trial),
            results=result_rows(rules, trial),
            failure=trial.failure,
            gates=[gate_in_words(gate, rules) for gate in rules.gates],
            keys=[key_in_words(key, rules) for key in rules.order],
            **common,
        )

    def typed(self, rules: Rules) -> dict[str, dict[str, str]]:
        """The values in the address; empty where nothing was typed yet."""
        query = self.request.GET
        if "typed" not in query:
            return {}
        codes = [row.code for row in trying.asked_facts(rules)] + [row.code for row in trying.judged(rules)]
        return {
            name: {code: query.get(f"{name}.{code}", "")[:200] for code in codes}
            for name in trying.APPLICANTS
        }


def input_rows(rules: Rules, trial: trying.Trial) -> list[dict[str, Any]]:
    """What can be typed: a row for each fact and for each judged criterion, a cell for each applicant."""
    facts = [
        (fact.code, text_of(fact.label, fact.code), fact_hint(fact)) for fact in trying.asked_facts(rules)
    ]
    marks = [
        (row.code, text_of(row.name, row.code), _("mark of the committee")) for row in trying.judged(rules)
    ]
    return [
        {
            "label": label,
            "hint": hint,
            "cells": [
                {
                    "name": f"{name}.{code}",
                    "value": trial.values[name].get(code, ""),
                    "applicant": name,
                    "wrong": (name, code) in trial.wrong,
                }
                for name in trying.APPLICANTS
            ],
        }
        for code, label, hint in (*facts, *marks)
    ]


def fact_hint(fact: Any) -> str:
    """What may be typed for a fact."""
    words = {
        "flag": _("yes or no"),
        "number": _("a number"),
        "date": _("a day, as 2026-03-15"),
        "choice": ", ".join(fact.choices),
        "text": "",
    }
    return words[fact.type]


def result_rows(rules: Rules, trial: trying.Trial) -> list[dict[str, Any]]:
    """Points of each criterion with their reason, then the total and the rank."""
    if not trial.scored:
        return []
    listed = [trial.scored[name] for name in trying.APPLICANTS]
    rows: list[dict[str, Any]] = [
        {
            "label": text_of(criterion.name, criterion.code),
            "cells": [_points(one, criterion.code, rules) for one in listed],
        }
        for criterion in rules.criteria
    ]
    rows.append(
        {
            "label": _("Total"),
            "is_sum": True,
            "cells": [(_total(one), _why_not(one, rules)) for one in listed],
        }
    )
    if trial.ranking is not None:
        rows.append({"label": _("Rank"), "is_sum": True, "cells": _ranks(trial.ranking, rules)})
    return rows


def _points(one: Scored, code: str, rules: Rules) -> tuple[str, str]:
    found = one.by_criterion.get(code)
    if found is None:
        return "–", ""
    return "–" if found.points is None else shown(found.points), points_in_words(found, rules)


def _total(one: Scored) -> str:
    return "–" if one.total is None else shown(one.total)


def _why_not(one: Scored, rules: Rules) -> str:
    if one.outcome == CONSIDERED:
        return ""
    words = {NOT_ELIGIBLE: _("may not take part"), STOPPED: _("below the threshold")}
    reasons = [reason_of(because, rules) for because in one.because]
    return " · ".join([words.get(one.outcome, _("not considered")), *[words for words in reasons if words]])


def _ranks(ranking: Ranking, rules: Rules) -> list[tuple[str, str]]:
    """The rank of each applicant, and which key set it apart from the one before."""
    lines = {line.code: line for line in ranking.lines}
    cells = []
    for name in trying.APPLICANTS:
        line = lines.get(name)
        if line is None:
            cells.append(("–", ""))
        elif line.tied:
            cells.append((str(line.rank), _("a tie remains")))
        elif line.broken_by is None:
            cells.append((str(line.rank), ""))
        else:
            cells.append((str(line.rank), key_in_words(ranking.keys[line.broken_by], rules)))
    return cells
