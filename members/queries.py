"""Reading who is who: the address of a page, what a person holds today, whom a duty falls to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from core import clock
from core.tenancy import tenant_scope
from core.words import Bilingual
from members.actor import Actor, Held
from members.enums import Capacity
from members.models import Appointment, Employment, Invitation, Member, Person, University

ADDRESS_SECONDS = 60


@dataclass(frozen=True)
class MemberAddress(Bilingual):
    """What a page needs to know of a member faculty without asking the database."""

    id: int
    slug: str
    short: str
    name_sl: str
    name_en: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class UniversityAddress(Bilingual):
    """What a page needs to know of a university; kept in the cache for a minute."""

    id: int
    slug: str
    name_sl: str
    name_en: str
    time_zone: str
    email: str
    members: dict[str, MemberAddress]
    second_factor_from: date | None = None

    def __str__(self) -> str:
        return self.name

    def member_of(self, member_id: int) -> MemberAddress:
        return next(member for member in self.members.values() if member.id == member_id)


def address_of(slug: str) -> UniversityAddress | None:
    """The university at this address with its members, or None."""
    key = f"address:{slug}"
    found: UniversityAddress | None = cache.get(key)
    if found is None:
        found = _read_address(slug)
        if found is not None:
            cache.set(key, found, ADDRESS_SECONDS)
    return found


def forget_address(slug: str) -> None:
    """Read the address anew next time: a member was added or renamed."""
    cache.delete(f"address:{slug}")


def _read_address(slug: str) -> UniversityAddress | None:
    university = University.objects.filter(slug=slug).first()
    if university is None:
        return None
    with tenant_scope(university_id=university.pk):
        rows = Member.objects.order_by("name_sl").values_list("pk", "slug", "short", "name_sl", "name_en")
        members = {row[1]: MemberAddress(*row) for row in rows}
    return UniversityAddress(
        university.pk,
        university.slug,
        university.name_sl,
        university.name_en,
        university.time_zone,
        university.email,
        members,
        university.second_factor_from,
    )


def in_force(on: date) -> Q:
    """Appointments and employments whose days include this one."""
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


def is_over(on: date) -> Q:
    """Appointments whose last day lies before this one, or that were ended before it."""
    return Q(ends_on__lt=on) | Q(ended_at__isnull=False)


def acting(on: date) -> Q:
    """Appointments that open something on a day: within their days, neither ended nor waiting for a second person.

    A substitution needs the principal's own appointment to hold as well; a closed account holds nothing.
    """
    own = in_force(on) & Q(ended_at=None, awaits_confirmation=False, person__is_active=True)
    principal = (
        Q(principal__starts_on__lte=on)
        & (Q(principal__ends_on=None) | Q(principal__ends_on__gte=on))
        & Q(principal__ended_at=None, principal__awaits_confirmation=False)
        & Q(principal__person__is_active=True)
    )
    return own & (Q(principal=None) | principal)


HELD = ("capacity", "member_id", "unit_id", "principal_person", "principal_name")
NAME_OF_PRINCIPAL = Concat(
    "principal__person__first_name",
    Value(" "),
    "principal__person__last_name",
    output_field=CharField(),
)


def actor_for(person: Person, *, university_id: int, on: date) -> Actor | None:
    """The person with everything held at this university on a day; None for a stranger and a closed account.

    Whoever is employed at a member may take part: that is the capacity of participant. One statement.
    """
    if not person.is_active:
        return None
    appointments = (
        Appointment.objects.filter(acting(on), person=person)
        .order_by()
        .annotate(principal_person=F("principal__person_id"), principal_name=NAME_OF_PRINCIPAL)
        .values_list(*HELD)
    )
    posts = (
        Employment.objects.filter(in_force(on), person=person)
        .order_by()
        .annotate(
            capacity=Value(str(Capacity.PARTICIPANT)),
            principal_person=Value(None, output_field=BigIntegerField()),
            principal_name=Value("", output_field=CharField()),
        )
        .values_list(*HELD)
    )
    held = tuple(
        Held(Capacity(capacity), member_id, unit_id, principal_id, principal_name if principal_id else "")
        for capacity, member_id, unit_id, principal_id, principal_name in appointments.union(posts)
    )
    if not held:
        return None
    return Actor(
        person_id=person.pk,
        name=person.get_full_name(),
        university_id=university_id,
        held=held,
        language=person.language,
    )


def people_holding(
    *capacities: Capacity,
    member_id: int | None,
    unit_id: int | None = None,
    on: date,
    about: int | None = None,
    with_substitutes: bool = True,
) -> QuerySet[Person]:
    """Who holds a capacity for a member on a day; with a unit, only those not tied to another unit.

    `about` is the person whose matter it is: those who stand in for them are left out.
    """
    fits = Q(member_id=member_id) | Q(member=None)
    if unit_id is not None:
        fits &= Q(unit_id=unit_id) | Q(unit=None)
    holders = Appointment.objects.filter(acting(on), fits, capacity__in=capacities)
    if not with_substitutes:
        holders = holders.filter(principal=None)
    if about is not None:
        holders = holders.filter(Q(principal=None) | ~Q(principal__person_id=about))
    return Person.objects.filter(pk__in=holders.values("person_id"), is_active=True).order_by(
        "last_name", "first_name"
    )


def substitutes_of(person_id: int, capacity: Capacity, *, member_id: int, on: date) -> QuerySet[Person]:
    """Who stands in for a person in a capacity at a member on a day."""
    fits = Q(member_id=member_id) | Q(member=None)
    found = Appointment.objects.filter(acting(on), fits, capacity=capacity, principal__person_id=person_id)
    return Person.objects.filter(pk__in=found.values("person_id"), is_active=True).order_by("last_name", "pk")


def open_invitations(email: str) -> QuerySet[Invitation]:
    """The invitations of an address that open something now: neither accepted nor withdrawn, within their days."""
    in_time = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return Invitation.objects.filter(in_time, email__iexact=email, accepted_at=None, withdrawn_at=None)


def post_of(person_id: int, *, member_id: int, on: date) -> Employment | None:
    """A person's post at a member on a day, with its unit."""
    found: Any = Employment.objects.filter(in_force(on), person_id=person_id, member_id=member_id)
    post: Employment | None = found.select_related("unit", "person").order_by("-share", "pk").first()
    return post


def address_by_id(university_id: int) -> UniversityAddress:
    """The university's address by its key (kept in the cache as `address_of` is)."""
    key = f"address-slug:{university_id}"
    slug: str | None = cache.get(key)
    if slug is None:
        slug = University.objects.values_list("slug", flat=True).get(pk=university_id)
        cache.set(key, slug, ADDRESS_SECONDS)
    found = address_of(slug)
    if found is None:
        raise University.DoesNotExist(f"no university at {slug}")
    return found
