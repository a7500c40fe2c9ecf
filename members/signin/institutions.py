"""Institutions whose word lets people in: one identity provider of one university, kept as allauth's SocialApp.

Its `settings` say which university it belongs to and for which mail domains it vouches. Nothing else about it counts:
an address outside of those domains is only an address, whoever writes it into an assertion.
"""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.urls import reverse

from core.words import Bilingual
from members.models import Person, University

OIDC, SAML = "openid_connect", "saml"


@dataclass(frozen=True)
class Institution(Bilingual):
    """An identity provider of a university.

    `domains` are those it vouches for; with `vouches_unasked` an address of them counts as verified without a claim
    that says so (SAML has none). `asks_second_factor`: its own sign-in includes one.
    """

    slug: str
    kind: str
    university_id: int
    name_sl: str
    name_en: str
    domains: tuple[str, ...]
    vouches_unasked: bool
    asks_second_factor: bool

    def vouches_for(self, address: str) -> bool:
        """Whether the address lies within the domains of this institution."""
        return address.rpartition("@")[2].lower() in self.domains

    def way_in(self) -> str:
        """Where its sign-in begins."""
        if self.kind == SAML:
            return reverse("saml_login", args=[self.slug])
        return reverse("openid_connect_login", args=[self.slug])


def institution_of(app: SocialApp) -> Institution:
    """Read the settings of an app. Raises KeyError for one that no command of ours made."""
    said: dict[str, Any] = app.settings
    return Institution(
        slug=app.provider_id,
        kind=app.provider,
        university_id=said["university"],
        name_sl=said["name_sl"],
        name_en=said["name_en"],
        domains=tuple(domain.lower() for domain in said["domains"]),
        vouches_unasked=bool(said.get("vouches_unasked")),
        asks_second_factor=bool(said.get("asks_second_factor")),
    )


def institutions() -> list[Institution]:
    """Every institution of the installation, as the sign-in page lists them."""
    return [institution_of(app) for app in SocialApp.objects.order_by("name")]


def by_university() -> list[tuple[University, list[Institution]]]:
    """The institutions under their universities, for the sign-in page."""
    found = institutions()
    if not found:
        return []
    universities = University.objects.in_bulk({one.university_id for one in found})
    return [
        (university, [one for one in found if one.university_id == university.pk])
        for university in sorted(universities.values(), key=lambda row: row.name)
    ]


def ways_in_for(person: Person) -> list[Institution]:
    """The institutions by which the person has signed in before: where they can prove again who they are."""
    known = set(SocialAccount.objects.filter(user=person).values_list("provider", flat=True))
    return [one for one in institutions() if one.slug in known] if known else []


def brings_second_factor(record: dict[str, Any]) -> bool:
    """Whether this proof came from an institution whose own sign-in includes a second factor."""
    if record.get("method") != "socialaccount":
        return False
    app = SocialApp.objects.filter(provider_id=record.get("provider", "")).first()
    return app is not None and institution_of(app).asks_second_factor
