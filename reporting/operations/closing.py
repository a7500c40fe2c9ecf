"""From the end of the stay to complete reporting, and back where something must be put right."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Entry
from core.policy import Refusal
from members.actor import Actor, system
from members.enums import Capacity
from mobility import duties
from mobility.enums import DutyKind, Phase, Stage
from mobility.lifecycle import advance, lock
from mobility.models import Mobility
from mobility.queries import due_after_return
from reporting.operations.common import CORRECTING
from reporting.operations.report import begin_version
from reporting.queries import latest_report

OWED_AFTER = (DutyKind.CERTIFICATE, DutyKind.SURVEY, DutyKind.REPORT)


@transaction.atomic
def open_closing(*, mobility: Mobility, because: Entry) -> None:
    """Open what the participant owes after the stay, due so many days after its end as the member grants."""
    due_on = due_after_return(mobility)
    for kind in OWED_AFTER:
        duties.open_duty(
            mobility=mobility,
            kind=kind,
            owed_by=Capacity.PARTICIPANT,
            person_id=mobility.person_id,
            due_on=due_on,
            opened_by=because,
        )


@duties.when_met(
    Phase.AFTER,
    needs=frozenset(
        {
            "certificate:participant",
            "accept_certificate:coordinator",
            "survey:participant",
            "report:participant",
            "accept_report:coordinator",
        }
    ),
)
def complete(mobility: Mobility) -> None:
    """Reporting is complete: Popotnik passes the mobility on to human resources."""
    if mobility.stage != Stage.RETURNED:
        return
    advance(
        mobility=mobility,
        verb="complete",
        actor=system(mobility.university_id),
        because=latest_report(mobility),
    )


@transaction.atomic
def reopen_closing(
    *, mobility: Mobility, actor: Actor, reason: str, certificate: bool = False, report: bool = False
) -> Mobility:
    """Take reporting up again before it is recorded: for another certificate, another report, or both.

    What was accepted stays as it was. Raises Refusal without a reason or without anything to put right.
    """
    fresh = lock(mobility)
    if not reason.strip() or not (certificate or report):
        raise Refusal(_("Say what is to be put right, and why."))
    entry = advance(mobility=fresh, verb="reopen_closing", actor=actor, note=reason.strip())
    if certificate:
        duties.open_duty(
            mobility=fresh,
            kind=DutyKind.CERTIFICATE,
            owed_by=Capacity.PARTICIPANT,
            person_id=fresh.person_id,
            due_on=clock.today() + CORRECTING,
            opened_by=entry,
        )
    accepted = latest_report(fresh)
    if report and accepted is not None:
        begin_version(accepted, because=entry)
    return fresh
