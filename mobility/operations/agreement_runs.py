"""One task over many agreements: asked for in one act, carried out line by line with the asker's rights then."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core import clock, journal, outbox, policy
from core.policy import Refusal, require
from members.actor import Actor
from members.models import Person
from mobility import agreement_outcomes as outcomes
from mobility import agreements, documents, lifecycle
from mobility.agreement_outcomes import Outcome
from mobility.agreement_standing import with_standing
from mobility.agreement_text import LANGUAGES
from mobility.editions import is_whole
from mobility.enums import DocumentKind, LineState, RunAct, Standing
from mobility.models import Agreement, AgreementLine, AgreementRun, HostLink, IssuedDocument, Mobility
from mobility.operations.agreement import prepare_agreement
from mobility.operations.host_links import send_host_link
from mobility.operations.mailboxes import within_limit
from mobility.operations.reminding import Reminding, remind
from mobility.policy_agreement import sees_agreements

MOST = 1000
TASK = "mobility.tasks.carry_out"
# How a mobility, read with its standing, is dealt with.
Act = Callable[[AgreementRun, Any, Actor], Outcome]
# What somebody must be allowed to, in the member, to have it done to many.
VERBS = dict.fromkeys(RunAct, "act_on_agreements") | {RunAct.COLLECT: "see_agreements"}


@dataclass(frozen=True)
class Wish:
    """What is to be done to which mobilities; the token is the form's."""

    acts: Sequence[str]
    chosen: QuerySet[Mobility]
    token: UUID
    remind_after: int = 7


def acts_of(actor: Actor | None, place: AgreementRun) -> list[RunAct]:
    """What this actor may have done to many agreements of the member."""
    return [act for act in RunAct if policy.can(actor, VERBS[act], place)]


@transaction.atomic
def ask_for_run(*, member_id: int, actor: Actor, wish: Wish) -> AgreementRun:
    """Order a task over many agreements; the worker carries it out. A form sent twice makes one. Raises Refusal."""
    run = AgreementRun(
        university_id=actor.university_id,
        member_id=member_id,
        token=wish.token,
        asked_by_id=actor.me,
        held=[held.key for held in actor.held],
        acts=[act.value for act in RunAct if act in wish.acts],
        remind_after=wish.remind_after,
        asked_at=clock.now(),
    )
    for act in wish.acts:
        require(actor, VERBS[RunAct(act)], run)
    Person.objects.select_for_update(no_key=True).get(pk=actor.me)
    own = AgreementRun.objects.filter(member_id=member_id, asked_by_id=actor.me)
    present = own.filter(token=wish.token).first()
    if present is not None:
        return present
    if own.filter(finished_at=None).exists():
        raise Refusal(_("Your last task here is still being carried out. Please wait until it is finished."))
    lines = _lines(run, wish.chosen)
    run.save(force_insert=True)
    AgreementLine.objects.bulk_create(lines)
    journal.record(
        verb="agreements.task_asked",
        subject=run,
        actor=actor.acting_among(*sees_agreements, member_id=member_id),
        facts={"acts": run.acts, "mobilities": len(lines), "remind_after": run.remind_after},
    )
    named = {"university_id": run.university_id, "run_id": run.pk}
    transaction.on_commit(lambda: outbox.announce(TASK, **named), robust=True)
    return run


def _lines(run: AgreementRun, chosen: QuerySet[Mobility]) -> list[AgreementLine]:
    """A line for each mobility of the member that was chosen. Raises Refusal for none and for too many."""
    rows = chosen.filter(member_id=run.member_id).order_by("number", "pk")
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if not keys:
        raise Refusal(_("Choose at least one mobility."))
    if len(keys) > MOST:
        raise Refusal(
            _("More than %(most)d mobilities are too many for one task. Narrow the list.") % {"most": MOST}
        )
    tenant = {"university_id": run.university_id, "member_id": run.member_id}
    return [AgreementLine(run=run, mobility_id=key, **tenant) for key in keys]


@transaction.atomic
def carry_out_line(*, line: AgreementLine, actor: Actor | None) -> AgreementLine:
    """Do to one mobility what its agreement's standing asks for, if the task is to; the line is locked.

    Each act goes through its own operation with its rules and its entry in the journal; a refusal is the line's end.
    `actor` is the asker with what they hold now, None where that is nothing any more.
    """
    outcome = _unless_refused(lambda: _act(line, actor)) if actor else outcomes.refused("no_right")
    return settle(line=line, outcome=outcome)


def settle(*, line: AgreementLine, outcome: Outcome) -> AgreementLine:
    """Keep a line's end."""
    line.state, line.outcome, line.settled_at = outcome.state, outcome.kept, clock.now()
    line.save(update_fields=["state", "outcome", "settled_at"])
    return line


