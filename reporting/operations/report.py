"""The content report: written by sections, handed in, accepted or returned; versions stay as they were."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility import duties
from mobility.enums import DutyKind
from mobility.lifecycle import lock
from mobility.models import Mobility, Promise
from reporting.enums import SharingStatus
from reporting.models import FIELDS, ContentReport
from reporting.operations.common import CHECKING, CORRECTING, in_office
from reporting.operations.publication import follow_report
from reporting.queries import latest_report, missing_in, report_to_write


@transaction.atomic
def save_report_section(
    *, mobility: Mobility, actor: Actor, section: str, values: dict[str, Any], edit: int | None = None
) -> ContentReport:
    """Keep one section of the draft, complete or not; fields of other sections are refused as a mistake.

    `edit` is how often the section had been saved when the page was opened. Raises Refusal when it was saved
    from another window since, or when the report is not the participant's to write any more.
    """
    report = _draft(mobility, actor, "write_report")
    foreign = set(values) - set(FIELDS[section])
    if foreign:
        raise ValueError(f"not in section {section}: {sorted(foreign)}")
    saved = report.edits.get(section, 0)
    if edit is not None and edit != saved:
        raise Refusal(
            _("This section was changed in another window. Reload the page; copy what you typed first.")
        )
    for field, value in values.items():
        setattr(report, field, value)
    report.edits = {**report.edits, section: saved + 1}
    report.saved_at = clock.now()
    report.save()
    return report


@transaction.atomic
def hand_in_report(*, mobility: Mobility, actor: Actor) -> ContentReport:
    """Freeze the draft and put it before the coordinator. Raises Refusal while something is missing."""
    report = _draft(mobility, actor, "hand_in_report")
    if missing_in(report):
        raise Refusal(_("The report is not complete yet."))
    report.saved_at = report.handed_in_at = clock.now()
    report.save()
    entry = _record("report.handed_in", report, actor, facts={"version": report.version})
    follow_report(report, actor)
    duties.open_duty(
        mobility=report.mobility,
        kind=DutyKind.ACCEPT_REPORT,
        owed_by=Capacity.COORDINATOR,
        due_on=clock.today() + CHECKING,
        opened_by=entry,
    )
    duties.fulfil(mobility=report.mobility, kind=DutyKind.REPORT, by=report)
    return report


@transaction.atomic
def accept_report(*, mobility: Mobility, actor: Actor, remark: str = "") -> ContentReport:
    """Accept the report; what it says was shared is kept with the promises. The paper follows."""
    report = _decided(mobility, actor, "accept_report")
    report.accepted_at, report.remark = clock.now(), remark.strip()
    report.save()
    _keep_promises(report)
    _record("report.accepted", report, actor, note=report.remark, facts={"version": report.version})
    duties.fulfil(mobility=report.mobility, kind=DutyKind.ACCEPT_REPORT, by=report)
    return report


@transaction.atomic
def return_report(*, mobility: Mobility, actor: Actor, reasons: str) -> ContentReport:
    """Send the report back with reasons; the participant goes on in a new version that begins as its copy."""
    report = _decided(mobility, actor, "return_report")
    if not reasons.strip():
        raise Refusal(_("Say what is to be completed."))
    report.returned_at, report.returned_reasons = clock.now(), reasons.strip()
    report.save()
    entry = _record("report.returned", report, actor, note=report.returned_reasons)
    begin_version(report, because=entry)
    duties.fulfil(mobility=report.mobility, kind=DutyKind.ACCEPT_REPORT, by=report)
    return report


def begin_version(report: ContentReport, *, because: Entry) -> ContentReport:
    """A new draft with the words of an earlier version, and the duty to write it."""
    words = {name: getattr(report, name) for names in FIELDS.values() for name in names}
    draft = ContentReport.objects.create(
        member_id=report.member_id,
        mobility=report.mobility,
        version=report.version + 1,
        saved_at=clock.now(),
        **words,
    )
    duties.open_duty(
        mobility=report.mobility,
        kind=DutyKind.REPORT,
        owed_by=Capacity.PARTICIPANT,
        person_id=report.mobility.person_id,
        due_on=clock.today() + CORRECTING,
        opened_by=because,
    )
    return draft


def _draft(mobility: Mobility, actor: Actor, verb: str) -> ContentReport:
    """The version that is being written, its mobility locked. Raises Refusal when there is none."""
    fresh = lock(mobility)
    require(actor, verb, fresh)
    report = report_to_write(fresh)
    if report is None:
        raise Refusal(_("The report was handed in and cannot be changed any more."))
    return report


def _decided(mobility: Mobility, actor: Actor, verb: str) -> ContentReport:
    """The report that waits, marked with who decides. Raises Refusal for whoever is second."""
    fresh = lock(mobility)
    require(actor, verb, fresh)
    report = latest_report(fresh)
    if report is None:
        raise Refusal(_("There is no report yet."))
    if report.accepted_at:
        raise Refusal(
            _("Somebody was quicker: %(who)s has accepted the report.") % {"who": report.decided_by}
        )
    if not report.is_waiting:
        raise Refusal(_("The report is with the participant."))
    report.decided_by_id, report.decided_as = actor.person_id, in_office(actor, fresh).capacity
    return report


def _keep_promises(report: ContentReport) -> None:
    """Mark the promises that the report says were kept, with its date and proof."""
    for row in report.dissemination:
        if row.get("promise") and row.get("status") == SharingStatus.DONE:
            unkept = Promise.objects.filter(mobility=report.mobility, pk=row["promise"], kept_on=None)
            unkept.update(kept_on=row["due_on"], proof=row.get("proof") or row.get("audience", ""))


def _record(verb: str, report: ContentReport, actor: Actor, **more: Any) -> Entry:
    return journal.record(
        verb=verb,
        subject=report,
        actor=in_office(actor, report.mobility),
        file_id=str(report.mobility.public_id),
        **more,
    )
