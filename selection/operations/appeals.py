"""The appeal: lodged in time with the file frozen, a panel of others named, decided; what follows is a new decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import StoredFile
from core.policy import Refusal, require
from core.uploads import CleanUpload, keep
from members.actor import Actor, system
from members.enums import Capacity
from members.models import Person
from mobility import duties, lifecycle
from mobility.enums import DutyKind, Stage
from mobility.models import Mobility
from selection.after import after_of
from selection.appeals import PANEL_OF, Appealable, able_to_hear, appeal_of, appealable
from selection.deciding.standing_places import note_what_counts
from selection.enums import AppealGround, AppealOutcome, Cause, Outcome, Relief, Role
from selection.frozen import fingerprint, frozen_of
from selection.models import Appeal, Assessment, Decision, PanelSeat
from selection.operations.admission import admit
from selection.operations.committee import lock_call
from selection.operations.placing import (
    carry_out,
    check_calendars,
    check_money,
    check_places,
    last_decision,
    next_version,
)

NAMED_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class Ruling:
    """What the panel decides: the relief, the reasons, and for the reserve list the place."""

    relief: Relief
    reasons: str
    place: int | None = None


def reliefs_for(mobility: Mobility) -> tuple[Relief, ...]:
    """What an appeal about an application at this stage can lead to."""
    if mobility.stage == Stage.INELIGIBLE:
        return (Relief.REJECT, Relief.ADMIT)
    return (Relief.REJECT, Relief.AWARD, Relief.RESERVE)


@transaction.atomic
def lodge_appeal(
    *, mobility: Mobility, actor: Actor, ground: str, words: str, upload: CleanUpload | None = None
) -> Appeal:
    """Appeal against the result that stands. Raises Refusal after the last day, by the database's clock."""
    fresh = lifecycle.lock(mobility)
    require(actor, "lodge_appeal", fresh)
    if not words.strip():
        raise Refusal(_("Say what you object to, and why."))
    against = appealable(fresh)
    if against is None:
        raise Refusal(_("Nothing was decided that you could appeal against."))
    stored = None
    if upload is not None:
        stored = keep(upload, university=fresh.university, member=fresh.member, person=fresh.person)
    appeal = _written(fresh, against, words=words, ground=AppealGround(ground), file=stored)
    entry = journal.record(
        verb="appeal.lodged",
        subject=appeal,
        actor=actor.acting_as(Capacity.PARTICIPANT),
        file_id=str(fresh.public_id),
        facts={"ground": str(appeal.ground), "frozen": appeal.frozen_hash},
    )
    duties.open_duty(
        mobility=fresh,
        kind=DutyKind.NAME_PANEL,
        owed_by=Capacity.OFFICE,
        due_on=clock.today() + NAMED_WITHIN,
        opened_by=entry,
    )
    return appeal


def _written(
    mobility: Mobility, against: Appealable, *, words: str, ground: AppealGround, file: StoredFile | None
) -> Appeal:
    """The appeal with the file as it stands now."""
    frozen = frozen_of(mobility, against)
    return Appeal.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        against=against.decision,
        exclusion=against.exclusion,
        ground=ground,
        words=words.strip(),
        file=file,
        frozen=frozen,
        frozen_hash=fingerprint(frozen),
        lodged_at=clock.now(),
    )


@transaction.atomic
def name_panel(*, mobility: Mobility, actor: Actor, chair: Person, members: Iterable[Person]) -> Appeal:
    """Name who decides on the appeal, or name others while it is open. Nobody of them had a part in the decision."""
    fresh = lifecycle.lock(mobility)
    require(actor, "name_panel", fresh)
    appeal = _open_appeal(fresh)
    wanted = {person.pk: Role.MEMBER for person in members} | {chair.pk: Role.CHAIR}
    able = set(able_to_hear(fresh).values_list("pk", flat=True))
    for person in (chair, *members):
        if person.pk not in able:
            words = _("%s had a part in the decision or applies in the call, and cannot sit in the panel.")
            raise Refusal(words % person)
    after = after_of(fresh.call)
    appeal.named_at, appeal.named_by_id = clock.now(), actor.me
    appeal.decide_by = clock.today() + timedelta(days=after.panel_days)
    appeal.save(update_fields=["named_at", "named_by", "decide_by"])
    PanelSeat.objects.filter(appeal=appeal).delete()
    for person_id, role in sorted(wanted.items()):
        PanelSeat.objects.create(member_id=fresh.member_id, appeal=appeal, person_id=person_id, role=role)
    entry = journal.record(
        verb="appeal.panel_named",
        subject=appeal,
        actor=actor.acting_among(Capacity.OFFICE, Capacity.DEAN, member_id=fresh.member_id),
        file_id=str(fresh.public_id),
        facts={"people": sorted(wanted), "decide_by": appeal.decide_by.isoformat()},
    )
    duties.fulfil(mobility=fresh, kind=DutyKind.NAME_PANEL, by=appeal)
    duties.waive(mobility=fresh, kinds=(DutyKind.HEAR_APPEAL,), reason=gettext("The panel was named anew."))
    for person_id in wanted:
        duties.open_duty(
            mobility=fresh,
            kind=DutyKind.HEAR_APPEAL,
            owed_by=Capacity.ASSESSOR,
            part=f"panel-{person_id}",
            person_id=person_id,
            due_on=appeal.decide_by,
            opened_by=entry,
        )
    return appeal


