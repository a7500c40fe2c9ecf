"""Who scores, who closes and decides, who is asked about suitability, and when."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import YES, Rule, Verdict, rule
from core.wording import moment
from members.actor import Actor
from members.enums import Capacity as C
from members.policy import holds, holds_anywhere
from mobility.enums import Stage
from mobility.models import Call, Mobility
from mobility.policy import (
    in_stage,
    is_not_own,
    is_participant,
    is_system,
    see_mobility,
    sees_as_staff,
    where_the_table_says,
)
from selection import conflicts, counts
from selection.batches import has_results, more_to_come
from selection.blind import is_blind
from selection.conflicts import OUT_OF_RUNNING, standing_of
from selection.enums import BEFORE_LEAVING, LEADS, Role
from selection.limits import limits_of, share_of
from selection.meeting import meeting_of
from selection.models import Assessment, Decision, Declaration, Sheet

SAY_FIRST = _("Say first whether you have a conflict of interest in this application.")
SUITABILITY_STAGES = (Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.AWARDED, Stage.PREPARING)


def competitors(call: Call) -> Any:
    """The people who have an application of their own in the running for the call's places (a subquery)."""
    return Mobility.objects.filter(call=call).exclude(stage__in=OUT_OF_RUNNING).values("person_id")


def in_assessment(call: Call) -> QuerySet[Assessment]:
    """The assessments of the applications that are with the committee now (later ones after an appeal too)."""
    return Assessment.objects.filter(call=call, stage=Stage.UNDER_ASSESSMENT)


def _remembered(call: Call, key: tuple[str, int], ask: Callable[[], Any]) -> Any:
    """What was asked about this very row object before: a page asks several rules about one call."""
    known: dict[tuple[str, int], Any] = call.__dict__.setdefault("_selection", {})
    if key not in known:
        known[key] = ask()
    return known[key]


def role_in(call: Call, person_id: int) -> str:
    """The person's role in the committee of the call today; empty without a seat or outside of its days."""
    return _place_of(call, person_id)[0]


def _place_of(call: Call, person_id: int) -> tuple[str, bool]:
    """A person's role in the committee today, and whether they compete in the call. One statement for both."""
    seats = conflicts.in_office(call.pk).filter(person_id=person_id)
    asked = Call.objects.filter(pk=call.pk).values_list(
        Subquery(seats.values("role")[:1]), Exists(competitors(call).filter(person_id=person_id))
    )
    role, competes = _remembered(call, ("place", person_id), asked.first) or ("", False)
    return role or "", competes


@rule(_("You have an application of your own in this call."))
def does_not_compete(actor: Any, call: Any) -> bool:
    if actor is None or actor.person_id is None:
        return True
    return not _place_of(call, actor.person_id)[1]


@rule(_("This place has a grant already."))
def has_no_grant(actor: Any, mobility: Any) -> bool:
    released = Decision.objects.filter(assessment__mobility=mobility).exclude(released_at=None)
    last = released.order_by("version").last()
    return last is not None and not last.is_funded


@rule(_("This is for the chair of this call’s committee."))
def chairs(actor: Any, call: Any) -> bool:
    """In their own seat as chair, deputy or substitute of either; or as the chair's substitute in the capacity."""
    if actor is None:
        return False
    if still_judges(actor, call) and role_in(call, actor.person_id) in LEADS:
        return True
    places = actor.in_place(C.CHAIR, member_id=call.member_id)
    return any(role_in(call, held.principal_id) == Role.CHAIR for held in places if held.principal_id)


@rule(_("This is for the committee of this call."))
def is_seated(actor: Any, call: Any) -> bool:
    return still_judges(actor, call) and bool(role_in(call, actor.person_id))


def still_judges(actor: Actor | None, row: Any) -> bool:
    """Whether the actor holds a capacity of the committee in their own right: a seat ends with the role."""
    if actor is None:
        return False
    places = actor.in_place(C.ASSESSOR, C.CHAIR, member_id=row.member_id)
    return any(held.principal_id is None for held in places)


@rule(_("Scoring of this call is still open."))
def scoring_is_closed(actor: Any, call: Any) -> bool:
    return call.scoring_closed_at is not None


