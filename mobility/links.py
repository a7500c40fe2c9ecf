"""Addresses of pages about a mobility or a call, without a query for the tenant's names."""

from django.conf import settings
from django.urls import reverse

from core.tenancy import MemberOwned
from members.queries import address_by_id
from mobility.models import Call, Mobility


def tenant_of(row: MemberOwned) -> dict[str, str]:
    """The two names that an address of a member's row begins with."""
    university = address_by_id(row.university_id)
    return {"university": university.slug, "member": university.member_of(row.member_id).slug}


def to_mobility(mobility: Mobility, name: str = "file:show", **extra: object) -> str:
    """The path of a page about a mobility."""
    return reverse(name, kwargs={**tenant_of(mobility), "mobility": mobility.public_id, **extra})


def to_call(call: Call, name: str = "calls:show", **extra: object) -> str:
    """The path of a page about a call."""
    return reverse(name, kwargs={**tenant_of(call), "call": call.slug, **extra})


def absolute(path: str) -> str:
    """The full address, for mails and papers."""
    return settings.BASE_URL + path
