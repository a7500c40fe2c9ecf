"""Inviting people by their address: the door that opens, and the role that waits behind it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, can, require
from core.tenancy import current_reach
from core.wording import day_and_year
from members.actor import Actor
from members.enums import Capacity
from members.grants import IN_CHARGE, Grant
from members.models import Affiliation, Invitation, Member, Person, Unit
from members.operations.roles import grant_role
from members.queries import actor_for

VALID_DAYS = 30


@transaction.atomic
def invite_person(
    *,
    email: str,
    actor: Actor,
    language: str = "sl",
    greeting: str = "",
    member: Member | None = None,
    unit: Unit | None = None,
    capacity: Capacity | None = None,
    role_ends_on: date | None = None,
) -> Invitation:
    """Ask an address in, with the capacity that its person is given on coming (none: the door only).

    Raises Refusal where the actor is not in charge of that capacity, and while another invitation is open.
    """
    invitation = Invitation(
        email=email.strip().lower(),
        language=language,
        greeting=greeting.strip(),
        member=member,
        unit=unit,
        capacity=capacity or "",
        role_ends_on=role_ends_on,
        invited_by_id=actor.me,
        invited_at=clock.now(),
        expires_at=clock.now() + timedelta(days=VALID_DAYS),
    )
    require(actor, "invite_person", _as_grant(invitation))
    _check_role(invitation)
    _refuse_second(invitation.email)
    invitation.save(force_insert=True)
    _record("person.invited", invitation, actor)
    return invitation


def _refuse_second(email: str) -> None:
    """One open invitation for an address at a time. Raises Refusal."""
    present = Invitation.objects.filter(email__iexact=email, accepted_at=None, withdrawn_at=None).first()
    if present is not None:
        words = {"day": day_and_year(present.invited_at)}
        raise Refusal(
            _("This address was invited on %(day)s already. Renew that invitation or withdraw it.") % words
        )


def _check_role(invitation: Invitation) -> None:
    """The promised role could be granted: a unit of that member, a day to come."""
    if invitation.capacity == Capacity.HEAD and invitation.unit is None:
        raise Refusal(_("Choose the unit that the person heads."))
    if invitation.unit is not None and invitation.unit.member_id != invitation.member_id:
        raise Refusal(_("The unit belongs to another member faculty."))
    if invitation.role_ends_on is not None and invitation.role_ends_on < clock.today():
        raise Refusal(_("The last day lies before the first one, or in the past."))


@transaction.atomic
def renew_invitation(*, invitation: Invitation, actor: Actor) -> Invitation:
    """Send an invitation once more and let it be open for another month."""
    fresh = _open(invitation)
    require(actor, "invite_person", _as_grant(fresh))
    fresh.expires_at = clock.now() + timedelta(days=VALID_DAYS)
    fresh.save(update_fields=["expires_at"])
    _record("invitation.renewed", fresh, actor)
    return fresh


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: Actor) -> Invitation:
    """Take an invitation back: the address opens no account by it any more, and nobody is given its role."""
    fresh = _open(invitation)
    require(actor, "invite_person", _as_grant(fresh))
    fresh.withdrawn_at, fresh.withdrawn_by_id = clock.now(), actor.me
    fresh.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("invitation.withdrawn", fresh, actor)
    return fresh


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: Person) -> Invitation:
    """The person behind the address has come: they belong to the university and are given the promised role.

    The address must be proven to be theirs; that is the caller's matter. The role is granted in the name of whoever
    invited, and only if they are still in charge of it; else the door opens and nothing more. Raises Refusal for an
    invitation that is accepted, withdrawn or past its days.
    """
    fresh = _open(invitation)
    if fresh.expires_at is not None and fresh.expires_at <= clock.now():
        raise Refusal(_("This invitation was open until %(day)s.") % {"day": day_and_year(fresh.expires_at)})
    fresh.accepted_at, fresh.accepted_by = clock.now(), person
    fresh.save(update_fields=["accepted_at", "accepted_by"])
    Affiliation.objects.get_or_create(person=person, university_id=current_reach().university_id)
    given = _give_role(fresh, person)
    myself = Actor(person.pk, person.get_full_name(), fresh.university_id)
    _record("invitation.accepted", fresh, myself, role_given=given)
    return fresh


def _give_role(invitation: Invitation, person: Person) -> bool:
    """Grant the promised role in the name of whoever invited; False where there is none or they may not any more."""
    if not invitation.capacity:
        return False
    inviter = actor_for(invitation.invited_by, university_id=invitation.university_id, on=clock.today())
    grant = Grant(invitation.capacity, person.pk, invitation.member_id, invitation.unit_id)
    if inviter is None or not can(inviter, "grant_role", grant):
        return False
    try:
        with transaction.atomic():
            grant_role(
                person=person,
                capacity=Capacity(invitation.capacity),
                actor=inviter,
                member=invitation.member,
                unit=invitation.unit,
                ends_on=invitation.role_ends_on,
            )
    except Refusal:
        return False
    return True


def _as_grant(invitation: Invitation) -> Grant:
    return Grant(invitation.capacity, None, invitation.member_id, invitation.unit_id)


def _open(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("member", "unit", "invited_by")
    fresh = rows.get(pk=invitation.pk)
    if fresh.accepted_at is not None:
        raise Refusal(
            _("This invitation was accepted on %(day)s.") % {"day": day_and_year(fresh.accepted_at)}
        )
    if fresh.withdrawn_at is not None:
        raise Refusal(
            _("This invitation was withdrawn on %(day)s.") % {"day": day_and_year(fresh.withdrawn_at)}
        )
    return fresh


def _record(verb: str, invitation: Invitation, actor: Actor, **facts: object) -> Entry:
    acting = actor.acting_among(*IN_CHARGE, member_id=invitation.member_id)
    named = {"capacity": invitation.capacity, "unit": invitation.unit_id, **facts}
    return journal.record(verb=verb, subject=invitation, actor=acting, facts=named)
