"""Universities, member faculties, units, people and in which capacity they act."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy import UniversityOwned
from core.words import Bilingual, localized
from members.enums import Capacity, ContractKind, StaffGroup


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the address is the sign-in name, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser, PermissionsMixin):
    """One human, one sign-in. Everything known about them at work is tenant rows."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    language = models.CharField(_("language of letters"), max_length=5, default="sl")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def sorting_name(self) -> str:
        """Last name first, as in lists."""
        return f"{self.last_name} {self.first_name}".strip()


class University(Bilingual, models.Model):
    """The umbrella over its member faculties: an address, an Erasmus code, a time zone."""

    slug = models.SlugField(unique=True)
    name_sl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    erasmus_code = models.CharField(max_length=20)
    address = models.CharField(max_length=250)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="SI")
    email = models.EmailField()
    time_zone = models.CharField(max_length=50, default="Europe/Ljubljana")
    # Addresses of these domains may open an account themselves; everybody else is invited.
    domains = models.JSONField(default=list)
    # A mailbox outside of the university's reach that gets the signed ends of the journal.
    journal_witness = models.EmailField(blank=True)
    country_name_sl = models.CharField(max_length=80, default="Slovenija")
    country_name_en = models.CharField(max_length=80, default="Slovenia")
    # From this day on whoever decides about others must have a second factor to go on; empty: nobody is asked.
    second_factor_from = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "universities"

    def __str__(self) -> str:
        return self.name


class Member(Bilingual, UniversityOwned):
    """A member faculty (članica): the tenant."""

    slug = models.SlugField()
    short = models.CharField(max_length=12)
    name_sl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    address = models.CharField(max_length=250)
    email = models.EmailField()
    # Whether dissemination is required or recommended (seed 000, chapter 8, leaves it to the member).
    dissemination_required = models.BooleanField(default=True)
    report_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university", "slug"], name="member_address_once")]

    def __str__(self) -> str:
        return self.name


class Unit(Bilingual, UniversityOwned):
    """A department or service of a member faculty."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="units")
    name_sl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """That a person has to do with a university: where to lead them after sign-in. It opens nothing."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    university = models.ForeignKey(University, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "university"], name="affiliated_once")]


class Employment(UniversityOwned):
    """A person's post at a member faculty: what suitability is judged against."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    post_sl = models.CharField(max_length=200)
    post_en = models.CharField(max_length=200)
    staff_group = models.CharField(max_length=20, choices=StaffGroup)
    pay_group = models.CharField(max_length=5)
    share = models.PositiveSmallIntegerField(default=100)
    contract = models.CharField(max_length=20, choices=ContractKind, default=ContractKind.OPEN_ENDED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    work_tasks = models.TextField(max_length=1500, blank=True)
    seniority_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="employment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]
        indexes = [models.Index(fields=["university", "person"], name="employments_of_a_person")]

    @property
    def post(self) -> str:
        return localized(self, "post")


class Appointment(UniversityOwned):
    """That a person acts in a capacity: for a unit, a member (unit empty) or the university (member empty).

    It holds from its first to its last day, unless it was ended before: then from that instant on it opens nothing.
    With a `principal` it is a substitution: the person acts for the principal, and no longer than the principal may.
    Until a second person has confirmed it where four eyes are asked for, it opens nothing either.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    capacity = models.CharField(max_length=20, choices=Capacity)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    principal = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    awaits_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="university_capacities_have_no_member",
                condition=Q(capacity__in=["office", "rectorate", "auditor", "dpo"]) | Q(member__isnull=False),
            ),
            models.CheckConstraint(
                name="substitutes_act_within_dates",
                condition=Q(principal=None) | Q(ends_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "capacity", "member", "unit", "principal", "starts_on"],
                condition=Q(ended_at=None),
                name="appointed_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["university", "person"], name="appointments_of_a_person")]

    def __str__(self) -> str:
        return str(Capacity(self.capacity).label)

    @property
    def last_day(self) -> date | None:
        """The last day on which it held or will hold; None while it has no end."""
        ended_on = timezone.localdate(self.ended_at) if self.ended_at else None
        return min((day for day in (self.ends_on, ended_on) if day is not None), default=None)


class Invitation(UniversityOwned):
    """An address that may open an account, and the capacity that its person is given on coming.

    Without a capacity it opens the door only. It is open until it is accepted, withdrawn or past its last instant.
    """

    email = models.EmailField()
    language = models.CharField(max_length=5, default="sl")
    greeting = models.CharField(max_length=160, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity, blank=True)
    role_ends_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "university",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invited_once",
            )
        ]

    def __str__(self) -> str:
        return self.email
