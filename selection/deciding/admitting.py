"""What the rules say of one application before it is passed on: its gates, and the points that stand alone."""

from dataclasses import replace

from mobility.models import Call, Mobility
from selection.deciding.gathering import application_of
from selection.deciding.results import write_computed
from selection.deciding.rules import rules_of, stands_alone
from selection.deciding.sentences import remarks_on
from selection.engine.applications import Scored
from selection.engine.exact import ZERO
from selection.engine.score import score
from selection.engine.shape import Rules, Total
from selection.facts.frozen import Kept, frozen, thawed
from selection.facts.reading import deadline_of, facts_of, handed_in
from selection.models import Assessment


def facts_now(call: Call, mobility: Mobility, rules: Rules) -> Kept:
    """The facts of one application as the registers hold them now."""
    return frozen(facts_of(call, [mobility], rules)[mobility.pk])


def judge_alone(call: Call, mobility: Mobility, rules: Rules, facts: Kept) -> Scored:
    """Gates and points of one application, without those that depend on marks or on the other applicants."""
    alone = tuple(criterion for criterion in rules.criteria if stands_alone(criterion))
    handed = handed_in([mobility]).get(mobility.pk)
    application = application_of(
        mobility, thawed(facts, rules), handed.first.submitted_at if handed else None
    )
    return score(replace(rules, criteria=alone, total=Total()), [application], at=deadline_of(call))[0]


def open_with_facts(assessment: Assessment, mobility: Mobility) -> Scored:
    """Freeze the facts of an application, and write the points that they give already."""
    call = mobility.call
    rules = rules_of(call)
    assessment.facts = facts_now(call, mobility, rules)
    scored = judge_alone(call, mobility, rules, assessment.facts)
    write_computed(call, [(assessment, scored)], rules)
    assessment.computed = sum((one.points or ZERO for one in scored.points), ZERO)
    assessment.remarks = remarks_on(scored, rules)
    assessment.save(update_fields=["facts", "computed", "remarks"])
    return scored