def _scoring_open(actor: Actor | None, call: Call) -> Verdict:
    if call.scoring_closed_at is None:
        return YES
    if _remembered(call, ("open again", 0), lambda: counts.with_committee(call, open_only=True)):
        return YES
    return Verdict(False, _("Scoring was closed on %s.") % moment(call.scoring_closed_at))


def _unreleased(actor: Actor | None, call: Call) -> Verdict:
    if call.released_at is None or counts.with_committee(call):
        return YES
    released = Decision.objects.filter(assessment__call=call, released_at=call.released_at)
    by = released.select_related("released_by").first()
    words = {"when": moment(call.released_at), "who": by.released_by if by else ""}
    return Verdict(False, _("The results were released on %(when)s by %(who)s.") % words)


def _may_score(actor: Actor | None, sheet: Sheet) -> Verdict:
    """The sheet is the actor's own, open, and its assessment too; no conflict, and that was said. One statement."""
    mobility = sheet.assessment.mobility
    if actor is None or sheet.person_id != actor.person_id:
        return Verdict(False, _("Each assessor writes their own sheet only."))
    if not still_judges(actor, sheet):
        return Verdict(False, _("You are not a member of the committee any more."))
    if mobility.person_id == actor.person_id:
        return Verdict(False, _("Nobody assesses their own application."))
    return in_stage(Stage.UNDER_ASSESSMENT)(actor, mobility) and _sheet_open(sheet) and _stands_well(sheet)


def _stands_well(sheet: Sheet) -> Verdict:
    standing = standing_of(sheet)
    if not standing.sits:
        return Verdict(False, _("Your mandate in the committee does not include today."))
    if standing.is_closed:
        return Verdict(False, _("A conflict of interest closes this application to you."))
    return YES if standing.is_declared else Verdict(False, SAY_FIRST)


def _sheet_open(sheet: Sheet) -> Verdict:
    if sheet.left_out_at is not None:
        return Verdict(False, _("You do not assess this application: %s") % sheet.left_out_reason)
    if sheet.abstention:
        return Verdict(False, _("You abstained on %s; this is final.") % moment(sheet.handed_in_at))
    if sheet.handed_in_at is not None:
        return Verdict(False, _("You handed in this sheet on %s; it is final.") % moment(sheet.handed_in_at))
    if sheet.assessment.closed_at is not None:
        return Verdict(False, _("The chair closed scoring on %s.") % moment(sheet.assessment.closed_at))
    return YES


def _sees_sheet(actor: Actor | None, sheet: Sheet) -> Verdict:
    """One's own sheet, unless one does not assess the application: then it is closed to reading too."""
    own = actor is not None and sheet.person_id == actor.person_id
    assesses = sheet.left_out_at is None and sheet.assessment.mobility.person_id != sheet.person_id
    if not (own and assesses and still_judges(actor, sheet)):
        return Verdict(False, "")
    standing = standing_of(sheet)
    return YES if standing.sits and not standing.is_closed else Verdict(False, "")


@rule(_("A conflict of interest closes this application to you."))
def is_impartial(actor: Any, mobility: Any) -> bool:
    """Whoever sits in the committee, chairs, or stands in for a chair decides on no file that is closed to them."""
    return mobility.pk not in conflicts.closed_to(actor, mobility.call)


@rule(SAY_FIRST)
def has_declared(actor: Any, mobility: Any) -> bool:
    """Whoever acts as chair has said before that they have no conflict with this application."""
    if actor is None or not chairs(actor, mobility.call):
        return True
    return has_answered(actor, mobility)


def has_answered(actor: Actor, mobility: Mobility) -> bool:
    """Whether the person answered the question about conflicts for this application."""
    said = Declaration.objects.filter(assessment__mobility=mobility, person_id=actor.me)
    return said.exists()


def _may_declare(actor: Actor | None, mobility: Mobility) -> Verdict:
    """Whoever has a sheet for the application or leads the committee, until the results are out."""
    if actor is None or not (chairs(actor, mobility.call) or _has_sheet(actor, mobility)):
        return Verdict(False, _("This is for the committee of this call."))
    return in_stage(Stage.UNDER_ASSESSMENT)(actor, mobility)


