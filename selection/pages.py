"""What selection adds to the file's page: where its duties are done, the result, suitability, the committee's part."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.face import DocumentRow
from core.wording import points
from members.actor import Actor
from mobility import documents
from mobility.enums import DocumentKind, DutyKind, Stage
from mobility.links import to_call, to_mobility
from mobility.models import Call, Mobility
from mobility.pages import CheckPart, check_part, duty_page, section
from mobility.readings import called
from mobility.results_day import knows_results_day
from selection import batches, queries
from selection.deciding.gates import gates_of
from selection.fact_rows import sheet_of
from selection.models import Adaptation, Exclusion
from selection.scale import most_points, scales_of
from selection.telling import told_points
from selection.words import shown, votes

BEFORE_DECISION = (Stage.SUBMITTED, Stage.SENT_BACK, Stage.UNDER_ASSESSMENT)

called(_("scoring and decision"), "selection")
called(_("suitability"), "suitability")
for kind in (DocumentKind.DECISION, DocumentKind.INELIGIBLE):
    documents.read_by(kind, "read_result")
duty_page(
    DutyKind.SCORE,
    "selection:score",
    minutes=15,
    why=_("The committee ranks the applications by the scores of all its members."),
)
duty_page(
    DutyKind.OPINION,
    "suitability:opinion",
    minutes=5,
    why=_("Three opinions are needed before suitability is decided (Annex 1)."),
)
duty_page(
    DutyKind.DECIDE_SUITABILITY,
    "suitability:decide",
    minutes=5,
    why=_("The institution may sign the agreement only after this decision (Annex 1)."),
)
duty_page(
    DutyKind.ADAPT,
    "suitability:adapt",
    minutes=10,
    why=_("The body found that the training fits with changes."),
)


@check_part
def facts(mobility: Mobility) -> CheckPart | None:
    """What applicant and office say of the facts; what needs a look keeps the application from the committee."""
    sheet = sheet_of(mobility)
    if not sheet.rows:
        return None
    url = to_mobility(mobility, "selection:facts")
    return CheckPart("selection/check_facts.html", {"sheet": sheet, "url": url}, waits=bool(sheet.waiting))


@check_part
def conditions(mobility: Mobility) -> CheckPart | None:
    """The gates of the call with the facts they are asked of, for the coordinator."""
    if not mobility.call.rules.get("gates"):
        return None
    gates = gates_of(mobility)
    return CheckPart(
        "selection/check_gates.html",
        {"gates": gates},
        reasons=gates.reasons if gates.correct_within is not None else "",
        days=gates.correct_within,
        shuts=gates.shuts,
    )


@check_part
def batch_of_the_check(mobility: Mobility) -> CheckPart | None:
    """With which batch an application is decided, for the coordinator; it is not passed on before its turn."""
    facts = _turn(mobility)
    if facts is None:
        return None
    return CheckPart("selection/section_batch.html", facts, shuts=facts["turn"].waits)


@section(20, "selection/section_batch.html")
def batch(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """With which batch of a rolling call an application is decided, and by when, until it is."""
    if mobility.stage not in BEFORE_DECISION:
        return None
    return _turn(mobility)


@knows_results_day
def results_of_the_batch(mobility: Mobility) -> date | None:
    """The day by which the batch of an application is decided."""
    facts = _turn(mobility)
    return facts["turn"].due.results_by if facts else None


def _turn(mobility: Mobility) -> dict[str, Any] | None:
    if not batches.has_batches(mobility.call):
        return None
    assessment = queries.assessment_of(mobility) if mobility.stage == Stage.UNDER_ASSESSMENT else None
    if assessment is not None and assessment.batch is not None:
        due = batches.Due(assessment.batch.cut_off, assessment.batch.results_by)
        return {"turn": batches.Turn(due, waits=False), "with_committee": True}
    at = batches.handed_in_at(mobility)
    if at is None:
        return None
    return {"turn": batches.turn_of(mobility.call, at), "with_committee": False}


@section(30, "selection/section_results.html")
def results(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The released result for participant and staff: points by criterion, rank, reasons; never single sheets."""
    if mobility.stage == Stage.INELIGIBLE:
        exclusion = Exclusion.objects.filter(mobility=mobility).first()
        return {"exclusion": exclusion} if exclusion else None
    if not policy.can(actor, "read_result", mobility):
        return None
    decision = queries.decision_of(mobility)
    if decision is None:
        return None
    assessment, scales = decision.assessment, scales_of(mobility.call)
    return {
        "exclusion": None,
        "decision": decision,
        "total": shown(assessment.total),
        "most": points(most_points(scales)),
        "rank": assessment.rank,
        "lists": list_rows(mobility.call),
        "points": told_points(mobility.call, assessment),
    }


def list_rows(call: Call) -> list[DocumentRow]:
    """The published lists of the last release, for whoever sees its results."""
    return [
        DocumentRow(
            title=str(_("Results of the selection")),
            url=to_call(call, "selection:results", language=one.language),
            language=one.language,
            version=one.version,
            size=one.file.size,
            issued_on=one.issued_at,
        )
        for one in queries.lists_of(call)
    ]


@section(25, "selection/section_committee.html")
def committee(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """For the committee and those who follow it: how many sheets are in, and the way to the board."""
    if mobility.stage != Stage.UNDER_ASSESSMENT or mobility.person_id == actor.person_id:
        return None
    sheet = queries.sheet_of(mobility.public_id, actor.me)
    sees_board = bool(policy.can(actor, "see_board", mobility.call))
    if sheet is None and not sees_board:
        return None
    assessment = sheet.assessment if sheet else queries.assessment_of(mobility)
    if assessment is None:
        return None
    return {
        "assessment": assessment,
        "score_url": to_mobility(mobility, "selection:score") if sheet else "",
        "board_url": to_call(mobility.call, "selection:board") if sees_board else "",
    }


@section(40, "selection/section_suitability.html")
def suitability(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The three opinions and the decision; the participant reads them once it is decided."""
    confirmation = queries.confirmation_of(mobility)
    if confirmation is None:
        return None
    facts: dict[str, Any] = {"confirmation": confirmation, "votes": [], "adaptation": None}
    facts["state"] = confirmation.get_outcome_display() if confirmation.is_decided else _("being judged")
    if mobility.person_id == actor.person_id and not confirmation.is_decided:
        return facts
    return {
        **facts,
        "votes": votes(list(queries.opinions_of(confirmation))),
        "adaptation": Adaptation.objects.filter(confirmation=confirmation).first(),
    }
