"""What follows from entries by the worker: letters, and Priloga 1 as PDF."""

from typing import Any

from django.db.models import Count
from django.utils import translation

from core.models import Entry
from core.outbox import subscribe
from members.models import Person
from mobility.enums import DutyKind, Stage
from mobility.models import Call, Duty, Mobility
from selection import decision_papers, minutes, notices, queries, results_list
from selection.after import after_of
from selection.batches import handed_in_at, has_batches, present, turn_of, unchecked, under_way
from selection.documents import issue_confirmation
from selection.drafts import result_words
from selection.enums import BODY, Role, Verdict
from selection.models import Confirmation, Decision, Exclusion, Meeting, Opinion, Seat, Sheet, TieOrder
from selection.operations.scoring import open_sheets
from selection.words import part_label

TO_CHECK = (Stage.SUBMITTED, Stage.SENT_BACK)


def file_of(entry: Entry) -> Mobility:
    """The mobility whose file an entry belongs to, with what papers and letters need."""
    rows = Mobility.objects.select_related("call", "person", "host", "unit", "employment__unit")
    return rows.get(public_id=entry.file_id)


@subscribe("mobility.submitted")
def tell_batch(entry: Entry) -> None:
    """In a call of batches the participant hears once with which an application is decided, and by when."""
    mobility = file_of(entry)
    at = handed_in_at(mobility)
    if at is not None and entry.facts.get("version") == 1 and has_batches(mobility.call):
        notices.write("batch", mobility.person, mobility, entry, turn=turn_of(mobility.call, at))


@subscribe("mobility.admitted", "mobility.excluded", "mobility.withdrawn", "call.committee_seated")
def tell_committee(entry: Entry) -> None:
    """Once every application of a call is checked, each assessor hears how many there are to score and until when.

    So does whoever joins the committee later: with a mandate that begins, as a substitute, or when sheets are dealt.
    """
    is_seating = entry.verb == "call.committee_seated"
    call = Call.objects.get(pk=entry.facts["call"]) if is_seating else file_of(entry).call
    if call.scoring_closed_at is not None or _are_some_unchecked(call):
        return
    waiting = open_sheets(call).order_by().values("person_id").annotate(count=Count("pk"))
    score_by = queries.score_by_of(call)
    for row in waiting:
        person = Person.objects.get(pk=row["person_id"])
        if is_seating and notices.was_told("to_score", person, call):
            continue
        notices.write_about_call(
            "to_score", person, call, key=str(_asked(call, person)), count=row["count"], score_by=score_by
        )


def _are_some_unchecked(call: Call) -> bool:
    """Whether applications wait for their check; of the batch under way, where the call has batches."""
    batch = under_way(call)
    if batch is not None:
        return bool(unchecked(batch))
    return Mobility.objects.filter(call=call, stage__in=TO_CHECK).exists()


def _asked(call: Call, person: Person) -> int:
    """How many sheets the person was ever asked for: a later application is a new letter, a repeat is not."""
    return Sheet.objects.filter(call=call, person=person, left_out_at=None).count()


@subscribe("call.all_scored")
def tell_chair(entry: Entry) -> None:
    """When the last sheet is in, the chair hears that scoring can be closed."""
    call = Call.objects.get(pk=int(entry.subject_id))
    if call.scoring_closed_at is not None or _are_some_unchecked(call):
        return
    key = str(entry.facts["handed_in"])
    for seat in Seat.objects.filter(call=call, role=Role.CHAIR).select_related("person"):
        notices.write_about_call("all_scored", seat.person, call, key=key, page="selection:board")


@subscribe("mobility.awarded", "mobility.placed_on_reserve", "mobility.refused")
def tell_result(entry: Entry) -> None:
    """Each participant hears the result with its reasons: to confirm by a date, the place on the list, or appeal."""
    mobility = file_of(entry)
    rows = Decision.objects.select_related("assessment__mobility__call")
    decision = rows.get(pk=int(entry.because.partition(":")[2]))
    kind, page = {
        "mobility.awarded": ("awarded", "agreement:accept_place"),
        "mobility.placed_on_reserve": ("reserve", "file:show"),
        "mobility.refused": ("refused", "file:show"),
    }[entry.verb]
    with translation.override(mobility.person.language):
        words = result_words(decision, told_at=entry.at)
    notices.write(kind, mobility.person, mobility, entry, page=page, **words)


