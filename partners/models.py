"""Where one can go: the world's registers, and each university's own host organisations."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy import UniversityOwned, World
from core.words import Bilingual
from partners.enums import HostKind, IscedLevel, ProgrammeStatus
from partners.folding import bag, kinds_in


class Reference(World):
    """A row of a public register: the application reads it, `load_reference` writes it as the owner."""

    reference_data = True
    why_shared = "a public register, the same for every university"

    class Meta:
        abstract = True


class Named(Bilingual, Reference):
    """A reference row with its name in the four languages of the registers."""

    name_en = models.CharField(max_length=200)
    name_sl = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200, blank=True)
    name_lv = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Country(Named):
    """A country as the Programme Guide sees it."""

    code = models.CharField(_("ISO 3166 code"), max_length=2, primary_key=True)
    # As in Erasmus codes and the charter's list: EL for Greece.
    eche_code = models.CharField(max_length=2)
    status = models.CharField(max_length=20, choices=ProgrammeStatus)
    # Regions of third countries (1-14); member states and associated countries have none.
    region_code = models.CharField(max_length=2, blank=True)
    region_name = models.CharField(max_length=80, blank=True)
    # Groups of living costs for staff, by the years of the call; none for countries that are not associated.
    staff_group_2021_2023 = models.PositiveSmallIntegerField(null=True)
    staff_group_2024_2027 = models.PositiveSmallIntegerField(null=True)
    # Whether status and region were read in the Programme Guide; money rules must not rest on the others.
    verified = models.BooleanField()

    class Meta:
        verbose_name_plural = "countries"


class Language(Named):
    """A language by its ISO 639-1 code."""

    code = models.CharField(_("ISO 639-1 code"), max_length=2, primary_key=True)
    name_own = models.CharField(max_length=40, blank=True)


class IscedField(Named):
    """A field of education and training (ISCED-F 2013). Labels repeat between levels: the code is the key."""

    code = models.CharField(max_length=4, primary_key=True)
    level = models.CharField(max_length=10, choices=IscedLevel)
    broad = models.CharField(max_length=2)
    narrow = models.CharField(max_length=3, blank=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Place(Reference):
    """A town of about 15,000 people or more, with the point from which distances are measured."""

    geonameid = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    # Not a reference to Country: the towns cover territories that the Programme Guide does not list.
    country_code = models.CharField(max_length=2)
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.PositiveIntegerField()
    time_zone = models.CharField(max_length=40)
    # Folded names under which the town is found: ` | viena | vien | dunaj | `.
    search = models.CharField(max_length=250)

    class Meta:
        indexes = [models.Index(fields=["country_code", "-population"], name="places_of_a_country")]

    def __str__(self) -> str:
        return self.name


class CharterHolder(Reference):
    """A holder of the Erasmus Charter for Higher Education (ECHE), as in the Commission's list.

    `name` is as published, often in capitals throughout; `display_name` is the same in readable case.
    """

    erasmus_code = models.CharField(max_length=20, primary_key=True)
    pic = models.CharField(max_length=9)
    oid = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=250)
    display_name = models.CharField(max_length=250)
    city = models.CharField(max_length=60)
    postcode = models.CharField(max_length=30, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    website = models.CharField(max_length=200, blank=True)
    eche_start = models.DateField()
    eche_end = models.DateField()
    # The point of the town, not of the campus.
    lat = models.FloatField()
    lon = models.FloatField()
    # The last digits of the code: the first institutions of a town to take part have the lowest.
    number = models.PositiveSmallIntegerField(default=99)
    # Whether it stands in the list that was loaded last; those that left it stay for the files they are in.
    listed = models.BooleanField(default=True)
    # Folded words of all its names, those of its town, and the code: ` universitat vien univ viena dunaj … `.
    search = models.CharField(max_length=500)

    class Meta:
        # Loaded at once and then only read: no list of pending entries beside the index.
        indexes = [
            GinIndex(
                fields=["search"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
                name="charter_holders_by_name",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pic"], condition=models.Q(listed=True), name="each_pic_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.display_name


class DistanceBand(Reference):
    """Travel support by one-way distance: EUR per participant for the whole return trip."""

    # First and last year of the calls in which the amounts hold.
    calls_from = models.PositiveSmallIntegerField()
    calls_to = models.PositiveSmallIntegerField()
    # Whole kilometres, both included; the farthest band has no end.
    km_from = models.PositiveSmallIntegerField()
    km_to = models.PositiveSmallIntegerField(null=True)
    standard = models.DecimalField(max_digits=7, decimal_places=2)
    # None: no amount of its own for green travel.
    green = models.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta:
        ordering = ["calls_from", "km_from"]
        constraints = [models.UniqueConstraint(fields=["calls_from", "km_from"], name="each_band_once")]


class ReferenceLoad(Reference):
    """Which content of a register was loaded last, so that loading it again costs nothing."""

    register = models.CharField(max_length=40, primary_key=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()


class HostOrganisation(UniversityOwned):
    """An organisation in a university's own register: a charter holder, or any workplace abroad.

    One that a participant proposed is `confirmed_at` None until the office confirms it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind of organisation"), max_length=20, choices=HostKind)
    charter_holder = models.ForeignKey(
        CharterHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    erasmus_code = models.CharField(_("Erasmus code"), max_length=20, blank=True)
    pic = models.CharField(_("PIC"), max_length=9, blank=True)
    oid = models.CharField(_("OID"), max_length=9, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    city = models.CharField(_("city"), max_length=80)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    website = models.URLField(_("website"), max_length=200, blank=True)
    # The point that distances are measured to; None until it is known.
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=160, blank=True)
    contact_position = models.CharField(_("position of the contact person"), max_length=160, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    contact_phone = models.CharField(_("telephone of the contact person"), max_length=40, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Kept by `save`: folded name, town and code. No index: row-level security would not let it be used,
    # and a university's own register is small.
    search = models.CharField(max_length=500, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "charter_holder"], name="each_charter_holder_once"),
            models.CheckConstraint(
                name="a_host_has_both_coordinates_or_none",
                condition=models.Q(lat=None, lon=None) | models.Q(lat__isnull=False, lon__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text in step with what it is made of. Raises CrossTenant, NoScope."""
        aliases = self.charter_holder.search if self.charter_holder else ""
        self.search = bag(self.name, *kinds_in(self.name), self.city, self.erasmus_code, aliases)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search"}
        super().save(*args, **kwargs)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