def _unless_refused(act: Callable[[], Outcome]) -> Outcome:
    """What the act comes to; its refusal in both languages, for which it is tried in each and undone."""
    reasons = {}
    for language in LANGUAGES:
        try:
            with translation.override(language), transaction.atomic():
                return act()
        except Refusal as refusal:
            with translation.override(language):
                reasons[language] = str(refusal)
    return outcomes.refused("refusal", **reasons)


def _act(line: AgreementLine, actor: Actor) -> Outcome:
    mobility = lifecycle.lock(line.mobility)
    require(actor, "take_into_task", mobility)
    row = with_standing(
        Mobility.objects.select_related("call", "host", "person").filter(pk=mobility.pk)
    ).get()
    standing = Standing(row.standing)
    act, how = ASKS_FOR[standing]
    if act not in line.run.acts:
        return outcomes.nothing("standing", standing=standing.value)
    return how(line.run, row, actor)


def _write(run: AgreementRun, row: Any, actor: Actor) -> Outcome:
    before = row.agreement_id
    made = prepare_agreement(mobility=row, actor=actor)
    if made.pk == before:
        return outcomes.nothing("says_so")
    return outcomes.done("written", version=made.version)


def _ask(run: AgreementRun, row: Any, actor: Actor) -> Outcome:
    """Ask whoever held the link that expired, else whom the agreement names; the limit of the mailbox counts."""
    agreement = Agreement.objects.select_related("mobility").get(pk=row.agreement_id)
    link = HostLink.objects.filter(pk=row.link_id).first()
    to = agreements.contact_of(agreement)
    if link is not None:
        to = {"name": link.name, "address": link.address, "language": link.language}

    def send() -> Outcome:
        send_host_link(agreement=agreement, actor=actor, **to)
        return outcomes.done("asked_again" if link else "asked")

    return within_limit(to["address"], send)


def _collect(run: AgreementRun, row: Any, actor: Actor) -> Outcome:
    """Take the agreement along when it is printed in each language; the archive is made at the end of the task."""
    papers = signed_papers([row.pk])
    if not is_whole(papers):
        return outcomes.refused("unprinted")
    for paper in papers:
        require(actor, "open_document", row)
        if not documents.may_read(actor, paper.kind, row):
            return outcomes.refused("no_right")
    return outcomes.done("collected")


def _remind(run: AgreementRun, row: Any, actor: Actor) -> Outcome:
    return remind(Reminding(run, actor), row)


def _by_hand(code: str) -> Act:
    return lambda run, row, actor: outcomes.refused(code)


# What the agreement's standing asks for, and how it is done; some things a person has to look at.
ASKS_FOR: dict[Standing, tuple[RunAct, Act]] = {
    Standing.UNWRITTEN: (RunAct.WRITE, _write),
    Standing.CHANGED: (RunAct.WRITE, _write),
    Standing.LAPSED: (RunAct.WRITE, _write),
    Standing.DECLINED: (RunAct.WRITE, _by_hand("declined")),
    Standing.PARTICIPANT: (RunAct.REMIND, _remind),
    Standing.SUITABILITY: (RunAct.REMIND, _remind),
    Standing.HOME: (RunAct.REMIND, _remind),
    Standing.ASKED: (RunAct.REMIND, _remind),
    Standing.TO_ASK: (RunAct.ASK, _ask),
    Standing.EXPIRED: (RunAct.ASK, _ask),
    Standing.PROPOSAL: (RunAct.ASK, _by_hand("proposal")),
    Standing.CLOSED: (RunAct.ASK, _by_hand("closed")),
    Standing.UNKNOWN: (RunAct.ASK, _by_hand("unknown")),
    Standing.SIGNED: (RunAct.COLLECT, _collect),
}


def signed_papers(mobility_ids: Sequence[int]) -> list[IssuedDocument]:
    """The signed agreements in force of these mobilities as they were printed, by number and language."""
    found = IssuedDocument.objects.filter(
        mobility__in=mobility_ids, kind=DocumentKind.AGREEMENT, superseded_at=None
    )
    rows = found.select_related("file", "mobility__person").order_by("mobility__number", "-language")
    in_force = Agreement.objects.filter(mobility__in=mobility_ids, superseded_at=None)
    versions = dict(in_force.exclude(signed_at=None).values_list("mobility_id", "version"))
    return [row for row in rows if versions.get(row.mobility_id) == row.version]


@transaction.atomic
def finish(*, run: AgreementRun, actor: Actor) -> AgreementRun:
    """Close a task of which no line waits any more; the run is locked."""
    run.finished_at = clock.now()
    run.save()
    ends = Counter(run.lines.values_list("state", flat=True))
    journal.record(
        verb="agreements.task_finished",
        subject=run,
        actor=actor,
        facts={state.value: ends[state] for state in LineState if ends[state]},
    )
    return run
