"""Who scores, who closes and decides, who is asked about suitability, and when."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import YES, Rule, Verdict, rule
from core.wording import moment
from members.actor import Actor
from members.enums import Capacity as C
from members.policy import holds, holds_anywhere
from mobility.enums import Stage
from mobility.models import Call, Mobility
from mobility.policy import in_stage, is_not_own, is_participant, is_system, where_the_table_says
from selection.enums import Role
from selection.meeting import closed_for, meeting_of
from selection.models import Assessment, Decision, Seat, Sheet

OUT_OF_RUNNING = (Stage.DRAFT, Stage.WITHDRAWN, Stage.CANCELLED, Stage.DECLINED)
SUITABILITY_STAGES = (Stage.UNDER_ASSESSMENT, Stage.RESERVE, Stage.AWARDED, Stage.PREPARING)


def competitors(call: Call) -> Any:
    """The people who have an application of their own in the running for the call's places (a subquery)."""
    return Mobility.objects.filter(call=call).exclude(stage__in=OUT_OF_RUNNING).values("person_id")


def in_assessment(call: Call) -> QuerySet[Assessment]:
    """The assessments of the applications that are with the committee now (later ones after an appeal too)."""
    return Assessment.objects.filter(call=call, mobility__stage=Stage.UNDER_ASSESSMENT)


def _remembered(call: Call, key: tuple[str, int], ask: Callable[[], Any]) -> Any:
    """What was asked about this very row object before: a page asks several rules about one call."""
    known: dict[tuple[str, int], Any] = call.__dict__.setdefault("_selection", {})
    if key not in known:
        known[key] = ask()
    return known[key]


def role_in(call: Call, person_id: int) -> str:
    """The person's role in the committee of the call; empty without a seat."""
    seats = Seat.objects.filter(call=call, person_id=person_id)
    return str(_remembered(call, ("role", person_id), seats.values_list("role", flat=True).first) or "")


@rule(_("You have an application of your own in this call."))
def does_not_compete(actor: Any, call: Any) -> bool:
    if actor is None or actor.person_id is None:
        return True
    own = competitors(call).filter(person_id=actor.person_id)
    return not _remembered(call, ("competes", actor.person_id), own.exists)


@rule(_("This is for the chair of this call’s committee."))
def chairs(actor: Any, call: Any) -> bool:
    if actor is None:
        return False
    places = actor.in_place(C.CHAIR, member_id=call.member_id)
    return any(role_in(call, held.principal_id or actor.person_id) == Role.CHAIR for held in places)


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
    if _remembered(call, ("open again", 0), in_assessment(call).filter(closed_at=None).exists):
        return YES
    return Verdict(False, _("Scoring was closed on %s.") % moment(call.scoring_closed_at))


def _unreleased(actor: Actor | None, call: Call) -> Verdict:
    if call.released_at is None or in_assessment(call).exists():
        return YES
    released = Decision.objects.filter(assessment__call=call, released_at=call.released_at)
    by = released.select_related("released_by").first()
    words = {"when": moment(call.released_at), "who": by.released_by if by else ""}
    return Verdict(False, _("The results were released on %(when)s by %(who)s.") % words)


def _may_score(actor: Actor | None, sheet: Sheet) -> Verdict:
    """The sheet is the actor's own, open, and its assessment too. Asks the database nothing."""
    mobility = sheet.assessment.mobility
    if actor is None or sheet.person_id != actor.person_id:
        return Verdict(False, _("Each assessor writes their own sheet only."))
    if not still_judges(actor, sheet):
        return Verdict(False, _("You are not a member of the committee any more."))
    if mobility.person_id == actor.person_id:
        return Verdict(False, _("Nobody assesses their own application."))
    return in_stage(Stage.UNDER_ASSESSMENT)(actor, mobility) and _sheet_open(sheet)


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
    return YES if own and assesses and still_judges(actor, sheet) else Verdict(False, "")


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
    return call.released_at is not None


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
    return actor is not None and mobility.pk not in closed_for(actor, mobility.call)


@rule(_("The minutes speak of an application that is closed to you."))
def nothing_is_closed(actor: Any, call: Any) -> bool:
    return actor is not None and not closed_for(actor, call)


scoring_is_open = Rule(_scoring_open, "scoring is open")
not_released = Rule(_unreleased, "results are not released")
by_committee = (holds(C.OFFICE) | chairs) & does_not_compete
at_meeting = (is_seated | by_committee) & does_not_compete
sees_selection = holds(C.COORDINATOR, C.OFFICE, C.FACULTY_OFFICE, C.DEAN, C.RECTORATE, C.AUDITOR) | chairs
gives_places = holds(C.CHAIR, C.OFFICE) & is_not_own
in_suitability = in_stage(*SUITABILITY_STAGES)

policy.register(
    {
        "exclude": holds(C.COORDINATOR) & is_not_own & where_the_table_says("exclude"),
        "admit": (holds(C.COORDINATOR) | is_system) & is_not_own & where_the_table_says("admit"),
        "award": (gives_places | is_system) & where_the_table_says("award"),
        "place_on_reserve": (gives_places | is_system) & where_the_table_says("place_on_reserve"),
        "refuse": gives_places & where_the_table_says("refuse"),
        "find_unsuitable": holds(C.SECRETARY, C.DEAN) & is_not_own & where_the_table_says("find_unsuitable"),
        "seat_committee": holds(C.COORDINATOR, C.OFFICE) & not_released,
        "see_scoring": holds_anywhere(C.ASSESSOR, C.CHAIR, C.COORDINATOR, C.OFFICE),
        "see_queue": is_seated,
        "see_sheet": Rule(_sees_sheet, "sees the sheet"),
        "score": Rule(_may_score, "may score"),
        "see_board": sees_selection & does_not_compete,
        "see_ranking": sees_selection & does_not_compete & scoring_is_closed,
        "export_results": sees_selection & does_not_compete & are_released,
        "see_results_list": are_released & (sees_selection | is_seated | is_concerned),
        "open_meeting": chairs & does_not_compete & scoring_is_open & does_not_meet_yet,
        "see_meeting": at_meeting & meets,
        "see_figures": at_meeting & own_scoring_is_over,
        "see_severity": chairs & does_not_compete & own_scoring_is_over,
        "lead_meeting": chairs & does_not_compete & meets & not_released,
        "see_minutes": at_meeting & meets & nothing_is_closed,
        "agree": is_not_own
        & of_call(chairs & does_not_compete & meets & scoring_is_open)
        & in_stage(Stage.UNDER_ASSESSMENT)
        & is_at_the_table,
        "close_scoring": by_committee & scoring_is_open,
        "decide": is_not_own
        & of_call(by_committee & not_released & scoring_is_closed)
        & in_stage(Stage.UNDER_ASSESSMENT),
        "release_results": by_committee & not_released & scoring_is_closed,
        "take_over": by_committee & not_released & scoring_is_closed,
        "give_free_place": by_committee,
        "award_later": is_not_own & of_call(by_committee) & in_stage(Stage.RESERVE, Stage.REFUSED),
        "give_opinion": is_not_own & holds(C.HEAD, C.FACULTY_OFFICE, C.SECRETARY, C.DEAN) & in_suitability,
        "decide_suitability": is_not_own & holds(C.SECRETARY, C.DEAN) & in_suitability,
        "adapt_plan": is_participant & in_suitability,
    }
)
