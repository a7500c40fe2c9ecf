"""The procedure as a table that a coordinator can read.

Each row is one move: its verb, from which stages to which, by whom, in which app, and what the journal calls it.
From this one table come the buttons, the progress bar, the help page, docs/lifecycle.md and the tests.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.enums import Capacity as C
from mobility.enums import Stage as S


@dataclass(frozen=True)
class Move:
    """One row of the procedure. `past` is the journal's verb; `label` stands on the button."""

    verb: str
    frm: tuple[S, ...]
    to: S
    by: tuple[C, ...]
    in_app: str
    past: str
    label: str | Promise
    told: str | Promise


@dataclass(frozen=True)
class Face:
    """A stage in the words of those who look at it, and who holds the file meanwhile."""

    staff: str | Promise
    participant: str | Promise
    holder: C | None
    holder_words: str | Promise


BY_COMMITTEE = (C.CHAIR, C.OFFICE)
# The machine too: who is next on the reserve list moves up, and what a panel decided about an appeal is carried out.
GIVING = (*BY_COMMITTEE, C.SYSTEM)
BEFORE_DECISION = (S.DRAFT, S.SUBMITTED, S.SENT_BACK, S.UNDER_ASSESSMENT, S.RESERVE)
UNTIL_DEPARTURE = (S.DRAFT, S.SUBMITTED, S.SENT_BACK, S.UNDER_ASSESSMENT, S.RESERVE, S.AWARDED,
                   S.PREPARING, S.READY)  # fmt: skip

MOVES: tuple[Move, ...] = (
    Move("start", (), S.DRAFT, (C.PARTICIPANT,), "mobility", "started",
         _("Start an application"), _("The application was begun.")),
    Move("submit", (S.DRAFT, S.SENT_BACK), S.SUBMITTED, (C.PARTICIPANT,), "mobility", "submitted",
         _("Submit the application"), _("The application was submitted.")),
    Move("take_back", (S.SUBMITTED,), S.DRAFT, (C.PARTICIPANT,), "mobility", "taken_back",
         _("Take back to correct"), _("The application was taken back to be corrected.")),
    Move("send_back", (S.SUBMITTED,), S.SENT_BACK, (C.COORDINATOR,), "mobility", "sent_back",
         _("Send back to be completed"), _("The application was sent back to be completed.")),
    Move("exclude", (S.SUBMITTED, S.SENT_BACK), S.INELIGIBLE, (C.COORDINATOR,), "selection", "excluded",
         _("Declare ineligible"), _("The application does not meet the conditions of the call.")),
    Move("admit", (S.SUBMITTED, S.INELIGIBLE), S.UNDER_ASSESSMENT, (C.COORDINATOR, C.SYSTEM), "selection",
         "admitted",
         _("Pass on to the committee"), _("The application was complete and went to the committee.")),
    Move("award", (S.UNDER_ASSESSMENT, S.RESERVE, S.REFUSED), S.AWARDED, GIVING, "selection", "awarded",
         _("Award a place"), _("A place was awarded.")),
    Move("place_on_reserve", (S.UNDER_ASSESSMENT, S.RESERVE, S.REFUSED), S.RESERVE, GIVING, "selection",
         "placed_on_reserve",
         _("Place on the reserve list"), _("The application was placed on the reserve list.")),
    Move("refuse", (S.UNDER_ASSESSMENT, S.RESERVE), S.REFUSED, BY_COMMITTEE, "selection", "refused",
         _("Do not select"), _("The application was not selected.")),
    Move("find_unsuitable", (S.UNDER_ASSESSMENT, S.RESERVE, S.AWARDED, S.PREPARING), S.CANCELLED, (C.SECRETARY, C.DEAN),
         "selection", "found_unsuitable",
         _("Cancel as not suitable"), _("The training was found not to fit the participant’s work.")),
    Move("accept_place", (S.AWARDED,), S.PREPARING, (C.PARTICIPANT,), "mobility", "place_accepted",
         _("Confirm the place"), _("The place was confirmed.")),
    Move("decline_place", (S.AWARDED, S.RESERVE, S.PREPARING, S.READY), S.DECLINED, (C.PARTICIPANT,), "mobility",
         "place_declined", _("Decline the place"), _("The place was declined.")),
    Move("let_lapse", (S.AWARDED,), S.DECLINED, (C.SYSTEM,), "mobility", "lapsed",
         _("Let the place lapse"), _("The place was not confirmed in time.")),
    Move("make_ready", (S.PREPARING,), S.READY, (C.SYSTEM,), "mobility", "made_ready",
         _("Ready to go"), _("Everything before departure is done.")),
    Move("reopen_preparation", (S.READY,), S.PREPARING, (C.COORDINATOR, C.PARTICIPANT), "mobility",
         "preparation_reopened", _("Change the plan"), _("The plan changed; preparation was reopened.")),
    Move("end", (S.READY,), S.RETURNED, (C.SYSTEM, C.COORDINATOR), "mobility", "ended",
         _("The stay has ended"), _("The stay ended.")),
    Move("complete", (S.RETURNED,), S.COMPLETED, (C.SYSTEM,), "reporting", "completed",
         _("Reporting complete"), _("Certificate, survey and report are in order.")),
    Move("reopen_closing", (S.COMPLETED,), S.RETURNED, (C.COORDINATOR,), "reporting", "closing_reopened",
         _("Reopen reporting"), _("Reporting was reopened.")),
    Move("recognise", (S.COMPLETED,), S.RECOGNISED, (C.HR,), "recognition", "recognised",
         _("Record in the personnel file"), _("The mobility was recorded in the personnel file.")),
    Move("close", (S.RECOGNISED,), S.CLOSED, (C.SYSTEM,), "recognition", "closed",
         _("Close the file"), _("Everything is done; the file was closed.")),
    Move("withdraw", BEFORE_DECISION, S.WITHDRAWN, (C.PARTICIPANT,), "mobility", "withdrawn",
         _("Withdraw"), _("The application was withdrawn.")),
    Move("cancel", UNTIL_DEPARTURE, S.CANCELLED, (C.OFFICE, C.COORDINATOR), "mobility", "cancelled",
         _("Cancel the mobility"), _("The mobility was cancelled.")),
)  # fmt: skip

