"""Everything that people do in selection and suitability: one function for each act."""

from selection.operations.admission import admit, exclude
from selection.operations.appeals import decide_appeal, lodge_appeal, name_panel
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
from selection.operations.decisions import Money, Release, decide, release_results
from selection.operations.distribution import (
    Numbers,
    Part,
    allot_places,
    change_distribution,
    dissolve_distribution,
    hand_over_ranking,
    open_distribution,
)
from selection.operations.facts import Look, check_facts
from selection.operations.grants import give_grant
from selection.operations.later import award_later, move_up
from selection.operations.left_overs import Amount, move_left_over, open_second_call
from selection.operations.meeting import Notes, agree, ask_for_minutes, note_meeting, open_meeting
from selection.operations.penalties import note_penalty, strike_penalty
from selection.operations.proposals import take_over
from selection.operations.scoring import (
    abstain,
    close_scoring,
    hand_in_scores,
    put_off,
    save_scores,
)
from selection.operations.suitability import adapt_plan, ask_body, decide_suitability, give_opinion
from selection.operations.ties import order_equals

__all__ = [
    "Amount",
    "Look",
    "Money",
    "Notes",
    "Numbers",
    "Part",
    "Plan",
    "Release",
    "Terms",
    "abstain",
    "adapt_plan",
    "admit",
    "agree",
    "allot_places",
    "ask_body",
    "ask_for_minutes",
    "assign",
    "award_later",
    "change_distribution",
    "check_facts",
    "close_scoring",
    "decide",
    "decide_appeal",
    "decide_suitability",
    "declare",
    "dissolve_distribution",
    "end_substitution",
    "exclude",
    "follow_the_calendar",
    "give_grant",
    "give_opinion",
    "hand_in_scores",
    "hand_over_ranking",
    "lodge_appeal",
    "move_left_over",
    "move_up",
    "name_panel",
    "name_substitute",
    "note_meeting",
    "note_penalty",
    "open_distribution",
    "open_meeting",
    "open_second_call",
    "order_equals",
    "put_off",
    "release_results",
    "save_scores",
    "seat_committee",
    "set_dealing",
    "set_mandate",
    "settle_conflicts",
    "show_names",
    "step_back",
    "strike_penalty",
    "take_over",
]
