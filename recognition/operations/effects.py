"""After the entry: promises are kept or answered for at 3, 6 and 12 months; then Popotnik closes the file."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from core.wording import day
from members.actor import Actor, system
from members.enums import Capacity
from members.models import Member
from mobility import duties
from mobility.enums import DutyKind, Phase, Stage
from mobility.lifecycle import advance, lock
from mobility.models import Duty, Mobility, Promise
from mobility.models.promise import PromiseKind
from mobility.queries import end_of_stay
from recognition.enums import FOLLOW_UP_MONTHS, Answer
from recognition.models import FollowUp
from recognition.queries import follow_up_duty, months_after, unkept

# Nothing that opens with the entry is due before a fortnight has passed.
AT_LEAST = timedelta(days=14)
# A follow-up may be answered from a fortnight before its date on.
EARLIEST = timedelta(days=14)


@transaction.atomic
def open_effect_duties(*, mobility: Mobility, because: Entry) -> None:
    """Open the follow-ups, and one duty for each dissemination that was promised and not kept yet."""
    at_least = clock.today() + AT_LEAST
    ended_on = end_of_stay(mobility)
    for months in FOLLOW_UP_MONTHS:
        due_on = max(months_after(ended_on, months), at_least)
        _open(mobility, because, kind=DutyKind.FOLLOW_UP, part=str(months), due_on=due_on)
    required = Member.objects.values_list("dissemination_required", flat=True).get(pk=mobility.member_id)
    for promise in unkept(mobility):
        if promise.kind == PromiseKind.DISSEMINATION:
            due_on = max(promise.due_on, at_least)
            part = part_of(promise)
            _open(mobility, because, kind=DutyKind.DISSEMINATE, part=part, due_on=due_on, required=required)


@transaction.atomic
def report_effect(*, promise: Promise, actor: Actor, kept_on: date, proof: str) -> Promise:
    """Keep that a promise was kept, on which day and what shows it; its duty is met.

    Raises Refusal for a day before the stay or in the future, without a proof, and when it was reported.
    """
    mobility = lock(promise.mobility)
    require(actor, "report_effect", mobility)
    fresh = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    if fresh.kept_on:
        raise Refusal(_("This promise was reported as kept on %(day)s.") % {"day": day(fresh.kept_on)})
    _keep(fresh, mobility, kept_on, proof)
    journal.record(
        verb="promise.kept",
        subject=fresh,
        actor=actor.acting_as(Capacity.PARTICIPANT),
        file_id=str(mobility.public_id),
        note=fresh.words,
    )
    duties.fulfil(mobility=mobility, kind=DutyKind.DISSEMINATE, by=fresh, part=part_of(fresh))
    return fresh


@transaction.atomic
def answer_follow_up(
    *, mobility: Mobility, actor: Actor, months: int, answers: dict[int, dict[str, Any]], remarks: str = ""
) -> FollowUp:
    """Answer for each open promise: kept (day, proof), not yet (new date, why), or given up (why).

    `answers` has one item for each open promise by its key: {answer, kept_on, proof, due_on, why}. Raises
    Refusal for an answer that lacks something, before its time, and when it was answered already.
    """
    fresh = lock(mobility)
    require(actor, "answer_follow_up", fresh)
    _is_open(fresh, months)
    said = [_take(promise, fresh, answers.get(promise.pk, {})) for promise in unkept(fresh)]
    follow_up = FollowUp.objects.create(
        member_id=fresh.member_id,
        mobility=fresh,
        months=months,
        answers=said,
        remarks=remarks.strip(),
        answered_at=clock.now(),
    )
    journal.record(
        verb="follow_up.answered",
        subject=follow_up,
        actor=actor.acting_as(Capacity.PARTICIPANT),
        file_id=str(fresh.public_id),
        facts={
            "months": months,
            "kept": sum(row["answer"] == Answer.KEPT for row in said),
            "asked": len(said),
        },
    )
    for row in said:
        if row["answer"] == Answer.KEPT:
            duties.fulfil(
                mobility=fresh, kind=DutyKind.DISSEMINATE, by=follow_up, part=f"promise-{row['promise']}"
            )
    duties.fulfil(mobility=fresh, kind=DutyKind.FOLLOW_UP, by=follow_up, part=str(months))
    return follow_up


@transaction.atomic
def waive_effects(*, mobility: Mobility, actor: Actor, parts: list[str], reason: str) -> int:
    """Release the participant from some of what is still owed, with a reason; returns from how much."""
    fresh = lock(mobility)
    require(actor, "waive_effect", fresh)
    if not reason.strip() or not parts:
        raise Refusal(_("Choose what is waived, and say why."))
    journal.record(
        verb="effects.waived",
        subject=fresh,
        actor=actor.acting_as(Capacity.COORDINATOR),
        file_id=str(fresh.public_id),
        note=reason.strip(),
        facts={"parts": parts},
    )
    kinds = (DutyKind.DISSEMINATE, DutyKind.FOLLOW_UP)
    return sum(duties.waive(mobility=fresh, reason=reason.strip(), kinds=kinds, part=part) for part in parts)


@duties.when_met(Phase.EFFECTS, needs=frozenset(f"follow_up:{months}" for months in FOLLOW_UP_MONTHS))
def close(mobility: Mobility) -> None:
    """Everything required was answered or waived: the file is closed, and with it what was only advised."""
    if mobility.stage != Stage.RECOGNISED:
        return
    advance(mobility=mobility, verb="close", actor=system(mobility.university_id))
    duties.waive(mobility=mobility, reason=gettext("The file was closed."), kinds=(DutyKind.DISSEMINATE,))


def part_of(promise: Promise) -> str:
    """Under which part the duty to keep a promise stands."""
    return f"promise-{promise.pk}"


def _open(mobility: Mobility, because: Entry, **duty: Any) -> Duty:
    return duties.open_duty(
        mobility=mobility,
        owed_by=Capacity.PARTICIPANT,
        person_id=mobility.person_id,
        opened_by=because,
        **duty,
    )


def _is_open(mobility: Mobility, months: int) -> None:
    duty = follow_up_duty(mobility, months)
    if duty is None:
        raise Refusal(_("This was answered already."))
    opens_on = duty.due_on - EARLIEST
    if clock.today() < opens_on:
        raise Refusal(_("This can be answered from %(day)s on.") % {"day": day(opens_on)})


def _keep(promise: Promise, mobility: Mobility, kept_on: date | None, proof: str) -> None:
    if kept_on is None or not proof.strip():
        raise Refusal(_("Give the day and what shows it."))
    if kept_on > clock.today():
        raise Refusal(_("The day lies in the future."))
    if mobility.starts_on and kept_on < mobility.starts_on:
        raise Refusal(_("The day lies before the stay."))
    promise.kept_on, promise.proof = kept_on, proof.strip()
    promise.save(update_fields=["kept_on", "proof"])


def _take(promise: Promise, mobility: Mobility, said: dict[str, Any]) -> dict[str, Any]:
    """Act on one answer and return it as it is kept with the follow-up."""
    answer, why, due_on = said.get("answer", ""), str(said.get("why", "")).strip(), said.get("due_on")
    if answer == Answer.KEPT:
        _keep(promise, mobility, said.get("kept_on"), str(said.get("proof", "")))
    elif answer not in Answer.values or not why:
        raise Refusal(_("Answer for each promise; where it is not kept, say why."))
    elif answer == Answer.NOT_YET:
        if due_on is None or due_on <= clock.today():
            raise Refusal(_("Give a new date that lies ahead."))
        promise.due_on = due_on
        promise.save(update_fields=["due_on"])
    return {
        "promise": promise.pk,
        "words": promise.words,
        "answer": str(answer),
        "kept_on": promise.kept_on.isoformat() if promise.kept_on else None,
        "proof": promise.proof,
        "due_on": promise.due_on.isoformat(),
        "why": why,
    }