@subscribe("mobility.excluded")
def tell_ineligible(entry: Entry) -> None:
    """The participant hears which clause is not met, why, and until when they may appeal."""
    mobility = file_of(entry)
    exclusion = Exclusion.objects.get(pk=int(entry.because.partition(":")[2]))
    words: dict[str, Any] = {
        "exclusion": exclusion,
        "appeal_until": after_of(mobility.call).last_day_of_appeal(entry.at),
    }
    notices.write("ineligible", mobility.person, mobility, entry, **words)


@subscribe(
    "mobility.awarded",
    "mobility.placed_on_reserve",
    "mobility.refused",
    "decision.grant_given",
    renders=True,
)
def issue_decision(entry: Entry) -> None:
    """The decision is printed in both languages: the letter tells of it, the paper is the document."""
    rows = Decision.objects.select_related("assessment__mobility__call", "decided_by")
    decision = rows.get(pk=int(entry.because.partition(":")[2]))
    decision_papers.issue_decision(decision, file_of(entry), entry)


@subscribe("mobility.excluded", renders=True)
def issue_exclusion(entry: Entry) -> None:
    """Why an application cannot take part is printed in both languages."""
    exclusion = Exclusion.objects.get(pk=int(entry.because.partition(":")[2]))
    decision_papers.issue_exclusion(exclusion, file_of(entry), entry)


@subscribe("suitability.asked")
def ask_for_opinions(entry: Entry) -> None:
    """Each of the three is asked for their opinion on one page."""
    mobility = file_of(entry)
    waiting = Duty.objects.filter(
        mobility=mobility, kind=DutyKind.OPINION, fulfilled_at=None, waived_at=None
    ).select_related("mobility__person")
    for duty in waiting:
        notices.ask_bearer(
            duty, mobility, entry, "opinion", "suitability:opinion", part=part_label(duty.part)
        )


@subscribe("suitability.opinion_given")
def ask_for_decision(entry: Entry) -> None:
    """With the third opinion the secretary is asked to record the decision."""
    mobility = file_of(entry)
    confirmation = queries.confirmation_of(mobility)
    if confirmation is None or confirmation.is_decided:
        return
    given = list(
        Opinion.objects.filter(confirmation=confirmation).values_list("pk", flat=True).order_by("pk")
    )
    if len(given) < len(BODY) or str(given[-1]) != entry.subject_id:
        return
    waiting = Duty.objects.filter(
        mobility=mobility, kind=DutyKind.DECIDE_SUITABILITY, fulfilled_at=None, waived_at=None
    ).select_related("mobility__person")
    for duty in waiting:
        notices.ask_bearer(duty, mobility, entry, "decide_suitability", "suitability:decide")


@subscribe("suitability.decided")
def tell_suitability(entry: Entry) -> None:
    """The participant hears what was decided and, if changes are asked for, what to do."""
    mobility = file_of(entry)
    confirmation = Confirmation.objects.get(pk=int(entry.subject_id))
    page = "suitability:adapt" if confirmation.outcome == Verdict.CHANGES else "file:show"
    notices.write("suitability", mobility.person, mobility, entry, page=page, confirmation=confirmation)


@subscribe("suitability.decided", renders=True)
def issue_annex(entry: Entry) -> None:
    """Priloga 1 is printed in both languages."""
    rows = Confirmation.objects.select_related(
        "application__host__country", "application__language", "decided_by", "mobility"
    )
    issue_confirmation(rows.get(pk=int(entry.subject_id)), file_of(entry))


@subscribe("meeting.minutes_asked", "call.scoring_closed", "call.tie_ordered", renders=True)
def print_minutes(entry: Entry) -> None:
    """The minutes of a meeting, when they are asked for, once scoring is closed, and with each order of equals.

    Nothing is printed where nobody met.
    """
    key, meetings = int(entry.subject_id), Meeting.objects.select_related("call")
    if entry.verb == "call.scoring_closed":
        meeting = present(meetings.filter(call_id=key)).first()
    elif entry.verb == "call.tie_ordered":
        meeting = TieOrder.objects.select_related("meeting__call").get(pk=key).meeting
    else:
        meeting = meetings.filter(pk=key).first()
    if meeting is not None:
        minutes.issue(meeting, entry)


@subscribe("call.results_released", renders=True)
def publish_list(entry: Entry) -> None:
    """The list of the release is printed in both languages, with the end of the journal that was signed for it."""
    results_list.issue(Call.objects.get(pk=int(entry.subject_id)), entry)
