"""People and their roles: the list, a person's page, one's own roles."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import pgettext

from core import clock, policy
from core.face import Happening
from core.models import Entry
from core.views import RuledView
from core.wording import with_principal
from members import directory
from members.actor import Actor
from members.enums import Capacity
from members.grants import OF_A_MEMBER, OF_THE_UNIVERSITY, WITHOUT_SUBSTITUTE
from members.middleware import CHOSEN
from members.models import Appointment, Employment, Person
from members.words import HEARD_OF_ROLES

MOST_ENTRIES = 100


class People(RuledView):
    """Everybody with a role or post within reach, in four views, fifty a page."""

    rule = "see_people"
    template = "members/people.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = directory.Filter.of(request.GET)
        shown = directory.Directory(self.actor, asked, clock.today())
        page = shown.page()
        reach = directory.reach_of(self.actor)
        members = [m for m in shown.members.values() if reach is None or m.id in reach]
        return self.page(
            asked=asked,
            tabs=shown.tabs(request.path),
            pills=shown.pills(request.path),
            rows=shown.rows(page),
            page=page,
            members=members,
            capacities=[(str(c), c.label) for c in (*OF_A_MEMBER, *OF_THE_UNIVERSITY)],
            manages=bool(policy.can(self.actor, "manage_people", None)),
        )


class OfPerson:
    """Fetches the person named in the address, among those the actor is in charge of or may look at."""

    kwargs: dict[str, Any]
    actor: Any

    def fetch(self) -> Person:
        if not policy.can(self.actor, "see_people", None):
            raise Http404
        person = directory.people_within(self.actor).filter(public_id=self.kwargs["person"]).first()
        if person is None:
            raise Http404
        return person


class PersonPage(OfPerson, RuledView):
    """A person's posts and roles with their dates, and what was done with the roles."""

    rule = "see_people"
    template = "members/person.html"
    subject: Person

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        roles = list(
            directory.roles_within(self.actor).filter(person=self.subject).order_by("-starts_on", "-pk")
        )
        posts = directory.posts_within(self.actor).filter(person=self.subject)
        return self.page(
            person=self.subject,
            crumbs=[(pgettext("page", "People"), reverse("people:list", args=[request.university.slug]))],  # type: ignore[attr-defined]
            posts=posts.select_related("unit", "member").order_by("-starts_on", "-pk"),
            history=history_of(roles),
            may_grant=self.actor.person_id != self.subject.pk
            and bool(policy.can(self.actor, "manage_people", None)),
            may_end_sessions=bool(policy.can(self.actor, "end_sessions", self.subject)),
            **role_lists(roles, self.actor),
        )


class Mine(RuledView):
    """In which capacities somebody acts here, and who stands in for them."""

    rule = "enter_university"
    template = "members/mine.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        roles = list(directory.own_roles(self.actor).order_by("-starts_on", "-pk"))
        posts = Employment.objects.filter(person_id=self.actor.me).select_related("unit", "member")
        mine = [role for role in roles if role.person_id == self.actor.me]
        theirs = [role for role in roles if role.person_id != self.actor.me]
        members = request.university.members.values()  # type: ignore[attr-defined]
        return self.page(
            choices=choices_of(self.actor, {row.id: row.short for row in members}),
            is_narrowed=bool(self.actor.set_aside),
            posts=posts.order_by("-starts_on", "-pk"),
            standing_in=role_lists(theirs, self.actor)["present"],
            **role_lists(mine, self.actor),
        )


class ActAs(RuledView):
    """Act in one of one's capacities only, or in all of them again; it holds for this session."""

    rule = "enter_university"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        slug = request.university.slug  # type: ignore[attr-defined]
        held = {one.key for one in (*self.actor.held, *self.actor.set_aside)}
        key = request.POST.get("capacity", "")
        chosen = dict(request.session.get(CHOSEN, {}))
        chosen.pop(slug, None)
        if key in held:
            chosen[slug] = key
        request.session[CHOSEN] = chosen
        return HttpResponseRedirect(reverse("people:mine", args=[slug]))


def choices_of(actor: Actor, members: dict[int, str]) -> list[dict[str, Any]]:
    """Every capacity that the person could act in alone; the chosen one is marked."""
    found = []
    for held in (*actor.held, *actor.set_aside):
        words = with_principal(str(held.capacity.label), held.principal_name)
        place = members.get(held.member_id or 0, "")
        if held.capacity != Capacity.PARTICIPANT:
            found.append(
                {
                    "key": held.key,
                    "words": " · ".join(part for part in (words, place) if part),
                    "chosen": bool(actor.set_aside) and held in actor.held,
                }
            )
    return sorted(found, key=lambda one: str(one["words"]))


def role_lists(roles: list[Appointment], actor: Any) -> dict[str, Any]:
    """The roles that hold or will, and those of the past, each with what the actor may do to it."""
    today = clock.today()
    present = [role for role in roles if not directory.is_over(role, today)]
    past = [role for role in roles if directory.is_over(role, today)]
    return {
        "present": [_line(role, actor) for role in present],
        "past": [_line(role, actor) for role in past],
    }


def _line(role: Appointment, actor: Any) -> dict[str, Any]:
    today = clock.today()
    over = directory.is_over(role, today)
    waits = role.awaits_confirmation and not over
    may_confirm = waits and bool(policy.can(actor, "confirm_role", role))
    may_stand_in = role.principal_id is None and role.capacity not in WITHOUT_SUBSTITUTE and not waits
    return {
        "role": role,
        "words": directory.role_words(role),
        "state": directory.state_words(role, today),
        "may_end": not over and not may_confirm and bool(policy.can(actor, "end_role", role)),
        "may_confirm": may_confirm,
        "may_name": not over and may_stand_in and bool(policy.can(actor, "name_substitute", role)),
    }


def history_of(roles: list[Appointment]) -> list[Happening]:
    """What the journal says about these roles, newest first."""
    words = {str(role.pk): directory.role_words(role) for role in roles}
    entries = Entry.objects.filter(
        subject_type=Appointment._meta.label_lower, subject_id__in=list(words), verb__in=list(HEARD_OF_ROLES)
    )
    return [
        Happening(f"{HEARD_OF_ROLES[entry.verb]}: {words[entry.subject_id]}", entry.at, _by(entry))
        for entry in entries.select_related("text").order_by("-number")[:MOST_ENTRIES]
    ]


def _by(entry: Entry) -> str:
    who = with_principal(entry.actor_name, entry.facts.get("for", ""))
    if entry.capacity not in {Capacity.SYSTEM, Capacity.PARTICIPANT} and entry.capacity in Capacity.values:
        who = f"{who}, {Capacity(entry.capacity).label}"
    return " · ".join(part for part in (who, entry.note) if part)


def to_person(slug: str, person: Person) -> str:
    """The path of a person's page."""
    return reverse("people:show", args=[slug, person.public_id])
