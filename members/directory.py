"""The list of people with their roles: what an actor may see of it, its views with counts, one page of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.face import Pill, Tab
from core.wording import with_principal
from members.actor import Actor
from members.enums import Capacity as C
from members.grants import IN_CHARGE
from members.models import Affiliation, Appointment, Employment, Invitation, Person
from members.queries import acting, address_by_id, in_force

PAGE = 50
OVERSEERS = (C.OFFICE, C.AUDITOR, C.DPO)
VIEWS = {
    "roles": gettext_lazy("With a role today"),
    "all": gettext_lazy("Everybody"),
    "waiting": gettext_lazy("To be confirmed"),
    "past": gettext_lazy("With an ended role"),
}
WITH_ROLE = ("person", "member", "unit", "principal__person", "granted_by", "confirmed_by", "ended_by")


def reach_of(actor: Actor) -> tuple[int, ...] | None:
    """The members whose people the actor sees; None means all of the university."""
    if actor.holds(*OVERSEERS, member_id=None):
        return None
    return tuple(
        sorted({held.member_id for held in actor.held if held.capacity in IN_CHARGE and held.member_id})
    )


def roles_within(actor: Actor) -> QuerySet[Appointment]:
    """The roles, past and present, that the actor sees as somebody in charge of people."""
    reach = reach_of(actor)
    rows = Appointment.objects.select_related(*WITH_ROLE)
    return rows if reach is None else rows.filter(member_id__in=reach)


def own_roles(actor: Actor) -> QuerySet[Appointment]:
    """The actor's own roles and those who stand in for them."""
    mine = Q(person_id=actor.me) | Q(principal__person_id=actor.me)
    return Appointment.objects.filter(mine).select_related(*WITH_ROLE)


def posts_within(actor: Actor) -> QuerySet[Employment]:
    """The posts that the actor sees as somebody in charge of people."""
    reach = reach_of(actor)
    return Employment.objects.all() if reach is None else Employment.objects.filter(member_id__in=reach)


def people_within(actor: Actor) -> QuerySet[Person]:
    """Everybody with a role or post, past or present, that the actor sees; for the office everybody who came."""
    found = Q(pk__in=roles_within(actor).values("person_id")) | Q(
        pk__in=posts_within(actor).values("person_id")
    )
    if reach_of(actor) is None:
        found |= Q(pk__in=Affiliation.objects.filter(university_id=actor.university_id).values("person_id"))
    return Person.objects.filter(found)


def invitations_within(actor: Actor) -> QuerySet[Invitation]:
    """The invitations that the actor sees, the newest first."""
    reach = reach_of(actor)
    rows = Invitation.objects.select_related("member", "unit", "invited_by").order_by("-invited_at", "-pk")
    return rows if reach is None else rows.filter(member_id__in=reach)


@dataclass(frozen=True)
class Filter:
    """What the address asks for: view, words, member, capacity, page."""

    view: str = "roles"
    words: str = ""
    member: str = ""
    capacity: str = ""
    page: str = "1"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filter":
        """Read the address; anything unknown is left out rather than refused."""
        view, capacity = query.get("view", "roles"), query.get("capacity", "")
        return cls(
            view=view if view in VIEWS else "roles",
            words=query.get("q", "").replace("\0", "").strip()[:100],
            member=query.get("member", "")[:50],
            capacity=capacity if capacity in C.values else "",
            page=query.get("page", "1")[:8],
        )

    def query(self, **changes: str) -> str:
        """The address of this list with some changes, from its first page."""
        parts = {"view": self.view, "q": self.words, "member": self.member, "capacity": self.capacity}
        return urlencode({name: value for name, value in {**parts, **changes}.items() if value})


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as a line of a list."""

    words: str
    until: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list; every word is ready."""

    public_id: Any
    name: str
    email: str
    is_closed: bool
    roles: list[RoleWords]
    past: int
    posts: list[str]