@transaction.atomic
def decide_appeal(*, mobility: Mobility, actor: Actor, ruling: Ruling) -> Appeal:
    """Record what the panel decided, with its reasons. What follows from an upheld appeal happens at once.

    Raises Refusal when a place is to be awarded and none is free: the panel can give a place on the reserve list.
    """
    lock_call(mobility.call)
    fresh = lifecycle.lock(mobility)
    require(actor, "decide_appeal", fresh)
    if not ruling.reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    if ruling.relief not in reliefs_for(fresh):
        raise Refusal(_("This cannot follow from an appeal about this application."))
    appeal = _open_appeal(fresh)
    is_upheld = ruling.relief != Relief.REJECT
    appeal.outcome = AppealOutcome.UPHELD if is_upheld else AppealOutcome.REJECTED
    appeal.reasons, appeal.decided_at = ruling.reasons.strip(), clock.now()
    appeal.decided_by_id = actor.me
    appeal.save(update_fields=["outcome", "reasons", "decided_at", "decided_by"])
    panel = actor.acting_among(*PANEL_OF, member_id=fresh.member_id)
    journal.record(
        verb="appeal.decided",
        subject=appeal,
        actor=panel,
        file_id=str(fresh.public_id),
        note=appeal.reasons,
        facts={"outcome": str(appeal.outcome), "relief": str(ruling.relief)},
    )
    duties.fulfil(mobility=fresh, kind=DutyKind.HEAR_APPEAL, by=appeal)
    if is_upheld:
        _grant(fresh, actor, ruling)
    return appeal


@transaction.atomic
def settle_appeal(*, mobility: Mobility) -> Appeal | None:
    """Close an appeal that has nothing left to decide: the place was awarded, or the application given up."""
    fresh = lifecycle.lock(mobility)
    appeal = appeal_of(fresh)
    if appeal is None or appeal.is_decided:
        return None
    with translation.override(fresh.person.language):
        reasons = gettext("The application has moved on meanwhile: there is nothing left to decide.")
    appeal.outcome, appeal.reasons, appeal.decided_at = AppealOutcome.SETTLED, reasons, clock.now()
    appeal.save(update_fields=["outcome", "reasons", "decided_at"])
    journal.record(
        verb="appeal.settled",
        subject=appeal,
        actor=system(fresh.university_id),
        file_id=str(fresh.public_id),
        facts={"stage": str(fresh.stage)},
    )
    duties.waive(
        mobility=fresh,
        kinds=(DutyKind.HEAR_APPEAL, DutyKind.NAME_PANEL),
        reason=gettext("The appeal is settled."),
    )
    return appeal


def _open_appeal(mobility: Mobility) -> Appeal:
    """The appeal that waits, its row locked (the mobility is locked already)."""
    return Appeal.objects.select_for_update().get(mobility=mobility, decided_at=None)


def _grant(mobility: Mobility, actor: Actor, ruling: Ruling) -> None:
    """Do what the panel decided: the move is made by Popotnik, the decision is the panel's."""
    machine = system(mobility.university_id)
    if ruling.relief == Relief.ADMIT:
        admit(mobility=mobility, actor=machine)
        return
    assessment, now = Assessment.objects.get(mobility=mobility), clock.now()
    assessment.mobility = mobility
    before = last_decision(assessment)
    decision = Decision(
        assessment=assessment,
        member_id=mobility.member_id,
        version=next_version(assessment),
        outcome=Outcome.AWARD if ruling.relief == Relief.AWARD else Outcome.RESERVE,
        cause=Cause.APPEAL,
        grant=before.grant if before else None,
        reasons=ruling.reasons.strip(),
        decided_by_id=actor.me,
        decided_at=now,
        released_by_id=actor.me,
        released_at=now,
    )
    if decision.outcome == Outcome.AWARD:
        check_places(mobility.call, wanted=1)
        check_calendars([mobility.pk])
        check_money(mobility.call, [decision])
        note_what_counts(mobility.call, [decision])
    elif not ruling.place:
        raise Refusal(_("Say which place on the reserve list."))
    else:
        decision.place = ruling.place
    decision.save()
    carry_out(decision, machine, facts={"appeal": True})