MOVE: dict[str, Move] = {move.verb: move for move in MOVES}
TOLD: dict[str, str | Promise] = {f"mobility.{move.past}": move.told for move in MOVES}

FACES: dict[S, Face] = {
    S.DRAFT: Face(_("Draft"), _("Not sent yet"), C.PARTICIPANT, _("participant")),
    S.SUBMITTED: Face(_("To be checked"), _("Received, being checked"), C.COORDINATOR, _("coordinator")),
    S.SENT_BACK: Face(_("Sent back"), _("Please complete it"), C.PARTICIPANT, _("participant")),
    S.INELIGIBLE: Face(_("Ineligible"), _("Cannot take part"), None, ""),
    S.UNDER_ASSESSMENT: Face(_("In assessment"), _("Being assessed"), C.CHAIR, _("committee")),
    S.RESERVE: Face(_("Reserve list"), _("On the reserve list"), None, ""),
    S.REFUSED: Face(_("Not selected"), _("Not selected"), None, ""),
    S.AWARDED: Face(_("Awarded"), _("Selected, to be confirmed"), C.PARTICIPANT, _("participant")),
    S.PREPARING: Face(_("Preparation"), _("Preparing"), C.PARTICIPANT, _("as the duties say")),
    S.READY: Face(_("Ready"), _("Ready to go"), C.PARTICIPANT, _("participant")),
    S.RETURNED: Face(_("After return"), _("Back home: certificate, survey and report"), C.PARTICIPANT,
                     _("as the duties say")),
    S.COMPLETED: Face(_("To recognise"), _("Human resources are recording it"), C.HR, _("human resources")),
    S.RECOGNISED: Face(_("Recognised"), _("Recorded in the personnel file"), C.PARTICIPANT, _("as the duties say")),
    S.CLOSED: Face(_("Closed"), _("Closed"), None, ""),
    S.WITHDRAWN: Face(_("Withdrawn"), _("Withdrawn"), None, ""),
    S.DECLINED: Face(_("Declined"), _("Declined"), None, ""),
    S.CANCELLED: Face(_("Cancelled"), _("Cancelled"), None, ""),
}  # fmt: skip
