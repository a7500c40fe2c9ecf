"""Everything that people do in selection and suitability: one function for each act."""

from selection.operations.admission import admit, exclude
from selection.operations.committee import seat_committee
from selection.operations.decisions import Release, award_later, decide, release_results
from selection.operations.meeting import Notes, agree, ask_for_minutes, note_meeting, open_meeting
from selection.operations.proposals import take_over
from selection.operations.scoring import (
    abstain,
    close_scoring,
    hand_in_scores,
    put_off,
    save_scores,
    step_back,
)
from selection.operations.suitability import adapt_plan, ask_body, decide_suitability, give_opinion

__all__ = [
    "Notes",
    "Release",
    "abstain",
    "adapt_plan",
    "admit",
    "agree",
    "ask_body",
    "ask_for_minutes",
    "award_later",
    "close_scoring",
    "decide",
    "decide_suitability",
    "exclude",
    "give_opinion",
    "hand_in_scores",
    "note_meeting",
    "open_meeting",
    "put_off",
    "release_results",
    "save_scores",
    "seat_committee",
    "step_back",
    "take_over",
]
