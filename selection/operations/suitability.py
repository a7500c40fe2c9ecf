"""Priloga 1: asking the body of three, their opinions, the decision, and the participant's changes."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from core.wording import moment
from members.actor import Actor, system
from members.enums import Capacity
from mobility import duties, lifecycle, relations
from mobility.enums import DutyKind
from mobility.models import Duty, Mobility
from mobility.queries import submitted_application
from selection.body import Asked, body_for
from selection.enums import BODY, Verdict
from selection.models import Adaptation, Confirmation, Opinion
from selection.queries import confirmation_of

DECIDING = "secretary"
OPINION_DAYS, DECISION_DAYS, ADAPT_DAYS = 7, 10, 7


@transaction.atomic
def ask_body(*, mobility: Mobility, opened_by: Entry | None = None) -> Confirmation:
    """Ask the three for their opinions on the application as it stands: duties, relations, one paper.

    An earlier confirmation of another version of the application is superseded; asking twice changes nothing.
    """
    mobility = lifecycle.lock(mobility)
    application = submitted_application(mobility)
    if application is None:
        raise Refusal(_("The application has not been submitted yet."))
    present = confirmation_of(mobility)
    if present is not None and present.application_id == application.pk:
        return present
    if present is not None:
        present.superseded_at = clock.now()
        present.save(update_fields=["superseded_at"])
    confirmation = Confirmation.objects.create(
        mobility=mobility,
        member_id=mobility.member_id,
        version=Confirmation.objects.filter(mobility=mobility).count() + 1,
        application=application,
        asked_at=clock.now(),
    )
    asked = body_for(mobility)
    _open_duties(mobility, asked, opened_by)
    relations.set_people(mobility, relations.ENDORSE, {pk for one in asked for pk in one.people})
    journal.record(
        verb="suitability.asked",
        subject=confirmation,
        actor=system(mobility.university_id),
        file_id=str(mobility.public_id),
    )
    return confirmation


def _open_duties(mobility: Mobility, asked: list[Asked], opened_by: Entry | None) -> None:
    today = clock.today()
    for one in asked:
        duties.open_duty(
            mobility=mobility,
            kind=DutyKind.OPINION,
            owed_by=one.capacity,
            part=one.part,
            person_id=one.person_id,
            due_on=today + timedelta(days=OPINION_DAYS),
            opened_by=opened_by,
        )
    secretary = next(one for one in asked if one.part == Capacity.SECRETARY)
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.DECIDE_SUITABILITY,
        owed_by=secretary.capacity,
        part=DECIDING,
        person_id=secretary.person_id,
        due_on=today + timedelta(days=DECISION_DAYS),
        opened_by=opened_by,
    )


@transaction.atomic
def give_opinion(
    *, mobility: Mobility, actor: Actor, as_: Capacity, verdict: str, reasons: str = ""
) -> Opinion:
    """Give one of the three opinions. Reasons are required unless the training fits.

    Whoever comes second is told what the first one said. The dean gives it for a member who may not judge.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "give_opinion", fresh)
    confirmation = _undecided(fresh)
    duty = _opinion_duty(fresh, actor, as_)
    _refuse_second(confirmation, duty.part if duty else as_)
    if duty is None:
        raise Refusal(_("This opinion is not asked of you."))
    if Verdict(verdict) != Verdict.FITS and not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    opinion = Opinion.objects.create(
        confirmation=confirmation,
        member_id=fresh.member_id,
        part=duty.part,
        capacity=duty.owed_by,
        person_id=actor.me,
        verdict=Verdict(verdict),
        reasons=reasons.strip(),
        given_at=clock.now(),
    )
    journal.record(
        verb="suitability.opinion_given",
        subject=opinion,
        actor=actor.acting_as(Capacity(duty.owed_by)),
        file_id=str(fresh.public_id),
        facts={"part": duty.part, "verdict": verdict},
    )
    duties.fulfil(mobility=fresh, kind=DutyKind.OPINION, by=opinion, part=duty.part)
    return opinion


