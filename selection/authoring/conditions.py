"""A condition in three boxes: a fact, how it is compared, with what. Whatever is more than that is written as text."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from selection.engine.scalars import guessed

Data = dict[str, Any]
COMPARED = ("is", "at_least", "over", "at_most", "under")
WAYS: tuple[tuple[str, Any], ...] = (
    ("", _("Choose …")),
    ("yes", _("is true")),
    ("no", _("is not true")),
    ("is", _("is")),
    ("in", _("is one of")),
    ("at_least", _("is at least")),
    ("over", _("is over")),
    ("at_most", _("is at most")),
    ("under", _("is under")),
    ("known", _("is known")),
    ("unknown", _("is not known")),
    ("several", _("is shared by at least so many applicants")),
)
WITHOUT_VALUE = frozenset({"yes", "no", "known", "unknown"})


def fact_choices(facts: list[Data]) -> list[tuple[str, Any]]:
    """The facts of a call for a choice."""
    return [("", _("Choose …")), *((row["code"], f"{label(row)} ({row['code']})") for row in facts)]


def label(row: Data) -> str:
    """What a fact is called: in Slovenian, else in English, else by its code."""
    words = row.get("label", {})
    return str(words.get("sl") or words.get("en") or row["code"])


def add_condition(form: forms.Form, name: str, facts: list[Data], *, title: Any) -> None:
    """Put the three boxes of a condition into a form."""
    form.fields[f"{name}_fact"] = forms.ChoiceField(label=title, choices=fact_choices(facts), required=False)
    form.fields[f"{name}_way"] = forms.ChoiceField(label=_("Comparison"), choices=WAYS, required=False)
    form.fields[f"{name}_value"] = forms.CharField(
        label=_("With"),
        required=False,
        max_length=500,
        help_text=_("Several values of “one of” are separated by commas."),
    )


def condition_from(form: forms.Form, name: str, *, needed: bool) -> Data | None:
    """The condition that the boxes say; what is missing is told at its box."""
    fact = form.cleaned_data.get(f"{name}_fact", "")
    way = form.cleaned_data.get(f"{name}_way", "")
    value = form.cleaned_data.get(f"{name}_value", "").strip()
    if not fact and not way and not needed:
        return None
    if not fact:
        form.add_error(f"{name}_fact", _("Choose the fact."))
    elif not way:
        form.add_error(f"{name}_way", _("Choose the comparison."))
    elif not value and way not in WITHOUT_VALUE:
        form.add_error(f"{name}_value", _("Say what it is compared with."))
    else:
        return _written(fact, way, value)
    return None


def _written(fact: str, way: str, value: str) -> Data:
    node: Data = {"fact": fact}
    if way == "no":
        return {"not": node}
    if way == "several":
        return {"several_with_same": fact, "at_least": value}
    if way in {"known", "unknown"}:
        return {**node, "known": way == "known"}
    if way == "in":
        return {**node, "in": [_value(part.strip()) for part in value.split(",") if part.strip()]}
    return {**node, way: _value(value)} if way in COMPARED else node


def _value(text: str) -> Any:
    """A value as the file would have it: a number without the decimal comma, anything else as typed."""
    number = guessed(text.replace(",", "."))
    return number if isinstance(number, Decimal) else text


def boxes_of(node: Data | None, name: str) -> dict[str, str] | None:
    """The initial values of the boxes; None where the condition is more than they can say."""
    if node is None:
        return {}
    found = _read(node)
    if found is None:
        return None
    fact, way, value = found
    return {f"{name}_fact": fact, f"{name}_way": way, f"{name}_value": value}


def _read(node: Data) -> tuple[str, str, str] | None:
    """Fact, comparison and value of a simple condition."""
    if set(node) == {"not"}:
        inner = _read(node["not"])
        return (inner[0], "no", "") if inner is not None and inner[1] == "yes" else None
    if "several_with_same" in node:
        return node["several_with_same"], "several", str(node.get("at_least", 2))
    rest = {way: value for way, value in node.items() if way != "fact"}
    if "fact" not in node or len(rest) > 1:
        return None
    (way, value) = next(iter(rest.items()), ("yes", ""))
    return (str(node["fact"]), *_shown(way, value))


def _shown(way: str, value: Any) -> tuple[str, str]:
    """A comparison and its value as the boxes show them."""
    if way == "known":
        return "known" if value else "unknown", ""
    return way, ", ".join(str(one) for one in value) if way == "in" else str(value)
