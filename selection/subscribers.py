"""What follows from entries in selection and suitability: relations, duties, the body's paper, the PDF."""

from datetime import timedelta

from django.utils.translation import gettext as _

from core import clock, heads
from core.models import Entry
from core.outbox import subscribe
from members.enums import Capacity
from mobility import duties, relations
from mobility.enums import BINDING, DutyKind, Reconfirm, SuitabilityAt
from mobility.models import Call, Mobility
from mobility.signing_rules import rules_of
from selection import scale
from selection.models import Assessment, Committee, Sheet
from selection.operations.scoring import duty_part
from selection.operations.suitability import ask_body
from selection.standing import store_ranks

FALLBACK_DAYS = timedelta(days=14)


def mobility_of(entry: Entry) -> Mobility:
    """The mobility whose file an entry belongs to."""
    return Mobility.objects.select_related("call", "person", "host").get(public_id=entry.file_id)


@subscribe("mobility.admitted", at_once=True)
def ask_committee(entry: Entry) -> None:
    """Each assessor of an admitted application is related to it and owes a sheet."""
    _ask_committee(
        Assessment.objects.select_related("mobility", "call").get(mobility=mobility_of(entry)), entry
    )


@subscribe("call.committee_seated", at_once=True)
def ask_new_committee(entry: Entry) -> None:
    """After seats changed, relations and duties of all applications in assessment follow the sheets."""
    open_ones = Assessment.objects.filter(call_id=entry.facts["call"], closed_at=None)
    for assessment in open_ones.select_related("mobility", "call").order_by("pk"):
        _ask_committee(assessment, entry)


def _ask_committee(assessment: Assessment, entry: Entry) -> None:
    mobility, call = assessment.mobility, assessment.call
    sheets = list(Sheet.objects.filter(assessment=assessment, left_out_at=None))
    relations.set_people(mobility, relations.ASSESS, {sheet.person_id for sheet in sheets})
    committee = Committee.objects.filter(call=call).first()
    due_on = committee.score_by if committee else clock.today() + FALLBACK_DAYS
    owed = {duty_part(sheet.person_id): sheet for sheet in sheets if sheet.handed_in_at is None}
    for part, sheet in owed.items():
        duties.open_duty(
            mobility=mobility,
            kind=DutyKind.SCORE,
            owed_by=Capacity.ASSESSOR,
            part=part,
            person_id=sheet.person_id,
            due_on=due_on,
            opened_by=entry,
        )
    reason = _("The application is another’s to score.")
    for duty in mobility.duties.filter(kind=DutyKind.SCORE, fulfilled_at=None, waived_at=None):
        if duty.part not in owed:
            duties.waive(mobility=mobility, reason=reason, kinds=(DutyKind.SCORE,), part=duty.part)


@subscribe("mobility.withdrawn", "mobility.cancelled", "mobility.found_unsuitable", at_once=True)
def close_ranks(entry: Entry) -> None:
    """An application that left the running leaves the ranking, while the results are not out."""
    call = Call.objects.select_for_update(no_key=True).get(mobilities__public_id=entry.file_id)
    if call.scoring_closed_at is not None and call.released_at is None:
        store_ranks(call)


@subscribe("call.corrected", at_once=True)
def read_criteria_anew(entry: Entry) -> None:
    """Corrected words reach the committee's sheet."""
    scale.forget(Call.objects.get(pk=entry.subject_id))


@subscribe("mobility.awarded", at_once=True)
def ask_to_confirm(entry: Entry) -> None:
    """Whoever was awarded a place owes a yes or a no by the date."""
    mobility = mobility_of(entry)
    if mobility.confirm_by is not None and mobility.stage in BINDING:
        duties.open_duty(
            mobility=mobility,
            kind=DutyKind.CONFIRM_PLACE,
            owed_by=Capacity.PARTICIPANT,
            person_id=mobility.person_id,
            due_on=mobility.confirm_by,
            opened_by=entry,
        )


@subscribe("mobility.admitted", "mobility.place_accepted", at_once=True)
def ask_about_suitability(entry: Entry) -> None:
    """The body of three is asked when the call says: once the application is complete, or the place confirmed."""
    mobility = mobility_of(entry)
    at_submission = mobility.call.suitability_at == SuitabilityAt.SUBMISSION
    if at_submission == (entry.verb == "mobility.admitted"):
        ask_body(mobility=mobility, opened_by=entry)


@subscribe("mobility.preparation_reopened", at_once=True)
def ask_again(entry: Entry) -> None:
    """A changed plan needs a new confirmation (domain: V17), unless the member's rules let the first one stand."""
    _confirm_anew(entry)


@subscribe("proposal.accepted", at_once=True)
def ask_again_after_proposal(entry: Entry) -> None:
    """The same, when the host's proposal changed when or what before everything was signed."""
    if entry.facts["plan"]:
        _confirm_anew(entry)


def _confirm_anew(entry: Entry) -> None:
    """Ask the body of three about a changed plan, as far as the member's rules of signing say so."""
    mobility = mobility_of(entry)
    wanted = rules_of(mobility.member_id, mobility.call_id).reconfirm
    changes_content = entry.facts.get("content", True)
    if wanted == Reconfirm.ALWAYS or (wanted == Reconfirm.CONTENT and changes_content):
        ask_body(mobility=mobility, opened_by=entry)


@subscribe("call.results_released", at_once=True)
def sign_the_journal(entry: Entry) -> None:
    """With each publication of results the end of the journal is signed, for the list and the witness."""
    heads.sign_head(occasion=heads.RESULTS)
