"""What an office does with people: found a university, add members and units, employ, appoint, invite."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from core import clock, journal
from core.tenancy import current_reach, tenant_scope
from members.actor import Actor
from members.enums import Capacity
from members.models import (
    Affiliation,
    Appointment,
    Employment,
    Invitation,
    Member,
    Person,
    Unit,
    University,
)
from members.queries import forget_address


@transaction.atomic
def found_university(*, slug: str, actor: Actor | None = None, **fields: Any) -> University:
    """Open a university; its journal begins with this entry."""
    university = University.objects.create(slug=slug, **fields)
    with tenant_scope(university_id=university.pk):
        journal.record(verb="university.founded", subject=university, actor=actor or _founder(university))
    return university


def _founder(university: University) -> Actor:
    return Actor(None, "Popotnik", university.pk, (), Capacity.SYSTEM)


@transaction.atomic
def name_witness(*, university: University, address: str, actor: Actor) -> None:
    """Name the mailbox that gets the signed ends of the university's journal; an empty address ends it."""
    university.journal_witness = address
    university.save(update_fields=["journal_witness"])
    journal.record(
        verb="university.witness_named", subject=university, actor=actor, facts={"address": address}
    )


@transaction.atomic
def add_member(*, slug: str, actor: Actor, **fields: Any) -> Member:
    """Add a member faculty to the present university."""
    member = Member.objects.create(slug=slug, **fields)
    journal.record(verb="member.added", subject=member, actor=actor, facts={"slug": slug})
    forget_address(University.objects.get(pk=member.university_id).slug)
    return member


@transaction.atomic
def add_unit(*, member: Member, actor: Actor, name_sl: str, name_en: str) -> Unit:
    """Add a department or service to a member."""
    unit = Unit.objects.create(member=member, name_sl=name_sl, name_en=name_en)
    journal.record(verb="unit.added", subject=unit, actor=actor)
    return unit


@transaction.atomic
def register_person(
    *, email: str, first_name: str, last_name: str, language: str = "sl", password: str | None = None
) -> Person:
    """Find or make the person behind an address. The password stays unset unless given (demo, import).

    With a password the address counts as proven: whoever gave it vouches for it, and the person can sign in at once.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(
            email, password, first_name=first_name, last_name=last_name, language=language
        )
        if password:
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def employ(*, person: Person, unit: Unit, actor: Actor, starts_on: date, **post: Any) -> Employment:
    """Record a person's post in a unit; from then on they may take part in the member's calls."""
    employment = Employment.objects.create(
        person=person, unit=unit, member_id=unit.member_id, starts_on=starts_on, **post
    )
    _affiliate(person)
    journal.record(verb="person.employed", subject=employment, actor=actor)
    return employment


@transaction.atomic
def change_post(*, employment: Employment, actor: Actor, **changes: Any) -> bool:
    """Record that a post is another now in some of its facts; returns False where all is as it was."""
    changed = {name: value for name, value in changes.items() if getattr(employment, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(employment, name, value)
    employment.save(update_fields=list(changed))
    journal.record(
        verb="person.post_changed", subject=employment, actor=actor, facts={"changed": sorted(changed)}
    )
    return True


@transaction.atomic
def appoint(
    *,
    person: Person,
    capacity: Capacity,
    actor: Actor,
    starts_on: date,
    member: Member | None = None,
    unit: Unit | None = None,
    ends_on: date | None = None,
) -> Appointment:
    """Let a person act in a capacity from a day on, for a unit, a member or the university."""
    appointment = Appointment.objects.create(
        person=person, capacity=capacity, member=member, unit=unit, starts_on=starts_on, ends_on=ends_on
    )
    _affiliate(person)
    journal.record(
        verb="person.appointed", subject=appointment, actor=actor, facts={"capacity": str(capacity)}
    )
    return appointment


@transaction.atomic
def invite(*, email: str, actor: Actor) -> Invitation:
    """Let an address open an account though its domain is not the university's."""
    invitation = Invitation.objects.filter(email__iexact=email).first()
    if invitation is None:
        invitation = Invitation.objects.create(
            email=email.lower(), invited_by_id=actor.me, invited_at=clock.now()
        )
        journal.record(verb="person.invited", subject=invitation, actor=actor)
    return invitation


def _affiliate(person: Person) -> None:
    Affiliation.objects.get_or_create(person=person, university_id=current_reach().university_id)
