"""System checks: every view declares its rule, every table its owner, and production keeps its seams closed."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from core import datamap
from core.tenancy import UniversityOwned, World

FOREIGN_NAMESPACES = ("allauth.", "django.", "guardian.")
SHARED_TABLES = {"members.Person", "members.University", "members.Affiliation"}


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    """Every URL pattern of the product, namespaces opened."""
    found: list[URLPattern] = []
    for item in (resolver or get_resolver()).url_patterns:
        found.extend(patterns(item) if isinstance(item, URLResolver) else [item])
    return found


@register()
def every_view_is_ruled(**kwargs: Any) -> list[CheckMessage]:
    """Deny by default: a view of ours without `rule` or `public = True` stops the start."""
    problems: list[CheckMessage] = []
    for pattern in patterns():
        view = pattern.callback
        module = getattr(view, "__module__", "")
        if module.startswith(FOREIGN_NAMESPACES):
            continue
        view_class = getattr(view, "view_class", None)
        if view_class is None or not (
            getattr(view_class, "rule", "") or getattr(view_class, "public", False)
        ):
            problems.append(
                Error(
                    f"The view at {pattern.pattern} declares no rule and is not public.", id="popotnik.E001"
                )
            )
    return problems


@register()
def every_table_has_an_owner(**kwargs: Any) -> list[CheckMessage]:
    """A model of ours is a tenant's, or says why the world shares it."""
    return [
        Error(f"{model._meta.label} is neither a tenant's nor declared as shared.", id="popotnik.E002")
        for model in apps.get_models()
        if not model.__module__.startswith(FOREIGN_NAMESPACES)
        and not issubclass(model, UniversityOwned)
        and not (issubclass(model, World) and model.why_shared)
        and model._meta.label not in SHARED_TABLES
        and not getattr(model, "relation_table", False)
    ]


@register()
def every_column_is_in_the_data_map(**kwargs: Any) -> list[CheckMessage]:
    """What is held of whom, why and how long is said of every column, or nothing starts."""
    return [Error(problem, id="popotnik.E040") for problem in datamap.problems()]


@register(deploy=True)
def seams_are_closed(**kwargs: Any) -> list[CheckMessage]:
    """Production has no movable clock, no demo, no deaf outbox."""
    open_seams = [
        name
        for name in ("POPOTNIK_CLOCK_SEAM", "POPOTNIK_DEMO", "POPOTNIK_DEAF_OUTBOX")
        if getattr(settings, name, False)
    ]
    return [Error(f"{name} must be off in production.", id="popotnik.E003") for name in open_seams]
