"""Every address of the product, sign-in included, made concrete for one house."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from mobility.enums import Stage
from tests.agreement.paths import preparing
from tests.world import House, make_call, make_mobility

MISSING = {"uuid": str(uuid.UUID(int=7)), "int": "999999"}
SECTIONS = {"application:section": "work", "reporting:section": "experience"}


@dataclass(frozen=True)
class Route:
    """One address pattern with its view."""

    name: str
    pattern: str
    view: Any

    def filled(self, known: dict[str, str]) -> str:
        """The address with `known` in it; what is not known gets something missing."""

        def value(match: re.Match[str]) -> str:
            return known.get(match["name"]) or MISSING.get(match["kind"] or "", "missing")

        readable = re.sub(r"^\^|(?<=/)\^|\$$", "", self.pattern)
        readable = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", readable).replace("\\", "")
        return "/" + re.sub(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>", value, readable)

    @property
    def takes_post(self) -> bool:
        """Whether the view has something to do on POST (a function may do anything)."""
        view_class = getattr(self.view, "view_class", None)
        return view_class is None or hasattr(view_class, "post")


def routes(resolver: URLResolver | None = None, prefix: str = "", names: tuple[str, ...] = ()) -> list[Route]:
    """Every route with its namespaced name."""
    found: list[Route] = []
    for item in (resolver or get_resolver()).url_patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            found += routes(item, path, names + ((item.namespace,) if item.namespace else ()))
        elif isinstance(item, URLPattern):
            found.append(Route(":".join([*names, str(item.name)]), path, item.callback))
    return found


@dataclass
class Scene:
    """A house with one mobility in preparation and one draft, and the addresses of both."""

    house: House
    known: dict[str, str]
    draft: dict[str, str] = field(default_factory=dict)

    def address(self, route: Route, *, draft: bool = False) -> str:
        section = SECTIONS.get(route.name, "work")
        return route.filled({**self.known, **(self.draft if draft else {}), "section": section})


def make_scene(house: House) -> Scene:
    """A scene in which most pages have something to show."""
    with house.scope():
        mobility = preparing(house)
        draft = make_mobility(house, make_call(house, "stt-draft"), who="colleague", stage=Stage.DRAFT)
    known = {
        "university": house.university.slug,
        "member": house.member.slug,
        "mobility": str(mobility.public_id),
        "call": "stt-2026",
        "months": "3",
        "language": "en",
    }
    return Scene(house, known, {"mobility": str(draft.public_id), "call": "stt-draft"})
