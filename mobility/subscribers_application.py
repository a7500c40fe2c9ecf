"""What follows when an application moves between participant and coordinator: duties follow the stage."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core import journal
from core.models import Entry
from members.enums import Capacity
from mobility import duties, receipt
from mobility.agreements import file_of
from mobility.enums import DutyKind, Stage
from mobility.models import Application, Mobility
from mobility.queries import application_of, last_sent_back

# The coordinator checks within this many days, and in any case before the results are due.
CHECK_DAYS = 7
WRITING = frozenset({Stage.DRAFT, Stage.SENT_BACK})
MOVES_OF_APPLICATION = (
    "mobility.started",
    "mobility.submitted",
    "mobility.taken_back",
    "mobility.sent_back",
    "mobility.admitted",
    "mobility.excluded",
    "mobility.withdrawn",
)


@journal.subscribe(*MOVES_OF_APPLICATION, at_once=True)
def settle_duties(entry: Entry) -> None:
    """Bring the duties to complete and to check in line with where the application is now.

    It reads the present stage, not the entry's: entries that are delivered late or twice change nothing.
    """
    mobility = (
        Mobility.objects.select_for_update(of=("self",)).select_related("call").get(public_id=entry.file_id)
    )
    if mobility.stage in WRITING:
        _await_participant(mobility, entry)
    elif mobility.stage == Stage.SUBMITTED:
        _await_check(mobility, entry)
    elif mobility.stage == Stage.WITHDRAWN:
        duties.waive(mobility=mobility, reason=_("The application was withdrawn."))
    else:
        _settle_check(mobility)


def _await_participant(mobility: Mobility, entry: Entry) -> None:
    if mobility.stage == Stage.DRAFT:
        duties.waive(
            mobility=mobility,
            reason=_("The application was taken back to be corrected."),
            kinds=(DutyKind.CHECK,),
        )
    else:
        _settle_check(mobility)
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.COMPLETE,
        owed_by=Capacity.PARTICIPANT,
        person_id=mobility.person_id,
        due_on=_complete_until(mobility, entry),
        opened_by=entry,
    )


def _complete_until(mobility: Mobility, entry: Entry) -> date:
    """The deadline of the call, or the day that the coordinator set when sending the application back."""
    if mobility.stage == Stage.SENT_BACK:
        sent_back = entry if "due_on" in entry.facts else last_sent_back(mobility)
        if sent_back is not None:
            return date.fromisoformat(sent_back.facts["due_on"])
    return timezone.localtime(mobility.call.closes_at).date()


def _await_check(mobility: Mobility, entry: Entry) -> None:
    duties.fulfil(mobility=mobility, kind=DutyKind.COMPLETE, by=application_of(mobility))
    due_on = timezone.localtime(entry.at).date() + timedelta(days=CHECK_DAYS)
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.CHECK,
        owed_by=Capacity.COORDINATOR,
        due_on=min(due_on, mobility.call.results_by),
        opened_by=entry,
    )


def _settle_check(mobility: Mobility) -> None:
    duties.fulfil(mobility=mobility, kind=DutyKind.CHECK, by=application_of(mobility))
    if mobility.stage == Stage.INELIGIBLE:
        duties.waive(
            mobility=mobility,
            reason=_("The application was declared ineligible."),
            kinds=(DutyKind.COMPLETE,),
        )


@journal.subscribe("mobility.submitted", renders=True)
def issue_receipt(entry: Entry) -> None:
    """The receipt of the version that was handed in is printed in both languages."""
    mobility = file_of(entry)
    handed_in = Application.objects.filter(mobility=mobility, version=entry.facts.get("version") or 0)
    application = (
        handed_in.exclude(submitted_at=None).select_related("host__country", "mobility__call").first()
    )
    if application is not None:
        receipt.issue(application, mobility)