def _judges(actor: Actor | None, mobility: Mobility) -> Verdict:
    """Leads the committee or has a sheet, and is not in conflict: what they judge without its name they see too."""
    in_selection = Stage(mobility.stage) in (Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.REFUSED)
    if actor is None or not in_selection or not is_impartial(actor, mobility):
        return Verdict(False, "")
    return YES if chairs(actor, mobility.call) or _has_sheet(actor, mobility) else Verdict(False, "")


def _may_step_back(actor: Actor | None, sheet: Sheet) -> Verdict:
    """From one's own sheet, handed in or not, until the results are out."""
    if not _sees_sheet(actor, sheet):
        return Verdict(False, _("You do not assess this application."))
    return in_stage(Stage.UNDER_ASSESSMENT)(actor, sheet.assessment.mobility)


def _has_sheet(actor: Actor, mobility: Mobility) -> bool:
    mine = Sheet.objects.filter(assessment__mobility=mobility, person_id=actor.me, left_out_at=None)
    return bool(role_in(mobility.call, actor.me)) and mine.exists()


def of_call(inner: Rule) -> Rule:
    """A rule about the call, asked about one of its mobilities."""

    def judge(actor: Actor | None, mobility: Mobility) -> Verdict:
        return inner(actor, mobility.call)

    return Rule(judge, f"of its call: {inner.name}")


@rule(_("The list is for the committee, for those who follow the selection, and for who applied."))
def is_concerned(actor: Any, call: Any) -> bool:
    if actor is None or actor.person_id is None:
        return False
    return Mobility.objects.filter(call=call, person_id=actor.person_id).exclude(number="").exists()


@rule(_("The results have not been released yet."))
def are_released(actor: Any, call: Any) -> bool:
    return bool(_remembered(call, ("has results", 0), lambda: has_results(call)))


@rule(_("The university has not allotted places and money to this call yet."))
def places_are_allotted(actor: Any, call: Any) -> bool:
    return not limits_of(call).is_awaited


@rule(_("The ranking was handed over to the university already."))
def is_not_handed_over(actor: Any, call: Any) -> bool:
    share = share_of(call)
    return share is None or share.handed_over_at is None


@rule(_("The chair has not opened the meeting yet."))
def meets(actor: Any, call: Any) -> bool:
    return meeting_of(call) is not None


@rule(_("The meeting was opened already."))
def does_not_meet_yet(actor: Any, call: Any) -> bool:
    return meeting_of(call) is None


@rule(_("The committee is still scoring, each alone."))
def own_scoring_is_over(actor: Any, call: Any) -> bool:
    return call.scoring_closed_at is not None or meeting_of(call) is not None


@rule(_("A conflict of interest closes this application to you."))
def is_at_the_table(actor: Any, mobility: Any) -> bool:
    return actor is not None and mobility.pk not in conflicts.closed_to(actor, mobility.call)


@rule(_("This speaks of an application that is closed to you."))
def nothing_is_closed(actor: Any, call: Any) -> bool:
    return actor is not None and not conflicts.closed_to(actor, call)


@rule(_("Names are still hidden from the committee; the chair shows them first."))
def names_are_shown(actor: Any, call: Any) -> bool:
    return not is_blind(call)


@rule(_("The results were released, and no other batch follows."))
def goes_on(actor: Any, call: Any) -> bool:
    return bool(_remembered(call, ("goes on", 0), lambda: more_to_come(call)))


scoring_is_open = Rule(_scoring_open, "scoring is open")
not_released = Rule(_unreleased, "results are not released")
by_committee = (holds(C.OFFICE) | chairs) & does_not_compete
at_meeting = (is_seated | by_committee) & does_not_compete
sees_selection = holds(C.COORDINATOR, C.OFFICE, C.FACULTY_OFFICE, C.DEAN, C.RECTORATE, C.AUDITOR) | chairs
gives_places = (holds(C.CHAIR, C.OFFICE) | of_call(chairs)) & is_not_own
sees_committee = sees_selection | is_seated
reads_result = is_participant | sees_as_staff | of_call(sees_selection & does_not_compete)
in_suitability = in_stage(*SUITABILITY_STAGES)

