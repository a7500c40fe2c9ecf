"""Rules of the spine. The stage table says in which stages; these say who, and what else must hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import clock, policy
from core.rules import YES, Rule, Verdict, rule
from members.actor import Actor
from members.enums import Capacity as C
from members.policy import holds, holds_anywhere
from mobility import aside, relations
from mobility.call_dates import open_round
from mobility.deadlines import to_the_minute, whole_day
from mobility.enums import ENDED, Stage
from mobility.models import Call, Mobility
from mobility.moves import FACES, MOVE

STAFF = (C.COORDINATOR, C.FACULTY_OFFICE, C.SECRETARY, C.DEAN, C.OFFICE, C.RECTORATE, C.AUDITOR, C.DPO)
AFTER_REPORTING = frozenset({Stage.COMPLETED, Stage.RECOGNISED, Stage.CLOSED})
BEFORE_COMMITTEE = frozenset({Stage.DRAFT, Stage.WITHDRAWN, Stage.SUBMITTED, Stage.SENT_BACK})


def in_stage(*stages: Stage) -> Rule:
    """The mobility stands in one of the stages."""

    def judge(actor: Actor | None, mobility: Mobility) -> Verdict:
        stage = Stage(mobility.stage)
        if stage in stages:
            return YES
        return Verdict(
            False, _("This is not possible any more: the mobility stands at “%s”.") % FACES[stage].staff
        )

    return Rule(judge, "in stage " + "/".join(stages))


def where_the_table_says(verb: str) -> Rule:
    """The stage fits the row of the procedure."""
    return in_stage(*MOVE[verb].frm)


def related(codename: str, reason: Any) -> Rule:
    """The actor, or whom they stand in for, holds a relation to this mobility, and still a capacity that carries it."""
    capacities = relations.CARRIED_BY[codename]

    def judge(actor: Actor | None, mobility: Mobility) -> Verdict:
        place = {"member_id": mobility.member_id, "unit_id": mobility.unit_id, "about": mobility.person_id}
        for held in actor.in_place(*capacities, **place) if actor else ():
            who = held.principal_id or actor.person_id  # type: ignore[union-attr]  # somebody holds it
            if codename in relations.held_by(mobility, who):
                return YES
        return Verdict(False, reason)

    return Rule(judge, f"related as {codename}")


@rule(_("Only the participant can do this."))
def is_participant(actor: Any, mobility: Any) -> bool:
    return actor is not None and actor.person_id is not None and mobility.person_id == actor.person_id


@rule(_("Nobody decides on their own mobility."))
def is_not_own(actor: Any, mobility: Any) -> bool:
    return actor is None or actor.person_id is None or mobility.person_id != actor.person_id


@rule(_("This is done by Popotnik itself when its time has come."))
def is_system(actor: Any, mobility: Any) -> bool:
    return actor is not None and actor.capacity == C.SYSTEM


@rule(_("Drafts are seen by their author only."))
def has_left_the_author(actor: Any, mobility: Any) -> bool:
    return bool(mobility.number)


@rule(_("There is no receipt before the application is submitted."))
def has_been_submitted(actor: Any, mobility: Any) -> bool:
    return bool(mobility.number)


@rule(_("Human resources see a mobility once its reporting is complete."))
def reporting_is_done(actor: Any, mobility: Any) -> bool:
    return Stage(mobility.stage) in AFTER_REPORTING


@rule(_("The committee sees an application once it was checked."))
def went_to_committee(actor: Any, mobility: Any) -> bool:
    return Stage(mobility.stage) not in BEFORE_COMMITTEE


def _is_open(actor: Actor | None, call: Call) -> Verdict:
    now = clock.now()
    if call.published_at is None or now < call.opens_at:
        return Verdict(False, _("The call is not open yet."))
    if now >= call.closes_at:
        return Verdict(False, deadline_words(call))
    if call.rounds and open_round(call, now) is None:
        return Verdict(
            False, _("The call is between two rounds; applications are taken again in the next one.")
        )
    return YES


def deadline_words(call: Call) -> Any:
    """That the deadline has passed, with the deadline and the server's time."""
    return _("The deadline was %(deadline)s; on our clock it is now %(now)s. Your draft is kept.") % {
        "deadline": to_the_minute(call.closes_at),
        "now": to_the_minute(clock.now()),
    }


def _in_time(actor: Actor | None, mobility: Mobility) -> Verdict:
    if mobility.stage == Stage.SENT_BACK:
        return YES
    return _is_open(actor, mobility.call)


def _may_still_confirm(actor: Actor | None, mobility: Mobility) -> Verdict:
    if mobility.confirm_by is None or clock.today() <= mobility.confirm_by:
        return YES
    return Verdict(False, _("The place could be confirmed until %s.") % whole_day(mobility.confirm_by))


@rule(_("The date until which the place can be confirmed has not passed yet."))
def confirmation_has_lapsed(actor: Any, mobility: Mobility) -> bool:
    return mobility.confirm_by is not None and clock.today() > mobility.confirm_by


@rule(_("The last day of the stay has not passed yet."))
def stay_is_over(actor: Any, mobility: Mobility) -> bool:
    return mobility.ends_on is not None and clock.today() > mobility.ends_on


