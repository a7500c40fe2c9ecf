"""What differs between two versions of a call, told by the part of the call and in values that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import wording
from core.words import FALLBACK
from mobility.call_problems import text_names

LANGUAGES = {"sl", "en"}


@dataclass(frozen=True)
class Change:
    """One place of the document with what stood there and what stands there now (None: nothing)."""

    path: str
    before: Any
    after: Any


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Every place where two documents differ, in the order of the later one. Lists of things with a code go by it."""
    return list(_changes("", before, after))


def _changes(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, list) and isinstance(after, list):
        before, after = _by_code(before), _by_code(after)
    if isinstance(before, dict) and isinstance(after, dict) and not _is_text(before, after):
        keys = [*after, *(key for key in before if key not in after)]
        for key in keys:
            place = f"{path}.{key}" if path else str(key)
            yield from _changes(place, before.get(key), after.get(key))
        return
    yield Change(path, before, after)


def _by_code(rows: list[Any]) -> Any:
    """A list of things with codes as a mapping; any other list as it is."""
    if rows and all(isinstance(row, dict) and "code" in row for row in rows):
        return {row["code"]: row for row in rows}
    return rows


def _is_text(*values: dict[str, Any]) -> bool:
    return all(value and set(value) <= LANGUAGES for value in values)


def in_words(change: Change) -> dict[str, str]:
    """A change for people: where, what stood there, what stands there now. Whole rules are not spelled out."""
    if change.path.startswith("rules.") and any(_is_rule(value) for value in (change.before, change.after)):
        return {
            "where": where(change.path),
            "before": _("as in the version before"),
            "after": _("as it stands now"),
        }
    return {"where": where(change.path), "before": _value(change.before), "after": _value(change.after)}


def _is_rule(value: Any) -> bool:
    """Whether a value is a rule, not a text or a number."""
    return isinstance(value, list) or (isinstance(value, dict) and not _is_text(value))


def where(path: str) -> str:
    """The part of the call in words, with the code of the criterion or round where there is one."""
    part, _sign, rest = path.partition(".")
    name, _sign, inner = rest.partition(".")
    label = _labels().get(name, name)
    if part == "rules" and inner:
        return f"{label} · {inner}"
    code, _sign, field = inner.partition(".")
    if name == "rounds" and field:
        known = _labels().get(field, field)
        return known if code == "first" else f"{label} {code} · {known}"
    return f"{label} · {_labels().get(inner, inner)}" if inner else label


def _labels() -> dict[str, str]:
    return {
        **text_names(),
        "rounds": _("Round"),
        "rolling": _("Rolling call"),
        "opens": _("Opens"),
        "closes": _("Deadline"),
        "results_by": _("Results by"),
        "stays": _("Stays"),
        "from": _("first day"),
        "until": _("last day"),
        "places": _("Places"),
        "confirm_days": _("Days to confirm the place"),
        "appeal_days": _("Days to appeal"),
        "staff_groups": _("For"),
        "activities": _("Activities"),
        "academic_year": _("Academic year"),
        "papers": _("Papers"),
        "committee": _("Committee"),
        "facts": _("Facts"),
        "tables": _("Tables"),
        "gates": _("Who may take part"),
        "criteria": _("Criteria"),
        "total": _("Total"),
        "order": _("Order and ties"),
        "ranking": _("Rankings"),
        "allocation": _("Places and money"),
        "after": _("After the decision"),
    }


def _value(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, dict):
        if set(value) <= LANGUAGES:
            language = (get_language() or FALLBACK)[:2]
            return str(value.get(language) or next(iter(value.values())))
        return "; ".join(f"{key}: {_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _day(str(value))


def _day(text: str) -> str:
    """A day or hour as people read it; any other text as it is."""
    try:
        if "T" in text and len(text) == len("2026-01-10T08:00"):
            hour = datetime.fromisoformat(text)
            return f"{wording.day_and_year(hour.date())}, {hour:%H:%M}"
        return wording.day_and_year(date.fromisoformat(text))
    except ValueError:
        return text
