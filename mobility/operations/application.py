"""What a participant does with an application: start, save, submit, take back, withdraw."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.policy import Refusal, require
from members.actor import Actor
from members.queries import post_of
from mobility import checks, lifecycle, programme, relations
from mobility.checks import Finding
from mobility.enums import Stage
from mobility.models import Application, Call, Mobility
from mobility.operations.numbers import next_number
from mobility.papers import carry_over
from mobility.queries import application_of, own_in_call, past_mobilities
from mobility.sections import Section, put


class Incomplete(Refusal):
    """The application cannot be submitted; `findings` say what stands in the way and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        words = ngettext(
            "The application cannot be submitted yet: %(count)d thing is to be put right.",
            "The application cannot be submitted yet: %(count)d things are to be put right.",
            len(findings),
        )
        super().__init__(words % {"count": len(findings)})
        self.findings = tuple(findings)


@transaction.atomic
def start(*, call: Call, actor: Actor) -> Mobility:
    """Begin an application in an open call; whoever has one there already gets that one back.

    The work tasks are filled in from the post. Refuses people without a post at the member, or outside of the
    staff groups that the call addresses.
    """
    require(actor, "start", call)
    existing = own_in_call(call=call, person_id=actor.me)
    if existing is not None:
        return existing
    post = post_of(actor.person_id or 0, member_id=call.member_id, on=clock.today())
    if post is None:
        raise Refusal(_("Only people employed at this member faculty can apply."))
    if call.staff_groups and post.staff_group not in call.staff_groups:
        raise Refusal(_("This call is not for your group of staff: %s.") % post.get_staff_group_display())
    mobility = Mobility(
        call=call,
        member_id=call.member_id,
        person=post.person,
        employment=post,
        unit=post.unit,
        action=call.action,
    )
    try:
        with transaction.atomic():
            lifecycle.open_file(mobility=mobility, actor=actor)
    except IntegrityError:
        # Started twice at the same instant: the other request was first.
        twin = own_in_call(call=call, person_id=actor.me)
        if twin is None:
            raise
        return twin
    relations.set_people(mobility, relations.TAKE_PART, [post.person_id])
    Application.objects.create(
        mobility=mobility, member_id=call.member_id, saved_at=clock.now(), work_tasks=post.work_tasks
    )
    return mobility


@transaction.atomic
def save_section(*, mobility: Mobility, actor: Actor, section: str, values: Mapping[str, Any]) -> Application:
    """Save one section of the draft, however unfinished. Fields that are not given stay as they are.

    Refuses after the deadline and when the application is not with the participant. Draft saves are the
    author's own affair and leave no entry in the journal; the version that is submitted does.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "edit_application", fresh)
    application = application_of(fresh)
    period = (application.starts_on, application.ends_on)
    written = put(application, Section(section), values)
    if section == Section.STAY:
        programme.refit(application, before=period)
        written.append("programme")
    application.saved_at = clock.now()
    application.save(update_fields=[*written, "saved_at"])
    return application


@transaction.atomic
def submit(*, mobility: Mobility, actor: Actor) -> Mobility:
    """Submit the application: it gets its number and this version never changes again.

    Host, period, title and days are copied to the mobility, earlier mobilities are noted as they are today.
    Submitting what is submitted already gives the same receipt. Refuses after the deadline by the database's
    clock, and raises Incomplete with every finding while something stands in the way.
    """
    fresh = lifecycle.lock(mobility)
    if fresh.stage == Stage.SUBMITTED and fresh.person_id == actor.person_id:
        return _told(mobility, fresh)
    require(actor, "submit", fresh)
    application = application_of(fresh)
    found = checks.errors(checks.facts_for(fresh, application))
    if found:
        raise Incomplete(found)
    now = clock.now()
    application.past = past_mobilities(fresh.person_id, before=clock.today())
    application.submitted_at = application.saved_at = now
    application.save(update_fields=["past", "submitted_at", "saved_at"])
    _copy_to_file(fresh, application)
    lifecycle.advance(
        mobility=fresh,
        verb="submit",
        actor=actor,
        because=application,
        facts={"number": fresh.number, "version": application.version},
    )
    return _told(mobility, fresh)


def _copy_to_file(mobility: Mobility, application: Application) -> None:
    """What lists show of an application stands on the mobility's row; its number is given once."""
    mobility.number = mobility.number or next_number(member_id=mobility.member_id)
    mobility.title = application.title
    mobility.host = application.host
    mobility.starts_on, mobility.ends_on = application.starts_on, application.ends_on
    mobility.training_days = application.training_days
    mobility.save(update_fields=["number", "title", "host", "starts_on", "ends_on", "training_days"])


def _told(mobility: Mobility, fresh: Mobility) -> Mobility:
    """The caller's object, brought up to what was written."""
    for field in (
        "number",
        "title",
        "host_id",
        "starts_on",
        "ends_on",
        "training_days",
        "stage",
        "stage_since",
    ):
        setattr(mobility, field, getattr(fresh, field))
    return mobility


@transaction.atomic
def take_back(*, mobility: Mobility, actor: Actor) -> Application:
    """Take a submitted application back to correct it, until the deadline; a new version is its copy."""
    fresh = lifecycle.lock(mobility)
    lifecycle.advance(mobility=fresh, verb="take_back", actor=actor, facts={"number": fresh.number})
    _told(mobility, fresh)
    return next_version(fresh)


def next_version(mobility: Mobility) -> Application:
    """A draft that begins as a copy of the submitted version, which stays as it is."""
    application = application_of(mobility)
    if application.submitted_at is None:
        return application
    before = application.pk
    application.pk = None
    application._state.adding = True
    application.version += 1
    application.submitted_at = None
    application.past = []
    application.saved_at = clock.now()
    application.save(force_insert=True)
    carry_over(application, of=before)
    return application


@transaction.atomic
def withdraw(*, mobility: Mobility, actor: Actor, note: str = "") -> None:
    """Withdraw the application, before the decision and from the reserve list. What was written is kept."""
    fresh = lifecycle.lock(mobility)
    lifecycle.advance(
        mobility=fresh, verb="withdraw", actor=actor, note=note.strip(), facts={"number": fresh.number}
    )
    _told(mobility, fresh)