@rule(_("The stay has not begun yet; what does not begin is cancelled."))
def stay_has_begun(actor: Any, mobility: Mobility) -> bool:
    return mobility.starts_on is not None and clock.today() >= mobility.starts_on


call_is_open = Rule(_is_open, "call is open")
may_still_confirm = Rule(_may_still_confirm, "may still confirm")
is_in_time = Rule(_in_time, "is in time")
is_assessor = related(relations.ASSESS, _("Only members of the committee can do this."))
is_endorser = related(relations.ENDORSE, _("Only those asked for an opinion can do this."))
is_home_signatory = related(relations.SIGN, _("Only the institution’s signatory can do this."))


@rule(_("A conflict of interest closes this application to you."))
def is_not_set_aside(actor: Any, mobility: Any) -> bool:
    return actor is None or not aside.is_closed_altogether(mobility, actor)


@rule(_("The committee sees an application unless a conflict of interest closes it."))
def sees_as_committee(actor: Any, mobility: Any) -> bool:
    """As a chair, or related as an assessor, where nobody of them is in conflict and names are not hidden."""
    return bool(judges_it(actor, mobility)) and not aside.is_unnamed(mobility)


@rule(_("The committee sees an application unless a conflict of interest closes it."))
def judges_it(actor: Any, mobility: Any) -> bool:
    """As a chair, or related as an assessor, where nobody of them is in conflict; names may be hidden."""
    place = {"member_id": mobility.member_id, "unit_id": mobility.unit_id, "about": mobility.person_id}
    for held in actor.in_place(*aside.COMMITTEE, **place) if actor else ():
        who = held.principal_id or actor.person_id
        lets_in = held.capacity == C.CHAIR or relations.ASSESS in relations.held_by(mobility, who)
        if lets_in and not aside.is_closed_to_committee(mobility, actor.person_id, who):
            return True
    return False


sees_as_staff = has_left_the_author & holds(*STAFF) & is_not_set_aside
see_mobility = (
    is_participant
    | sees_as_staff
    | (went_to_committee & sees_as_committee)
    | (has_left_the_author & is_endorser)
    | is_home_signatory
    | (reporting_is_done & holds(C.HR))
)


@rule(_("The mobility has come to its end."))
def has_not_ended(actor: Any, mobility: Any) -> bool:
    return Stage(mobility.stage) not in ENDED


@rule(_("A published call is not changed; what is wrong in it is corrected as a new version with a reason."))
def is_draft(actor: Any, call: Any) -> bool:
    return call.published_at is None


@rule(_("A draft is changed, not corrected."))
def is_published(actor: Any, call: Any) -> bool:
    return call.published_at is not None


policy.register(
    {
        "state_inclusion": is_participant & has_not_ended,
        "take_back_inclusion": is_participant,
        # Not the coordinator, not the committee, not the officer for data protection: the university's office alone.
        "read_inclusion": has_left_the_author & holds(C.OFFICE) & is_not_own,
        "see_mobility": see_mobility,
        "see_readers": is_participant | (has_left_the_author & holds(C.DPO)),
        "draft_call": holds(C.COORDINATOR, C.OFFICE),
        "see_drafts": holds_anywhere(C.COORDINATOR, C.OFFICE),
        "change_draft": holds(C.COORDINATOR, C.OFFICE) & is_draft,
        "correct_call": holds(C.COORDINATOR, C.OFFICE) & is_published,
        "publish_call": holds(C.COORDINATOR, C.OFFICE),
        "see_paper_texts": holds_anywhere(C.COORDINATOR, C.OFFICE),
        "change_paper_texts": holds(C.COORDINATOR, C.OFFICE),
        "start": call_is_open & holds(C.PARTICIPANT),
        "edit_application": is_participant & in_stage(Stage.DRAFT, Stage.SENT_BACK) & is_in_time,
        "preview_application": is_participant | (sees_as_staff & has_been_submitted),
        "read_paper": is_participant | (sees_as_staff & has_been_submitted) | (went_to_committee & judges_it),
        "see_receipt": is_participant & has_been_submitted,
        "submit": is_participant & where_the_table_says("submit") & is_in_time,
        "take_back": is_participant & where_the_table_says("take_back") & is_in_time,
        "send_back": holds(C.COORDINATOR) & is_not_own & where_the_table_says("send_back"),
        "withdraw": is_participant & where_the_table_says("withdraw"),
        "accept_place": is_participant & where_the_table_says("accept_place") & may_still_confirm,
        "decline_place": is_participant & where_the_table_says("decline_place"),
        "let_lapse": is_system & where_the_table_says("let_lapse") & confirmation_has_lapsed,
        "make_ready": is_system & where_the_table_says("make_ready"),
        "reopen_preparation": (is_participant | holds(C.COORDINATOR))
        & where_the_table_says("reopen_preparation"),
        "end": where_the_table_says("end")
        & ((holds(C.COORDINATOR) & stay_has_begun) | (is_system & stay_is_over)),
        "cancel": holds(C.COORDINATOR, C.OFFICE) & where_the_table_says("cancel"),
        "see_desk": holds_anywhere(
            C.COORDINATOR, C.OFFICE, C.RECTORATE, C.AUDITOR, C.DPO, C.FACULTY_OFFICE, C.DEAN, C.SECRETARY
        ),
    }
)
