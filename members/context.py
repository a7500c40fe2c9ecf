"""What every page knows: the university, who acts in which capacity, and the way around."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.wording import with_principal
from core.words import localized
from members.actor import Actor, Held
from members.enums import Capacity as C
from members.grants import IN_CHARGE

DESK = {C.COORDINATOR, C.OFFICE, C.RECTORATE, C.AUDITOR, C.DPO, C.FACULTY_OFFICE, C.DEAN, C.SECRETARY}
COMMITTEE = {C.ASSESSOR, C.CHAIR}

# Label, URL name, and for whom (None: every insider).
WAYS: tuple[tuple[Any, str, set[C] | None], ...] = (
    (gettext_lazy("My page"), "university:home", None),
    (gettext_lazy("Calls"), "university:calls", None),
    (gettext_lazy("Preparing calls"), "drafts:list", {C.COORDINATOR, C.OFFICE}),
    (gettext_lazy("Scoring"), "selection-home:calls", COMMITTEE | {C.COORDINATOR, C.OFFICE}),
    (gettext_lazy("Mobilities"), "university:desk", DESK),
    (gettext_lazy("Recognition"), "hr:desk", {C.HR}),
    (pgettext_lazy("page", "People"), "people:list", {*IN_CHARGE, C.AUDITOR, C.DPO}),
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
        "acting_url": reverse("people:mine", args=[university.slug]) if actor and university else "",
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
    """In which capacities the person acts here, for whom and where: `coordinator, dean for Ana Kos · Faculty of Arts`.

    Below a member's address those for that member; elsewhere each member's apart from the others'.
    """
    university = getattr(request, "university", None)
    if actor is None or university is None:
        return ""
    member = getattr(request, "member", None)
    if member is not None:
        here = [held for held in actor.held if held.member_id in (None, member.id)]
        return _at(here, localized(member, "name"))
    places = sorted({held.member_id or 0 for held in actor.held})
    if len(places) == 1:
        only = university.member_of(places[0]) if places[0] else university
        return _at(actor.held, localized(only, "name"))
    shorts = {row.id: row.short for row in university.members.values()}
    parts = [
        _at(
            [held for held in actor.held if (held.member_id or 0) == place],
            shorts.get(place, _("university")),
        )
        for place in places
    ]
    return "; ".join(part for part in parts if part)


def _at(held: Iterable[Held], where: str) -> str:
    """The capacities at one place; taking part is said only where there is nothing else."""
    held = list(held)
    told = [one for one in held if one.capacity != C.PARTICIPANT] or held
    words = dict.fromkeys(with_principal(str(one.capacity.label), one.principal_name) for one in told)
    if not words:
        return ""
    return _("%(capacities)s · %(where)s") % {"capacities": ", ".join(words), "where": where}