@transaction.atomic
def decide_suitability(
    *, mobility: Mobility, actor: Actor, outcome: str, reasons: str = "", conditions: str = ""
) -> Confirmation:
    """Record the body's decision after its three opinions.

    Fits with changes: conditions are required and the participant is asked to adapt the plan. Does not fit: the
    mobility is cancelled with the body's reasons. Whoever comes second is told what the first one decided.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "decide_suitability", fresh)
    confirmation = _undecided(fresh)
    verdict = Verdict(outcome)
    _check_decision(fresh, confirmation, actor, verdict=verdict, reasons=reasons, conditions=conditions)
    confirmation.outcome, confirmation.reasons = verdict, reasons.strip()
    confirmation.conditions = conditions.strip() if verdict == Verdict.CHANGES else ""
    confirmation.decided_by_id, confirmation.decided_at = actor.person_id, clock.now()
    confirmation.save(update_fields=["outcome", "reasons", "conditions", "decided_by", "decided_at"])
    entry = journal.record(
        verb="suitability.decided",
        subject=confirmation,
        actor=actor.acting_as(_deciding(actor, fresh)),
        file_id=str(fresh.public_id),
        facts={"outcome": str(verdict)},
        note=confirmation.reasons,
    )
    _carry_out(fresh, confirmation, actor, entry)
    return confirmation


def _carry_out(mobility: Mobility, confirmation: Confirmation, actor: Actor, entry: Entry) -> None:
    """What the decision brings about in the file."""
    verdict = Verdict(confirmation.outcome)
    if verdict == Verdict.NOT:
        lifecycle.advance(
            mobility=mobility,
            verb="find_unsuitable",
            actor=actor,
            because=confirmation,
            note=confirmation.reasons,
        )
        duties.waive(
            mobility=mobility, reason=str(_("The training was found not to fit the participant’s work."))
        )
        return
    if verdict == Verdict.CHANGES:
        duties.open_duty(
            mobility=mobility,
            kind=DutyKind.ADAPT,
            owed_by=Capacity.PARTICIPANT,
            person_id=mobility.person_id,
            due_on=clock.today() + timedelta(days=ADAPT_DAYS),
            opened_by=entry,
        )
    duties.fulfil(mobility=mobility, kind=DutyKind.DECIDE_SUITABILITY, by=confirmation)


@transaction.atomic
def adapt_plan(*, mobility: Mobility, actor: Actor, words: str) -> Adaptation:
    """Say how the plan was adapted to the body's conditions; that fulfils the duty."""
    fresh = lifecycle.lock(mobility)
    require(actor, "adapt_plan", fresh)
    confirmation = confirmation_of(fresh)
    if confirmation is None or confirmation.outcome != Verdict.CHANGES:
        raise Refusal(_("No changes were asked for."))
    if Adaptation.objects.filter(confirmation=confirmation).exists():
        raise Refusal(_("You have said already what you changed."))
    if not words.strip():
        raise Refusal(_("Say what you changed."))
    adaptation = Adaptation.objects.create(
        confirmation=confirmation,
        member_id=fresh.member_id,
        words=words.strip(),
        made_by_id=actor.me,
        made_at=clock.now(),
    )
    journal.record(
        verb="suitability.plan_adapted", subject=adaptation, actor=actor, file_id=str(fresh.public_id)
    )
    duties.fulfil(mobility=fresh, kind=DutyKind.ADAPT, by=adaptation)
    return adaptation


def _undecided(mobility: Mobility) -> Confirmation:
    """The confirmation in force, undecided; else a Refusal that says who decided what."""
    confirmation = confirmation_of(mobility)
    if confirmation is None:
        raise Refusal(_("Nobody has been asked about suitability yet."))
    if confirmation.is_decided:
        words = _("%(who)s recorded the decision on %(when)s: %(what)s.")
        raise Refusal(
            words
            % {
                "who": confirmation.decided_by,
                "when": moment(confirmation.decided_at),
                "what": Verdict(confirmation.outcome).label,
            }
        )
    return confirmation


def _opinion_duty(mobility: Mobility, actor: Actor, as_: Capacity) -> Duty | None:
    """The open duty of the opinion that this actor gives: of the named part, or (as dean) one that fell to them."""
    waiting = Duty.objects.filter(mobility=mobility, kind=DutyKind.OPINION, fulfilled_at=None, waived_at=None)
    waiting = waiting.filter(part=as_) if as_ in BODY else waiting.filter(owed_by=as_)
    for duty in waiting.order_by("pk"):
        if actor.holds(
            Capacity(duty.owed_by),
            member_id=mobility.member_id,
            unit_id=mobility.unit_id,
            about=mobility.person_id,
        ):
            return duty
    return None


def _refuse_second(confirmation: Confirmation, part: str) -> None:
    given = Opinion.objects.filter(confirmation=confirmation, part=part).select_related("person").first()
    if given is None:
        return
    words = _("%(who)s gave this opinion on %(when)s: %(what)s.")
    raise Refusal(
        words % {"who": given.person, "when": moment(given.given_at), "what": Verdict(given.verdict).label}
    )


def _check_decision(
    mobility: Mobility,
    confirmation: Confirmation,
    actor: Actor,
    *,
    verdict: Verdict,
    reasons: str,
    conditions: str,
) -> None:
    opinions = list(Opinion.objects.filter(confirmation=confirmation))
    given = {opinion.part for opinion in opinions}
    missing = [str(capacity.label) for capacity in BODY if capacity not in given]
    if missing:
        raise Refusal(_("Opinions still missing: %s.") % ", ".join(missing))
    agreed = verdict == Verdict.FITS and all(opinion.verdict == Verdict.FITS for opinion in opinions)
    if not agreed and not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    if verdict == Verdict.CHANGES and not conditions.strip():
        raise Refusal(_("Write down the conditions: the participant adapts the plan to them."))


def _deciding(actor: Actor, mobility: Mobility) -> Capacity:
    asked = (Capacity.SECRETARY, Capacity.DEAN)
    return actor.holding(asked, member_id=mobility.member_id, about=mobility.person_id) or Capacity.SECRETARY
