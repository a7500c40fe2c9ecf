"""Granting and ending roles, naming substitutes, and the second pair of eyes over the university's own capacities."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from core.tenancy import current_reach
from core.wording import day_and_year, moment
from members.actor import Actor
from members.enums import Capacity
from members.grants import IN_CHARGE, LONGEST_SUBSTITUTION, WITHOUT_SUBSTITUTE, Grant, needs_four_eyes
from members.models import Affiliation, Appointment, Member, Person, Unit
from members.queries import acting


@transaction.atomic
def grant_role(
    *,
    person: Person,
    capacity: Capacity,
    actor: Actor,
    member: Member | None = None,
    unit: Unit | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Appointment:
    """Let a person act in a capacity from a day on (today, unless given).

    A capacity of the whole university opens nothing until a second person confirms it. Raises Refusal where the
    actor is not in charge of it, for oneself, and where the person holds it on one of these days already.
    """
    grant = Grant(capacity, person.pk, member.pk if member else None, unit.pk if unit else None)
    require(actor, "grant_role", grant)
    role = Appointment(
        person=person,
        capacity=capacity,
        member=member,
        unit=unit,
        starts_on=starts_on or clock.today(),
        ends_on=ends_on,
    )
    _check_place(role)
    return _begin(role, actor)


@transaction.atomic
def appoint_substitute(
    *, principal: Appointment, person: Person, starts_on: date, ends_on: date, actor: Actor
) -> Appointment:
    """Let a person act in the place of the holder of a role, from a day to a day.

    Named by the holder, or by whoever is in charge of the role (but not for themselves). Raises Refusal for
    capacities that are exercised in person only, for days on which the holder does not hold the role, and in circles.
    """
    role = _locked(principal)
    require(actor, "name_substitute", role)
    if role.principal_id is not None:
        raise Refusal(_("A substitute names no substitute."))
    if role.capacity in WITHOUT_SUBSTITUTE:
        raise Refusal(_("Nobody stands in for this capacity: it is exercised in person."))
    if person.pk in {role.person_id, actor.person_id}:
        raise Refusal(_("Choose somebody else: nobody becomes their own substitute or names themselves."))
    _check_span(role, starts_on, ends_on)
    stand_in = Appointment(
        person=person,
        capacity=role.capacity,
        member=role.member,
        unit=role.unit,
        principal=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return _begin(stand_in, actor)


@transaction.atomic
def confirm_role(*, role: Appointment, actor: Actor) -> Appointment:
    """The second person of the university's office confirms a role: from now on it holds."""
    fresh = _locked(role)
    _is_waiting(fresh)
    require(actor, "confirm_role", fresh)
    fresh.awaits_confirmation = False
    fresh.confirmed_by_id, fresh.confirmed_at = actor.me, clock.now()
    fresh.save(update_fields=["awaits_confirmation", "confirmed_by", "confirmed_at"])
    _affiliate(fresh.person)
    _record("role.confirmed", fresh, actor)
    return fresh


@transaction.atomic
def decline_role(*, role: Appointment, actor: Actor, reason: str) -> Appointment:
    """The second person does not confirm a role, with a reason: it never comes to hold."""
    fresh = _locked(role)
    _is_waiting(fresh)
    require(actor, "confirm_role", fresh)
    if not reason.strip():
        raise Refusal(_("Give the reason: the person who granted the role reads it."))
    _end_now(fresh, actor, reason)
    _record("role.declined", fresh, actor, note=fresh.end_reason)
    return fresh


@transaction.atomic
def end_role(
    *, role: Appointment, actor: Actor, reason: str = "", last_day: date | None = None
) -> Appointment:
    """End a role at once, or with a later day as its last one. What rests on it ends with it.

    Raises Refusal for one's own role, for a role that has ended, and for the last one of the university's office.
    """
    fresh = _locked(role)
    if fresh.ended_at is not None:
        raise Refusal(_("This role was ended on %(when)s.") % {"when": moment(fresh.ended_at)})
    require(actor, "end_role", fresh)
    today = clock.today()
    if last_day is not None and last_day < max(today, fresh.starts_on):
        raise Refusal(_("The last day lies before the role begins, or in the past."))
    _keep_the_office(fresh, last_day or today)
    if last_day is None:
        _end_now(fresh, actor, reason)
    else:
        fresh.ends_on, fresh.end_reason = last_day, reason.strip()[:300]
        fresh.save(update_fields=["ends_on", "end_reason"])
    entry = _record("role.ended", fresh, actor, note=fresh.end_reason)
    _end_substitutions(fresh, actor, entry, last_day)
    return fresh


@transaction.atomic
def change_last_day(*, role: Appointment, actor: Actor, last_day: date) -> bool:
    """Let a role run until another day; returns False where that is its last day already. Raises Refusal."""
    fresh = _locked(role)
    if fresh.ends_on == last_day:
        return False
    require(actor, "grant_role", fresh)
    if last_day < max(fresh.starts_on, clock.today()):
        raise Refusal(_("The last day lies before the first one, or in the past."))
    _keep_the_office(fresh, last_day)
    fresh.ends_on = last_day
    fresh.save(update_fields=["ends_on"])
    _record("role.changed", fresh, actor)
    return True


