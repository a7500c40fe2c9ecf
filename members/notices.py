"""Letters about roles and invitations: each to the person it concerns, once for its cause."""

from django.urls import reverse

from core import clock
from core.letters import Letter, Reader, queue
from core.models import Entry
from members.enums import Capacity
from members.models import Appointment, Invitation, Person
from members.queries import address_by_id, people_holding


def _reader(person: Person) -> Reader:
    return Reader(person.email, person.get_full_name(), person.language, person.pk)


def _write(kind: str, entry: Entry, role: Appointment, person: Person, page: str, *where: object) -> None:
    university = address_by_id(role.university_id)
    letter = Letter(
        kind=kind,
        template=f"members/mail/{kind}",
        key=f"{kind}:{entry.pk}:{person.pk}",
        link=reverse(page, args=[university.slug, *where]),
        member_id=role.member_id,
    )
    context = {
        "role": role,
        "capacity": Capacity(role.capacity),
        "place": role.unit or role.member or university,
        "by": entry.actor_name,
        "reason": entry.note,
    }
    queue(letter, to=_reader(person), context=context)


def tell_of_role(entry: Entry, role: Appointment) -> None:
    """The person reads what they may do from now on; whoever is stood in for, by whom."""
    _write("role_granted", entry, role, role.person, "people:mine")
    if role.principal is not None and role.principal.person_id != entry.actor_id:
        _write("substitute_named", entry, role, role.principal.person, "people:mine")


def ask_second(entry: Entry, role: Appointment) -> None:
    """The others of the university's office are asked to look at a role that gives much."""
    office = people_holding(Capacity.OFFICE, member_id=None, on=clock.today())
    for person in office.exclude(pk__in=[pk for pk in (role.granted_by_id, role.person_id) if pk]):
        _write("role_to_confirm", entry, role, person, "people:confirm", role.pk)


def tell_of_end(entry: Entry, role: Appointment) -> None:
    """The person reads that they do not act in this capacity any more, or from which day on."""
    _write("role_ended", entry, role, role.person, "people:mine")


def tell_of_decline(entry: Entry, role: Appointment) -> None:
    """Whoever granted a role reads why it was not confirmed."""
    if role.granted_by is not None:
        _write("role_declined", entry, role, role.granted_by, "people:list")


def tell_of_invitation(entry: Entry, invitation: Invitation, *, kind: str) -> None:
    """The invited address gets the way to its account, or hears that there is none any more."""
    university = address_by_id(invitation.university_id)
    page = reverse("account_signup") if kind == "invited" else reverse("home")
    letter = Letter(
        kind=kind,
        template=f"members/mail/{kind}",
        key=f"{kind}:{entry.pk}",
        link=page,
        member_id=invitation.member_id,
    )
    context = {
        "invitation": invitation,
        "capacity": Capacity(invitation.capacity) if invitation.capacity else "",
        "place": invitation.unit or invitation.member or university,
        "university": university,
        "by": entry.actor_name,
    }
    reader = Reader(invitation.email, invitation.greeting, invitation.language)
    queue(letter, to=reader, context=context)
