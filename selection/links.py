"""Addresses of pages about a distribution."""

from django.urls import reverse

from members.queries import address_by_id
from selection.models import Distribution


def to_distribution(distribution: Distribution, name: str = "distributions:show") -> str:
    """The path of a page about a distribution."""
    slug = address_by_id(distribution.university_id).slug
    return reverse(name, kwargs={"university": slug, "distribution": distribution.public_id})