def _begin(role: Appointment, actor: Actor) -> Appointment:
    """Write a role, at once or waiting for the second person."""
    if not role.person.is_active:
        raise Refusal(_("The account of this person is closed."))
    if role.ends_on is not None and role.ends_on < max(role.starts_on, clock.today()):
        raise Refusal(_("The last day lies before the first one, or in the past."))
    _refuse_second(role)
    is_person = actor.person_id is not None
    role.granted_by_id = actor.person_id
    role.awaits_confirmation = is_person and needs_four_eyes(role.capacity)
    role.save(force_insert=True)
    if not role.awaits_confirmation:
        _affiliate(role.person)
    _record("role.proposed" if role.awaits_confirmation else "role.granted", role, actor)
    return role


def _check_place(role: Appointment) -> None:
    """The capacity fits its place: of the university, of a member, of a unit of that member."""
    if needs_four_eyes(role.capacity):
        if role.member_id or role.unit_id:
            raise Refusal(_("This capacity is held for the whole university, not for one member faculty."))
        return
    if role.member_id is None:
        raise Refusal(_("Choose the member faculty for which the role is held."))
    if role.capacity == Capacity.HEAD and role.unit is None:
        raise Refusal(_("Choose the unit that the person heads."))
    if role.unit is not None and role.unit.member_id != role.member_id:
        raise Refusal(_("The unit belongs to another member faculty."))


def _check_span(role: Appointment, starts_on: date, ends_on: date) -> None:
    if ends_on - starts_on > timedelta(days=LONGEST_SUBSTITUTION):
        raise Refusal(_("A substitute is named for at most a year."))
    if role.ended_at is not None or role.awaits_confirmation:
        raise Refusal(_("This role does not hold, so that nobody stands in for it."))
    if starts_on < role.starts_on or (role.ends_on is not None and ends_on > role.ends_on):
        raise Refusal(_("The role itself does not hold on all of these days."))


def _refuse_second(role: Appointment) -> None:
    """One role of a kind at a time: the days of two may not touch."""
    same = Appointment.objects.filter(
        person_id=role.person_id,
        capacity=role.capacity,
        member=role.member,
        unit=role.unit,
        principal=role.principal,
        ended_at=None,
    )
    touching = same.filter(Q(ends_on=None) | Q(ends_on__gte=role.starts_on))
    if role.ends_on is not None:
        touching = touching.filter(starts_on__lte=role.ends_on)
    present = touching.order_by("starts_on").first()
    if present is not None:
        words = {"since": day_and_year(present.starts_on)}
        raise Refusal(_("The person holds this role already, since %(since)s.") % words)


def _keep_the_office(role: Appointment, last_day: date) -> None:
    """Somebody of the university's office is left, in their own right, on the day after."""
    if role.capacity != Capacity.OFFICE or role.principal_id is not None or role.awaits_confirmation:
        return
    offices = Appointment.objects.filter(capacity=Capacity.OFFICE, principal=None, ended_at=None)
    list(offices.select_for_update(of=("self",)).order_by("pk"))
    on = last_day + timedelta(days=1)
    if not offices.exclude(pk=role.pk).filter(acting(on)).exists():
        raise Refusal(
            _("This is the last person of the university’s office. Grant the role to another first.")
        )


def _end_now(role: Appointment, actor: Actor, reason: str) -> None:
    role.ended_at, role.ended_by_id, role.end_reason = clock.now(), actor.person_id, reason.strip()[:300]
    role.save(update_fields=["ended_at", "ended_by", "end_reason"])


def _end_substitutions(role: Appointment, actor: Actor, because: Entry, last_day: date | None) -> None:
    """Who stood in for the role stops with it."""
    standing_in = Appointment.objects.select_for_update(of=("self",)).filter(principal=role, ended_at=None)
    for substitution in standing_in.select_related("person"):
        if last_day is not None and substitution.ends_on is not None and substitution.ends_on <= last_day:
            continue
        if last_day is not None and substitution.starts_on <= last_day:
            substitution.ends_on = last_day
            substitution.save(update_fields=["ends_on"])
        else:
            _end_now(substitution, actor, "")
        _record("role.ended", substitution, actor, because=because)


def _locked(role: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related(
        "person", "member", "unit", "principal__person"
    )
    return rows.get(pk=role.pk)


def _is_waiting(role: Appointment) -> None:
    if role.ended_at is not None or not role.awaits_confirmation:
        raise Refusal(_("This role does not wait for a confirmation any more."))


def _record(
    verb: str, role: Appointment, actor: Actor, *, note: str = "", because: Entry | None = None
) -> Entry:
    facts: dict[str, Any] = {
        "capacity": str(role.capacity),
        "person": role.person_id,
        "unit": role.unit_id,
        "from": role.starts_on.isoformat(),
        "until": role.ends_on.isoformat() if role.ends_on else "",
    }
    if role.principal_id is not None:
        facts["principal"] = role.principal_id
    return journal.record(
        verb=verb, subject=role, actor=_acting(actor, role), note=note, facts=facts, because=because
    )


def _acting(actor: Actor, role: Appointment) -> Actor:
    """In the capacity in which the actor is in charge; for their own substitute, in the capacity itself."""
    if role.principal is not None and role.principal.person_id == actor.person_id:
        return actor.acting_as(Capacity(role.capacity))
    return actor.acting_among(*IN_CHARGE, member_id=role.member_id, about=role.person_id)


def _affiliate(person: Person) -> None:
    Affiliation.objects.get_or_create(person=person, university_id=current_reach().university_id)
