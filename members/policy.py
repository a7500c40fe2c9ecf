"""Rules about capacities that every app above composes, and the verbs of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import YES, Rule, Verdict, rule
from members.actor import Actor
from members.enums import Capacity
from members.grants import IN_CHARGE, NEVER_GRANTED, needs_four_eyes


def holds(*capacities: Capacity) -> Rule:
    """The actor holds one of the capacities for the subject's member (and unit, where tied to one)."""

    def judge(actor: Actor | None, subject: Any) -> Verdict:
        if actor is not None and actor.holds(
            *capacities,
            member_id=getattr(subject, "member_id", None),
            unit_id=getattr(subject, "unit_id", None),
            about=getattr(subject, "person_id", None),
        ):
            return YES
        return Verdict(False, _("This is for: %s.") % ", ".join(str(c.label) for c in capacities))

    return Rule(judge, "holds " + "/".join(capacities))


def holds_anywhere(*capacities: Capacity) -> Rule:
    """The actor holds one of the capacities somewhere within reach (for pages over several members)."""

    def judge(actor: Actor | None, subject: Any) -> Verdict:
        if actor is not None and actor.capacities & set(capacities):
            return YES
        return Verdict(False, _("This is for: %s.") % ", ".join(str(c.label) for c in capacities))

    return Rule(judge, "holds somewhere " + "/".join(capacities))


def _is_insider(actor: Actor | None, subject: Any) -> Verdict:
    return YES if actor is not None else Verdict(False, _("You have no capacity at this university today."))


is_insider = Rule(_is_insider, "is insider")


def _hands_out(actor: Actor | None, role: Any) -> Verdict:
    """The actor is in charge of this capacity: of a member's in that member, of the university's at its office."""
    if role.capacity in NEVER_GRANTED:
        return Verdict(False, _("This capacity is not granted by anybody."))
    if actor is not None and actor.capacity == Capacity.SYSTEM:
        return YES
    in_charge = (Capacity.OFFICE,) if needs_four_eyes(role.capacity) else IN_CHARGE
    # An invitation names nobody yet, whom the one in charge could be.
    about = getattr(role, "person_id", None)
    if actor is not None and actor.holds(*in_charge, member_id=role.member_id, about=about):
        return YES
    if needs_four_eyes(role.capacity):
        return Verdict(
            False, _("Capacities of the whole university are granted by its international office.")
        )
    return Verdict(False, _("You grant and end capacities of your own member faculty only."))


@rule(_("Nobody grants or ends a role for themselves."))
def is_not_for_oneself(actor: Any, role: Any) -> bool:
    return actor is None or actor.person_id is None or role.person_id != actor.person_id


@rule(_("Only the person whose role it is, or those in charge of it, name a substitute."))
def is_own_role(actor: Any, role: Any) -> bool:
    return actor is not None and role.principal_id is None and role.person_id == actor.person_id


@rule(_("Nobody grants or ends a role for themselves."))
def is_stood_in_for(actor: Any, role: Any) -> bool:
    return actor is not None and role.principal_id is not None and role.principal.person_id == actor.person_id


def _is_second_person(actor: Actor | None, role: Any) -> Verdict:
    """Of the university's office, and neither who granted it, nor who gets it, nor a substitute of either."""
    first = {role.granted_by_id, role.person_id} - {None}
    places = actor.in_place(Capacity.OFFICE, member_id=None) if actor else ()
    if not places:
        return Verdict(False, _("This is for: %s.") % Capacity.OFFICE.label)
    is_another = actor is not None and actor.person_id not in first
    if is_another and any(held.principal_id not in first for held in places):
        return YES
    return Verdict(False, _("A second person of the university’s office confirms this role."))


def _manages_staff(actor: Actor | None, row: Any) -> Verdict:
    """In charge of the people of the member that the row names (none: of the whole university)."""
    if actor is not None and actor.capacity == Capacity.SYSTEM:
        return YES
    if actor is not None and actor.holds(*IN_CHARGE, member_id=row.member_id):
        return YES
    return Verdict(False, _("You are in charge of people of your own member faculty only."))


def _invites(actor: Actor | None, invitation: Any) -> Verdict:
    if invitation.capacity:
        return _hands_out(actor, invitation)
    return _manages_staff(actor, invitation)


@rule(_("This person has nothing to do with your university."))
def is_of_university(actor: Any, person: Any) -> bool:
    return actor is not None and person.affiliations.filter(university_id=actor.university_id).exists()


hands_out = Rule(_hands_out, "hands out this capacity")
manages_staff = Rule(_manages_staff, "is in charge of the member’s people")
sees_people = holds_anywhere(*IN_CHARGE, Capacity.AUDITOR, Capacity.DPO)

policy.register(
    {
        "enter_university": is_insider,
        "see_people": sees_people,
        "manage_people": holds_anywhere(*IN_CHARGE),
        "manage_staff": manages_staff,
        "grant_role": is_not_for_oneself & hands_out,
        "end_role": (is_not_for_oneself & hands_out) | is_stood_in_for,
        "name_substitute": is_own_role | hands_out,
        "confirm_role": Rule(_is_second_person, "is the second person"),
        "invite_person": Rule(_invites, "invites"),
        "import_people": holds_anywhere(*IN_CHARGE, Capacity.SYSTEM),
        "end_sessions": is_of_university & holds_anywhere(Capacity.OFFICE),
    }
)