class Directory:
    """One request's look at the list: a constant number of statements, whatever stands in it."""

    def __init__(self, actor: Actor, asked: Filter, today: date) -> None:
        self.actor, self.asked, self.today = actor, asked, today
        self.members = address_by_id(actor.university_id).members

    def page(self) -> Page[Person]:
        """The people of the view, by name."""
        rows = self._view(self.asked.view).order_by("last_name", "first_name", "pk")
        return Paginator(rows, PAGE).get_page(self.asked.page)

    def tabs(self, base: str) -> list[Tab]:
        """Every view with its count."""
        return [
            Tab(
                str(label),
                f"{base}?{self.asked.query(view=name)}",
                self._view(name).count(),
                current=name == self.asked.view,
            )
            for name, label in VIEWS.items()
        ]

    def pills(self, base: str) -> list[Pill]:
        """The conditions in force, each with the address without it."""
        asked = self.asked
        shown = {
            "q": asked.words,
            "member": self.members[asked.member].short if asked.member in self.members else "",
            "capacity": str(C(asked.capacity).label) if asked.capacity else "",
        }
        return [Pill(words, f"{base}?{asked.query(**{name: ''})}") for name, words in shown.items() if words]

    def rows(self, people: Iterable[Person]) -> list[Row]:
        """The people of one page with their roles and posts."""
        people = list(people)
        roles, past = self._roles(people)
        posts = self._posts(people)
        return [
            Row(
                person.public_id,
                person.sorting_name,
                person.email,
                not person.is_active,
                roles[person.pk],
                past[person.pk],
                posts[person.pk],
            )
            for person in people
        ]

    def _view(self, view: str) -> QuerySet[Person]:
        roles, posts = roles_within(self.actor), posts_within(self.actor)
        asked = self.asked
        if asked.member:
            member = self.members.get(asked.member)
            roles = roles.filter(member_id=member.id) if member else roles.none()
            posts = posts.filter(member_id=member.id) if member else posts.none()
        if asked.capacity:
            roles = roles.filter(capacity=asked.capacity)
        by_view = {
            "roles": Q(pk__in=roles.filter(acting(self.today)).values("person_id")),
            "waiting": Q(pk__in=roles.filter(awaits_confirmation=True, ended_at=None).values("person_id")),
            "past": Q(pk__in=roles.filter(_over(self.today)).values("person_id")),
        }
        people = people_within(self.actor)
        if view in by_view:
            people = people.filter(by_view[view])
        elif asked.capacity:
            people = people.filter(pk__in=roles.values("person_id"))
        elif asked.member:
            people = people.filter(Q(pk__in=roles.values("person_id")) | Q(pk__in=posts.values("person_id")))
        for word in asked.words.split():
            people = people.filter(
                Q(last_name__unaccent__icontains=word)
                | Q(first_name__unaccent__icontains=word)
                | Q(email__icontains=word)
            )
        return people

    def _roles(self, people: list[Person]) -> tuple[dict[int, list[RoleWords]], dict[int, int]]:
        rows = roles_within(self.actor).filter(person__in=people).order_by("capacity", "starts_on", "pk")
        present: dict[int, list[RoleWords]] = defaultdict(list)
        past: dict[int, int] = defaultdict(int)
        for role in rows:
            if is_over(role, self.today):
                past[role.person_id] += 1
            else:
                present[role.person_id].append(
                    RoleWords(role_words(role), role.ends_on, state_words(role, self.today))
                )
        return present, past

    def _posts(self, people: list[Person]) -> dict[int, list[str]]:
        rows = posts_within(self.actor).filter(in_force(self.today), person__in=people)
        found: dict[int, list[str]] = defaultdict(list)
        for post in rows.select_related("unit", "member").order_by("-share", "pk"):
            found[post.person_id].append(f"{post.post}, {post.unit.name} · {post.member.short}")
        return found


def _over(today: date) -> Q:
    return Q(ended_at__isnull=False) | Q(ends_on__lt=today)


def is_over(role: Appointment, today: date) -> bool:
    """Whether a role belongs to the past."""
    return role.ended_at is not None or (role.ends_on is not None and role.ends_on < today)


def role_words(role: Appointment) -> str:
    """The capacity, for whom, and where: `dean for Ana Kos · Faculty of Arts`."""
    principal = role.principal.person.get_full_name() if role.principal else ""
    capacity = with_principal(str(C(role.capacity).label), principal)
    place = " · ".join(str(part) for part in (role.unit, role.member and role.member.short) if part)
    return f"{capacity} · {place or _('whole university')}"


def state_words(role: Appointment, today: date) -> str:
    """What a role waits for, if anything."""
    if role.awaits_confirmation:
        return _("waits for a second person")
    return _("not yet") if role.starts_on > today else ""