policy.register(
    {
        "exclude": holds(C.COORDINATOR) & is_not_own & where_the_table_says("exclude"),
        "admit": (holds(C.COORDINATOR) | is_system) & is_not_own & where_the_table_says("admit"),
        "check_facts": holds(C.COORDINATOR) & is_not_own & in_stage(Stage.SUBMITTED),
        "award": (gives_places | is_system) & where_the_table_says("award"),
        "place_on_reserve": (gives_places | is_system) & where_the_table_says("place_on_reserve"),
        "refuse": gives_places & where_the_table_says("refuse"),
        "find_unsuitable": holds(C.SECRETARY, C.DEAN) & is_not_own & where_the_table_says("find_unsuitable"),
        "seat_committee": holds(C.COORDINATOR, C.OFFICE) & (not_released | goes_on),
        "see_scoring": holds_anywhere(C.ASSESSOR, C.CHAIR, C.COORDINATOR, C.OFFICE),
        "deal": holds(C.COORDINATOR, C.OFFICE) & not_released & scoring_is_open,
        "show_names": by_committee & not_released,
        "see_for_committee": see_mobility | Rule(_judges, "judges"),
        "see_committee": sees_committee,
        "see_conflicts": holds(C.COORDINATOR, C.OFFICE),
        "step_back": Rule(_may_step_back, "may step back"),
        "declare": is_not_own & Rule(_may_declare, "may declare"),
        "see_queue": is_seated,
        "see_sheet": Rule(_sees_sheet, "sees the sheet"),
        "score": Rule(_may_score, "may score"),
        "see_board": sees_selection & does_not_compete,
        "see_ranking": sees_selection & does_not_compete & scoring_is_closed,
        "export_results": sees_selection & does_not_compete & are_released,
        "read_result": reads_result,
        "see_results_list": are_released & (sees_selection | is_seated | is_concerned),
        "open_meeting": chairs & does_not_compete & scoring_is_open & does_not_meet_yet & names_are_shown,
        "see_meeting": at_meeting & meets,
        "see_figures": at_meeting & own_scoring_is_over,
        "see_severity": chairs & does_not_compete & own_scoring_is_over,
        "lead_meeting": chairs & does_not_compete & meets & not_released,
        "see_minutes": at_meeting & meets & nothing_is_closed,
        "agree": is_not_own
        & of_call(chairs & does_not_compete & meets & scoring_is_open)
        & in_stage(Stage.UNDER_ASSESSMENT)
        & is_at_the_table
        & has_declared,
        "close_scoring": by_committee & scoring_is_open & names_are_shown,
        "decide": is_not_own
        & of_call(by_committee & not_released & scoring_is_closed & places_are_allotted)
        & in_stage(Stage.UNDER_ASSESSMENT)
        & is_impartial
        & has_declared,
        "release_results": by_committee & not_released & scoring_is_closed & places_are_allotted,
        "take_over": by_committee
        & not_released
        & scoring_is_closed
        & places_are_allotted
        & nothing_is_closed,
        "order_equals": is_not_own
        & of_call(by_committee & not_released & scoring_is_closed & is_not_handed_over)
        & in_stage(Stage.UNDER_ASSESSMENT)
        & is_impartial
        & has_declared,
        "give_free_place": by_committee,
        "award_later": is_not_own
        & of_call(by_committee)
        & in_stage(Stage.RESERVE, Stage.REFUSED)
        & is_impartial,
        "give_grant": is_not_own
        & of_call(by_committee)
        & in_stage(*BEFORE_LEAVING)
        & is_impartial
        & has_no_grant,
        "give_opinion": is_not_own & holds(C.HEAD, C.FACULTY_OFFICE, C.SECRETARY, C.DEAN) & in_suitability,
        "decide_suitability": is_not_own & holds(C.SECRETARY, C.DEAN) & in_suitability,
        "adapt_plan": is_participant & in_suitability,
    }
)
