"""Everything that people do in selection and suitability: one function for each act."""

from selection.operations.admission import admit, exclude
from selection.operations.assignment import Plan, assign, set_dealing
from selection.operations.committee import (
    Terms,
    end_substitution,
    follow_the_calendar,
    name_substitute,
    seat_committee,
    set_mandate,
    show_names,
)
from selection.operations.conflicts import declare, settle_conflicts, step_back
from selection.operations.decisions import Release, award_later, decide, release_results
from selection.operations.scoring import (
    abstain,
    close_scoring,
    hand_in_scores,
    put_off,
    save_scores,
)
from selection.operations.suitability import adapt_plan, ask_body, decide_suitability, give_opinion

__all__ = [
    "Plan",
    "Release",
    "Terms",
    "abstain",
    "adapt_plan",
    "admit",
    "ask_body",
    "assign",
    "award_later",
    "close_scoring",
    "decide",
    "decide_suitability",
    "declare",
    "end_substitution",
    "exclude",
    "follow_the_calendar",
    "give_opinion",
    "hand_in_scores",
    "name_substitute",
    "put_off",
    "release_results",
    "save_scores",
    "seat_committee",
    "set_dealing",
    "set_mandate",
    "settle_conflicts",
    "show_names",
    "step_back",
]
