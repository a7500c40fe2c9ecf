"""What the rules say of one application before it is passed on: its gates, and the points that stand alone."""

from dataclasses import replace

from mobility.models import Call, Mobility
from selection.deciding.gathering import application_of
from selection.deciding.results import write_computed
from selection.deciding.rules import is_computed, rules_of, stands_alone, within_judged
from selection.deciding.sentences import remarks_on
from selection.engine.applications import Scored
from selection.engine.exact import ZERO
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.common import codes_of
from selection.engine.score import score
from selection.engine.shape import Rules, Total
from selection.facts.frozen import Kept, frozen, thawed
from selection.facts.reading import deadline_of, facts_of, handed_in
from selection.marking import asking, fails
from selection.models import Assessment


def facts_now(call: Call, mobility: Mobility, rules: Rules) -> Kept:
    """The facts of one application as the registers hold them now."""
    return frozen(facts_of(call, [mobility], rules)[mobility.pk])


def judge_alone(call: Call, mobility: Mobility, rules: Rules, facts: Kept) -> Scored:
    """Gates and points of one application, without those that depend on marks or on the other applicants.

    The computed members of a group in which people judge are told beside the group, as far as they stand alone.
    """
    alone = tuple(one for one in (*rules.criteria, *_members(rules, facts)) if stands_alone(one))
    handed = handed_in([mobility]).get(mobility.pk)
    application = application_of(
        mobility, thawed(facts, rules), handed.first.submitted_at if handed else None
    )
    return score(replace(rules, criteria=alone, total=Total()), [application], at=deadline_of(call))[0]


def _members(rules: Rules, facts: Kept) -> list[Criterion]:
    """The computed members of groups in which people judge, without those of a group that does not apply."""
    members = list(within_judged(rules.criteria))
    if not any(is_computed(one) for one in members):
        return []
    holds = asking(facts, rules)
    groups = [one for one in (*rules.criteria, *members) if isinstance(one, Group)]
    shut = {code for group in groups if fails(group, holds) for code in codes_of(group)}
    return [one for one in members if is_computed(one) and one.code not in shut]


def open_with_facts(assessment: Assessment, mobility: Mobility) -> Scored:
    """Freeze the facts of an application, and write the points that they give already."""
    call = mobility.call
    rules = rules_of(call)
    assessment.facts = facts_now(call, mobility, rules)
    scored = judge_alone(call, mobility, rules, assessment.facts)
    write_computed(call, [(assessment, scored)], rules)
    own = {one.code for one in rules.criteria}
    assessment.computed = sum((one.points or ZERO for one in scored.points if one.code in own), ZERO)
    assessment.remarks = remarks_on(scored, rules)
    assessment.save(update_fields=["facts", "computed", "remarks"])
    return scored
