"""What the host proposes to change, and how it is answered: taken over in all or in part, or declined with a reason."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor, system
from members.enums import Capacity
from mobility import agreements, duties, lifecycle, proposals
from mobility.enums import DutyKind, Stage
from mobility.host_enums import Answer
from mobility.models import Agreement, Application, ChangeProposal, HostLink, Mobility
from mobility.operations.agreement import put_into_force, reopen_preparation
from mobility.operations.host_links import send_host_link
from mobility.operations.signing import before_departure
from mobility.plan_change import changes_content
from mobility.proposals import open_proposal
from mobility.queries import submitted_application

# How many days somebody has to answer the host; never beyond the eve of the stay.
DAYS_TO_ANSWER = 5


@transaction.atomic
def propose_changes(
    *, link: HostLink, actor: Actor, typed: dict[str, Any], name: str, reason: str
) -> ChangeProposal:
    """The host would have the plan otherwise (see proposals.changes_between for `typed`). Raises Refusal.

    One proposal at a time; while it is open the host is not asked to sign.
    """
    mobility = lifecycle.lock(link.agreement.mobility)
    require(actor, "propose_changes", mobility)
    if open_proposal(mobility) is not None:
        raise Refusal(_("A proposal of yours is with the sending institution already; it is answered first."))
    application = _plan_of(mobility)
    changes = proposals.changes_between(application, typed)
    if not changes:
        raise Refusal(_("Nothing was changed."))
    trouble = proposals.trouble(application, changes)
    if trouble:
        raise Refusal(trouble)
    proposal = ChangeProposal.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        agreement=link.agreement,
        name=name.strip(),
        made_at=clock.now(),
        reason=reason.strip(),
        changes=changes,
    )
    entry = _record("proposal.made", proposal, actor, note=proposal.reason)
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.ANSWER,
        owed_by=Capacity.COORDINATOR,
        due_on=before_departure(mobility, DAYS_TO_ANSWER),
        opened_by=entry,
    )
    return proposal


@transaction.atomic
def accept_proposal(
    *, mobility: Mobility, actor: Actor, keys: Collection[str], words: str = ""
) -> ChangeProposal:
    """Take over these changes: application and agreement in a new version, all parties sign anew. Raises Refusal.

    Every signature binds to the whole text, so none outlives a change of it. The host gets a link to the new version.
    """
    fresh = lifecycle.lock(mobility)
    proposal = _waiting(fresh, actor)
    taken = [change for change in proposal.changes if change["key"] in keys]
    if not taken:
        raise Refusal(_("Choose what is taken over, or decline the proposal."))
    application = _plan_of(fresh)
    trouble = proposals.trouble(application, taken)
    if trouble:
        raise Refusal(trouble)
    link = agreements.latest_link(fresh)
    fields = proposals.fields_of(application, taken)
    content = changes_content(application, fields)
    agreement = _renewed(fresh, actor, fields, proposal)
    proposal.taken = [change["key"] for change in taken]
    proposal.new_version = agreement.version
    outcome = Answer.ACCEPTED if len(taken) == len(proposal.changes) else Answer.PARTLY
    _answer(proposal, actor, outcome, words)
    facts = {"version": agreement.version, "taken": len(taken), "of": len(proposal.changes)}
    touched = {"plan": proposals.touches_plan(taken), "content": content}
    _record("proposal.accepted", proposal, actor, note=proposal.words, facts=facts | touched)
    if link is not None:
        send_host_link(
            agreement=agreement,
            actor=system(fresh.university_id),
            name=link.name,
            address=link.address,
            language=link.language,
        )
    return proposal


@transaction.atomic
def decline_proposal(*, mobility: Mobility, actor: Actor, words: str) -> ChangeProposal:
    """Leave the plan as it is, with a reason that the host is told. Raises Refusal."""
    fresh = lifecycle.lock(mobility)
    proposal = _waiting(fresh, actor)
    if not words.strip():
        raise Refusal(_("Please give the reason."))
    _answer(proposal, actor, Answer.DECLINED, words)
    _record("proposal.declined", proposal, actor, note=proposal.words)
    return proposal


def let_proposals_lapse(mobility: Mobility) -> int:
    """A file that ended answers no proposal any more; returns how many were open."""
    waiting = ChangeProposal.objects.filter(mobility=mobility, answered_at=None)
    return waiting.update(outcome=Answer.LAPSED, answered_at=clock.now())


def _plan_of(mobility: Mobility) -> Application:
    application = submitted_application(mobility)
    if application is None:
        raise Refusal(_("The application does not say yet where the stay is."))
    return application


def _waiting(mobility: Mobility, actor: Actor) -> ChangeProposal:
    """The open proposal of a locked mobility, for whoever may answer it. Raises Refusal for whoever is second."""
    require(actor, "answer_proposal", mobility)
    proposal = open_proposal(mobility)
    if proposal is None:
        raise Refusal(_("The proposal has been answered already."))
    proposal.mobility = mobility
    return proposal


def _renewed(
    mobility: Mobility, actor: Actor, changes: dict[str, Any], proposal: ChangeProposal
) -> Agreement:
    """The agreement in its next version; a plan that was ready goes back to preparation."""
    if mobility.stage == Stage.READY:
        return reopen_preparation(mobility=mobility, actor=actor, reason=proposal.reason, changes=changes)
    return put_into_force(mobility, changes)


def _answer(proposal: ChangeProposal, actor: Actor, outcome: Answer, words: str) -> None:
    proposal.outcome, proposal.words = outcome, words.strip()
    proposal.answered_at, proposal.answered_by_id = clock.now(), actor.person_id
    proposal.save()
    duties.fulfil(mobility=proposal.mobility, kind=DutyKind.ANSWER, by=proposal)


def _record(verb: str, proposal: ChangeProposal, actor: Actor, **more: Any) -> Any:
    mobility = proposal.mobility
    if actor.person_id is not None:
        is_own = actor.person_id == mobility.person_id
        actor = actor.acting_as(Capacity.PARTICIPANT if is_own else Capacity.COORDINATOR)
    return journal.record(
        verb=verb,
        subject=proposal,
        actor=actor,
        file_id=str(mobility.public_id),
        **more,
    )
