"""Every route of the product as the resolver knows it, and concrete addresses out of their patterns."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
MISSING = {"uuid": str(uuid.UUID(int=0x5EED << 64)), "int": "999999999", "slug": "missing", "str": "missing"}
MALFORMED = {"uuid": "0000-not-an-id", "int": "-1", "slug": "%C5%A1umnik", "str": "...."}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Route:
    """One address pattern with its view class (None for a plain function)."""

    name: str
    pattern: str
    view: Any

    @property
    def is_public(self) -> bool:
        return bool(getattr(self.view, "public", False))

    @property
    def defined(self) -> frozenset[str]:
        """The methods that the view answers; all of them for a plain function."""
        if self.view is None:
            return frozenset(METHODS)
        found = {method for method in METHODS if hasattr(self.view, method.lower())}
        return frozenset(found | ({"HEAD"} if "GET" in found else set()))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of what stands in the address."""
        return tuple(match["name"] for match in PART.finditer(self.pattern))

    def path(self, known: dict[str, str], *, instead: dict[str, str] = MISSING) -> str:
        """A concrete address; what is not known gets something that is missing."""

        def value(match: re.Match[str]) -> str:
            return known.get(match["name"]) or instead[match["kind"] or "str"]

        return "/" + PART.sub(value, self.pattern)


def routes() -> dict[str, Route]:
    """Every route by its namespaced name; one without a name goes by its pattern."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver(), "", ()):
        assert route.name not in found, f"two routes are called {route.name}"
        found[route.name] = route
    return found


def _walk(resolver: URLResolver, prefix: str, names: tuple[str, ...]) -> Iterator[Route]:
    for item in resolver.url_patterns:
        path = prefix + str(item.pattern).removeprefix("^").removesuffix(r"\Z").removesuffix("$")
        if isinstance(item, URLResolver):
            yield from _walk(item, path, names + ((item.namespace,) if item.namespace else ()))
        elif isinstance(item, URLPattern):
            name = ":".join([*names, str(item.name or path)])
            yield Route(name, path, getattr(item.callback, "view_class", None))
