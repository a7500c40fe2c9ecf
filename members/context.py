"""What every page knows: the university, who acts in which capacity, and the way around."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.words import localized
from members.actor import Actor
from members.enums import Capacity as C

DESK = {C.COORDINATOR, C.OFFICE, C.RECTORATE, C.AUDITOR, C.DPO, C.FACULTY_OFFICE, C.DEAN, C.SECRETARY}
COMMITTEE = {C.ASSESSOR, C.CHAIR}

# Label, URL name, and for whom (None: every insider).
WAYS: tuple[tuple[Any, str, set[C] | None], ...] = (
    (gettext_lazy("My page"), "university:home", None),
    (gettext_lazy("Calls"), "university:calls", None),
    (gettext_lazy("Scoring"), "selection-home:calls", COMMITTEE | {C.COORDINATOR, C.OFFICE}),
    (gettext_lazy("Mobilities"), "university:desk", DESK),
    (gettext_lazy("Recognition"), "hr:desk", {C.HR}),
    (gettext_lazy("Data protection"), "protection:desk", {C.DPO, C.OFFICE}),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    university = getattr(request, "university", None)
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "university": university,
        "member": getattr(request, "member", None),
        "acting": acting_words(request, actor),
        "nav": ways(request, actor) if university else [],
        "is_demo": settings.POPOTNIK_DEMO,
    }


def ways(request: HttpRequest, actor: Actor | None) -> list[dict[str, Any]]:
    """The main navigation for this person."""
    slug = request.university.slug  # type: ignore[attr-defined]
    found = []
    for label, name, capacities in WAYS:
        if name == "university:home" and actor is None:
            continue
        if capacities is not None and (actor is None or not actor.capacities & capacities):
            continue
        url = reverse(name, kwargs={"university": slug})
        found.append(
            {"label": label, "url": url, "current": request.path.startswith(url) and _own(url, request)}
        )
    return found


def _own(url: str, request: HttpRequest) -> bool:
    """The university's front page is a prefix of every other one: it is current only by itself."""
    depth = url.strip("/").count("/")
    return depth > 0 or request.path == url


def acting_words(request: HttpRequest, actor: Actor | None) -> str:
    """In which capacities the person acts here, and for whom: `coordinator · Faculty of Arts`."""
    university = getattr(request, "university", None)
    if actor is None or university is None:
        return ""
    member = getattr(request, "member", None)
    capacities = [
        held.capacity.label for held in actor.held if member is None or held.member_id in (None, member.id)
    ]
    where = localized(member or university, "name")
    return _("%(capacities)s · %(where)s") % {
        "capacities": ", ".join(str(label) for label in dict.fromkeys(capacities)),
        "where": where,
    }
